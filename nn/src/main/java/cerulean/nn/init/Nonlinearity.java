package cerulean.nn.init;

/// What follows a weight, and the gain that keeps the variance of what passes through both: `gain`
/// of [VarianceScaling]. The values are those of PyTorch's `calculate_gain`.
public enum Nonlinearity {

  /// None, after a dense layer or a convolution: 1.
  LINEAR(1),

  /// Logistic function: 1.
  SIGMOID(1),

  /// Hyperbolic tangent: 5/3.
  TANH(5 / 3.0),

  /// Zero below 0: square root of 2, since half of the variance is lost (He et al. 2015).
  RELU(Math.sqrt(2)),

  /// Slope 0.01 below 0; for others see [#leakyRelu].
  LEAKY_RELU(leakyRelu(0.01)),

  /// Scaled exponential linear unit: 3/4.
  SELU(0.75);

  private final double gain;

  Nonlinearity(double gain) {
    this.gain = gain;
  }

  /// The gain.
  public double gain() {
    return gain;
  }

  /// The gain of a leaky ReLU, `sqrt(2 / (1 + slope^2))`.
  public static double leakyRelu(double slope) {
    return Math.sqrt(2 / (1 + slope * slope));
  }
}
