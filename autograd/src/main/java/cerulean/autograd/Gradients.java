package cerulean.autograd;

import cerulean.autograd.Rule.Partial;
import cerulean.tensor.DType;
import cerulean.tensor.FusedGradients;
import cerulean.tensor.Shape;
import cerulean.tensor.Tensor;
import java.util.List;

/// The derivative of every operation.
///
/// Read `(g, in, out) -> ...` as: given `g`, the gradient of the loss with respect to the output
/// `out`, the gradient with respect to this input. Where an operation broadcasts, the gradient is
/// summed back to the input's shape. While nothing is recorded some gradients are taken in one pass
/// ([FusedGradients]); the formula beside them is what they compute.
final class Gradients {

  private Gradients() {}

  // ---- Elementwise

  static final Rule ADD =
      new Rule("add", (g, in, out) -> to(in, 0, g), (g, in, out) -> to(in, 1, g));

  static final Rule SUB =
      new Rule("sub", (g, in, out) -> to(in, 0, g), (g, in, out) -> to(in, 1, g.neg()));

  static final Rule MUL =
      new Rule(
          "mul",
          (g, in, out) -> to(in, 0, g.mul(in.get(1))),
          (g, in, out) -> to(in, 1, g.mul(in.get(0))));

  /// `d(a/b) = da / b - (a/b) db / b`.
  static final Rule DIV =
      new Rule(
          "div",
          (g, in, out) -> to(in, 0, g.div(in.get(1))),
          (g, in, out) -> to(in, 1, g.mul(out).div(in.get(1)).neg()));

  static final Rule MAXIMUM =
      new Rule(
          "maximum",
          (g, in, out) -> to(in, 0, g.mul(share(in.get(0), in.get(1)))),
          (g, in, out) -> to(in, 1, g.mul(share(in.get(1), in.get(0)))));

  static final Rule MINIMUM =
      new Rule(
          "minimum",
          (g, in, out) -> to(in, 0, g.mul(share(in.get(1), in.get(0)))),
          (g, in, out) -> to(in, 1, g.mul(share(in.get(0), in.get(1)))));

  static final Rule SHIFT = new Rule("add", (g, in, out) -> g);

  static Rule scale(double number) {
    return new Rule("mul", (g, in, out) -> g.mul(number));
  }

  static Rule unscale(double number) {
    return new Rule("div", (g, in, out) -> g.div(number));
  }

  static final Rule CONVERT = new Rule("to", (g, in, out) -> g.to(in.get(0).value().dtype()));

  static final Rule NEG = new Rule("neg", (g, in, out) -> g.neg());

  static final Rule ABS = new Rule("abs", (g, in, out) -> g.mul(in.get(0).sign()));

  /// `d sqrt(x) = dx / (2 sqrt(x))`.
  static final Rule SQRT = new Rule("sqrt", (g, in, out) -> g.div(out).mul(0.5f));

  static final Rule EXP = new Rule("exp", (g, in, out) -> g.mul(out));

  static final Rule LOG = new Rule("log", (g, in, out) -> g.div(in.get(0)));

  /// `d tanh(x) = (1 - tanh^2(x)) dx`.
  static final Rule TANH =
      new Rule(
          "tanh",
          (g, in, out) ->
              NoGrad.active()
                  ? Variable.constant(FusedGradients.tanh(g.value(), out.value()))
                  : g.sub(g.mul(out).mul(out)));

  /// `d s(x) = s(x) (1 - s(x)) dx`.
  static final Rule SIGMOID =
      new Rule(
          "sigmoid",
          (g, in, out) ->
              NoGrad.active()
                  ? Variable.constant(FusedGradients.sigmoid(g.value(), out.value()))
                  : g.mul(out).sub(g.mul(out).mul(out)));

  static final Rule RELU = new Rule("relu", (g, in, out) -> g.wherePositive(out.detach()));

  /// Linear in what passes; the condition has no gradient.
  static final Rule WHERE_POSITIVE =
      new Rule(
          "wherePositive", (g, in, out) -> to(in, 0, g.wherePositive(in.get(1).detach())), null);

  // ---- Reductions, softmax

  static Rule sum(int... axes) {
    int[] own = axes.clone();
    return new Rule("sum", (g, in, out) -> restore(g, in.get(0), own).expand(in.get(0).shape()));
  }

  static final Rule SUM_TO = new Rule("sumTo", (g, in, out) -> g.expand(in.get(0).shape()));

  /// The gradient goes to the elements equal to the extreme, in equal parts.
  static Rule extreme(String op, int... reduced) {
    int[] axes = reduced.clone();
    Partial partial =
        (g, in, out) -> {
          Variable x = in.get(0);
          Tensor extremes = restore(out.detach(), x, axes).value();
          Variable hits = mask(x.value().eq(extremes), x);
          Variable count = hits.sum(true, axes);
          return hits.mul(restore(g, x, axes)).div(count);
        };
    return new Rule(op, partial);
  }

