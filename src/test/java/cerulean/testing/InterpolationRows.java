package cerulean.testing;

import cerulean.tensor.Interpolation;
import cerulean.tensor.Interpolation.Outside;
import cerulean.tensor.Resampling;
import java.util.function.DoubleUnaryOperator;

/// Resizing and sampling against sums over all elements, each with its weight.
final class InterpolationRows extends Rows {

  private static final int[] AXES = {1, 2};

  /// Where result `i` lies, given the sizes before and after.
  private interface Place {
    double of(int i, int size, int newSize);
  }

  InterpolationRows() {
    for (int[] sizes : new int[][] {{7, 9}, {3, 2}, {1, 5}, {4, 6}}) {
      String label = " to " + sizes[0] + " " + sizes[1];
      Place half = (i, n, m) -> (i + 0.5) * n / m - 0.5;
      Place corners = (i, n, m) -> m == 1 ? 0 : i * (n - 1.0) / (m - 1);
      resize(
          "nearest" + label,
          sizes,
          Resampling.NEAREST,
          false,
          (i, n, m) -> Math.floorDiv(i * n, m),
          nearest());
      resize("linear" + label, sizes, Resampling.LINEAR, false, half, linear());
      resize("linear corners" + label, sizes, Resampling.LINEAR, true, corners, linear());
      resize("cubic" + label, sizes, Resampling.CUBIC, false, half, cubic(-0.75));
      resize("cubic corners" + label, sizes, Resampling.CUBIC, true, corners, cubic(-0.75));
      resize("Keys" + label, sizes, Resampling.cubic(-0.5), false, half, cubic(-0.5));
      row(
          "resizeArea",
          label,
          shapes(s(2, 4, 6, 3)),
          a -> Interpolation.resizeArea(a.get(0), AXES, sizes),
          a -> area(area(a.get(0), 1, sizes[0]), 2, sizes[1]),
          a -> a.get(0).resizeArea(AXES, sizes));
    }
    row(
        "resizeBy",
        "1.5 and 0.7",
        shapes(s(2, 4, 6)),
        a ->
            Interpolation.resizeBy(
                a.get(0), AXES, new double[] {1.5, 0.7}, Resampling.LINEAR, false),
        a -> {
          Nd first = along(a.get(0), 1, 6, (i, n, m) -> (i + 0.5) / 1.5 - 0.5, linear(), false);
          return along(first, 2, 4, (i, n, m) -> (i + 0.5) / 0.7 - 0.5, linear(), false);
        },
        a -> a.get(0).resizeBy(AXES, new double[] {1.5, 0.7}, Resampling.LINEAR, false));
    resample("linear", Resampling.LINEAR, linear(), false);
    resample("cubic", Resampling.CUBIC, cubic(-0.75), false);
    resample("cubic without outside", Resampling.CUBIC.excludingOutside(), cubic(-0.75), true);
    resample(
        "wide linear",
        Resampling.LINEAR.stretched(2.5),
        d -> linear().applyAsDouble(d / 2.5),
        false);
    resample(
        "wide cubic without outside",
        Resampling.CUBIC.stretched(1.5).excludingOutside(),
        d -> cubic(-0.75).applyAsDouble(d / 1.5),
        true);
    for (boolean corners : new boolean[] {false, true}) {
      for (Outside outside : Outside.values()) {
        grid("linear", Resampling.LINEAR, outside, corners, linear());
        grid("cubic", Resampling.CUBIC, outside, corners, cubic(-0.75));
      }
      row(
          "affineGrid",
          "plane " + corners,
          shapes(s(2, 2, 3)),
          a -> Interpolation.affineGrid(a.get(0), corners, 3, 4),
          a -> affine(a.get(0), corners, 3, 4),
          a -> a.get(0).affineGrid(corners, 3, 4));
      row(
          "affineGrid",
          "volume " + corners,
          shapes(s(2, 3, 4)),
          a -> Interpolation.affineGrid(a.get(0), corners, 3, 1, 2),
          a -> affine(a.get(0), corners, 3, 1, 2),
          a -> a.get(0).affineGrid(corners, 3, 1, 2));
    }
  }

  private void resize(
      String label,
      int[] sizes,
      Resampling how,
      boolean corners,
      Place place,
      DoubleUnaryOperator weight) {
    row(
        "resize",
        label,
        shapes(s(2, 4, 6, 3)),
        a -> Interpolation.resize(a.get(0), AXES, sizes, how, corners),
        a -> {
          Nd first = along(a.get(0), 1, sizes[0], place, weight, false);
          return along(first, 2, sizes[1], place, weight, false);
        },
        a -> a.get(0).resize(AXES, sizes, how, corners));
  }

  private void resample(
      String label, Resampling how, DoubleUnaryOperator weight, boolean excludes) {
    double[] places = {-0.6, 0.25, 3, 4.75, 2.5, 0, 5.4};
    row(
        "resample",
        label,
        shapes(s(2, 6, 3)),
        a -> Interpolation.resample(a.get(0), -2, places, how),
        a -> along(a.get(0), 1, places.length, (i, n, m) -> places[i], weight, excludes),
        a -> a.get(0).resample(-2, places, how));
  }

