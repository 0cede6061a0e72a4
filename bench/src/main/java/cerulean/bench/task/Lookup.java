package cerulean.bench.task;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Rows of a table by their numbers, as an embedding takes them, or the gradient of the table: the
/// gradients of the rows taken, added up.
///
/// - `op`: `select` or `gradient`
/// - `taken`: how many rows are taken
/// - `rows`, `columns`: of the table
public record Lookup(String op, int taken, int rows, int columns) implements Task {

  /// The name of the group.
  public static final String GROUP = "embedding";

  private static final Pattern WORK = Pattern.compile("(select|gradient) (\\d+) of (\\d+)x(\\d+)");

  /// The task with that name, as in `select 8192 of 10000x128`.
  public static Lookup of(String work) {
    Matcher parts = WORK.matcher(work);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "embedding: a task is named as in select 8192 of 10000x128; got " + work);
    }
    return new Lookup(
        parts.group(1),
        Integer.parseInt(parts.group(2)),
        Integer.parseInt(parts.group(3)),
        Integer.parseInt(parts.group(4)));
  }

  @Override
  public String group() {
    return GROUP;
  }

  @Override
  public String work() {
    return op + " " + taken + " of " + rows + "x" + columns;
  }

  /// Whether rows are taken, not gradients added.
  public boolean isSelect() {
    return op.equals("select");
  }

  /// The table, row by row.
  public float[] table() {
    return Inputs.uniform(1, rows * columns, 1);
  }

  /// The numbers of the rows taken.
  public long[] index() {
    return Inputs.classes(2, taken, rows);
  }

  /// The gradients of the rows taken.
  public float[] gradient() {
    return Inputs.uniform(3, taken * columns, 1);
  }

  @Override
  public Unit unit() {
    return Unit.MICROSECONDS;
  }

  @Override
  public double flops() {
    return 0;
  }

  /// Reads and writes the rows taken; for the gradient reads them, and clears, reads and writes
  /// what they are added to.
  @Override
  public double limitNanos(Limits limits) {
    double clear = (double) rows / taken;
    return limits.nanos(Limits.Loop.COPY, isSelect() ? 2 : 3 + clear, taken * columns);
  }

  /// Sums of a few numbers may be rounded in another order.
  @Override
  public double tolerance() {
    return isSelect() ? 0 : 1e-6;
  }

  @Override
  public void check(float[] numbers) {
    long[] index = index();
    int row = (int) index[taken - 1];
    float[] source = isSelect() ? table() : gradient();
    float[] expected = new float[columns];
    float[] found = new float[columns];
    for (int j = 0; j < columns; j++) {
      double sum = isSelect() ? source[row * columns + j] : 0;
      for (int k = 0; k < taken && !isSelect(); k++) {
        sum += index[k] == row ? source[k * columns + j] : 0;
      }
      expected[j] = (float) sum;
      found[j] = numbers[(isSelect() ? taken - 1 : row) * columns + j];
    }
    compare("the last row taken", expected, found);
  }
}
