package cerulean.training;

import cerulean.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;

/// Which classes were taken for which: counts, and the measures that follow from them.
///
/// - outputs: scores `[..., classes]`
/// - targets: classes `[...]`
///
/// Precision is the share of what was taken for a class that is of it, recall the share of a class
/// that was taken for it, F1 their harmonic mean. Where one would be 0 / 0 it is 0, as in
/// scikit-learn.
public final class ConfusionMatrix implements Metric {

  private final int classes;

  /// By actual class, then by the class it was taken for.
  private final long[] counts;

  private ConfusionMatrix(int classes) {
    this.classes = classes;
    this.counts = new long[classes * classes];
  }

  /// For `classes` classes, at most 10,000.
  public static ConfusionMatrix of(int classes) {
    if (classes < 1 || classes > 10_000) {
      throw new IllegalArgumentException(
          "ConfusionMatrix: classes must be 1 to 10000; got " + classes);
    }
    return new ConfusionMatrix(classes);
  }

  @Override
  public String name() {
    return "macroF1";
  }

  /// Takes each example for the class of its highest score.
  @Override
  public void add(Tensor outputs, Tensor targets) {
    Scores scores = Scores.of("confusion", outputs, targets);
    if (scores.classes() != classes) {
      throw otherClasses(scores.classes(), classes);
    }
    int[] actual = scores.targets();
    for (int row = 0; row < actual.length; row++) {
      counts[actual[row] * classes + scores.highest(row)]++;
    }
  }

  /// Takes in classes that were decided upon already, of one shape.
  public void addClasses(Tensor predicted, Tensor targets) {
    int[] taken = Scores.classes("confusion", predicted, classes);
    int[] actual = Scores.classes("confusion", targets, classes);
    if (taken.length != actual.length) {
      throw lengths(taken.length, actual.length);
    }
    for (int row = 0; row < actual.length; row++) {
      counts[actual[row] * classes + taken[row]]++;
    }
  }

  /// How many examples of class `actual` were taken for `predicted`.
  public long count(int actual, int predicted) {
    Objects.checkIndex(actual, classes);
    Objects.checkIndex(predicted, classes);
    return counts[actual * classes + predicted];
  }

  /// All counts, `[actual, predicted]`, I64.
  public Tensor toTensor() {
    return Tensor.of(counts, classes, classes);
  }

  /// The share of all examples that were taken for what they are; NaN without any.
  public double accuracy() {
    long all = 0;
    long right = 0;
    for (int i = 0; i < classes; i++) {
      all += row(i);
      right += count(i, i);
    }
    return (double) right / all;
  }

  /// Of what was taken for class `k`, the share that is.
  public double precision(int k) {
    return share(count(k, k), column(k));
  }

  /// Of class `k`, the share that was taken for it.
  public double recall(int k) {
    return share(count(k, k), row(k));
  }

  /// The harmonic mean of precision and recall of class `k`.
  public double f1(int k) {
    return share(2 * count(k, k), row(k) + column(k));
  }

  /// The mean of all classes' precisions.
  public double macroPrecision() {
    return mean(this::precision);
  }

  /// The mean of all classes' recalls: the accuracy if all classes were equally frequent.
  public double macroRecall() {
    return mean(this::recall);
  }

  /// The mean of all classes' F1.
  public double macroF1() {
    return mean(this::f1);
  }

  /// [#macroF1()].
  @Override
  public double value() {
    return macroF1();
  }

  @Override
  public void reset() {
    Arrays.fill(counts, 0);
  }

  private long row(int k) {
    long sum = 0;
    for (int i = 0; i < classes; i++) {
      sum += count(k, i);
    }
    return sum;
  }

  private long column(int k) {
    long sum = 0;
    for (int i = 0; i < classes; i++) {
      sum += count(i, k);
    }
    return sum;
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  private double mean(IntToDoubleFunction ofClass) {
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      sum += ofClass.applyAsDouble(k);
    }
    return sum / classes;
  }

  /// A table: a row per actual class, a column per class it was taken for.
  @Override
  public String toString() {
    int width = 3;
    for (long count : counts) {
      width = Math.max(width, Long.toString(count).length() + 1);
    }
    StringBuilder text = new StringBuilder("     ");
    for (int k = 0; k < classes; k++) {
      text.append(("%" + width + "d").formatted(k));
    }
    text.append("  recall\n");
    for (int actual = 0; actual < classes; actual++) {
      text.append("%5d".formatted(actual));
      for (int k = 0; k < classes; k++) {
        text.append(("%" + width + "d").formatted(count(actual, k)));
      }
      text.append(String.format(Locale.ROOT, "  %.4f\n", recall(actual)));
    }
    return text.toString();
  }

  private static IllegalArgumentException otherClasses(int given, int classes) {
    return new IllegalArgumentException(
        "confusion: outputs have " + given + " classes, the matrix " + classes);
  }

  private static IllegalArgumentException lengths(int predicted, int targets) {
    return new IllegalArgumentException(
        "confusion: every example needs both classes; got " + predicted + " and " + targets);
  }
}