  /// Coordinates go beyond the edges. Their ranges are such that none is within 0.02 of an element,
  /// where weights have kinks.
  private void grid(
      String label, Resampling how, Outside outside, boolean corners, DoubleUnaryOperator weight) {
    int[][][] all = {
      {{2, 3, 5}, {2, 4, 1}}, {{2, 3, 4, 5}, {2, 3, 2, 2}}, {{1, 2, 3, 4, 2}, {1, 2, 1, 3, 3}}
    };
    double[] low = {-1.5, -2.1, -2.5};
    double[] high = {1.5, 1.5, 2};
    for (int i = 0; i < all.length; i++) {
      int[][] shapes = all[i];
      int axes = shapes[0].length - 2;
      row(
          "gridSample",
          label + " " + outside + " " + corners + " " + axes,
          shapes,
          low[i],
          high[i],
          a -> Interpolation.gridSample(a.get(0), a.get(1), how, outside, corners),
          a -> sampled(a.get(0), a.get(1), outside, corners, weight),
          a -> a.get(0).gridSample(a.get(1), how, outside, corners));
    }
  }

  static DoubleUnaryOperator nearest() {
    return d -> d == 0 ? 1 : 0;
  }

  static DoubleUnaryOperator linear() {
    return d -> Math.max(0, 1 - Math.abs(d));
  }

  /// The two pieces of the cubic, multiplied out.
  static DoubleUnaryOperator cubic(double a) {
    return distance -> {
      double d = Math.abs(distance);
      double d2 = d * d;
      double d3 = d2 * d;
      return d < 1
          ? (a + 2) * d3 - (a + 3) * d2 + 1
          : d < 2 ? a * d3 - 5 * a * d2 + 8 * a * d - 4 * a : 0;
    };
  }

  /// Elements far outside, each with its weight, clamped or left out.
  private static Nd along(
      Nd x, int axis, int newSize, Place place, DoubleUnaryOperator weight, boolean excludes) {
    int size = x.shape()[axis];
    int[] shape = x.shape().clone();
    shape[axis] = newSize;
    return Nd.fill(
        shape,
        p -> {
          double at = place.of(p[axis], size, newSize);
          int[] q = p.clone();
          double sum = 0;
          double weights = 0;
          for (int i = -20; i < size + 20; i++) {
            boolean inside = i >= 0 && i < size;
            if (inside || !excludes) {
              q[axis] = Math.max(0, Math.min(i, size - 1));
              double w = weight.applyAsDouble(i - at);
              sum += w * x.at(q);
              weights += w;
            }
          }
          return sum / weights;
        });
  }

  private static Nd area(Nd x, int axis, int newSize) {
    int size = x.shape()[axis];
    int[] shape = x.shape().clone();
    shape[axis] = newSize;
    return Nd.fill(
        shape,
        p -> {
          int[] q = p.clone();
          double sum = 0;
          int from = (int) Math.floor((double) p[axis] * size / newSize);
          int to = (int) Math.ceil((p[axis] + 1.0) * size / newSize);
          for (q[axis] = from; q[axis] < to; q[axis]++) {
            sum += x.at(q);
          }
          return sum / (to - from);
        });
  }

  /// Sums over the infinite continuation of an image, as far as weights reach.
  private static Nd sampled(
      Nd x, Nd grid, Outside outside, boolean corners, DoubleUnaryOperator weight) {
    int axes = x.shape().length - 2;
    int[] shape = new int[axes + 2];
    shape[0] = x.shape()[0];
    shape[1] = x.shape()[1];
    System.arraycopy(grid.shape(), 1, shape, 2, axes);
    return Nd.fill(
        shape,
        p -> {
          int[] q = new int[axes + 2];
          q[0] = p[0];
          System.arraycopy(p, 2, q, 1, axes);
          double[] at = new double[axes];
          for (int axis = 0; axis < axes; axis++) {
            int n = x.shape()[2 + axis];
            q[axes + 1] = axes - 1 - axis;
            double g = (grid.at(q) + 1) / 2;
            at[axis] = corners ? g * (n - 1) : g * n - 0.5;
          }
          return around(x, new int[] {p[0], p[1]}, at, outside, corners, weight);
        });
  }

  private static double around(
      Nd x,
      int[] fixed,
      double[] at,
      Outside outside,
      boolean corners,
      DoubleUnaryOperator weight) {
    int axis = fixed.length - 2;
    if (axis == at.length) {
      return x.at(fixed);
    }
    int n = x.shape()[2 + axis];
    double sum = 0;
    for (int i = -12; i < n + 12; i++) {
      double w = weight.applyAsDouble(i - at[axis]);
      int element = outside == Outside.REFLECTION ? mirrored(i, n, corners) : i;
      if (outside == Outside.BORDER) {
        element = Math.max(0, Math.min(i, n - 1));
      }
      if (w != 0 && element >= 0 && element < n) {
        int[] next = java.util.Arrays.copyOf(fixed, fixed.length + 1);
        next[fixed.length] = element;
        sum += w * around(x, next, at, outside, corners, weight);
      }
    }
    return sum;
  }

  /// Walks back and forth.
  private static int mirrored(int i, int n, boolean corners) {
    int element = i;
    while (n > 1 && (element < 0 || element >= n)) {
      if (element < 0) {
        element = corners ? -element : -1 - element;
      } else {
        element = corners ? 2 * (n - 1) - element : 2 * n - 1 - element;
      }
    }
    return n == 1 ? 0 : element;
  }

  private static Nd affine(Nd theta, boolean corners, int... sizes) {
    int d = sizes.length;
    int[] shape = new int[d + 2];
    shape[0] = theta.shape()[0];
    System.arraycopy(sizes, 0, shape, 1, d);
    shape[d + 1] = d;
    return Nd.fill(
        shape,
        p -> {
          double sum = theta.at(p[0], p[d + 1], d);
          for (int k = 0; k < d; k++) {
            int n = sizes[d - 1 - k];
            int i = p[1 + d - 1 - k];
            double even = corners ? (n == 1 ? 0 : -1 + 2.0 * i / (n - 1)) : (2.0 * i + 1) / n - 1;
            sum += theta.at(p[0], p[d + 1], k) * even;
          }
          return sum;
        });
  }
}
