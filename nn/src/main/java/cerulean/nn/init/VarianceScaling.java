package cerulean.nn.init;

import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;

/// A law of mean 0 and standard deviation `gain / sqrt(fan)`, which keeps the variance of signals
/// from layer to layer: the laws of Glorot & Bengio 2010 ("Xavier", [Fans.Mode#AVERAGE]) and of He
/// et al. 2015 ("Kaiming", [Fans.Mode#IN] or [Fans.Mode#OUT]).
///
/// @param gain what the nonlinearity asks for, see [Nonlinearity]
/// @param mode what the fan is
/// @param uniform whether the law is uniform, on `-bound .. bound` with `bound = sqrt(3)` standard
///   deviations, or normal
public record VarianceScaling(double gain, Fans.Mode mode, boolean uniform) implements Initializer {

  /// Checks the gain.
  public VarianceScaling {
    if (!(gain > 0)) {
      throw wrongGain(gain);
    }
  }

  /// The standard deviation of a weight.
  public double standardDeviation(int... shape) {
    return gain / Math.sqrt(Fans.of(shape).by(mode));
  }

  /// The ends of the uniform law of a weight.
  public double bound(int... shape) {
    return Math.sqrt(3) * standardDeviation(shape);
  }

  @Override
  public Tensor draw(Philox random, int... shape) {
    return uniform
        ? Initializer.uniform(-bound(shape), bound(shape)).draw(random, shape)
        : Initializer.normal(standardDeviation(shape)).draw(random, shape);
  }

  @Override
  public Tensor draw(DType type, Philox random, int... shape) {
    return uniform
        ? Initializer.uniform(-bound(shape), bound(shape)).draw(type, random, shape)
        : Initializer.normal(standardDeviation(shape)).draw(type, random, shape);
  }

  private static IllegalArgumentException wrongGain(double gain) {
    return new IllegalArgumentException("init: the gain must be above 0; got " + gain);
  }
}
