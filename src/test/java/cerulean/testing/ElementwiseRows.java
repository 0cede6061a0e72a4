package cerulean.testing;

import cerulean.autograd.Variable;
import cerulean.tensor.Tensor;

/// Arithmetic, functions and comparisons.
final class ElementwiseRows extends Rows {

  ElementwiseRows() {
    unary("neg", -3, 3, 0, x -> -x, Tensor::neg, Variable::neg);
    unary("abs", 0.1, 3, 0, Math::abs, Tensor::abs, Variable::abs);
    unary("abs", -3, -0.1, 0, Math::abs, Tensor::abs, Variable::abs);
    unary("sign", -3, 3, 0, Math::signum, Tensor::sign, null);
    unary("sqrt", 0.5, 9, 1, Math::sqrt, Tensor::sqrt, Variable::sqrt);
    unary("exp", -3, 3, 2, Math::exp, Tensor::exp, Variable::exp);
    unary("log", 0.5, 9, 2, Math::log, Tensor::log, Variable::log);
    unary("tanh", -3, 3, 4, Math::tanh, Tensor::tanh, Variable::tanh);
    unary("sigmoid", -5, 5, 4, x -> 1 / (1 + Math.exp(-x)), Tensor::sigmoid, Variable::sigmoid);
    unary("relu", 0.1, 3, 0, x -> Math.max(x, 0), Tensor::relu, Variable::relu);
    unary("relu", -3, -0.1, 0, x -> Math.max(x, 0), Tensor::relu, Variable::relu);
    unary("add", -3, 3, 1, x -> x + 1.5, a -> a.add(1.5f), a -> a.add(1.5f));
    unary("mul", -3, 3, 1, x -> x * 1.5, a -> a.mul(1.5f), a -> a.mul(1.5f));
    unary("div", -3, 3, 1, x -> x / 1.5, a -> a.div(1.5f), a -> a.div(1.5f));

    unary("expm1", -3, 4, 1, Math::expm1, Tensor::expm1, Variable::expm1);
    unary("exp2", -3, 3, 1, x -> Math.pow(2, x), Tensor::exp2, Variable::exp2);
    unary("log1p", -0.5, 3, 1, Math::log1p, Tensor::log1p, Variable::log1p);
    unary("log2", 0.5, 9, 1, x -> Math.log(x) / Math.log(2), Tensor::log2, Variable::log2);
    unary("log10", 0.5, 9, 1, Math::log10, Tensor::log10, Variable::log10);
    unary("rsqrt", 0.5, 9, 1, x -> 1 / Math.sqrt(x), Tensor::rsqrt, Variable::rsqrt);
    unary("cbrt", -9, 10, 1, Math::cbrt, Tensor::cbrt, Variable::cbrt);
    unary("reciprocal", 0.5, 9, 1, x -> 1 / x, Tensor::reciprocal, Variable::reciprocal);
    unary("square", -3, 3, 1, x -> x * x, Tensor::square, Variable::square);
    unary("sin", -9, 9, 1, Math::sin, Tensor::sin, Variable::sin);
    unary("cos", -9, 9, 1, Math::cos, Tensor::cos, Variable::cos);
    unary("tan", -1.4, 1.4, 1, Math::tan, Tensor::tan, Variable::tan);
    unary("asin", -0.9, 0.9, 1, Math::asin, Tensor::asin, Variable::asin);
    unary("acos", -0.9, 0.9, 1, Math::acos, Tensor::acos, Variable::acos);
    unary("atan", -9, 9, 1, Math::atan, Tensor::atan, Variable::atan);
    unary("sinh", -3, 3, 1, Math::sinh, Tensor::sinh, Variable::sinh);
    unary("cosh", -3, 3, 1, Math::cosh, Tensor::cosh, Variable::cosh);
    unary("asinh", -9, 9, 1, ElementwiseRows::arsinh, Tensor::asinh, Variable::asinh);
    unary(
        "acosh",
        1.1,
        9,
        1,
        x -> Math.log(x + Math.sqrt(x * x - 1)),
        Tensor::acosh,
        Variable::acosh);
    unary(
        "atanh",
        -0.9,
        0.9,
        1,
        x -> Math.log((1 + x) / (1 - x)) / 2,
        Tensor::atanh,
        Variable::atanh);
    unary("erf", -3, 3, 1, ElementwiseRows::erf, Tensor::erf, Variable::erf);
    unary(
        "clamp",
        -3,
        3,
        0,
        x -> Math.min(Math.max(x, -1), 2),
        a -> a.clamp(-1, 2),
        a -> a.clamp(-1, 2));
    unary("pow", 0.5, 3, 1, x -> Math.pow(x, 2.5), a -> a.pow(2.5), a -> a.pow(2.5));
    unary("sub", -3, 3, 1, x -> x - 1.5, a -> a.sub(1.5), a -> a.sub(1.5));
    unary("maximum", -3, 4, 0, x -> Math.max(x, 1), a -> a.maximum(1), a -> a.maximum(1));
    unary("minimum", -3, 4, 0, x -> Math.min(x, 1), a -> a.minimum(1), a -> a.minimum(1));
    binary("pow", Math::pow, Tensor::pow, Variable::pow, 1);
    binary("atan2", Math::atan2, Tensor::atan2, Variable::atan2, 1);
    binary("hypot", Math::hypot, Tensor::hypot, Variable::hypot, 1);
    // The gradients of the next ones are taken away from jumps and ties.
    binary(
        "fmod", (x, y) -> x - y * (long) (x / y), Tensor::fmod, (x, y) -> inPiece(x, y).fmod(y), 2);
    binary(
        "remainder",
        (x, y) -> x - y * Math.floor(x / y),
        Tensor::remainder,
        (x, y) -> inPiece(x, y).neg().remainder(y),
        2);
    binary("fmax", Math::max, Tensor::fmax, Variable::fmax, 0);
    binary("fmin", Math::min, Tensor::fmin, Variable::fmin, 0);
    binary("copySign", Math::copySign, Tensor::copySign, Variable::copySign, 0);
    row(
        "clamp",
        "[3, 4] [4] [3, 1]",
        shapes(s(3, 4), s(4), s(3, 1)),
        a -> a.get(0).clamp(a.get(1), a.get(2)),
        a -> a.get(0).zip(a.get(1), Math::max).zip(a.get(2), Math::min),
        a -> a.get(0).clamp(a.get(1), a.get(2)));
    row(
        "lerp",
        "[3, 4] [4] []",
        shapes(s(3, 4), s(4), s()),
        a -> a.get(0).lerp(a.get(1), a.get(2)),
        a ->
            Nd.fill(
                s(3, 4),
                p -> {
                  double x = a.get(0).at(p);
                  return x + a.get(2).at() * (a.get(1).at(p[1]) - x);
                }),
        a -> a.get(0).lerp(a.get(1), a.get(2)));

    unary("floor", -3, 3, 0, Math::floor, Tensor::floor, null);
    unary("ceil", -3, 3, 0, Math::ceil, Tensor::ceil, null);
    unary("round", -3, 3, 0, Math::rint, Tensor::round, null);
    unary("trunc", -3, 3, 0, x -> (long) x, Tensor::trunc, null);
    unary("isNaN", -3, 3, 0, x -> 0, Tensor::isNaN, null);
    unary("isInfinite", -3, 3, 0, x -> 0, Tensor::isInfinite, null);
    unary("isFinite", -3, 3, 0, x -> 1, Tensor::isFinite, null);
    unary("logicalNot", -3, 3, 0, x -> x == 0 ? 1 : 0, Tensor::logicalNot, null);
    unary("logicalNot", -3, 3, 0, x -> (long) x == 0 ? 1 : 0, a -> a.trunc().logicalNot(), null);
    binary("floorDivide", (x, y) -> Math.floor(x / y), Tensor::floorDivide, null, 0);
    binary("isClose", (x, y) -> 1, (x, y) -> x.isClose(y, 1, 1, false), null, 0);
    binary("isClose", (x, y) -> 0, (x, y) -> x.isClose(y.add(9), 0.1, 0.1, false), null, 0);
    logical("logicalAnd", (x, y) -> x && y, Tensor::logicalAnd);
    logical("logicalOr", (x, y) -> x || y, Tensor::logicalOr);
    logical("logicalXor", (x, y) -> x ^ y, Tensor::logicalXor);
    row(
        "where",
        "[3, 1] [4] []",
        shapes(s(3, 1), s(4), s()),
        a -> Tensor.where(a.get(0).gt(Tensor.scalar(0f)), a.get(1), a.get(2)),
        a -> Nd.fill(s(3, 4), p -> a.get(0).at(p[0], 0) > 0 ? a.get(1).at(p[1]) : a.get(2).at()),
        a -> Variable.where(a.get(0).gt(0.1), a.get(1), a.get(2)));

    compare("eq", (x, y) -> x == y, Tensor::eq);
    compare("ne", (x, y) -> x != y, Tensor::ne);
    compare("lt", (x, y) -> x < y, Tensor::lt);
    compare("le", (x, y) -> x <= y, Tensor::le);
    compare("gt", (x, y) -> x > y, Tensor::gt);
    compare("ge", (x, y) -> x >= y, Tensor::ge);

    binary("add", (x, y) -> x + y, Tensor::add, Variable::add, 1);
    binary("sub", (x, y) -> x - y, Tensor::sub, Variable::sub, 1);
    binary("mul", (x, y) -> x * y, Tensor::mul, Variable::mul, 1);
    binary("div", (x, y) -> x / y, Tensor::div, Variable::div, 1);
    binary("maximum", Math::max, Tensor::maximum, Variable::maximum, 0);
    binary("minimum", Math::min, Tensor::minimum, Variable::minimum, 0);
    binary(
        "wherePositive",
        (x, y) -> y > 0 ? x : 0,
        Tensor::wherePositive,
        Variable::wherePositive,
        0);
  }

  /// With a quotient by `y` between 2 and 3, away from the jumps.
  private static Variable inPiece(Variable x, Variable y) {
    return x.mul(0.1).add(y.mul(2.3));
  }

  private static double arsinh(double x) {
    double y = Math.abs(x);
    return Math.copySign(Math.log(y + Math.sqrt(y * y + 1)), x);
  }

  private interface Connective {
    boolean of(boolean a, boolean b);
  }

  /// On numbers of which about a third are 0.
  private void logical(String op, Connective oracle, TensorPair tensor) {
    row(
        op,
        "",
        shapes(s(3, 40), s(40)),
        a -> tensor.apply(a.get(0).trunc(), a.get(1).trunc()),
        a -> a.get(0).zip(a.get(1), (x, y) -> oracle.of((long) x != 0, (long) y != 0) ? 1 : 0),
        null);
  }

  /// A series of terms of one sign: `2 / sqrt(pi) e^(-x^2) sum 2^k x^(2k + 1) / (1 3 ... (2k +
  /// 1))`.
  static double erf(double x) {
    double term = x;
    double sum = x;
    for (int k = 1; k < 120; k++) {
      term *= 2 * x * x / (2 * k + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }
}
