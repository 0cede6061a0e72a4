package cerulean.autograd;

import static cerulean.autograd.Gradients.one;
import static cerulean.autograd.ReductionGradients.overExamples;
import static cerulean.autograd.ReductionGradients.restored;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// Products, variances, norms and medians over axes, and their derivatives.
final class MomentGradients {

  private MomentGradients() {}

  /// How fast a reduction moves with each of its elements, given the elements and, in a shape that
  /// broadcasts against them, the result.
  @FunctionalInterface
  private interface Slope {
    Variable of(Variable x, Variable y);
  }

  private static Primitive reduction(String name, Primitive.Value1 value, int[] axes, Slope slope) {
    return Primitive.unary(
        name,
        value,
        (g, x, y) -> slope.of(x, restored(y, x, axes)).mul(restored(g, x, axes)),
        (t, x, y) -> {
          Variable moved = slope.of(x, restored(y, x, axes)).mul(t);
          return moved.sum(true, axes).reshape(y.shape().dims());
        });
  }

  /// With `d = max(0, n - correction)`: `d var = 2 / d sum (x - mean) dx`.
  static Primitive var(int correction, boolean keepDims, int... reduced) {
    int[] axes = reduced.clone();
    return reduction(
            "var",
            x -> x.var(correction, keepDims, axes),
            axes,
            (x, y) -> x.sub(x.mean(true, axes)).mul(2 / degrees(x, y, correction)))
        .batched(overExamples(axes, inner -> var(correction, keepDims, inner)));
  }

  /// `d std = d var / (2 std)`; 0 where all elements are equal.
  static Primitive std(int correction, boolean keepDims, int... reduced) {
    int[] axes = reduced.clone();
    return reduction(
            "std",
            x -> x.std(correction, keepDims, axes),
            axes,
            (x, y) -> {
              Variable flat = y.eq(0);
              Variable deviations = x.sub(x.mean(true, axes)).div(degrees(x, y, correction));
              return Gradients.kept(deviations.div(nonZero(y)), flat.logicalNot());
            })
        .batched(overExamples(axes, inner -> std(correction, keepDims, inner)));
  }

  private static double degrees(Variable x, Variable y, int correction) {
    double n = (double) x.shape().size() / Math.max(1, y.shape().size());
    return Math.max(0, n - correction);
  }

  /// `d |x|_p = sum sign(x) (|x| / |x|_p)^(p - 1) dx`, where elements and norms that are 0 count
  /// nothing. Infinite orders share between the elements of that size, and order 0 counts, which
  /// does not move.
  static Primitive norm(double order, boolean keepDims, int... reduced) {
    int[] axes = reduced.clone();
    Slope slope;
    if (order == 0) {
      slope = (x, y) -> x.zerosLike();
    } else if (Double.isInfinite(order)) {
      slope =
          (x, y) -> {
            Variable hits = x.abs().eq(y).to(x.dtype());
            return x.sign().mul(hits).div(hits.sum(true, axes));
          };
    } else if (order == 1) {
      slope = (x, y) -> x.sign();
    } else if (order == 2) {
      slope = (x, y) -> x.div(nonZero(y));
    } else {
      slope =
          (x, y) -> {
            Variable counts = x.ne(0).logicalAnd(y.ne(0));
            Variable ratio = Variable.where(counts, x.abs().div(nonZero(y)), one(x));
            return x.sign().mul(counts.to(x.dtype())).mul(ratio.pow(order - 1));
          };
    }
    return reduction("norm", x -> x.norm(order, keepDims, axes), axes, slope)
        .batched(overExamples(axes, inner -> norm(order, keepDims, inner)));
  }

  /// 1 where `y` is 0.
  private static Variable nonZero(Variable y) {
    return Variable.where(y.eq(0), one(y), y);
  }

  /// `d ln sum e^x = sum softmax(x) dx`.
  static Primitive logSumExp(boolean keepDims, int... reduced) {
    int[] axes = reduced.clone();
    return reduction("logSumExp", x -> x.logSumExp(keepDims, axes), axes, (x, y) -> x.sub(y).exp())
        .batched(overExamples(axes, inner -> logSumExp(keepDims, inner)));
  }

  /// The last of the running products, whose derivative does without divisions: zeros are elements
  /// as others.
  static Primitive prod(boolean keepDims, int... reduced) {
    return alongOne(
        "prod",
        in -> in[0].prod(keepDims, reduced),
        lines -> lines.cumprod(-1).select(-1, -1),
        keepDims,
        reduced);
  }

  /// The element in the middle, or the mean of the two there.
  static Primitive median(boolean keepDims, int... reduced) {
    return alongOne(
        "median",
        in -> in[0].median(keepDims, reduced),
        lines -> {
          int n = lines.shape().dim(-1);
          Variable upper = lines.kthValue(n / 2 + 1, -1, false).values();
          return n % 2 == 1 ? upper : upper.add(lines.kthValue(n / 2, -1, false).values()).mul(0.5);
        },
        keepDims,
        reduced);
  }

  static Primitive lowerMedian(boolean keepDims, int... reduced) {
    return alongOne(
        "lowerMedian",
        in -> in[0].lowerMedian(keepDims, reduced),
        lines -> lines.lowerMedian(-1, false).values(),
        keepDims,
        reduced);
  }

  /// A reduction over axes, differentiated as one along the last axis, which takes their place.
  private static Primitive alongOne(
      String name,
      Primitive.Values value,
      UnaryOperator<Variable> reduction,
      boolean keepDims,
      int... axes) {
    int[] own = axes.clone();
    return Primitive.composed(
        name,
        value,
        in ->
            in[0].shape().size() == 0
                ? in[0].sum(keepDims, own)
                : reduction.apply(lines(in[0], own)).reshape(reduced(in[0], keepDims, own)));
  }

  /// The chosen axes as one, behind the others.
  private static Variable lines(Variable x, int... axes) {
    boolean[] chosen = chosen(x, axes);
    int[] order = new int[chosen.length];
    int n = 0;
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < order.length; i++) {
        if (chosen[i] == (pass == 1)) {
          order[n++] = i;
        }
      }
    }
    int[] kept = reduced(x, false, axes);
    int[] dims = Arrays.copyOf(kept, kept.length + 1);
    dims[kept.length] = -1;
    return x.permute(order).reshape(dims);
  }

  private static int[] reduced(Variable x, boolean keepDims, int... axes) {
    boolean[] chosen = chosen(x, axes);
    return IntStream.range(0, chosen.length)
        .filter(i -> keepDims || !chosen[i])
        .map(i -> chosen[i] ? 1 : x.shape().dim(i))
        .toArray();
  }

  private static boolean[] chosen(Variable x, int... axes) {
    boolean[] chosen = new boolean[x.shape().rank()];
    Arrays.fill(chosen, axes.length == 0);
    for (int axis : axes) {
      chosen[axis < 0 ? axis + chosen.length : axis] = true;
    }
    return chosen;
  }
}
