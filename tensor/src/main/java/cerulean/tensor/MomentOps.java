package cerulean.tensor;

import static cerulean.tensor.kernel.Kernels.DOUBLE_REDUCTIONS;

import cerulean.tensor.kernel.DoubleMoments;
import cerulean.tensor.kernel.FloatMoments;
import java.util.Arrays;

/// Variances and norms over axes, and the logarithm of a sum of exponentials.
///
/// The reduced axes are brought last, so that each result is made from one row of adjacent
/// elements. Rows are summed in double precision, block by block and the blocks pairwise, so that a
/// result in F32 is the true value rounded, give or take a rare unit in the last place.
final class MomentOps {

  /// Elements summed straight on.
  private static final int BLOCK = 1024;

  /// Sums of squares between these bounds have lost nothing to overflow or underflow.
  private static final double TINY = 0x1p-900;

  private MomentOps() {}

  /// A sum over a run in double precision, with one number that belongs to the row.
  @FunctionalInterface
  private interface RunSum<A> {
    double of(A a, int ao, int n, double number);
  }

  /// The elements as `[count, n]` with the reduced ones adjacent, and the shape of the result.
  private record Rows(Tensor elements, int count, int n, Shape result) {

    static Rows of(String op, Tensor a, boolean keepDims, int... axes) {
      boolean[] chosen = a.requireFloating(op).shape().axes(op, axes);
      Shape result = a.shape().reduced(chosen, keepDims);
      int n = 1;
      for (int i = 0; i < chosen.length; i++) {
        n *= chosen[i] ? a.dim(i) : 1;
      }
      return new Rows(ReductionOps.chosenLast(a, chosen).contiguous(), result.size(), n, result);
    }

    boolean isDouble() {
      return elements.dtype() == DType.F64;
    }

    Tensor of(double[] perRow) {
      return Tensor.wrap(perRow, result.dims()).to(elements.dtype());
    }

    /// One sum per row, the row's number from `numbers`.
    double[] sums(RunSum<float[]> kernel, RunSum<double[]> kernel64, double[] numbers) {
      double[] sums = new double[count];
      int blocks = n == 0 ? 0 : (n - 1) / BLOCK + 1;
      if (blocks == 0) {
        return sums;
      }
      double[] partial = blocks == 1 ? sums : new double[count * blocks];
      int start = elements.layout().offset();
      Parallel.forRange(
          count * blocks,
          Math.max(1, Runs.GRAIN / Math.min(n, BLOCK)),
          (from, to) -> {
            for (int i = from; i < to; i++) {
              int row = i / blocks;
              int first = i % blocks * BLOCK;
              int ao = start + row * n + first;
              int m = Math.min(BLOCK, n - first);
              partial[i] =
                  isDouble()
                      ? kernel64.of(elements.doubles(), ao, m, numbers[row])
                      : kernel.of(elements.floats(), ao, m, numbers[row]);
            }
          });
      if (blocks > 1) {
        for (int row = 0; row < count; row++) {
          sums[row] = DOUBLE_REDUCTIONS.sum(partial, row * blocks, blocks);
        }
      }
      return sums;
    }
  }

  /// Two passes: the mean, then `sum (x - mean)^2`. In double precision the mean's own rounding
  /// error is taken out again by `(sum (x - mean))^2 / n` (Chan, Golub and LeVeque 1983,
  /// "Algorithms for Computing the Sample Variance", equation 1.7); for F32 there is none worth it.
  static Tensor var(String op, Tensor a, int correction, boolean keepDims, int... axes) {
    Rows rows = Rows.of(op, a, keepDims, axes);
    double[] means =
        rows.sums(FloatMoments::deviations, DoubleMoments::deviations, noNumbers(rows));
    for (int i = 0; i < means.length; i++) {
      means[i] /= rows.n();
    }
    double[] squares =
        rows.sums(FloatMoments::squaredDeviations, DoubleMoments::squaredDeviations, means);
    if (rows.isDouble()) {
      double[] rest = rows.sums(FloatMoments::deviations, DoubleMoments::deviations, means);
      for (int i = 0; i < rest.length; i++) {
        squares[i] = Math.max(0, squares[i] - rest[i] * rest[i] / rows.n());
      }
    }
    double divisor = Math.max(0, (double) rows.n() - correction);
    boolean root = op.equals("std");
    for (int i = 0; i < squares.length; i++) {
      squares[i] = root ? Math.sqrt(squares[i] / divisor) : squares[i] / divisor;
    }
    return rows.of(squares);
  }

