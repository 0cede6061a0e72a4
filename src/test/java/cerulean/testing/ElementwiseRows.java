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

    gradientToCome();
    row(
        "where",
        "[3, 1] [4] []",
        shapes(s(3, 1), s(4), s()),
        a -> Tensor.where(a.get(0).gt(Tensor.scalar(0f)), a.get(1), a.get(2)),
        a -> Nd.fill(s(3, 4), p -> a.get(0).at(p[0], 0) > 0 ? a.get(1).at(p[1]) : a.get(2).at()),
        null);

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
}
