package cerulean.autograd;

import java.util.function.Supplier;

/// Code that records nothing: evaluation, updates, metrics. Holds for the calling thread only, and
/// for gradients only: tangents of forward mode ([Grad#jvp]) go on.
public final class NoGrad {

  private static final ThreadLocal<Boolean> PAUSED = ThreadLocal.withInitial(() -> false);

  private NoGrad() {}

  /// Runs `body` without recording.
  public static void run(Runnable body) {
    call(() -> {
      body.run();
      return true;
    });
  }

  /// Returns what `body` computes, without recording.
  public static <T> T call(Supplier<T> body) {
    return with(true, body);
  }

  /// Returns what `body` computes, recording it wherever this is called.
  static <T> T record(Supplier<T> body) {
    return with(false, body);
  }

  /// Returns what `body` computes, recording it if this is recorded here and `wanted`.
  static <T> T recordIf(boolean wanted, Supplier<T> body) {
    return wanted ? body.get() : call(body);
  }

  private static <T> T with(boolean paused, Supplier<T> body) {
    boolean outer = PAUSED.get();
    PAUSED.set(paused);
    try {
      return body.get();
    } finally {
      PAUSED.set(outer);
    }
  }

  static boolean isRecording() {
    return !PAUSED.get();
  }
}
