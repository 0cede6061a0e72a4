package cerulean.studies.results;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Accuracies of all tasks after each: `accuracy[i][j]` is that on task `j` when context `i` has
/// ended, in percent, both counted from 0. From it the metrics of continual learning follow; where
/// the literature has two of one name, both are here. `R[i][j]` stands for the accuracies and
/// counts from 1, `K` for the number of tasks.
@SuppressWarnings("ArrayRecordComponent") // A table, copied on the way in; never compared.
public record AccuracyMatrix(double[][] accuracy) {

  /// Keeps a copy; it must be square and have a task.
  public AccuracyMatrix {
    int tasks = accuracy.length;
    if (tasks == 0 || Arrays.stream(accuracy).anyMatch(row -> row.length != tasks)) {
      throw new IllegalArgumentException(
          "AccuracyMatrix: needs a row and a column for each task, got rows of "
              + Arrays.toString(Arrays.stream(accuracy).mapToInt(row -> row.length).toArray()));
    }
    accuracy = Arrays.stream(accuracy).map(row -> row.clone()).toArray(double[][]::new);
  }

  /// The number of tasks, `K`.
  public int tasks() {
    return accuracy.length;
  }

  private double last(int task) {
    return accuracy[tasks() - 1][task];
  }

  /// ACC: the mean over all tasks after the last, `mean_j R[K][j]`.
  public double averageAccuracy() {
    return Arrays.stream(accuracy[tasks() - 1]).average().orElse(Double.NaN);
  }

  /// Forgetting as Avalanche has it: `R[j][j] - R[K][j]`, from when a task was learned to the end;
  /// the mean over all tasks but the last. NaN for one task.
  public double forgettingFromLearned() {
    return earlier().mapToDouble(j -> accuracy[j][j] - last(j)).average().orElse(Double.NaN);
  }

  /// Forgetting as Chaudhry et al. (2018) and Mammoth have it: `max_i R[i][j] - R[K][j]`, from the
  /// best there was before the last task; the mean over all tasks but the last. NaN for one task.
  public double forgettingFromBest() {
    return earlier().mapToDouble(j -> best(j) - last(j)).average().orElse(Double.NaN);
  }

  private double best(int task) {
    return IntStream.range(0, tasks() - 1)
        .mapToDouble(i -> accuracy[i][task])
        .max()
        .orElse(Double.NaN);
  }

  /// Backward transfer (Lopez-Paz & Ranzato 2017): `R[K][j] - R[j][j]`, mean over all tasks but the
  /// last.
  public double backwardTransfer() {
    return -forgettingFromLearned();
  }

  /// Forward transfer (Lopez-Paz & Ranzato 2017): `R[j-1][j] - b[j]`, what a task gains before it
  /// is learned over `untrained` accuracies `b`; the mean over all tasks but the first.
  public double forwardTransfer(double[] untrained) {
    if (untrained.length != tasks()) {
      throw new IllegalArgumentException(
          "forwardTransfer: needs an accuracy for each of "
              + tasks()
              + " tasks, got "
              + untrained.length);
    }
    return IntStream.range(1, tasks())
        .mapToDouble(j -> accuracy[j - 1][j] - untrained[j])
        .average()
        .orElse(Double.NaN);
  }

  /// Learning accuracy: `mean_j R[j][j]`, each task when it has just been learned.
  public double learningAccuracy() {
    return IntStream.range(0, tasks())
        .mapToDouble(j -> accuracy[j][j])
        .average()
        .orElse(Double.NaN);
  }

  private IntStream earlier() {
    return IntStream.range(0, tasks() - 1);
  }
}
