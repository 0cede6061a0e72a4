package cerulean.tensor;

import org.jspecify.annotations.Nullable;

/// Numbers between the elements of tensors: resizing, sampling at points of a grid.
///
/// Resizing works on any axes, one after the other, so that linear resizing of two axes is bilinear
/// and of three trilinear. Where it moves elements (`NEAREST`) any type will do, where it computes
/// F32 and F64; sums are in double precision.
public final class Interpolation {

  /// What is seen outside an image.
  public enum Outside {
    /// Zeros.
    ZEROS,

    /// The nearest element.
    BORDER,

    /// The image in a mirror: at the centres of the outermost elements if corners are aligned, else
    /// at their outer edges.
    REFLECTION
  }

  private Interpolation() {}

  /// Axes resized to given sizes.
  ///
  /// Result `i` of an axis is taken at position
  ///
  /// - `i (size - 1) / (newSize - 1)` if `alignCorners`,
  /// - else `i size / newSize`, rounded down, for [Resampling#NEAREST],
  /// - else `(i + 0.5) size / newSize - 0.5`: elements are intervals, and intervals are scaled.
  ///
  /// As PyTorch's `interpolate` with `size`.
  public static Tensor resize(
      Tensor x, int[] axes, int[] sizes, Resampling how, boolean alignCorners) {
    return resize("resize", x, axes, sizes, null, how, alignCorners);
  }

  /// Axes resized by given factors, to `floor(size factor)`.
  ///
  /// As [#resize], with `1 / factor` in place of `size / newSize`; as PyTorch's `interpolate` with
  /// `scale_factor`.
  public static Tensor resizeBy(
      Tensor x, int[] axes, double[] factors, Resampling how, boolean alignCorners) {
    String op = "resizeBy";
    requirePairs(op, axes.length, factors.length);
    int[] sizes = new int[axes.length];
    for (int i = 0; i < axes.length; i++) {
      double factor = factors[i];
      if (!(factor > 0) || factor == Double.POSITIVE_INFINITY) {
        throw badFactor(op, factor);
      }
      sizes[i] = (int) Math.floor(x.dim(x.shape().axis(op, axes[i])) * factor);
    }
    return resize(op, x, axes, sizes, factors, how, alignCorners);
  }

  private static Tensor resize(
      String op,
      Tensor x,
      int[] axes,
      int[] sizes,
      double @Nullable [] factors,
      Resampling how,
      boolean alignCorners) {
    requireAxes(op, x.shape(), axes, sizes);
    Tensor result = x;
    for (int a = 0; a < axes.length; a++) {
      int axis = x.shape().axis(op, axes[a]);
      int size = x.dim(axis);
      int newSize = sizes[a];
      double step = factors == null ? (double) size / newSize : 1 / factors[a];
      double[] positions = new double[Shape.of(newSize).size()];
      for (int i = 0; i < newSize; i++) {
        if (alignCorners) {
          positions[i] = newSize == 1 ? 0 : (double) i * (size - 1) / (newSize - 1);
        } else if (how.method() == Resampling.Method.NEAREST) {
          // Whole quotients must not be missed by a rounding error.
          positions[i] =
              factors == null ? Math.floorDiv((long) i * size, newSize) : Math.floor(i * step);
        } else {
          positions[i] = (i + 0.5) * step - 0.5;
        }
      }
      result = resample(op, result, axis, positions, how);
    }
    return result == x ? x.copy() : result;
  }

  /// Axes resized to given sizes by means: result `i` of an axis is the mean of elements `floor(i
  /// size / newSize)` to `ceil((i + 1) size / newSize) - 1`.
  ///
  /// As PyTorch's `interpolate` with `mode="area"` and its adaptive average pooling.
  public static Tensor resizeArea(Tensor x, int[] axes, int... sizes) {
    String op = "resizeArea";
    requireAxes(op, x.shape(), axes, sizes);
    Tensor result = x;
    for (int a = 0; a < axes.length; a++) {
      result = ResizeOps.area(result, x.shape().axis(op, axes[a]), sizes[a]);
    }
    return result == x ? x.copy() : result;
  }

  /// One axis read at fractional positions, counted in elements from the centre of the first.
  ///
  /// Positions outside see the first or last element (see [Resampling#excludesOutside()]).
  ///
  /// - result: the shape of `x` with the number of positions in place of the axis's size
  public static Tensor resample(Tensor x, int axis, double[] positions, Resampling how) {
    String op = "resample";
    int resolved = x.shape().axis(op, axis);
    for (double position : positions) {
      if (Double.isNaN(position)) {
        throw notAPosition(op);
      }
    }
    return resample(op, x, resolved, positions, how);
  }

