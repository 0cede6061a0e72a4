package cerulean.studies.heterogeneity;

import cerulean.tensor.Distributions;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// A volley of one half of the fibres, and a volley of the other half: how long was it from the
/// first to the second? Intervals are about a factor of two apart, so that no single time constant
/// suits them all.
///
/// - `fibres`: how many, an even number
/// - `intervals`: one for each class, ascending, in steps of 1 ms
/// - `jitter`: an interval is drawn evenly from this share below to this share above that of its
///   class
/// - `volley`: steps that a volley lasts
/// - `probability`, `background`: of a spike of a fibre in a step of a volley, and at any other
///   time
/// - `read`: steps from the start of the second volley to the end, in which the answer is read
record IntervalTask(
    int fibres,
    List<Integer> intervals,
    double jitter,
    int volley,
    double probability,
    double background,
    int read) {

  static final IntervalTask USUAL =
      new IntervalTask(20, List.of(5, 10, 20, 40, 80), 0.15, 3, 0.8, 0.01, 16);

  /// Spikes `[steps, trials, fibres]` and the class of each trial, I64.
  record Trials(Tensor spikes, Tensor labels) {

    int size() {
      return spikes.dim(1);
    }
  }

  int steps() {
    return longest() + read;
  }

  private int longest() {
    return (int) Math.round(intervals.getLast() * (1 + jitter));
  }

  IntervalTask withBackground(double other) {
    return new IntervalTask(fibres, intervals, jitter, volley, probability, other, read);
  }

  /// The class and the interval are drawn for each trial; the second volley always begins `read`
  /// steps before the end.
  Trials draw(int n, Philox random) {
    int steps = steps();
    float[] chances = new float[steps * n * fibres];
    Arrays.fill(chances, (float) background);
    long[] labels = new long[n];
    for (int b = 0; b < n; b++) {
      int label = random.nextInt(intervals.size());
      labels[b] = label;
      double share = 1 + jitter * (2 * random.nextDouble() - 1);
      int second = steps - read;
      int first = second - (int) Math.round(intervals.get(label) * share);
      for (int t = 0; t < volley; t++) {
        volley(chances, ((first + t) * n + b) * fibres);
        volley(chances, ((second + t) * n + b) * fibres + fibres / 2);
      }
    }
    Tensor spikes = Distributions.bernoulli(random, Tensor.wrap(chances, steps, n, fibres));
    return new Trials(spikes, Tensor.wrap(labels, n));
  }

  private void volley(float[] chances, int at) {
    Arrays.fill(chances, at, at + fibres / 2, (float) probability);
  }
}
