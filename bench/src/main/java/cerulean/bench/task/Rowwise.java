package cerulean.bench.task;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Softmax or layer normalisation over the rows of a matrix.
///
/// - `op`: `softmax` or `layernorm` (with weight and bias); with `+` behind it forward and backward
public record Rowwise(String op, int rows, int columns) implements Task {

  /// The name of the group.
  public static final String GROUP = "rows";

  /// Added to variances.
  public static final double EPSILON = 1e-5;

  private static final Pattern WORK = Pattern.compile("(softmax|layernorm) (\\d+)x(\\d+)");

  /// The task with that name, as in `softmax 1024x1000`.
  public static Rowwise of(String work) {
    Matcher parts = WORK.matcher(work);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "rows: a task is named as in softmax 1024x1000; got " + work);
    }
    return new Rowwise(
        parts.group(1), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
  }

  @Override
  public String group() {
    return GROUP;
  }

  @Override
  public String work() {
    return op + " " + rows + "x" + columns;
  }

  /// Whether it is the softmax.
  public boolean isSoftmax() {
    return op.equals("softmax");
  }

  /// The matrix, row by row.
  public float[] input() {
    return Inputs.uniform(1, rows * columns, 3);
  }

  /// The weight of the normalisation, one per column.
  public float[] weight() {
    return Inputs.uniform(2, columns, 0.5, 1.5);
  }

  /// The bias of the normalisation, one per column.
  public float[] bias() {
    return Inputs.uniform(3, columns, 1);
  }

  @Override
  public Unit unit() {
    return Unit.MICROSECONDS;
  }

  @Override
  public double flops() {
    return 0;
  }

  /// One pass that reads and one that writes.
  @Override
  public double limitNanos(Limits limits) {
    return limits.nanos(Limits.Loop.COPY, 2, rows * columns);
  }

  @Override
  public double tolerance() {
    return 1e-5;
  }

  @Override
  public void check(float[] numbers) {
    float[] x = input();
    float[] weight = weight();
    float[] bias = bias();
    int row = rows - 1;
    float[] expected = new float[columns];
    float[] found = new float[columns];
    double sum = 0;
    for (int j = 0; j < columns; j++) {
      double value = x[row * columns + j];
      sum += isSoftmax() ? Math.exp(value) : value;
    }
    double mean = sum / columns;
    double squares = 0;
    for (int j = 0; j < columns; j++) {
      squares += Math.pow(x[row * columns + j] - mean, 2);
    }
    double deviation = Math.sqrt(squares / columns + EPSILON);
    for (int j = 0; j < columns; j++) {
      double value = x[row * columns + j];
      expected[j] =
          (float)
              (isSoftmax()
                  ? Math.exp(value) / sum
                  : (value - mean) / deviation * weight[j] + bias[j]);
      found[j] = numbers[row * columns + j];
    }
    compare("the last row", expected, found);
  }
}
