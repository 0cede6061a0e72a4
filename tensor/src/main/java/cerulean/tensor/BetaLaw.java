package cerulean.tensor;

/// The beta distribution: density proportional to `x^(a - 1) (1 - x)^(b - 1)` on `[0, 1]`.
///
/// `x / (x + y)` with `x` and `y` of the gamma distributions of shapes `a` and `b`. If a shape is
/// below 1 the quotient is formed from logarithms: with two tiny shapes both numbers underflow, and
/// `0 / 0` must be almost always 0 or almost always 1.
final class BetaLaw {

  private final GammaLaw left;
  private final GammaLaw right;
  private final boolean logarithms;

  /// The law of two shapes from [#LEAST_SHAPE] up.
  BetaLaw(double a, double b) {
    left = new GammaLaw(a);
    right = new GammaLaw(b);
    logarithms = a < 1 || b < 1;
  }

  /// Below, the logarithms themselves would overflow.
  static final double LEAST_SHAPE = 1e-300;

  /// Returns the next number: eight words of the stream or more.
  double next(Philox random) {
    if (logarithms) {
      double x = left.nextLog(random);
      double y = right.nextLog(random);
      return 1 / (1 + StrictMath.exp(y - x));
    }
    double x = left.next(random);
    double y = right.next(random);
    return x / (x + y);
  }
}
