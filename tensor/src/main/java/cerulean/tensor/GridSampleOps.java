package cerulean.tensor;

import cerulean.tensor.kernel.DoubleResampling;
import cerulean.tensor.kernel.FloatResampling;

/// Sampling of images and volumes at the points of a grid.
///
/// Each point has a few neighbours along each axis; their products are gathered once and used for
/// every channel.
final class GridSampleOps {

  private static final String OP = "gridSample";

  /// Neighbours along one axis, the most that a cubic has.
  private static final int MOST = 4;

  private GridSampleOps() {}

  static Tensor gridSample(
      Tensor x, Tensor grid, Resampling how, Interpolation.Outside outside, boolean alignCorners) {
    int axes = x.requireFloating(OP).rank() - 2;
    requireGrid(x.shape(), grid.shape());
    grid.requireFloating(OP);
    requirePlain(how);
    int[] dims = x.shape().dims();
    int[] result = grid.shape().dims();
    int channels = dims[1];
    int points = 1;
    for (int i = 1; i <= axes; i++) {
      points *= result[i];
    }
    int[] shape = new int[axes + 2];
    shape[0] = dims[0];
    shape[1] = channels;
    System.arraycopy(result, 1, shape, 2, axes);
    Tensor out = Tensor.empty(x.dtype(), Shape.of(shape));
    if (out.size() == 0) {
      return out;
    }
    Tensor source = x.contiguous();
    Tensor where = grid.to(DType.F64).contiguous();
    int plane = source.size() / dims[0] / channels;
    int count = points;
    Parallel.forRange(
        dims[0] * count,
        Math.max(1, Runs.GRAIN / 64 / channels),
        (from, to) -> {
          Neighbours neighbours = new Neighbours(x.shape(), how, outside, alignCorners);
          for (int i = from; i < to; i++) {
            neighbours.find(where.doubles(), where.layout().offset() + i * axes);
            for (int c = 0; c < channels; c++) {
              int image = i / count * channels + c;
              neighbours.store(source, image * plane, out, image * count + i % count);
            }
          }
        });
    return out;
  }

  /// The elements around one point with their weights.
  private static final class Neighbours {
    private final int[] size;
    private final Resampling how;
    private final Interpolation.Outside outside;
    private final boolean alignCorners;
    private final int[] index;
    private final double[] weight;
    private int count;
    private final int[] axisIndex = new int[MOST];
    private final double[] axisWeight = new double[MOST];

    Neighbours(Shape shape, Resampling how, Interpolation.Outside outside, boolean alignCorners) {
      this.size = java.util.Arrays.copyOfRange(shape.dims(), 2, shape.rank());
      this.how = how;
      this.outside = outside;
      this.alignCorners = alignCorners;
      int most = 1;
      for (int i = 0; i < size.length; i++) {
        most *= MOST;
      }
      this.index = new int[most];
      this.weight = new double[most];
    }

    /// Of the point whose coordinates are at `point`, that of the last axis first.
    void find(double[] coordinates, int point) {
      count = 1;
      index[0] = 0;
      weight[0] = 1;
      for (int axis = 0; axis < size.length; axis++) {
        double g = coordinates[point + size.length - 1 - axis];
        int n = size[axis];
        double p = alignCorners ? (g + 1) / 2 * (n - 1) : ((g + 1) * n - 1) / 2;
        int found = alongAxis(p, n);
        // Backwards, so that the products replace their first factors last.
        for (int t = count - 1; t >= 0; t--) {
          int base = index[t] * n;
          double w = weight[t];
          for (int k = found - 1; k >= 0; k--) {
            index[t * found + k] = base + axisIndex[k];
            weight[t * found + k] = w * axisWeight[k];
          }
        }
        count *= found;
      }
    }

    private int alongAxis(double position, int n) {
      if (Double.isNaN(position)) {
        axisIndex[0] = 0;
        axisWeight[0] = Double.NaN;
        return 1;
      }
      double p = position;
      if (outside == Interpolation.Outside.REFLECTION) {
        p = reflected(p, n);
      }
      boolean cubic = how.method() == Resampling.Method.CUBIC;
      if (outside != Interpolation.Outside.ZEROS && !cubic) {
        p = Math.max(0, Math.min(p, n - 1));
      }
      // Beyond this no neighbour is an element.
      p = Math.max(-MOST, Math.min(p, n + MOST));
      if (how.method() == Resampling.Method.NEAREST) {
        // The nearest of two whole numbers, the even one at a tie, as in PyTorch.
        return inside((int) Math.rint(p), n, 1, 0);
      }
      int found = 0;
      int first = (int) Math.floor(p) - (cubic ? 1 : 0);
      for (int i = first; i < first + (cubic ? 4 : 2); i++) {
        found = inside(i, n, how.weight(i - p), found);
      }
      return found;
    }

    /// Adds an element with its weight if both count.
    private int inside(int i, int n, double w, int found) {
      int element = i;
      if (element < 0 || element >= n) {
        switch (outside) {
          case ZEROS -> {
            return found;
          }
          case REFLECTION -> element = (int) reflected(element, n);
          case BORDER -> {}
        }
        element = Math.max(0, Math.min(element, n - 1));
      }
      if (w == 0) {
        return found;
      }
      axisIndex[found] = element;
      axisWeight[found] = w;
      return found + 1;
    }

    /// Thrown back at the centres of the first and last element, or at their outer edges.
    private double reflected(double p, int n) {
      double low = alignCorners ? 0 : -0.5;
      double span = alignCorners ? n - 1 : n;
      if (span == 0) {
        return 0;
      }
      double distance = Math.abs(p - low);
      double flips = Math.floor(distance / span);
      double rest = distance - flips * span;
      return flips % 2 == 0 ? low + rest : low + span - rest;
    }

    void store(Tensor source, int start, Tensor out, int o) {
      int ao = source.layout().offset() + start;
      if (out.dtype() == DType.F32) {
        out.floats()[o] = (float) FloatResampling.sum(source.floats(), ao, index, weight, count);
      } else {
        out.doubles()[o] = DoubleResampling.sum(source.doubles(), ao, index, weight, count);
      }
    }
  }

  private static void requireGrid(Shape x, Shape grid) {
    int axes = x.rank() - 2;
    boolean fits =
        axes >= 1
            && axes <= 3
            && grid.rank() == x.rank()
            && grid.dim(0) == x.dim(0)
            && grid.dim(-1) == axes;
    for (int i = 2; fits && i < x.rank(); i++) {
      fits = x.dim(i) > 0;
    }
    if (!fits) {
      throw new ShapeException(
          OP,
          "needs images [batch, channels, sizes] with 1 to 3 sizes above 0 and a grid [batch, sizes,"
              + " coordinates]; got "
              + x
              + " and "
              + grid,
          x,
          grid);
    }
  }

  private static void requirePlain(Resampling how) {
    if (how.stretch() != 1 || how.excludesOutside()) {
      throw new IllegalArgumentException(
          OP + ": the filter can be neither stretched nor exclude the outside; got " + how);
    }
  }
}
