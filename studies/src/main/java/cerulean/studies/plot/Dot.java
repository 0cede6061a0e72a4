package cerulean.studies.plot;

/// One measured value of a [DotChart]: a method's mean with its standard deviation and, if known,
/// the value somebody else reported. NaN stands for "not known" in each.
public record Dot(String name, Tone tone, double mean, double sd, double reference) {
  /// Returns a value without a reference.
  public static Dot of(String name, Tone tone, double mean, double sd) {
    return new Dot(name, tone, mean, sd, Double.NaN);
  }

  /// Returns this value beside the one that a paper reports.
  public Dot beside(double reported) {
    return new Dot(name, tone, mean, sd, reported);
  }
}
