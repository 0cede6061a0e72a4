package cerulean.conformance;

import static cerulean.conformance.VariableMethods.call;
import static cerulean.conformance.VariableMethods.callStatic;

import cerulean.autograd.Variable;
import cerulean.tensor.Tensor;
import java.util.function.UnaryOperator;

/// Sections A1, A2 and A8 on variables, and of B4 what is elementwise.
final class TorchElementwiseGradients {

  /// Functions of one variable that have the same name here.
  private static final String SAME =
      "abs neg exp exp2 expm1 log log2 log10 log1p sqrt rsqrt sin cos tan asin acos atan sinh cosh"
          + " tanh asinh acosh atanh erfc erfinv reciprocal square sinc sign sigmoid relu relu6"
          + " selu mish softsign";

  /// Functions of two.
  private static final String PAIRS =
      "add sub mul div pow maximum minimum fmax atan2 hypot xlogy fmod remainder";

  private TorchElementwiseGradients() {}

  static void addTo(TorchNetworks to) {
    for (String name : SAME.split(" ", -1)) {
      to.single(name, (in, v) -> call(name, v.get("x")));
    }
    for (String name : PAIRS.split(" ", -1)) {
      to.single(name, (in, v) -> call(name, v.get("x"), v.get("y")));
    }
    to.single("logsigmoid", (in, v) -> call("logSigmoid", v.get("x")));
    to.single("tanhshrink", (in, v) -> call("tanhShrink", v.get("x")));
    to.single("logaddexp", (in, v) -> call("logAddExp", v.get("x"), v.get("y")));
    addSteps(to);
    addWithNumbers(to);
    addOfThree(to);
  }

  /// Constant in pieces: values without gradient.
  private static void addSteps(TorchNetworks to) {
    step(to, "floor", Tensor::floor);
    step(to, "round", Tensor::round);
    step(to, "trunc", Tensor::trunc);
    to.single(
        "frac", (in, v) -> v.get("x").sub(Variable.constant(v.get("x").detach().value().trunc())));
  }

  private static void step(TorchNetworks to, String op, UnaryOperator<Tensor> function) {
    to.single(op, (in, v) -> Variable.constant(function.apply(in.x())));
  }

  private static void addWithNumbers(TorchNetworks to) {
    to.single("hardsigmoid", (in, v) -> call("hardSigmoid", v.get("x"), 1.0 / 6, 0.5));
    to.single("leaky_relu", (in, v) -> call("leakyRelu", v.get("x"), in.number("negative_slope")));
    to.single("elu", (in, v) -> call("elu", v.get("x"), in.number("alpha")));
    to.single("celu", (in, v) -> call("celu", v.get("x"), in.number("alpha")));
    to.single(
        "hardtanh",
        (in, v) -> call("hardTanh", v.get("x"), in.number("min_val"), in.number("max_val")));
    to.single("hardshrink", (in, v) -> call("hardShrink", v.get("x"), in.number("lambd")));
    to.single("softshrink", (in, v) -> call("softShrink", v.get("x"), in.number("lambd")));
    to.single(
        "threshold",
        (in, v) -> call("threshold", v.get("x"), in.number("threshold"), in.number("value")));
    to.single("pow_scalar", (in, v) -> call("pow", v.get("x"), in.number("exponent")));
    to.single("scalar_pow", (in, v) -> call("pow", number(in, "base"), v.get("x")));
    to.single(
        "clamp",
        (in, v) ->
            call(
                "clamp",
                v.get("x"),
                in.isNull("min") ? Double.NEGATIVE_INFINITY : in.number("min"),
                in.isNull("max") ? Double.POSITIVE_INFINITY : in.number("max")));
    to.single(
        "logit",
        (in, v) ->
            in.isNull("eps")
                ? call("logit", v.get("x"))
                : call("logit", v.get("x"), in.number("eps")));
    to.single(
        "nan_to_num",
        (in, v) ->
            call(
                "nanToNum",
                v.get("x"),
                in.number("nan"),
                in.number("posinf"),
                in.number("neginf")));
    to.single("mul_scalar", (in, v) -> v.get("x").mul(in.number("scalar")));
    to.single("scalar_div", (in, v) -> number(in, "scalar").div(v.get("x")));
    to.single("promote_grad", (in, v) -> v.get("x32").mul(v.get("x64")));
    to.single(
        "dropout_with_mask", (in, v) -> v.get("x").mul(v.get("mask")).div(1 - in.number("p")));
  }

  private static void addOfThree(TorchNetworks to) {
    to.single("lerp", (in, v) -> call("lerp", v.get("x"), v.get("y"), v.get("weight")));
    to.single("where", (in, v) -> callStatic("where", v.get("cond"), v.get("x"), v.get("y")));
    to.single(
        "addcmul", (in, v) -> v.get("x").add(v.get("y").mul(v.get("z")).mul(in.number("value"))));
    to.single(
        "addcdiv", (in, v) -> v.get("x").add(v.get("y").div(v.get("z")).mul(in.number("value"))));
  }

  private static Variable number(Arguments in, String name) {
    return Variable.constant(Tensor.full(in.x().dtype(), in.number(name)));
  }
}
