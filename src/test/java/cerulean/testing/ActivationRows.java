package cerulean.testing;

import cerulean.autograd.Variable;
import cerulean.tensor.Activations;

/// Activation functions.
final class ActivationRows extends Rows {

  ActivationRows() {
    // The ranges keep the points of the rows off the kinks.
    unary(
        "leakyRelu",
        -3,
        4,
        1,
        x -> x > 0 ? x : 0.1 * x,
        a -> Activations.leakyRelu(a, 0.1),
        a -> a.leakyRelu(0.1));
    unary(
        "elu",
        -3,
        4,
        1,
        x -> x > 0 ? x : 2 * Math.exp(x) - 2,
        a -> Activations.elu(a, 2),
        a -> a.elu(2));
    unary(
        "celu",
        -3,
        4,
        1,
        x -> x > 0 ? x : 2 * Math.exp(x / 2) - 2,
        a -> Activations.celu(a, 2),
        a -> a.celu(2));
    unary(
        "selu",
        -3,
        4,
        1,
        x -> x > 0 ? 1.0507009873554805 * x : 1.7580993408473766 * (Math.exp(x) - 1),
        Activations::selu,
        Variable::selu);
    unary(
        "gelu",
        -3,
        4,
        1,
        x -> 0.5 * x * (1 + ElementwiseRows.erf(x / Math.sqrt(2))),
        Activations::gelu,
        Variable::gelu);
    unary(
        "geluTanh",
        -3,
        4,
        1,
        x -> 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))),
        Activations::geluTanh,
        Variable::geluTanh);
    unary("silu", -3, 4, 1, x -> x / (1 + Math.exp(-x)), Activations::silu, Variable::silu);
    unary(
        "mish",
        -3,
        4,
        1,
        x -> x * Math.tanh(Math.log1p(Math.exp(x))),
        Activations::mish,
        Variable::mish);
    unary(
        "softplus",
        -3,
        3,
        1,
        x -> 2 * x > 4 ? x : Math.log(1 + Math.exp(2 * x)) / 2,
        a -> Activations.softplus(a, 2, 4),
        a -> a.softplus(2, 4));
    unary(
        "softsign",
        -3,
        3.6,
        1,
        x -> x / (1 + Math.abs(x)),
        Activations::softsign,
        Variable::softsign);
    unary(
        "tanhShrink",
        -3,
        4,
        1,
        x -> x - Math.tanh(x),
        Activations::tanhShrink,
        Variable::tanhShrink);
    unary(
        "hardShrink",
        -3,
        3,
        0,
        x -> Math.abs(x) > 1 ? x : 0,
        a -> Activations.hardShrink(a, 1),
        a -> a.hardShrink(1));
    unary(
        "softShrink",
        -3,
        3,
        1,
        x -> Math.signum(x) * Math.max(Math.abs(x) - 1, 0),
        a -> Activations.softShrink(a, 1),
        a -> a.softShrink(1));
    unary(
        "threshold",
        -3,
        3,
        0,
        x -> x > 1 ? x : -2,
        a -> Activations.threshold(a, 1, -2),
        a -> a.threshold(1, -2));
    unary(
        "hardSigmoid",
        -6,
        5,
        1,
        x -> Math.min(Math.max(0.2 * x + 0.5, 0), 1),
        a -> Activations.hardSigmoid(a, 0.2, 0.5),
        a -> a.hardSigmoid(0.2, 0.5));
    unary(
        "hardSwish",
        -6,
        7,
        1,
        x -> x * Math.min(Math.max(x / 6 + 0.5, 0), 1),
        Activations::hardSwish,
        Variable::hardSwish);
    unary(
        "hardTanh",
        -3,
        3,
        0,
        x -> Math.min(Math.max(x, -1), 2),
        a -> Activations.hardTanh(a, -1, 2),
        a -> a.hardTanh(-1, 2));
    unary("relu6", -3, 9, 0, x -> Math.min(Math.max(x, 0), 6), Activations::relu6, Variable::relu6);
    unary(
        "logSigmoid",
        -3,
        3,
        1,
        x -> -Math.log1p(Math.exp(-x)),
        Activations::logSigmoid,
        Variable::logSigmoid);
    row(
        "prelu",
        "a slope for each channel",
        shapes(s(2, 3, 4), s(3)),
        a -> Activations.prelu(a.get(0), a.get(1)),
        a ->
            Nd.fill(
                s(2, 3, 4),
                p -> {
                  double x = a.get(0).at(p);
                  return x > 0 ? x : x * a.get(1).at(p[1]);
                }),
        a -> a.get(0).prelu(a.get(1)));
    row(
        "prelu",
        "one slope",
        shapes(s(2, 3), s()),
        a -> Activations.prelu(a.get(0), a.get(1)),
        a -> a.get(0).zip(a.get(1), (x, slope) -> x > 0 ? x : x * slope),
        a -> a.get(0).prelu(a.get(1)));
  }
}
