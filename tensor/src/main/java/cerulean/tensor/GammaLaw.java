package cerulean.tensor;

/// The gamma distribution of one shape and scale 1: density `x^(shape - 1) e^-x / Gamma(shape)`.
///
/// Marsaglia & Tsang, "A simple method for generating gamma variables" (ACM TOMS 26, 2000): the
/// cube of a shifted normal number, taken in more than 95 of 100 cases. Below shape 1, from their
/// section 6, the number of `shape + 1` times `u^(1/shape)`; the exponent is kept as a logarithm,
/// since at shape 0.01 one result in 1,700 is smaller than the smallest `double`.
final class GammaLaw {

  private final double shape;

  // Names of the paper: the candidate is d (1 + c x)^3 with x normal.
  private final double d;
  private final double c;

  /// The law of a positive, finite shape.
  GammaLaw(double shape) {
    this.shape = shape;
    d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3;
    c = 1 / Math.sqrt(9 * d);
  }

  /// Returns the next number: four words of the stream per candidate, two more below shape 1.
  double next(Philox random) {
    double x = atLeastShapeOne(random);
    return shape < 1 ? x * StrictMath.exp(-random.nextExponential() / shape) : x;
  }

  /// Returns the logarithm of what [#next(Philox)] would return, finite where that underflows.
  double nextLog(Philox random) {
    double x = StrictMath.log(atLeastShapeOne(random));
    return shape < 1 ? x - random.nextExponential() / shape : x;
  }

  private double atLeastShapeOne(Philox random) {
    while (true) {
      double x = random.nextGaussian();
      double u = random.nextDouble();
      double shift = c * x;
      if (shift <= -1) {
        continue;
      }
      double v = (1 + shift) * (1 + shift) * (1 + shift);
      double square = x * x;
      if (u < 1 - 0.0331 * square * square) {
        return d * v;
      }
      // 1 - v + log v, written in the shift so that little is lost where d is large.
      double gap = 3 * (StrictMath.log1p(shift) - shift) - shift * shift * (3 + shift);
      if (StrictMath.log(u) < 0.5 * square + d * gap) {
        return d * v;
      }
    }
  }
}
