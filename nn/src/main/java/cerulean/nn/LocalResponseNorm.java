package cerulean.nn;

import cerulean.autograd.Variable;

/// Division by what the neighbouring channels say (Krizhevsky, Sutskever & Hinton 2012):
///
///     y = x / (k + alpha m)^beta
///
/// with `m` the sum of squares over the `size` channels round a channel, divided by `size`.
///
/// - input: `[batch, channels, ...]`
/// - result: the same shape
public record LocalResponseNorm(int size, double alpha, double beta, double k) implements Layer {

  /// Checks the size.
  public LocalResponseNorm {
    Hyperparameters.requireAtLeast("LocalResponseNorm", "size", size, 1);
  }

  /// PyTorch's numbers: `alpha` 1e-4, `beta` 0.75, `k` 1.
  public LocalResponseNorm(int size) {
    this(size, 1e-4, 0.75, 1);
  }

  @Override
  public Variable forward(Variable input) {
    return input.localResponseNorm(size, alpha, beta, k);
  }

  @Override
  public String toString() {
    return "LocalResponseNorm(" + size + ", " + alpha + ", " + beta + ", " + k + ")";
  }
}
