package cerulean.tensor;

/// How a number between elements is computed from those around it.
///
/// - `method`: which of them take part
/// - `cubicCoefficient`: the `A` of [Method#CUBIC]; -0.75 in PyTorch and OpenCV, -0.5 in Keys 1981
/// - `stretch`: widens the filter so that it averages over elements when sizes shrink
///   (antialiasing); 1 looks at the nearest elements alone
/// - `excludesOutside`: gives elements before the first and behind the last no weight and divides
///   by the sum of the others; else the first and last element are continued
///
/// Every result is `sum of w(|i - p| / stretch) x[i]`, divided by the sum of the weights.
public record Resampling(
    Method method, double cubicCoefficient, double stretch, boolean excludesOutside) {

  /// The form of the filter.
  public enum Method {
    /// The element at the next lower whole position.
    NEAREST,

    /// `w(d) = 1 - d` below 1.
    LINEAR,

    /// `w(d) = (A + 2) d^3 - (A + 3) d^2 + 1` below 1 and `A (d^3 - 5 d^2 + 8 d - 4)` below 2 (Keys
    /// 1981).
    CUBIC
  }

  /// The element at the next lower whole position.
  public static final Resampling NEAREST = of(Method.NEAREST);

  /// A straight line between two elements.
  public static final Resampling LINEAR = of(Method.LINEAR);

  /// A cubic through four elements, with `A = -0.75`.
  public static final Resampling CUBIC = of(Method.CUBIC);

  /// Checks the stretch.
  public Resampling {
    if (!(stretch >= 1) || stretch == Double.POSITIVE_INFINITY) {
      throw badStretch(stretch);
    }
  }

  private static Resampling of(Method method) {
    return new Resampling(method, -0.75, 1, false);
  }

  /// A cubic with another coefficient.
  public static Resampling cubic(double coefficient) {
    return new Resampling(Method.CUBIC, coefficient, 1, false);
  }

  /// The same with a filter `factor` times as wide; 1 or more.
  public Resampling stretched(double factor) {
    return new Resampling(method, cubicCoefficient, factor, excludesOutside);
  }

  /// The same with no weight for elements before the first and behind the last.
  public Resampling excludingOutside() {
    return new Resampling(method, cubicCoefficient, stretch, true);
  }

  /// The distance from which on weights are 0.
  double radius() {
    return stretch * (method == Method.CUBIC ? 2 : 1);
  }

  /// The weight at a distance, before the division by the sum of weights.
  double weight(double distance) {
    double d = Math.abs(distance) / stretch;
    return switch (method) {
      case NEAREST -> 1;
      case LINEAR -> Math.max(0, 1 - d);
      case CUBIC -> {
        double a = cubicCoefficient;
        yield d <= 1
            ? ((a + 2) * d - (a + 3)) * d * d + 1
            : d < 2 ? a * (((d - 5) * d + 8) * d - 4) : 0;
      }
    };
  }

  private static IllegalArgumentException badStretch(double stretch) {
    return new IllegalArgumentException(
        "resampling: the stretch must be finite and at least 1; got " + stretch);
  }
}
