package cerulean.tensor;

/// A distribution over the numbers 0 to `k - 1`, each as likely as its weight.
///
/// Inversion: a uniform number times the sum of weights is looked up in the running sums by
/// bisection. Every draw takes two words of the stream and about `log2 k` steps; an alias table
/// would save the steps and take a varying number of words. A weight of 0 is never drawn; a weight
/// below 2^-53 of the sum may be missed by the grid of uniform numbers.
final class CategoricalLaw {

  private final double[] sums;
  private final double sum;

  /// The greatest point there is, in case rounding would reach the sum.
  private final double last;

  /// The law of weights of which none is negative. To draw, [#sum()] must be finite and positive.
  CategoricalLaw(double[] weights) {
    sums = new double[weights.length];
    double running = 0;
    for (int i = 0; i < weights.length; i++) {
      running += weights[i];
      sums[i] = running;
    }
    sum = running;
    last = Math.nextDown(running);
  }

  /// The sum of all weights, 0 if there are none.
  double sum() {
    return sum;
  }

  /// Returns the next number: the first whose running sum exceeds the point.
  int next(Philox random) {
    double point = Math.min(random.nextDouble() * sum, last);
    int from = 0;
    int to = sums.length - 1;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (sums[middle] > point) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return from;
  }
}
