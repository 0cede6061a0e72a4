package cerulean.tensor;

/// What all fused updates do before and around their loop.
final class Update {

  private Update() {}

  /// Checks and counts the change of parameters and state; returns the gradient with its elements
  /// adjacent from the start of its storage, copied if they are not.
  static Tensor gradient(String op, Tensor w, Tensor g, Tensor... state) {
    if (w.dtype() != DType.F64) {
      w.requireF32(op);
    }
    change(op, w);
    for (Tensor one : state) {
      requireLike(op, w, one);
      change(op, one);
    }
    requireLike(op, w, g);
    return isWhole(g) ? g : g.copy();
  }

  /// Spreads a loop over the elements of `w` over the threads.
  static void run(Tensor w, Parallel.Body loop) {
    Parallel.forRange(w.size(), Runs.GRAIN, loop);
  }

  private static void change(String op, Tensor tensor) {
    if (!isWhole(tensor)) {
      throw view(op, tensor.shape());
    }
    Changes.count(tensor.storage());
  }

  private static boolean isWhole(Tensor tensor) {
    return tensor.isContiguous() && tensor.layout().offset() == 0;
  }

  private static void requireLike(String op, Tensor w, Tensor other) {
    other.requireType(op, w.dtype());
    if (!w.shape().equals(other.shape())) {
      throw differ(op, w.shape(), other.shape());
    }
  }

  private static IllegalArgumentException view(String op, Shape shape) {
    return new IllegalArgumentException(
        op
            + ": parameters and state must be contiguous from the start of their storage; got a view"
            + " of shape "
            + shape);
  }

  private static ShapeException differ(String op, Shape w, Shape other) {
    return new ShapeException(
        op, "shapes differ: parameters " + w + ", operand " + other, w, other);
  }
}
