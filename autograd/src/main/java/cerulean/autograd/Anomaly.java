package cerulean.autograd;

import cerulean.tensor.Changes;
import cerulean.tensor.Tensor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A scope in which the operation that makes the first NaN or infinity is found, forwards and
/// backwards, and in which places of changes in place are remembered.
///
///     try (var _ = Anomaly.detect()) {
///       loss(network, batch).backward();
///     }
///
/// An operation whose inputs are all finite and whose result is not throws an
/// [ArithmeticException] that names it. If that happens in a backward pass, the exception's cause
/// shows where the operation was called in the forward pass. Holds for the calling thread. Slow, and
/// free of cost when off: one test of a counter.
public final class Anomaly implements AutoCloseable {

  /// Scopes open in all threads: a gate before the thread's own flag.
  private static final AtomicInteger OPEN = new AtomicInteger();

  private static final ThreadLocal<Boolean> ON = ThreadLocal.withInitial(() -> false);

  private final boolean outer;
  private final boolean outerPlaces;
  private boolean closed;

  private Anomaly() {
    outer = ON.get();
    outerPlaces = Changes.rememberPlaces(true);
    ON.set(true);
    OPEN.incrementAndGet();
  }

  /// Starts to look for anomalies in this thread.
  public static Anomaly detect() {
    return new Anomaly();
  }

  /// Goes back to what was before.
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      ON.set(outer);
      Changes.rememberPlaces(outerPlaces);
      OPEN.decrementAndGet();
    }
  }

  static boolean isOn() {
    return OPEN.getPlain() > 0 && ON.get();
  }

  /// Looks at a result, and remembers where the operation was called.
  static void checkResult(Primitive op, Variable[] in, Tensor result, @Nullable Node node) {
    if (node != null) {
      node.calledAt(new Throwable("forward call of " + op.name()));
    }
    if (isFinite(result)) {
      return;
    }
    for (Variable input : in) {
      if (!isFinite(input.value())) {
        return;
      }
    }
    throw new ArithmeticException(
        op.name()
            + ": its result "
            + result.shape()
            + " has "
            + what(result)
            + ", though its inputs are finite");
  }

  /// The gradients that a rule makes, looked at as a whole.
  static @Nullable Variable[] gradients(
      Node node, Variable g, Variable[] in, Variable y, long since) {
    ON.set(false);
    try {
      @Nullable Variable[] gradients = node.op().gradients(g, in, y, since);
      if (g.trace() == null && isFinite(g.value())) {
        for (int i = 0; i < gradients.length; i++) {
          Variable gradient = gradients[i];
          if (gradient != null && gradient.trace() == null && !isFinite(gradient.value())) {
            throw made(node, i, gradient.value());
          }
        }
      }
      return gradients;
    } finally {
      ON.set(true);
    }
  }

  private static ArithmeticException made(Node node, int i, Tensor gradient) {
    ArithmeticException thrown =
        new ArithmeticException(
            node.op().name()
                + ": the gradient of its input "
                + i
                + " "
                + gradient.shape()
                + " has "
                + what(gradient)
                + ", though that of its result is finite; "
                + (node.call() == null
                    ? "run the forward pass in Anomaly.detect() too to see where it was called"
                    : "the cause shows where it was called"));
    thrown.initCause(node.call());
    return thrown;
  }

  private static boolean isFinite(Tensor tensor) {
    return !tensor.dtype().isFloating() || tensor.isFinite().all(false).itemBoolean();
  }

  private static String what(Tensor tensor) {
    return tensor.isNaN().any(false).itemBoolean() ? "NaN" : "infinity";
  }
}
