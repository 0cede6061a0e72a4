package cerulean.training;

import cerulean.tensor.Tensor;

/// The share of examples whose class is among the highest scores.
///
/// - outputs: scores `[..., classes]`
/// - targets: classes `[...]`
public final class Accuracy implements Metric {

  private final int k;
  private long right;
  private long rows;

  private Accuracy(int k) {
    this.k = k;
  }

  /// The share whose class has the highest score; of equal scores the first is taken.
  public static Accuracy top1() {
    return new Accuracy(1);
  }

  /// The share whose class has one of the `k` highest scores.
  public static Accuracy top(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("Accuracy: k must be at least 1; got " + k);
    }
    return new Accuracy(k);
  }

  @Override
  public String name() {
    return k == 1 ? "accuracy" : "top" + k;
  }

  @Override
  public void add(Tensor outputs, Tensor targets) {
    Scores scores = Scores.of(name(), outputs, targets);
    if (k > scores.classes()) {
      throw tooMany(scores.classes());
    }
    int n = scores.targets().length;
    for (int row = 0; row < n; row++) {
      right += scores.isAmong(row, k) ? 1 : 0;
    }
    rows += n;
  }

  private IllegalArgumentException tooMany(int classes) {
    return new IllegalArgumentException(
        "Accuracy: k must be at most the number of classes, " + classes + "; got " + k);
  }

  /// From 0 to 1.
  @Override
  public double value() {
    return rows == 0 ? Double.NaN : (double) right / rows;
  }

  @Override
  public void reset() {
    right = 0;
    rows = 0;
  }

  @Override
  public String toString() {
    return name() + " " + value();
  }
}
