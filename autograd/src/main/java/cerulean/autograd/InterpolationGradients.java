package cerulean.autograd;

import static cerulean.autograd.Batching.inner;
import static cerulean.autograd.Primitive.linear;

import cerulean.tensor.DType;
import cerulean.tensor.Interpolation;
import cerulean.tensor.Resampling;
import cerulean.tensor.Tensor;
import java.util.Arrays;

/// Resizing along axes and affine grids, linear maps, and their transposes.
final class InterpolationGradients {

  private InterpolationGradients() {}

  static Primitive resize(int[] axes, int[] sizes, Resampling how, boolean alignCorners) {
    int[] own = axes.clone();
    int[] news = sizes.clone();
    return alongAxes(
            "resize",
            x -> Interpolation.resize(x, own, news, how, alignCorners),
            own,
            (x, i) -> {
              int[] size = {news[i]};
              return Interpolation.resize(x, new int[1], size, how, alignCorners);
            })
        .batched(x -> x.resize(inner(own), news, how, alignCorners));
  }

  static Primitive resizeBy(int[] axes, double[] factors, Resampling how, boolean alignCorners) {
    int[] own = axes.clone();
    double[] all = factors.clone();
    return alongAxes(
            "resizeBy",
            x -> Interpolation.resizeBy(x, own, all, how, alignCorners),
            own,
            (x, i) -> {
              double[] factor = {all[i]};
              return Interpolation.resizeBy(x, new int[1], factor, how, alignCorners);
            })
        .batched(x -> x.resizeBy(inner(own), all, how, alignCorners));
  }

  static Primitive resizeArea(int[] axes, int... sizes) {
    int[] own = axes.clone();
    int[] news = sizes.clone();
    return alongAxes(
            "resizeArea",
            x -> Interpolation.resizeArea(x, own, news),
            own,
            (x, i) -> Interpolation.resizeArea(x, new int[1], news[i]))
        .batched(x -> x.resizeArea(inner(own), news));
  }

  static Primitive resample(int axis, double[] positions, Resampling how) {
    double[] places = positions.clone();
    int[] axes = {axis};
    return alongAxes(
            "resample",
            x -> Interpolation.resample(x, axis, places, how),
            axes,
            (x, i) -> Interpolation.resample(x, 0, places, how))
        .batched(x -> x.resample(inner(axis), places, how));
  }

  /// What is done along one of several axes, here along the first axis of a matrix.
  @FunctionalInterface
  private interface Line {
    Tensor along(Tensor x, int i);
  }

  /// A linear map of lines along one axis after the other.
  private static Primitive alongAxes(String name, Primitive.Value1 value, int[] axes, Line line) {
    return linear(
        name,
        value,
        (g, x, y) -> {
          Variable back = g;
          for (int i = axes.length - 1; i >= 0; i--) {
            int axis = axes[i] < 0 ? axes[i] + x.shape().rank() : axes[i];
            int size = x.shape().dim(axis);
            Tensor unit = Tensor.eye(DType.F64, size, size, 0);
            back = transposed(back, axis, line.along(unit, i));
          }
          return back;
        });
  }

  /// `weights^T` applied along an axis. A line of weights has a few that are not 0: the gradient
  /// goes with the first of each line to its element, then with the second, and so on.
  private static Variable transposed(Variable g, int axis, Tensor weights) {
    int results = weights.dim(0);
    int size = weights.dim(1);
    double[] all = weights.toDoubleArray();
    int[] dims = g.shape().dims();
    dims[axis] = size;
    int[] aligned = new int[dims.length];
    Arrays.fill(aligned, 1);
    aligned[axis] = results;
    Variable sum = Variable.constant(Tensor.zeros(g.dtype(), dims));
    int[] next = new int[results];
    for (boolean more = true; more; ) {
      more = false;
      long[] index = new long[results];
      double[] weight = new double[results];
      for (int i = 0; i < results; i++) {
        while (next[i] < size && all[i * size + next[i]] == 0) {
          next[i]++;
        }
        if (next[i] < size) {
          index[i] = next[i];
          weight[i] = all[i * size + next[i]++];
          more = true;
        }
      }
      if (more) {
        Variable factors = Variable.constant(Tensor.wrap(weight, aligned).to(g.dtype()));
        sum = sum.indexAdd(axis, Tensor.wrap(index, results), g.mul(factors));
      }
    }
    return sum;
  }

  /// `y[b, p, i] = sum over j of even[p, j] theta[b, i, j]` for points `p` of an even grid.
  static Primitive affineGrid(boolean alignCorners, int... sizes) {
    int[] own = sizes.clone();
    return linear(
            "affineGrid",
            theta -> Interpolation.affineGrid(theta, alignCorners, own),
            (g, theta, y) -> {
              int batch = theta.shape().dim(0);
              int d = own.length;
              int points =
                  Math.toIntExact(Arrays.stream(own).asLongStream().reduce(1, (a, b) -> a * b));
              // Maps that pick one coordinate of the even grid each.
              Tensor picks = Tensor.eye(g.dtype(), d + 1, d + 1, 0).unsqueeze(1).pad(1, 0, d - 1);
              Tensor even =
                  Interpolation.affineGrid(picks, alignCorners, own)
                      .select(-1, 0)
                      .reshape(d + 1, points)
                      .transpose();
              return g.reshape(batch, points, d).swapAxes(1, 2).matmul(Variable.constant(even));
            })
        .batched(theta -> {
          int[] dims = theta.shape().dims();
          Variable grid =
              theta.reshape(dims[0] * dims[1], dims[2], dims[3]).affineGrid(alignCorners, own);
          int[] one = grid.shape().dims();
          one[0] = dims[1];
          return grid.reshape(Batching.prepend(dims[0], one));
        });
  }
}
