package cerulean.autograd;

import static cerulean.autograd.Primitive.constant;
import static cerulean.autograd.Primitive.elementwise;

import cerulean.tensor.Special;
import cerulean.tensor.Tensor;

/// Functions of one number and their derivatives: powers, logarithms, angles. Those that every
/// network needs are in [Gradients].
final class FunctionGradients {

  private static final double LN_2 = Math.log(2);

  private static final double LN_10 = Math.log(10);

  private FunctionGradients() {}

  // ---- Powers and logarithms

  /// `d x^2 = 2 x dx`.
  static final Primitive SQUARE =
      elementwise("square", Tensor::square, (g, x, y) -> g.mul(x).mul(2));

  /// `d (1/x) = -(1/x)^2 dx`.
  static final Primitive RECIPROCAL =
      elementwise("reciprocal", Tensor::reciprocal, (g, x, y) -> g.mul(y.square()).neg());

  /// `d x^(-1/2) = -x^(-3/2) / 2 dx`.
  static final Primitive RSQRT =
      elementwise("rsqrt", Tensor::rsqrt, (g, x, y) -> g.mul(y.square().mul(y)).mul(-0.5));

  /// `d x^(1/3) = dx / (3 x^(2/3))`.
  static final Primitive CBRT =
      elementwise("cbrt", Tensor::cbrt, (g, x, y) -> g.div(y.square().mul(3)));

  /// `d x^p = p x^(p - 1) dx`; 0 for `p = 0`, wherever `x` is.
  static Primitive pow(double exponent) {
    return elementwise(
        "pow",
        x -> x.pow(exponent),
        (g, x, y) -> exponent == 0 ? g.zerosLike() : g.mul(x.pow(exponent - 1).mul(exponent)));
  }

  /// `d 2^x = ln(2) 2^x dx`.
  static final Primitive EXP2 = elementwise("exp2", Tensor::exp2, (g, x, y) -> g.mul(y).mul(LN_2));

  /// `d (e^x - 1) = e^x dx`.
  static final Primitive EXPM1 = elementwise("expm1", Tensor::expm1, (g, x, y) -> g.mul(y.add(1)));

  /// `d ln(1 + x) = dx / (1 + x)`.
  static final Primitive LOG1P = elementwise("log1p", Tensor::log1p, (g, x, y) -> g.div(x.add(1)));

  static final Primitive LOG2 = elementwise("log2", Tensor::log2, (g, x, y) -> g.div(x.mul(LN_2)));

  static final Primitive LOG10 =
      elementwise("log10", Tensor::log10, (g, x, y) -> g.div(x.mul(LN_10)));

  // ---- Angles

  static final Primitive SIN = elementwise("sin", Tensor::sin, (g, x, y) -> g.mul(x.cos()));

  static final Primitive COS = elementwise("cos", Tensor::cos, (g, x, y) -> g.mul(x.sin()).neg());

  /// `d tan(x) = (1 + tan^2(x)) dx`.
  static final Primitive TAN =
      elementwise("tan", Tensor::tan, (g, x, y) -> g.mul(y.square().add(1)));

  /// `d asin(x) = dx / sqrt(1 - x^2)`.
  static final Primitive ASIN =
      elementwise("asin", Tensor::asin, (g, x, y) -> g.mul(oneWithoutSquare(x).rsqrt()));

  static final Primitive ACOS =
      elementwise("acos", Tensor::acos, (g, x, y) -> g.mul(oneWithoutSquare(x).rsqrt()).neg());

  /// `d atan(x) = dx / (1 + x^2)`.
  static final Primitive ATAN =
      elementwise("atan", Tensor::atan, (g, x, y) -> g.div(x.square().add(1)));

  // ---- Hyperbolic functions

  static final Primitive SINH = elementwise("sinh", Tensor::sinh, (g, x, y) -> g.mul(x.cosh()));

  static final Primitive COSH = elementwise("cosh", Tensor::cosh, (g, x, y) -> g.mul(x.sinh()));

  /// `d asinh(x) = dx / sqrt(x^2 + 1)`.
  static final Primitive ASINH =
      elementwise("asinh", Tensor::asinh, (g, x, y) -> g.mul(x.square().add(1).rsqrt()));

  /// `d acosh(x) = dx / sqrt(x^2 - 1)`.
  static final Primitive ACOSH =
      elementwise("acosh", Tensor::acosh, (g, x, y) -> g.mul(oneWithoutSquare(x).neg().rsqrt()));

  /// `d atanh(x) = dx / (1 - x^2)`.
  static final Primitive ATANH =
      elementwise("atanh", Tensor::atanh, (g, x, y) -> g.div(oneWithoutSquare(x)));

  /// `1 - x^2` as `(1 - x)(1 + x)`: near 1 the difference of the squares would lose digits.
  private static Variable oneWithoutSquare(Variable x) {
    return x.neg().add(1).mul(x.add(1));
  }

  // ---- Constant in pieces

  static final Primitive FLOOR = constant("floor", in -> in[0].floor());

  static final Primitive CEIL = constant("ceil", in -> in[0].ceil());

  static final Primitive ROUND = constant("round", in -> in[0].round());

  static Primitive round(int decimals) {
    return constant("round", in -> Special.round(in[0], decimals));
  }

  static final Primitive TRUNC = constant("trunc", in -> in[0].trunc());
}
