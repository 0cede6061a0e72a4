package cerulean.studies.gap;

import java.util.Arrays;
import java.util.List;

/// What was measured during one run, one entry per evaluation.
///
/// - `context`: tasks joined so far, from 1
/// - `iteration`: training iterations done since the start of the run, from 1
/// - `accuracy`: task-1 test accuracy, percent
/// - `loss`: task-1 test cross-entropy
/// - `gain`: mean gain
/// - `trainLoss`, `entropy`: of the latest training batch, before its update
@SuppressWarnings("ArrayRecordComponent") // Thousands of numbers, filled in place; never compared.
public record Curve(
    int[] context,
    int[] iteration,
    double[] accuracy,
    double[] loss,
    double[] gain,
    double[] trainLoss,
    double[] entropy) {

  static Curve ofSize(int n) {
    return new Curve(
        new int[n],
        new int[n],
        new double[n],
        new double[n],
        new double[n],
        new double[n],
        new double[n]);
  }

  int size() {
    return context.length;
  }

  void set(int i, int tasks, int done, Learner.Score score, double meanGain, Learner.Step step) {
    context[i] = tasks;
    iteration[i] = done;
    accuracy[i] = score.accuracy();
    loss[i] = score.loss();
    gain[i] = meanGain;
    trainLoss[i] = step.loss();
    entropy[i] = step.entropy();
  }

  /// The curve whose every entry is the mean of those of `curves`, which have the same evaluations.
  public static Curve mean(List<Curve> curves) {
    Curve first = curves.getFirst();
    Curve mean = ofSize(first.size());
    System.arraycopy(first.context, 0, mean.context, 0, first.size());
    System.arraycopy(first.iteration, 0, mean.iteration, 0, first.size());
    for (Curve curve : curves) {
      double share = 1.0 / curves.size();
      add(curve.accuracy, share, mean.accuracy);
      add(curve.loss, share, mean.loss);
      add(curve.gain, share, mean.gain);
      add(curve.trainLoss, share, mean.trainLoss);
      add(curve.entropy, share, mean.entropy);
    }
    return mean;
  }

  private static void add(double[] values, double share, double[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += share * values[i];
    }
  }

  /// The mean gain within each context.
  public double[] gainPerContext() {
    int contexts = Arrays.stream(context).max().orElse(0);
    double[] sums = new double[contexts];
    int[] counts = new int[contexts];
    for (int i = 0; i < size(); i++) {
      sums[context[i] - 1] += gain[i];
      counts[context[i] - 1]++;
    }
    for (int k = 0; k < contexts; k++) {
      sums[k] /= counts[k];
    }
    return sums;
  }
}
