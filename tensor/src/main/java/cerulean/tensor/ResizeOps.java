package cerulean.tensor;

import cerulean.tensor.kernel.DoubleResampling;
import cerulean.tensor.kernel.FloatResampling;
import java.util.Arrays;

/// Resampling along one axis: a sparse matrix of weights times the axis.
final class ResizeOps {

  /// Weights of one position: a stretch beyond this is a mistake and would take seconds.
  private static final int MOST_WEIGHTS = 1 << 24;

  private ResizeOps() {}

  /// Row `i` of the matrix has the weights `starts[i] .. starts[i + 1]`, none of them 0.
  private static final class Weights {
    private final int[] starts;
    private int[] index = new int[16];
    private double[] weight = new double[16];
    private int rows;
    private int size;

    Weights(int rows) {
      starts = new int[Shape.of(rows).size() + 1];
    }

    void add(int element, double w) {
      if (w == 0) {
        return;
      }
      if (size == index.length) {
        index = Arrays.copyOf(index, 2 * size);
        weight = Arrays.copyOf(weight, 2 * size);
      }
      index[size] = element;
      weight[size++] = w;
    }

    void endRow() {
      starts[++rows] = size;
    }

    void divideRowBySum() {
      double sum = 0;
      for (int t = starts[rows]; t < size; t++) {
        sum += weight[t];
      }
      for (int t = starts[rows]; t < size; t++) {
        weight[t] /= sum;
      }
    }
  }

  /// The elements nearest to fractional positions, moved: any type.
  static Tensor nearest(Tensor x, int axis, double... positions) {
    long[] rows = new long[positions.length];
    int last = x.dim(axis) - 1;
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (long) Math.max(0, Math.min(Math.floor(positions[i]), last));
    }
    return GatherOps.indexSelect(x, axis, Tensor.wrap(rows, rows.length));
  }

  static Tensor filtered(String op, Tensor x, int axis, Resampling how, double... positions) {
    int size = x.requireFloating(op).dim(axis);
    if (2 * how.radius() > MOST_WEIGHTS) {
      throw tooWide(op, how);
    }
    Weights weights = new Weights(positions.length);
    for (double p : positions) {
      // Far outside nothing but the ends of the axis is seen.
      double near = Math.max(-how.radius(), Math.min(p, size - 1 + how.radius()));
      int first = (int) Math.floor(near - how.radius()) + 1;
      int last = (int) Math.ceil(near + how.radius()) - 1;
      boolean divided = how.stretch() > 1 || how.excludesOutside();
      for (int i = first; i <= last; i++) {
        if (!how.excludesOutside() || (i >= 0 && i < size)) {
          weights.add(Math.max(0, Math.min(i, size - 1)), how.weight(i - near));
        }
      }
      if (divided) {
        weights.divideRowBySum();
      }
      weights.endRow();
    }
    return times(x, axis, weights, positions.length);
  }

  private static IllegalArgumentException tooWide(String op, Resampling how) {
    return new IllegalArgumentException(
        op
            + ": a filter stretched by "
            + how.stretch()
            + " needs more than "
            + MOST_WEIGHTS
            + " weights; stretch it less");
  }

  /// Means over `floor(i size / length) .. ceil((i + 1) size / length)`.
  static Tensor area(Tensor x, int axis, int length) {
    long size = x.requireFloating("resizeArea").dim(axis);
    Weights weights = new Weights(length);
    for (int i = 0; i < length; i++) {
      int from = (int) (i * size / length);
      int to = (int) (((i + 1) * size + length - 1) / length);
      for (int j = from; j < to; j++) {
        weights.add(j, 1.0 / (to - from));
      }
      weights.endRow();
    }
    return times(x, axis, weights, length);
  }

  private static Tensor times(Tensor x, int axis, Weights weights, int length) {
    Tensor source = x.contiguous();
    Tensor out = Tensor.empty(x.dtype(), x.shape().with(axis, length));
    int n = 1;
    for (int i = axis + 1; i < x.rank(); i++) {
      n *= x.dim(i);
    }
    int inner = n;
    if (out.size() == 0) {
      return out;
    }
    int block = x.dim(axis) * inner;
    int start = source.layout().offset();
    Parallel.forRange(
        out.size() / inner,
        Math.max(1, Runs.GRAIN / 4 / inner),
        (from, to) -> {
          double[] sums = new double[inner];
          for (int r = from; r < to; r++) {
            int row = r % length;
            int ao = start + r / length * block;
            int first = weights.starts[row];
            int end = weights.starts[row + 1];
            int[] index = weights.index;
            double[] weight = weights.weight;
            int oo = r * inner;
            if (x.dtype() == DType.F32) {
              FloatResampling.rows(
                  source.floats(), ao, index, weight, first, end, sums, out.floats(), oo, inner);
            } else {
              DoubleResampling.rows(
                  source.doubles(), ao, index, weight, first, end, sums, out.doubles(), oo, inner);
            }
          }
        });
    return out;
  }
}