  private static double[] noNumbers(Rows rows) {
    return new double[rows.count()];
  }

  static Tensor norm(Tensor a, double order, boolean keepDims, int... axes) {
    String op = "norm";
    a.requireFloating(op);
    if (Double.isNaN(order)) {
      throw new IllegalArgumentException(op + ": the order must be a number; got NaN");
    }
    if (order == 0) {
      return countNonZero(a, keepDims, axes).to(a.dtype());
    }
    if (Double.isInfinite(order)) {
      ReductionOps.requireElements(op, a, axes);
      return order > 0 ? a.abs().amax(keepDims, axes) : a.abs().amin(keepDims, axes);
    }
    Rows rows = Rows.of(op, a, keepDims, axes);
    if (order == 1) {
      return rows.of(
          rows.sums(
              (x, ao, n, none) -> FloatMoments.absolutes(x, ao, n),
              (x, ao, n, none) -> DoubleMoments.absolutes(x, ao, n),
              noNumbers(rows)));
    }
    return rows.of(order == 2 ? euclidean(rows) : general(rows, order));
  }

  /// Squares of F32 neither overflow nor vanish in double precision. The few rows of F64 whose
  /// squares may have done so are summed again, scaled by a power of two.
  private static double[] euclidean(Rows rows) {
    double[] ones = new double[rows.count()];
    Arrays.fill(ones, 1);
    double[] norms = rows.sums(FloatMoments::scaledSquares, DoubleMoments::scaledSquares, ones);
    for (int i = 0; i < norms.length; i++) {
      boolean lost = norms[i] < TINY || norms[i] == Double.POSITIVE_INFINITY;
      norms[i] = lost && rows.isDouble() ? scaledNorm(rows, i) : Math.sqrt(norms[i]);
    }
    return norms;
  }

  private static double scaledNorm(Rows rows, int row) {
    double[] a = rows.elements().doubles();
    int ao = rows.elements().layout().offset() + row * rows.n();
    int n = rows.n();
    double largest =
        n == 0 ? 0 : Math.max(DOUBLE_REDUCTIONS.max(a, ao, n), -DOUBLE_REDUCTIONS.min(a, ao, n));
    if (largest == 0 || largest == Double.POSITIVE_INFINITY) {
      return Math.abs(largest);
    }
    int exponent = Math.getExponent(largest);
    double sum = DoubleMoments.scaledSquares(a, ao, n, Math.scalb(1.0, -exponent));
    return Math.scalb(Math.sqrt(sum), exponent);
  }

  /// `(sum |x|^p)^(1/p)`, in units of the element that counts most, so that no power overflows.
  private static double[] general(Rows rows, double order) {
    if (rows.n() == 0) {
      double[] empty = new double[rows.count()];
      Arrays.fill(empty, Math.pow(0, 1 / order));
      return empty;
    }
    Tensor sizes = rows.elements().reshape(rows.count(), rows.n()).abs();
    double[] units = (order > 0 ? sizes.amax(false, 1) : sizes.amin(false, 1)).toDoubleArray();
    double[] norms =
        rows.sums(
            (x, ao, n, unit) -> FloatMoments.powers(x, ao, n, unit, order),
            (x, ao, n, unit) -> DoubleMoments.powers(x, ao, n, unit, order),
            units);
    for (int i = 0; i < norms.length; i++) {
      double unit = units[i];
      boolean usual = unit != 0 && !Double.isInfinite(unit);
      norms[i] = usual ? unit * Math.pow(norms[i], 1 / order) : unit;
    }
    return norms;
  }

  /// `max + ln sum e^(x - max)`; an infinite maximum is left out of the exponents.
  static Tensor logSumExp(Tensor a, boolean keepDims, int... axes) {
    String op = "logSumExp";
    boolean[] chosen = a.requireFloating(op).shape().axes(op, axes);
    Shape result = a.shape().reduced(chosen, keepDims);
    if (a.size() == 0) {
      return Tensor.full(a.dtype(), Double.NEGATIVE_INFINITY, result.dims());
    }
    Tensor max = a.amax(true, axes);
    Tensor shift = Tensor.where(max.isFinite(), max, Tensor.zeros(a.dtype()));
    Tensor sum = a.sub(shift).exp().sum(keepDims, axes);
    return sum.log().add(shift.reshape(result.dims()));
  }

  static Tensor countNonZero(Tensor a, boolean keepDims, int... axes) {
    return ReductionOps.reduce(Reduction.SUM, a.to(DType.BOOL).to(DType.I64), keepDims, axes);
  }
}
