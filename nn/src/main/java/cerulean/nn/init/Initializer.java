package cerulean.nn.init;

import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;

/// A law that parameters start from.
@FunctionalInterface
public interface Initializer {

  /// Draws a weight of `shape`, whose first axis counts outputs and whose others make up the inputs
  /// of one output.
  Tensor draw(Philox random, int... shape);

  /// Normal with mean 0.
  static Initializer normal(double sd) {
    return (random, shape) -> Tensor.normal(random, 0f, (float) sd, shape);
  }

  /// Uniform on `-1/sqrt(n) .. 1/sqrt(n)` with `n` inputs per output: PyTorch's default for linear
  /// and convolution layers.
  static Initializer uniformByInputs() {
    return (random, shape) -> {
      int inputs = 1;
      for (int i = 1; i < shape.length; i++) {
        inputs *= shape[i];
      }
      float bound = (float) (1 / Math.sqrt(inputs));
      return Tensor.uniform(random, -bound, bound, shape);
    };
  }
}
