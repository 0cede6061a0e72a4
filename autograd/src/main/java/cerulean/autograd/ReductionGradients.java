package cerulean.autograd;

import static cerulean.autograd.Primitive.inOnePass;
import static cerulean.autograd.Primitive.linear;
import static cerulean.autograd.Primitive.symmetric;
import static cerulean.autograd.Primitive.unary;

import cerulean.tensor.DType;
import cerulean.tensor.FusedGradients;
import cerulean.tensor.Shape;
import cerulean.tensor.Tensor;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// Reductions, softmax and the losses that end in one number, and their derivatives.
final class ReductionGradients {

  private ReductionGradients() {}

  static Primitive sum(boolean keepDims, int... reduced) {
    int[] axes = reduced.clone();
    return linear(
            "sum", x -> x.sum(keepDims, axes), (g, x, y) -> restored(g, x, axes).expand(x.shape()))
        .batched(overExamples(axes, inner -> sum(keepDims, inner)));
  }

  static Primitive sumTo(Shape target) {
    return linear("sumTo", x -> x.sumTo(target), (g, x, y) -> g.expand(x.shape()))
        .batched(x -> {
          int[] dims = Batching.prepend(x.shape().dim(0), target.dims());
          int[] aligned = new int[x.shape().rank()];
          java.util.Arrays.fill(aligned, 1);
          System.arraycopy(dims, 1, aligned, aligned.length - target.rank(), target.rank());
          aligned[0] = dims[0];
          return x.sumTo(Shape.of(aligned)).reshape(dims);
        });
  }

  static Primitive amax(boolean keepDims, int... axes) {
    return extreme("amax", axes.clone(), (x, a) -> x.amax(keepDims, a))
        .batched(overExamples(axes.clone(), inner -> amax(keepDims, inner)));
  }

  static Primitive amin(boolean keepDims, int... axes) {
    return extreme("amin", axes.clone(), (x, a) -> x.amin(keepDims, a))
        .batched(overExamples(axes.clone(), inner -> amin(keepDims, inner)));
  }

  /// Over all elements, where equal ones share, as PyTorch has it.
  static Primitive lowerMedianOfAll(boolean keepDims, int... axes) {
    return extreme("lowerMedian", axes.clone(), (x, a) -> x.lowerMedian(keepDims, a))
        .batched(overExamples(axes.clone(), inner -> lowerMedianOfAll(keepDims, inner)));
  }

  /// A reduction of a tensor over axes.
  @FunctionalInterface
  private interface Reduction {
    Tensor of(Tensor x, int... axes);
  }

  /// The gradient goes to the elements equal to the extreme, in equal parts; the tangent is the
  /// mean of theirs.
  private static Primitive extreme(String name, int[] axes, Reduction value) {
    return unary(
        name,
        x -> value.of(x, axes),
        (g, x, y) -> {
          Variable hits = hits(x, y, axes);
          return hits.mul(restored(g, x, axes)).div(hits.sum(true, axes));
        },
        (t, x, y) -> {
          Variable hits = hits(x, y, axes);
          Variable mean = hits.mul(t).sum(true, axes).div(hits.sum(true, axes));
          return mean.reshape(y.shape().dims());
        });
  }

  /// 1 where an element is the extreme, else 0.
  private static Variable hits(Variable x, Variable y, int... axes) {
    return x.eq(restored(y, x, axes)).to(x.dtype());
  }

  /// `dx = p (g - sum(g p))`.
  static Primitive softmax(int axis) {
    return symmetric(
            "softmax",
            x -> x.softmax(axis),
            inOnePass(
                (g, x, p) -> FusedGradients.softmax(g, p, axis),
                (g, x, p) -> p.mul(g.sub(g.mul(p).sum(true, axis)))))
        .batched(x -> x.softmax(Batching.inner(axis)));
  }

  /// `dx = g - p sum(g)`, `dy = dx - sum(p dx)` with `p = e^y`.
  static Primitive logSoftmax(int axis) {
    return unary(
            "logSoftmax",
            x -> x.logSoftmax(axis),
            inOnePass(
                (g, x, y) -> FusedGradients.logSoftmax(g, y, axis),
                (g, x, y) -> g.sub(y.exp().mul(g.sum(true, axis)))),
            (t, x, y) -> t.sub(y.exp().mul(t).sum(true, axis)))
        .batched(x -> x.logSoftmax(Batching.inner(axis)));
  }

  /// `dx = g (p - oneHot(targets)) / rows`.
  static final Primitive CROSS_ENTROPY =
      Primitive.partials(
              "crossEntropy",
              in -> in[0].crossEntropy(in[1]),
              (g, in, y) ->
                  Primitive.mayRunKernel(g, in)
                      ? Variable.constant(
                          FusedGradients.crossEntropy(
                              in[0].value(),
                              in[1].value(),
                              g.value().itemDouble() / in[0].shape().dim(0)))
                      : slope(in).mul(g.div(in[0].shape().dim(0))),
              null)
          .withTangent((t, in, y) ->
              t[0] == null ? null : slope(in).mul(t[0]).sum().div(in[0].shape().dim(0)))
          .batched((logits, targets) -> {
            Variable chosen = targets.oneHot(logits.shape().dim(2), logits.dtype());
            Variable logs = logits.logSoftmax(2).wherePositive(chosen);
            return logs.sum(false, 1, 2).div(-logits.shape().dim(1));
          });

  private static Variable slope(Variable... in) {
    Variable wanted = in[1].oneHot(in[0].shape().dim(1), in[0].dtype());
    return in[0].softmax(1).sub(wanted);
  }

  static Primitive oneHot(int classes, DType type) {
    return Primitive.constant("oneHot", in -> in[0].oneHot(classes, type, 0, 1));
  }

  /// A reduced gradient with its lost axes put back as axes of size 1.
  static Variable restored(Variable g, Variable x, int... axes) {
    int[] dims = x.shape().dims();
    if (axes.length == 0) {
      java.util.Arrays.fill(dims, 1);
    }
    for (int axis : axes) {
      dims[axis < 0 ? axis + dims.length : axis] = 1;
    }
    return g.reshape(dims);
  }

  /// A reduction for many examples: no axes means all but that of the examples.
  static UnaryOperator<Variable> overExamples(int[] axes, Function<int[], Primitive> reduction) {
    return x -> {
      int rank = x.shape().rank();
      int[] inner = axes.length == 0 ? IntStream.range(1, rank).toArray() : Batching.inner(axes);
      return inner.length == 0 ? x : reduction.apply(inner).apply(x);
    };
  }
}
