package cerulean.autograd;

import cerulean.tensor.DType;
import cerulean.tensor.Interpolation;
import cerulean.tensor.Interpolation.Outside;
import cerulean.tensor.Resampling;
import cerulean.tensor.Tensor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Sampling at the points of a grid, as a composition: around each point some elements are taken,
/// each with the product of its weights along the axes. Elements are constants of the grid, weights
/// are polynomials of it, between whole positions; there the derivative is that on the right.
final class GridSampleGradients {

  private GridSampleGradients() {}

  static Primitive gridSample(Resampling how, Outside outside, boolean alignCorners) {
    return Primitive.composed(
        "gridSample",
        in -> Interpolation.gridSample(in[0], in[1], how, outside, alignCorners),
        in -> sampled(in[0], in[1], how, outside, alignCorners));
  }

  private static Variable sampled(
      Variable x, Variable grid, Resampling how, Outside outside, boolean alignCorners) {
    int[] dims = x.shape().dims();
    int axes = dims.length - 2;
    int[] result = grid.shape().dims();
    System.arraycopy(result, 1, result, 2, axes);
    result[0] = dims[0];
    result[1] = dims[1];
    // One element more, a zero, for what is outside.
    Variable elements = x.reshape(dims[0], dims[1], -1).pad(2, 0, 1);
    Variable points = grid.reshape(dims[0], -1, axes);
    Variable[] positions = new Variable[axes];
    Variable[] lowest = new Variable[axes];
    for (int axis = 0; axis < axes; axis++) {
      int n = dims[2 + axis];
      Variable g = points.select(2, axes - 1 - axis).add(1);
      positions[axis] = alignCorners ? g.mul((n - 1) / 2.0) : g.mul(n).add(-1).mul(0.5);
      lowest[axis] = lowest(how).apply(positions[axis]);
    }
    int[] offsets = offsets(how);
    Variable sum = null;
    int combinations = (int) Math.pow(offsets.length, axes);
    for (int c = 0; c < combinations; c++) {
      int[] chosen = new int[axes];
      Variable weight = null;
      for (int axis = 0, rest = c; axis < axes; axis++, rest /= offsets.length) {
        chosen[axis] = offsets[rest % offsets.length];
        Variable own = weight(how, positions[axis].sub(lowest[axis]), chosen[axis]);
        weight = weight == null || own == null ? own : weight.mul(own);
      }
      Variable number = numbers(chosen, dims, outside, alignCorners).apply(lowest);
      Variable taken =
          elements.gather(2, number.unsqueeze(1).expand(dims[0], dims[1], number.shape().dim(1)));
      Variable term = weight == null ? taken : taken.mul(weight.unsqueeze(1));
      sum = sum == null ? term : sum.add(term);
    }
    return Objects.requireNonNull(sum).reshape(result);
  }

  /// The element from which offsets are counted.
  private static Primitive lowest(Resampling how) {
    return how.method() == Resampling.Method.NEAREST
        ? Primitive.constant("nearest", in -> in[0].round())
        : Primitive.constant("lowest", in -> in[0].floor());
  }

  private static int[] offsets(Resampling how) {
    return switch (how.method()) {
      case NEAREST -> new int[] {0};
      case LINEAR -> new int[] {0, 1};
      case CUBIC -> new int[] {-1, 0, 1, 2};
    };
  }

  /// The weight of the element `offset` behind the lowest, `d` before the point; null for 1. See
  /// [Resampling.Method].
  private static @Nullable Variable weight(Resampling how, Variable d, int offset) {
    Variable distance = offset <= 0 ? d.add(-offset) : d.neg().add(offset);
    return switch (how.method()) {
      case NEAREST -> null;
      case LINEAR -> distance.neg().add(1);
      case CUBIC -> {
        double a = how.cubicCoefficient();
        yield offset == 0 || offset == 1
            ? distance.mul(a + 2).add(-(a + 3)).mul(distance).mul(distance).add(1)
            : distance.add(-5).mul(distance).add(8).mul(distance).add(-4).mul(a);
      }
    };
  }

  /// The row-major numbers of the elements at `offsets` from the lowest ones; that of the zero for
  /// those outside and for points that are NaN.
  private static Primitive numbers(
      int[] offsets, int[] dims, Outside outside, boolean alignCorners) {
    return Primitive.constant(
        "elements",
        lowest -> {
          Tensor number = Tensor.zeros(DType.F64);
          Tensor inside = Tensor.scalar(true);
          int all = 1;
          for (int axis = 0; axis < offsets.length; axis++) {
            int n = dims[2 + axis];
            Tensor place = lowest[axis].to(DType.F64).add(offsets[axis]);
            Tensor element =
                switch (outside) {
                  case ZEROS -> place;
                  case BORDER -> place.clamp(0, n - 1);
                  case REFLECTION -> reflected(place, n, alignCorners);
                };
            inside = inside.logicalAnd(element.ge(0)).logicalAnd(element.lt(n));
            number = number.mul(n).add(element);
            all *= n;
          }
          Tensor zero = Tensor.full(DType.F64, all);
          return Tensor.where(inside, number, zero).to(DType.I64);
        });
  }

  /// Numbers of elements thrown back at the first and the last, or at their outer edges.
  private static Tensor reflected(Tensor place, int n, boolean alignCorners) {
    int period = alignCorners ? Math.max(1, 2 * (n - 1)) : 2 * n;
    Tensor there = place.remainder(Tensor.scalar((double) period));
    Tensor back = there.neg().add(alignCorners ? period : period - 1);
    return n == 1 ? place.mul(0) : there.minimum(back);
  }
}
