package cerulean.bench.task;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A matrix product `C = A B` with `C` of `m` rows and `n` columns, `k` deep.
///
/// `form` says which operand is stored transposed, as in BLAS: `NN` none, `NT` the second (the
/// forward pass of a layer), `TN` the first (its weights' gradient); `gemv` is a square matrix
/// times a vector.
public record Product(String form, int m, int n, int k) implements Task {

  /// The name of the group.
  public static final String GROUP = "gemm";

  private static final String VECTOR = "gemv";

  private static final Pattern WORK = Pattern.compile("(NN|NT|TN) (\\d+)x(\\d+)x(\\d+)");

  /// The task with that name, as in `NT 64x256x784` (m, n, k) or `gemv 1024`.
  public static Product of(String work) {
    if (work.startsWith(VECTOR + " ")) {
      int size = Integer.parseInt(work.substring(VECTOR.length() + 1));
      return new Product(VECTOR, size, 1, size);
    }
    Matcher parts = WORK.matcher(work);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "gemm: a product is named as in NT 64x256x784 or gemv 1024; got " + work);
    }
    return new Product(
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
    return isVector() ? VECTOR + " " + m : form + " " + m + "x" + n + "x" + k;
  }

  /// Whether the second operand is a vector.
  public boolean isVector() {
    return form.equals(VECTOR);
  }

  /// Whether `A` is stored as its transpose, `k` rows of `m`.
  public boolean leftTransposed() {
    return form.startsWith("T");
  }

  /// Whether `B` is stored as its transpose, `n` rows of `k`.
  public boolean rightTransposed() {
    return form.equals("NT");
  }

  /// The first operand as it is stored, row by row.
  public float[] left() {
    return Inputs.uniform(1, m * k, 1);
  }

  /// The second operand as it is stored, row by row.
  public float[] right() {
    return Inputs.uniform(2, k * n, 1);
  }

  @Override
  public Unit unit() {
    return Unit.GFLOPS;
  }

  @Override
  public double flops() {
    return 2.0 * m * n * k;
  }

  /// The peak of arithmetic; for `gemv`, whose every weight is used once, that of reading if it is
  /// lower.
  @Override
  public double limitNanos(Limits limits) {
    double arithmetic = limits.nanos(flops());
    return isVector() ? Math.max(arithmetic, limits.nanos(Limits.Loop.READ, 1, m * k)) : arithmetic;
  }

  /// Float sums of `k` products in any order: their error grows as the root of `k`, so does the
  /// largest element, and a few units of the last place (6e-8) remain.
  @Override
  public double tolerance() {
    return 1e-5;
  }

  @Override
  public void check(float[] numbers) {
    float[] a = left();
    float[] b = right();
    float[] expected = new float[3];
    float[] found = new float[3];
    int[] rows = {0, m / 2, m - 1};
    int[] columns = {n - 1, n / 2, 0};
    for (int t = 0; t < rows.length; t++) {
      int i = rows[t];
      int j = columns[t];
      double sum = 0;
      for (int p = 0; p < k; p++) {
        double x = leftTransposed() ? a[p * m + i] : a[i * k + p];
        double y = rightTransposed() ? b[j * k + p] : b[p * n + j];
        sum += x * y;
      }
      expected[t] = (float) sum;
      found[t] = numbers[i * n + j];
    }
    compare("the product", expected, found);
  }
}
