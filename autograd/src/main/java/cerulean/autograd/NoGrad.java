package cerulean.autograd;

import java.util.function.Supplier;

/// Code that records nothing: evaluation, updates, metrics. Holds for the calling thread only.
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
    boolean outer = PAUSED.get();
    PAUSED.set(true);
    try {
      return body.get();
    } finally {
      PAUSED.set(outer);
    }
  }

  static boolean active() {
    return PAUSED.get();
  }
}
