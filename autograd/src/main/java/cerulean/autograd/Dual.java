package cerulean.autograd;

import cerulean.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// A value and the direction in which it moves: forward-mode differentiation by dual numbers.
///
/// - `primal`: the value
/// - `tangent`: the derivative of the value along the direction in which the inputs of the
///   transformation move; null for zero
record Dual(long level, Variable primal, @Nullable Variable tangent) implements Trace {

  /// A variable that moves.
  static Variable of(long level, Variable primal, @Nullable Variable tangent) {
    return tangent == null ? primal : Variable.traced(new Dual(level, primal, tangent));
  }

  static Dual apply(Primitive op, Variable[] in, long level) {
    Variable[] primals = in.clone();
    @Nullable Variable[] tangents = new Variable[in.length];
    for (int i = 0; i < in.length; i++) {
      if (in[i].trace() instanceof Dual dual && dual.level == level) {
        primals[i] = dual.primal;
        tangents[i] = dual.tangent;
      }
    }
    Variable y = Variable.apply(op, primals);
    Variable tangent = op.tangent(tangents, primals, y);
    if (tangent != null && !tangent.shape().equals(y.shape())) {
      throw wrongShape(op, tangent, y);
    }
    return new Dual(level, y, tangent);
  }

  /// The primal of a result; the result itself if it does not move.
  static Variable primalOf(Variable y, long level) {
    return y.trace() instanceof Dual dual && dual.level == level ? dual.primal : y;
  }

  /// The tangent of a result; null if it does not move.
  static @Nullable Variable tangentOf(Variable y, long level) {
    return y.trace() instanceof Dual dual && dual.level == level ? dual.tangent : null;
  }

  /// The tangent of `f(in)` by moving through the operations that `f` is made of.
  static @Nullable Variable through(
      Primitive.Composition f, @Nullable Variable[] tangents, Variable[] in) {
    long level = Trace.nextLevel();
    Variable[] moving = new Variable[in.length];
    for (int i = 0; i < in.length; i++) {
      moving[i] = of(level, in[i], tangents[i]);
    }
    return tangentOf(f.of(moving), level);
  }

  @Override
  public Tensor form() {
    return primal.form();
  }

  @Override
  public Tensor value() {
    return primal.value();
  }

  @Override
  public @Nullable Trace detached() {
    return primal.detach().trace();
  }

  @Override
  public boolean isRecorded() {
    return primal.isRecordedAnywhere() || (tangent != null && tangent.isRecordedAnywhere());
  }

  private static IllegalArgumentException wrongShape(Primitive op, Variable tangent, Variable y) {
    return new IllegalArgumentException(
        op.name()
            + ": its tangent must have the shape of the result, "
            + y.shape()
            + "; got "
            + tangent.shape());
  }
}
