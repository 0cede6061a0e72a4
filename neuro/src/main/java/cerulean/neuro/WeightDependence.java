package cerulean.neuro;

/// How the change by a pair of spikes depends on the weight: the factors of `aPlus` and `aMinus` of
/// a [StdpWindow].
///
/// With `x = (w - min) / (max - min)`:
///
/// | kind | factor of aPlus | factor of aMinus | source |
/// |---|---|---|---|
/// | additive | 1 | 1 | Song, Miller & Abbott (2000) |
/// | multiplicative | 1 - x | x | Rubin, Lee & Sompolinsky (2001) |
/// | power | (1 - x)^muPlus | x^muMinus | Gütig, Aharonov, Rotter & Sompolinsky (2003) |
/// | scale free | (w / reference)^mu | w / reference | Morrison, Aertsen & Diesmann (2007) |
///
/// In every kind the result is cut at the bounds.
///
/// - `kind`: see above
/// - `plus`, `minus`: exponents
/// - `reference`: weight for which the scale-free factors are 1
public record WeightDependence(Kind kind, double plus, double minus, double reference) {

  /// The kinds of the table.
  public enum Kind {
    /// The same change for all weights.
    ADDITIVE,
    /// In proportion to the distance from the bound.
    MULTIPLICATIVE,
    /// By powers of the distance from the bound.
    POWER,
    /// By powers of the weight itself.
    SCALE_FREE
  }

  /// The same change for all weights.
  public static final WeightDependence ADDITIVE = new WeightDependence(Kind.ADDITIVE, 0, 0, 1);

  /// In proportion to the distance from the bound.
  public static final WeightDependence MULTIPLICATIVE =
      new WeightDependence(Kind.MULTIPLICATIVE, 1, 1, 1);

  /// Checks the numbers.
  public WeightDependence {
    Checks.atLeast0("WeightDependence: plus", plus);
    Checks.atLeast0("WeightDependence: minus", minus);
    Checks.above0("WeightDependence: reference", reference);
  }

  /// By powers of the distance from the bound: 0 is additive, 1 multiplicative.
  public static WeightDependence power(double muPlus, double muMinus) {
    return new WeightDependence(Kind.POWER, muPlus, muMinus, 1);
  }

  /// By powers of the weight itself; `reference` is the weight at which factors are 1.
  public static WeightDependence scaleFree(double mu, double reference) {
    return new WeightDependence(Kind.SCALE_FREE, mu, 1, reference);
  }

  @Override
  public String toString() {
    return switch (kind) {
      case ADDITIVE -> "additive";
      case MULTIPLICATIVE -> "multiplicative";
      case POWER -> "powers " + plus + " and " + minus;
      case SCALE_FREE -> "scale free, power " + plus + ", reference " + reference;
    };
  }
}
