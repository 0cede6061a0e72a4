package cerulean.studies.plot;

/// The dots of one group in a [ScatterChart]; a dot with NaN is not drawn.
public final class Scatter {
  private final String name;
  private final Tone tone;
  private final double[] x;
  private final double[] y;

  private Scatter(String name, Tone tone, double[] x, double[] y) {
    this.name = name;
    this.tone = tone;
    this.x = x;
    this.y = y;
  }

  /// Returns dots at `(x[k], y[k])`, in any order; the arrays are kept.
  public static Scatter of(String name, Tone tone, double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "scatter: y has " + y.length + " values, x has " + x.length + " in '" + name + "'");
    }
    return new Scatter(name, tone, x, y);
  }

  /// The name in the legend.
  public String name() {
    return name;
  }

  /// The colour role.
  public Tone tone() {
    return tone;
  }

  double[] x() {
    return x;
  }

  double[] y() {
    return y;
  }
}
