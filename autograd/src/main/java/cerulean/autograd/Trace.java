package cerulean.autograd;

import cerulean.tensor.Tensor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What a transformation in progress has hung on a variable: its tangent ([Dual]), or the values it
/// has in all examples ([Batch]).
///
/// Transformations nest, and so do traces: each is of a level, and what it holds are variables that
/// may have traces of lower levels. An operation on variables with traces looks at the highest
/// level among them alone and computes on what those traces hold, which takes care of the next
/// level. A level is a number drawn when the transformation starts: one that starts inside another
/// has a higher number, whichever thread it is in.
sealed interface Trace permits Dual, Batch, Changed, Packed {

  /// The last level drawn.
  AtomicLong LEVELS = new AtomicLong();

  /// The level of the transformation.
  long level();

  /// A tensor of the shape and the type of the variable.
  Tensor form();

  /// The value, where there is one.
  Tensor value();

  /// The trace of the variable cut off from what it was computed from; null for none.
  @Nullable Trace detached();

  /// Whether a gradient may flow through what the trace holds.
  boolean isRecorded();

  /// The trace of the result of an operation on variables of which `level` is the highest.
  static Trace apply(Primitive op, Variable[] in, long level) {
    for (Variable input : in) {
      Trace trace = input.trace();
      if (trace != null && trace.level() == level) {
        return switch (trace) {
          case Dual _ -> Dual.apply(op, in, level);
          case Batch _ -> Batch.apply(op, in, level);
          case Changed changed -> throw changed.refusal();
          case Packed _ -> throw new AssertionError("packed values stay on the tape");
        };
      }
    }
    throw new AssertionError(level);
  }

  /// A level for a transformation that starts now.
  static long nextLevel() {
    return LEVELS.incrementAndGet();
  }
}