  /// `dx = p (g - sum(g p))`.
  static Rule softmax(int axis) {
    return new Rule(
        "softmax",
        (g, in, out) ->
            NoGrad.active()
                ? Variable.constant(FusedGradients.softmax(g.value(), out.value(), axis))
                : out.mul(g.sub(g.mul(out).sum(true, axis))));
  }

  /// `dx = g - p sum(g)`.
  static Rule logSoftmax(int axis) {
    return new Rule(
        "logSoftmax",
        (g, in, out) ->
            NoGrad.active()
                ? Variable.constant(FusedGradients.logSoftmax(g.value(), out.value(), axis))
                : g.sub(out.exp().mul(g.sum(true, axis))));
  }

  /// `dx = g (p - oneHot(targets)) / rows`.
  static Rule crossEntropy(Tensor targets) {
    return Rule.inOnePass(
        "crossEntropy",
        (g, logits, out) ->
            FusedGradients.crossEntropy(logits, targets, g.itemDouble() / logits.dim(0)),
        (g, in, out) -> {
          Variable logits = in.get(0);
          DType type = logits.value().dtype();
          Tensor wanted = targets.oneHot(logits.value().dim(1), type, 0, 1);
          Variable slope = g.div(logits.value().dim(0));
          return logits.softmax(1).sub(Variable.constant(wanted)).mul(slope);
        });
  }

  // ---- Views and indexing

  static final Rule RESHAPE =
      new Rule("reshape", (g, in, out) -> g.reshape(in.get(0).shape().dims()));

  static final Rule TRANSPOSE = new Rule("transpose", (g, in, out) -> g.transpose());

  static final Rule EXPAND = new Rule("expand", (g, in, out) -> g.sumTo(in.get(0).shape()));

  static Rule permute(int... axes) {
    int[] inverse = new int[axes.length];
    for (int i = 0; i < axes.length; i++) {
      inverse[axes[i] < 0 ? axes[i] + axes.length : axes[i]] = i;
    }
    return new Rule("permute", (g, in, out) -> g.permute(inverse));
  }

  /// The order of axes in which two are exchanged.
  static int[] swapped(int rank, int axis1, int axis2) {
    int[] order = new int[rank];
    java.util.Arrays.setAll(order, i -> i);
    int first = axis1 < 0 ? axis1 + rank : axis1;
    int second = axis2 < 0 ? axis2 + rank : axis2;
    order[first] = second;
    order[second] = first;
    return order;
  }

  static Rule narrow(int axis, int start) {
    return new Rule(
        "narrow",
        (g, in, out) -> {
          int after = in.get(0).value().dim(axis) - start - out.value().dim(axis);
          return g.pad(axis, start, after);
        });
  }

  static Rule pad(int axis, int before) {
    return new Rule("pad", (g, in, out) -> g.narrow(axis, before, in.get(0).value().dim(axis)));
  }

  static Rule indexSelect(int axis, Tensor index) {
    return new Rule(
        "indexSelect",
        (g, in, out) -> {
          Variable x = in.get(0);
          Tensor zeros = Tensor.zeros(x.value().dtype(), x.shape().dims());
          return Variable.constant(zeros).indexAdd(axis, index, g);
        });
  }

  static Rule indexAdd(int axis, Tensor index) {
    return new Rule("indexAdd", (g, in, out) -> g, (g, in, out) -> g.indexSelect(axis, index));
  }

  // ---- What the rules share

  /// Sums a gradient back to the shape of an input that was broadcast, and converts it to the type
  /// of an input that was promoted.
  static Variable to(List<Variable> in, int i, Variable g) {
    Shape shape = in.get(i).shape();
    return (g.shape().equals(shape) ? g : g.sumTo(shape)).to(in.get(i).value().dtype());
  }

  /// 1 where `a > b`, 1/2 where they are equal, else 0. By comparisons, not by the sign of the
  /// difference, which is NaN where both are the same infinity.
  private static Variable share(Variable a, Variable b) {
    Variable larger = mask(a.value().gt(b.value()), a);
    return larger.add(mask(a.value().eq(b.value()), a).mul(0.5f));
  }

  /// Truth values as 1 and 0 of the type of `like`.
  static Variable mask(Tensor truths, Variable like) {
    return Variable.constant(truths.to(like.value().dtype()));
  }

  /// A reduced gradient with its lost axes put back as axes of size 1.
  private static Variable restore(Variable g, Variable input, int... axes) {
    int[] dims = input.shape().dims();
    if (axes.length == 0) {
      java.util.Arrays.fill(dims, 1);
    }
    for (int axis : axes) {
      dims[axis < 0 ? axis + dims.length : axis] = 1;
    }
    return g.reshape(dims);
  }
}
