package cerulean.studies.microcircuit;

/// Rates against somatic current, and what is read off them.
///
/// - `currents`: in pA, ascending
/// - `rates`: in Hz
/// - `leastHz`: rates at or below are not fitted
/// - `plateau`: part of the time that dendrites are in a plateau, at the [#STRONG] current
/// - `bursts`: part of the events that have more than one spike, there
@SuppressWarnings("ArrayRecordComponent") // Curves, made once and never compared.
record Response(double[] currents, double[] rates, double leastHz, double plateau, double bursts) {

  /// The current at which plateaus and bursts are counted, pA.
  static final double STRONG = 2400;

  /// Slope of the least-squares line through the fitted points, Hz/nA; NaN for fewer than two.
  double gain() {
    return fit()[0];
  }

  /// Where that line meets 0 Hz, pA.
  double intercept() {
    return fit()[1];
  }

  /// The first current with a rate above the least, pA; NaN if there is none.
  double rheobase() {
    for (int k = 0; k < rates.length; k++) {
      if (rates[k] > leastHz) {
        return currents[k];
      }
    }
    return Double.NaN;
  }

  private double[] fit() {
    double n = 0;
    double x = 0;
    double y = 0;
    for (int k = 0; k < rates.length; k++) {
      if (rates[k] > leastHz) {
        n++;
        x += currents[k];
        y += rates[k];
      }
    }
    double meanX = x / n;
    double meanY = y / n;
    double xx = 0;
    double xy = 0;
    for (int k = 0; k < rates.length; k++) {
      if (rates[k] > leastHz) {
        xx += (currents[k] - meanX) * (currents[k] - meanX);
        xy += (currents[k] - meanX) * (rates[k] - meanY);
      }
    }
    double slope = xy / xx;
    return new double[] {1000 * slope, meanX - meanY / slope};
  }
}