  private static Tensor resample(
      String op, Tensor x, int axis, double[] positions, Resampling how) {
    if (x.dim(axis) == 0 && positions.length > 0) {
      throw emptyAxis(op, x.shape(), axis);
    }
    return how.method() == Resampling.Method.NEAREST
        ? ResizeOps.nearest(x, axis, positions)
        : ResizeOps.filtered(op, x, axis, how, positions);
  }

  /// Images or volumes read at the points of a grid, which may lie anywhere.
  ///
  /// Coordinates run from -1 to 1 over an image: between the centres of its outermost elements if
  /// `alignCorners`, else between their outer edges. [Resampling#NEAREST] is here the nearest
  /// element, the one with the even index at a tie. A point with a NaN is NaN.
  ///
  /// - `x`: `[batch, channels, sizes...]` with 1 to 3 sizes
  /// - `grid`: `[batch, newSizes..., coordinates]`, the coordinate along the last axis first
  /// - result: `[batch, channels, newSizes...]`
  ///
  /// As PyTorch's `grid_sample`.
  public static Tensor gridSample(
      Tensor x, Tensor grid, Resampling how, Outside outside, boolean alignCorners) {
    return GridSampleOps.gridSample(x, grid, how, outside, alignCorners);
  }

  /// The grid of an affine map, for [#gridSample]: `theta [p, 1]` for every point `p` of an even
  /// grid over the image.
  ///
  /// - `theta`: `[batch, d, d + 1]`
  /// - `sizes`: the `d` sizes of the image to be made
  /// - result: `[batch, sizes..., d]`
  ///
  /// As PyTorch's `affine_grid`.
  public static Tensor affineGrid(Tensor theta, boolean alignCorners, int... sizes) {
    String op = "affineGrid";
    int d = sizes.length;
    theta.requireFloating(op);
    if (d == 0 || theta.rank() != 3 || theta.dim(1) != d || theta.dim(2) != d + 1) {
      throw badMap(theta.shape(), d);
    }
    int points = Shape.of(sizes).size();
    double[] even = new double[points * (d + 1)];
    for (int i = 0; i < points; i++) {
      int rest = i;
      for (int axis = d - 1; axis >= 0; axis--) {
        int n = sizes[axis];
        int k = rest % n;
        rest /= n;
        double p = alignCorners ? (n == 1 ? 0 : 2.0 * k / (n - 1) - 1) : (2.0 * k + 1) / n - 1;
        even[i * (d + 1) + d - 1 - axis] = p;
      }
      even[i * (d + 1) + d] = 1;
    }
    int batch = theta.dim(0);
    Tensor grid = Tensor.wrap(even, points, d + 1);
    Tensor maps = theta.to(DType.F64).reshape(batch * d, d + 1).transpose();
    int[] shape = new int[d + 2];
    System.arraycopy(sizes, 0, shape, 1, d);
    shape[0] = batch;
    shape[d + 1] = d;
    Tensor product = grid.matmul(maps).reshape(points, batch, d).permute(1, 0, 2);
    return product.to(theta.dtype()).contiguous().reshape(shape);
  }

  private static void requireAxes(String op, Shape shape, int[] axes, int... sizes) {
    requirePairs(op, axes.length, sizes.length);
    boolean[] seen = new boolean[shape.rank()];
    for (int i = 0; i < axes.length; i++) {
      int axis = shape.axis(op, axes[i]);
      if (seen[axis]) {
        throw new ShapeException(op, "axis " + axes[i] + " is given twice for " + shape, shape);
      }
      seen[axis] = true;
      if (sizes[i] < 1 || shape.dim(axis) < 1) {
        throw badSize(op, shape, axis, sizes[i]);
      }
    }
  }

  private static void requirePairs(String op, int axes, int sizes) {
    if (axes != sizes) {
      throw new IllegalArgumentException(
          op + ": axes and sizes come in pairs; got " + axes + " and " + sizes);
    }
  }

  private static ShapeException badSize(String op, Shape shape, int axis, int size) {
    return new ShapeException(
        op,
        "sizes must be at least 1; axis " + axis + " of " + shape + " was to become " + size,
        shape);
  }

  private static IllegalArgumentException badFactor(String op, double factor) {
    return new IllegalArgumentException(op + ": factors must be finite and above 0; got " + factor);
  }

  private static IllegalArgumentException notAPosition(String op) {
    return new IllegalArgumentException(op + ": a position is NaN; positions count elements");
  }

  private static ShapeException emptyAxis(String op, Shape shape, int axis) {
    return new ShapeException(op, "axis " + axis + " of " + shape + " has no elements", shape);
  }

  private static ShapeException badMap(Shape theta, int sizes) {
    return new ShapeException(
        "affineGrid",
        "maps for "
            + sizes
            + " sizes must be [batch, "
            + sizes
            + ", "
            + (sizes + 1)
            + "]; got "
            + theta,
        theta);
  }
}
