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

  /// `d a^b = b a^(b - 1) da + ln(a) a^b db`. At `a = 0` nothing moves with `a` for `b = 0`, and
  /// nothing with a `b` that is not negative, though a factor of the formula is infinite there: it
  /// is taken at `a = 1` instead.
  static final Primitive POW =
      elementwise(
          "pow",
          Tensor::pow,
          (g, a, b, y) -> {
            Variable flat = a.eq(0).logicalAnd(b.eq(0));
            return g.mul(Variable.where(flat, one(a), a).pow(b.sub(1)).mul(b));
          },
          (g, a, b, y) -> {
            Variable flat = a.eq(0).logicalAnd(b.ge(0));
            return g.mul(y).mul(Variable.where(flat, one(a), a).log());
          });

  /// `d atan2(a, b) = (b da - a db) / (a^2 + b^2)`.
  static final Primitive ATAN2 =
      elementwise(
          "atan2",
          Tensor::atan2,
          (g, a, b, y) -> g.mul(b.div(a.square().add(b.square()))),
          (g, a, b, y) -> g.mul(a.div(a.square().add(b.square()))).neg());

  static final Primitive HYPOT =
      elementwise(
          "hypot", Tensor::hypot, (g, a, b, y) -> g.mul(a.div(y)), (g, a, b, y) -> g.mul(b.div(y)));

  /// `a - trunc(a / b) b`.
  static final Primitive FMOD =
      elementwise(
          "fmod",
          Tensor::fmod,
          (g, a, b, y) -> g,
          (g, a, b, y) -> g.mul(a.detach().div(b.detach()).trunc()).neg());

  /// `a - floor(a / b) b`.
  static final Primitive REMAINDER =
      elementwise(
          "remainder",
          Tensor::remainder,
          (g, a, b, y) -> g,
          (g, a, b, y) -> g.mul(a.floorDivide(b)).neg());

  static final Primitive FMAX =
      elementwise(
          "fmax",
          Tensor::fmax,
          (g, a, b, y) -> kept(g, a.ge(b).logicalOr(b.isNaN())),
          (g, a, b, y) -> kept(g, a.ge(b).logicalOr(b.isNaN()).logicalNot()));

  static final Primitive FMIN =
      elementwise(
          "fmin",
          Tensor::fmin,
          (g, a, b, y) -> kept(g, a.le(b).logicalOr(b.isNaN())),
          (g, a, b, y) -> kept(g, a.le(b).logicalOr(b.isNaN()).logicalNot()));

  static final Primitive COPY_SIGN =
      elementwise(
          "copySign", Tensor::copySign, (g, a, b, y) -> g.mul(a.sign().mul(y.sign())), null);

  // ---- Three operands

  /// The condition, which comes first, has no gradient.
  static final Primitive WHERE =
      elementwise(
          "where",
          Tensor::where,
          null,
          (g, c, a, b, y) -> kept(g, c),
          (g, c, a, b, y) -> kept(g, c.logicalNot()));

  /// A bound below the other one takes all.
  static final Primitive CLAMP =
      elementwise(
          "clamp",
          Tensor::clamp,
          (g, x, low, high, y) -> kept(g, x.ge(low).logicalAnd(x.le(high))),
          (g, x, low, high, y) -> kept(g, low.lt(high).logicalAnd(x.lt(low))),
          (g, x, low, high, y) -> kept(g, x.gt(high).logicalOr(high.lt(low))));

  /// `d (a + w (b - a)) = (1 - w) da + w db + (b - a) dw`.
  static final Primitive LERP =
      elementwise(
          "lerp",
          Tensor::lerp,
          (g, a, b, w, y) -> g.sub(g.mul(w)),
          (g, a, b, w, y) -> g.mul(w),
          (g, a, b, w, y) -> g.mul(b.sub(a)));

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

  static Primitive unshift(double number) {
    return elementwise("sub", x -> x.sub(number), (g, x, y) -> g);
  }

  static Primitive maximum(double number) {
    return elementwise(
        "maximum",
        x -> x.maximum(number),
        (g, x, y) -> g.mul(share(x.gt(number), x.eq(number), x.dtype())));
  }

  static Primitive minimum(double number) {
    return elementwise(
        "minimum",
        x -> x.minimum(number),
        (g, x, y) -> g.mul(share(x.lt(number), x.eq(number), x.dtype())));
  }

  /// On the bounds themselves the gradient passes.
  static Primitive clamp(double low, double high) {
    return elementwise(
        "clamp", x -> x.clamp(low, high), (g, x, y) -> kept(g, x.ge(low).logicalAnd(x.le(high))));
  }

  static final Primitive ALIAS = linear("alias", x -> x, (g, x, y) -> g).batched(x -> x);

  /// No gradient flows through whole numbers and truth values.
  static Primitive convert(DType type) {
    return !type.isFloating()
        ? constant("to", in -> in[0].to(type))
        : elementwise("to", x -> x.to(type), (g, x, y) -> g);
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

  static final Primitive FLOOR_DIVIDE = constant("floorDivide", in -> in[0].floorDivide(in[1]));

  static final Primitive EQ = constant("eq", in -> in[0].eq(in[1]));

  static final Primitive NE = constant("ne", in -> in[0].ne(in[1]));

  static final Primitive LT = constant("lt", in -> in[0].lt(in[1]));

  static final Primitive LE = constant("le", in -> in[0].le(in[1]));

  static final Primitive GT = constant("gt", in -> in[0].gt(in[1]));

  static final Primitive GE = constant("ge", in -> in[0].ge(in[1]));

  static Primitive eq(double number) {
    return constant("eq", in -> in[0].eq(number));
  }

  static Primitive ne(double number) {
    return constant("ne", in -> in[0].ne(number));
  }

  static Primitive lt(double number) {
    return constant("lt", in -> in[0].lt(number));
  }

  static Primitive le(double number) {
    return constant("le", in -> in[0].le(number));
  }

  static Primitive gt(double number) {
    return constant("gt", in -> in[0].gt(number));
  }

  static Primitive ge(double number) {
    return constant("ge", in -> in[0].ge(number));
  }

  static final Primitive IS_NAN = constant("isNaN", in -> in[0].isNaN());

  static final Primitive IS_FINITE = constant("isFinite", in -> in[0].isFinite());

  static final Primitive IS_INFINITE = constant("isInfinite", in -> in[0].isInfinite());

  static final Primitive AND = constant("logicalAnd", in -> in[0].logicalAnd(in[1]));

  static final Primitive OR = constant("logicalOr", in -> in[0].logicalOr(in[1]));

  static final Primitive XOR = constant("logicalXor", in -> in[0].logicalXor(in[1]));

  static final Primitive NOT = constant("logicalNot", in -> in[0].logicalNot());

  // ---- What rules share

  /// What `mask` lets through of a gradient, 0 elsewhere: not a product, in which NaN and infinity
  /// would get past a 0.
  static Variable kept(Variable g, Variable mask) {
    return Variable.where(mask, g, Variable.constant(Tensor.zeros(g.dtype())));
  }

  /// A 1 of the type of `x`, to stand where a factor would be infinite that is not to count.
  static Variable one(Variable x) {
    return Variable.constant(Tensor.ones(x.dtype()));
  }

  /// 1 where `a > b`, 1/2 where they are equal, else 0. By comparisons, not by the sign of the
  /// difference, which is NaN where both are the same infinity.
  private static Variable share(Variable a, Variable b) {
    return share(a.gt(b), a.eq(b), a.dtype());
  }

  private static Variable share(Variable chosen, Variable tied, DType type) {
    return chosen.to(type).add(tied.to(type).mul(0.5f));
  }
}
