package cerulean.autograd;

import cerulean.tensor.Tensor;

/// The gradient with which a walk starts.
final class Seed {

  private Seed() {}

  /// A gradient of ones for a scalar loss.
  static Variable ofOne(Variable loss) {
    if (loss.shape().size() != 1) {
      throw new IllegalArgumentException(
          "backward: the loss must be one number; this "
              + name(loss)
              + " has shape "
              + loss.shape()
              + "; sum it, or give the gradient of its elements");
    }
    return Variable.constant(Tensor.full(loss.dtype(), 1, loss.shape().dims()));
  }

  /// Refuses a walk from a variable without graph, or with a gradient of another shape.
  static void require(Variable root, Variable seed) {
    if (!root.requiresGrad()) {
      throw new IllegalStateException(
          "backward: nothing that this variable was computed from needs a gradient; was it computed"
              + " inside NoGrad?");
    }
    requireShape(root, seed);
  }

  /// Refuses a gradient of another shape.
  static void requireShape(Variable root, Variable seed) {
    if (!seed.shape().equals(root.shape())) {
      throw new IllegalArgumentException(
          "backward: the gradient must have the shape of this "
              + name(root)
              + ", "
              + root.shape()
              + "; got "
              + seed.shape());
    }
  }

  private static String name(Variable variable) {
    Node node = variable.node();
    return node != null ? node.op().name() : "variable";
  }
}
