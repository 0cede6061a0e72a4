package cerulean.neuro.analysis;

/// Distances between two spike trains.
public final class SpikeDistance {

  private SpikeDistance() {}

  /// The distance of Victor and Purpura: the least cost of turning one train into the other, where
  /// adding or removing a spike costs 1 and moving one costs `perMs` for each ms.
  ///
  /// With a cost of 0 it is the difference of the counts; with a large one the number of spikes
  /// that have no counterpart at the same time. Time and memory are `n m` and `m`.
  ///
  /// Reference: J. D. Victor & K. P. Purpura (1996), Nature and precision of temporal coding in
  /// visual cortex, Journal of Neurophysiology 76, 1310-1326.
  public static double victorPurpura(double[] aMs, double[] bMs, double perMs) {
    Given.train("SpikeDistance.victorPurpura", aMs);
    Given.train("SpikeDistance.victorPurpura", bMs);
    if (!(perMs >= 0)) {
      throw new IllegalArgumentException(
          "SpikeDistance.victorPurpura: perMs must be at least 0; got " + perMs);
    }
    double[] above = new double[bMs.length + 1];
    for (int j = 0; j < above.length; j++) {
      above[j] = j;
    }
    for (int i = 0; i < aMs.length; i++) {
      double diagonal = above[0];
      above[0] = i + 1;
      for (int j = 0; j < bMs.length; j++) {
        double apart = Math.abs(aMs[i] - bMs[j]);
        // An infinite cost of no distance would be NaN.
        double moved = diagonal + (apart == 0 ? 0 : perMs * apart);
        diagonal = above[j + 1];
        above[j + 1] = Math.min(moved, 1 + Math.min(above[j], diagonal));
      }
    }
    return above[bMs.length];
  }

  /// The distance of van Rossum: `sqrt(1 / tau integral (f - g)^2 dt)`, where f and g are the
  /// trains with an exponential `e^(-t / tau)` after every spike.
  ///
  /// One spike more is a distance of `sqrt(1 / 2)`, one moved by d of `sqrt(1 - e^(-abs(d) /
  /// tau))`, two far apart of 1. Time is `n + m`.
  ///
  /// Reference: M. C. W. van Rossum (2001), A novel spike distance, Neural Computation 13, 751-763.
  public static double vanRossum(double[] aMs, double[] bMs, double tauMs) {
    Given.train("SpikeDistance.vanRossum", aMs);
    Given.train("SpikeDistance.vanRossum", bMs);
    Given.above0("SpikeDistance.vanRossum: tauMs", tauMs);
    // With signs +1 and -1 the integral is half the double sum of s s' e^(-abs(t - t') / tau): each
    // spike with itself once, and twice with what is left of those before it.
    double square = 0;
    double before = 0;
    double last = Double.NEGATIVE_INFINITY;
    int i = 0;
    int j = 0;
    while (i < aMs.length || j < bMs.length) {
      boolean first = j == bMs.length || (i < aMs.length && aMs[i] <= bMs[j]);
      double now = first ? aMs[i++] : bMs[j++];
      double sign = first ? 1 : -1;
      before *= before == 0 ? 1 : Math.exp((last - now) / tauMs);
      square += 0.5 + sign * before;
      before += sign;
      last = now;
    }
    return Math.sqrt(Math.max(0, square));
  }
}
