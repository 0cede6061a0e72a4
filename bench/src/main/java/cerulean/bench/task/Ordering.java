package cerulean.bench.task;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sorting the rows of a matrix, or finding the largest elements of each, with their indices.
///
/// - `op`: `sort`, ascending and stable, or `top10`, the ten largest in order
public record Ordering(String op, int rows, int columns) implements Task {

  /// The name of the group.
  public static final String GROUP = "sorting";

  /// How many elements `top10` keeps.
  public static final int KEPT = 10;

  private static final Pattern WORK = Pattern.compile("(sort|top10) (\\d+)x(\\d+)");

  /// The task with that name, as in `sort 1024x1000`.
  public static Ordering of(String work) {
    Matcher parts = WORK.matcher(work);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "sorting: a task is named as in sort 1024x1000; got " + work);
    }
    return new Ordering(
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

  /// Whether all elements are wanted.
  public boolean isSort() {
    return op.equals("sort");
  }

  /// The matrix, row by row.
  public float[] input() {
    return Inputs.uniform(1, rows * columns, 3);
  }

  @Override
  public Unit unit() {
    return Unit.MICROSECONDS;
  }

  @Override
  public double flops() {
    return 0;
  }

  /// One pass that reads, and for a sort one that writes elements and indices of 8 bytes.
  @Override
  public double limitNanos(Limits limits) {
    return isSort()
        ? limits.nanos(Limits.Loop.COPY, 4, rows * columns)
        : limits.nanos(Limits.Loop.READ, 1, rows * columns);
  }

  /// Elements are moved, not computed.
  @Override
  public double tolerance() {
    return 0;
  }

  @Override
  public void check(float[] numbers) {
    float[] row = Arrays.copyOfRange(input(), (rows - 1) * columns, rows * columns);
    Arrays.sort(row);
    float[] expected = row;
    if (!isSort()) {
      expected = new float[KEPT];
      for (int k = 0; k < KEPT; k++) {
        expected[k] = row[columns - 1 - k];
      }
    }
    int n = expected.length;
    compare("the last row", expected, Arrays.copyOfRange(numbers, (rows - 1) * n, rows * n));
  }
}
