package cerulean.neuro;

/// How something falls with distance: the probability of a synapse ([Connectivity#byDistance]), its
/// weight ([Values#byDistance]), the share of sources ([Connectivity#fixedInDegree]).
///
/// | shape | value at distance r |
/// |---|---|
/// | Gaussian | `peak e^(-r^2 / (2 scale^2))` |
/// | exponential | `peak e^(-r / scale)` |
/// | linear | `peak max(0, 1 - r / scale)` |
/// | disc | `peak` up to `scale`, then 0 |
///
/// - `peak`: value at distance 0, at least 0; in nS or pA for weights, at most 1 for probabilities
/// - `scale`: in the unit of the [Positions], above 0
public record DistanceKernel(Shape shape, double peak, double scale) {

  /// The shapes of the table.
  public enum Shape {
    /// A bell.
    GAUSSIAN,
    /// A cusp with a long tail.
    EXPONENTIAL,
    /// A cone.
    LINEAR,
    /// All within a radius alike.
    DISC
  }

  /// Checks the numbers.
  public DistanceKernel {
    Checks.atLeast0("DistanceKernel: peak", peak);
    Checks.above0("DistanceKernel: scale", scale);
  }

  /// A bell with standard deviation `sd`.
  public static DistanceKernel gaussian(double peak, double sd) {
    return new DistanceKernel(Shape.GAUSSIAN, peak, sd);
  }

  /// A bell whose integral over a line is `area`: `area e^(-r^2 / (2 sd^2)) / (sd sqrt(2 pi))`.
  public static DistanceKernel normal(double area, double sd) {
    return gaussian(area / (sd * Math.sqrt(2 * Math.PI)), sd);
  }

  /// An exponential decay over `scale`.
  public static DistanceKernel exponential(double peak, double scale) {
    return new DistanceKernel(Shape.EXPONENTIAL, peak, scale);
  }

  /// A straight fall to 0 at `radius`.
  public static DistanceKernel linear(double peak, double radius) {
    return new DistanceKernel(Shape.LINEAR, peak, radius);
  }

  /// The same value up to `radius`, the radius included.
  public static DistanceKernel disc(double peak, double radius) {
    return new DistanceKernel(Shape.DISC, peak, radius);
  }

  /// The value at a distance.
  public double at(double distance) {
    return peak * share(distance);
  }

  /// The value as a share of the peak.
  double share(double distance) {
    double r = distance / scale;
    return switch (shape) {
      case GAUSSIAN -> StrictMath.exp(-0.5 * r * r);
      case EXPONENTIAL -> StrictMath.exp(-r);
      case LINEAR -> Math.max(0, 1 - r);
      case DISC -> r <= 1 ? 1 : 0;
    };
  }

  @Override
  public String toString() {
    return switch (shape) {
      case GAUSSIAN -> "Gaussian, peak " + peak + ", sd " + scale;
      case EXPONENTIAL -> "exponential, peak " + peak + ", scale " + scale;
      case LINEAR -> "linear, peak " + peak + ", radius " + scale;
      case DISC -> "disc, " + peak + " within " + scale;
    };
  }
}
