package cerulean.tensor;

import java.lang.StackWalker.StackFrame;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// How often tensors have been changed in place, so that a gradient that needs an old value is
/// refused instead of being wrong.
///
/// Counted are the in-place methods of [Tensor], [Into] and the fused updates, for a tensor
/// together with all views of its elements. What a caller writes into an array given to
/// [Tensor#wrap] can not be seen.
public final class Changes {

  /// Threads that remember places: a gate before the thread's own flag.
  private static final AtomicInteger REMEMBERING = new AtomicInteger();

  private static final ThreadLocal<Boolean> REMEMBERS = ThreadLocal.withInitial(() -> false);

  private static final Map<Storage, StackFrame> PLACES =
      Collections.synchronizedMap(new WeakHashMap<>());

  private Changes() {}

  /// How often the elements of `tensor` have been changed in place; only differences mean
  /// something.
  public static int of(Tensor tensor) {
    return tensor.storage().version();
  }

  /// Where the elements were last changed, if places were remembered then.
  public static Optional<StackFrame> lastPlace(Tensor tensor) {
    return Optional.ofNullable(PLACES.get(tensor.storage()));
  }

  /// Whether this thread remembers from now on where it changes tensors, which is slow. Returns
  /// whether it did before.
  public static boolean rememberPlaces(boolean on) {
    boolean before = REMEMBERS.get();
    if (on != before) {
      REMEMBERS.set(on);
      REMEMBERING.addAndGet(on ? 1 : -1);
    }
    return before;
  }

  /// Counts a change that is about to happen.
  static void count(Storage storage) {
    storage.change();
    if (REMEMBERING.getPlain() > 0) {
      remember(storage);
    }
  }

  private static void remember(Storage storage) {
    if (REMEMBERS.get()) {
      String inside = Changes.class.getPackageName() + ".";
      StackWalker.getInstance()
          .walk(frames -> frames.filter(f -> !f.getClassName().startsWith(inside)).findFirst())
          .ifPresent(frame -> PLACES.put(storage, frame));
    }
  }
}
