package cerulean.studies.gonogo;

/// How many of some runs did it, with the interval of confidence of Wilson (1927), which stays
/// within 0 and 1 and holds for few runs and for shares near the ends.
///
/// - `low`, `high`: limits at 95 %
record Proportion(int count, int runs, double low, double high) {

  /// The normal quantile of 97.5 %.
  private static final double Z = 1.959963984540054;

  static Proportion of(int count, int runs) {
    if (runs < 1 || count < 0 || count > runs) {
      throw new IllegalArgumentException(
          "Proportion: needs 0 <= count <= runs, runs at least 1; got " + count + " of " + runs);
    }
    double p = (double) count / runs;
    double z2 = Z * Z / runs;
    double middle = (p + z2 / 2) / (1 + z2);
    double half = Z * Math.sqrt(p * (1 - p) / runs + z2 / (4 * runs)) / (1 + z2);
    return new Proportion(count, runs, Math.max(0, middle - half), Math.min(1, middle + half));
  }

  double share() {
    return (double) count / runs;
  }
}
