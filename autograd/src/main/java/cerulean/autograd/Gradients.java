package cerulean.autograd;

import static cerulean.autograd.Primitive.constant;
import static cerulean.autograd.Primitive.elementwise;
import static cerulean.autograd.Primitive.inOnePass;
import static cerulean.autograd.Primitive.linear;

import cerulean.tensor.DType;
import cerulean.tensor.FusedGradients;
import cerulean.tensor.Tensor;

/// The elementwise operations and their derivatives.
///
/// Read `(g, x, y) -> ...` as: given `g`, the gradient of the loss with respect to the result `y`,
/// the gradient with respect to the input `x`; or, given the tangent of `x` as `g`, that of `y`.
/// Other families are in the other `...Gradients`. See [Primitive] for the rules of the game.
final class Gradients {

  private Gradients() {}

  // ---- Two operands

  static final Primitive ADD =
      elementwise("add", Tensor::add, (g, a, b, y) -> g, (g, a, b, y) -> g);

  static final Primitive SUB =
      elementwise("sub", Tensor::sub, (g, a, b, y) -> g, (g, a, b, y) -> g.neg());

  static final Primitive MUL =
      elementwise("mul", Tensor::mul, (g, a, b, y) -> g.mul(b), (g, a, b, y) -> g.mul(a));

  /// `d(a/b) = da / b - (a/b) db / b`.
  static final Primitive DIV =
      elementwise(
          "div", Tensor::div, (g, a, b, y) -> g.div(b), (g, a, b, y) -> g.mul(y).div(b).neg());

  static final Primitive MAXIMUM =
      elementwise(
          "maximum",
          Tensor::maximum,
          (g, a, b, y) -> g.mul(share(a, b)),
          (g, a, b, y) -> g.mul(share(b, a)));

  static final Primitive MINIMUM =
      elementwise(
          "minimum",
          Tensor::minimum,
          (g, a, b, y) -> g.mul(share(b, a)),
          (g, a, b, y) -> g.mul(share(a, b)));

  /// Linear in what passes; the condition has no gradient.
  static final Primitive WHERE_POSITIVE =
      elementwise(
          "wherePositive",
          Tensor::wherePositive,
          (g, a, b, y) -> g.wherePositive(b.detach()),
          null);

  // ---- One operand

  static Primitive shift(double number) {
    return elementwise("add", x -> x.add(number), (g, x, y) -> g);
  }

  static Primitive scale(double number) {
    return elementwise("mul", x -> x.mul(number), (g, x, y) -> g.mul(number));
  }

  static Primitive unscale(double number) {
    return elementwise("div", x -> x.div(number), (g, x, y) -> g.div(number));
  }

  static final Primitive ALIAS = linear("alias", x -> x, (g, x, y) -> g).batched(x -> x);

  static Primitive convert(DType type) {
    return elementwise("to", x -> x.to(type), (g, x, y) -> g);
  }

  static final Primitive NEG = elementwise("neg", Tensor::neg, (g, x, y) -> g.neg());

  static final Primitive ABS = elementwise("abs", Tensor::abs, (g, x, y) -> g.mul(x.sign()));

  /// `d sqrt(x) = dx / (2 sqrt(x))`.
  static final Primitive SQRT = elementwise("sqrt", Tensor::sqrt, (g, x, y) -> g.div(y).mul(0.5f));

  static final Primitive EXP = elementwise("exp", Tensor::exp, (g, x, y) -> g.mul(y));

  static final Primitive LOG = elementwise("log", Tensor::log, (g, x, y) -> g.div(x));

  /// `d tanh(x) = (1 - tanh^2(x)) dx`.
  static final Primitive TANH =
      elementwise(
          "tanh",
          Tensor::tanh,
          inOnePass((g, x, y) -> FusedGradients.tanh(g, y), (g, x, y) -> g.sub(g.mul(y).mul(y))));

  /// `d s(x) = s(x) (1 - s(x)) dx`.
  static final Primitive SIGMOID =
      elementwise(
          "sigmoid",
          Tensor::sigmoid,
          inOnePass(
              (g, x, y) -> FusedGradients.sigmoid(g, y),
              (g, x, y) -> g.mul(y).sub(g.mul(y).mul(y))));

  static final Primitive RELU =
      elementwise("relu", Tensor::relu, (g, x, y) -> g.wherePositive(y.detach()));

  // ---- Without gradient

  static final Primitive SIGN = constant("sign", in -> in[0].sign());

  static final Primitive EQ = constant("eq", in -> in[0].eq(in[1]));

  static final Primitive GT = constant("gt", in -> in[0].gt(in[1]));

  static Primitive le(double number) {
    return constant("le", in -> in[0].le(number));
  }

  /// 1 where `a > b`, 1/2 where they are equal, else 0. By comparisons, not by the sign of the
  /// difference, which is NaN where both are the same infinity.
  private static Variable share(Variable a, Variable b) {
    DType type = a.dtype();
    return a.gt(b).to(type).add(a.eq(b).to(type).mul(0.5f));
  }
}
