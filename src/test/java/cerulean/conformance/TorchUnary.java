package cerulean.conformance;

import cerulean.tensor.Activations;
import cerulean.tensor.DType;
import cerulean.tensor.Special;
import cerulean.tensor.Tensor;

/// Section A1, functions of one tensor, and A8's conversions.
final class TorchUnary {

  private TorchUnary() {}

  static void addTo(Adapters to) {
    addFunctions(to);
    addRounding(to);
    addActivations(to);
    addWithAttributes(to);
  }

  private static void addFunctions(Adapters to) {
    to.unary("abs", Tensor::abs);
    to.unary("neg", Tensor::neg);
    to.unary("exp", Tensor::exp);
    to.unary("exp2", Tensor::exp2);
    to.unary("expm1", Tensor::expm1);
    to.unary("log", Tensor::log);
    to.unary("log2", Tensor::log2);
    to.unary("log10", Tensor::log10);
    to.unary("log1p", Tensor::log1p);
    to.unary("sqrt", Tensor::sqrt);
    to.unary("rsqrt", Tensor::rsqrt);
    to.unary("sin", Tensor::sin);
    to.unary("cos", Tensor::cos);
    to.unary("tan", Tensor::tan);
    to.unary("asin", Tensor::asin);
    to.unary("acos", Tensor::acos);
    to.unary("atan", Tensor::atan);
    to.unary("sinh", Tensor::sinh);
    to.unary("cosh", Tensor::cosh);
    to.unary("tanh", Tensor::tanh);
    to.unary("asinh", Tensor::asinh);
    to.unary("acosh", Tensor::acosh);
    to.unary("atanh", Tensor::atanh);
    to.unary("erf", Tensor::erf);
    to.unary("erfc", Special::erfc);
    to.unary("erfinv", Special::erfinv);
    to.unary("reciprocal", Tensor::reciprocal);
    to.unary("square", Tensor::square);
    to.unary("sinc", Special::sinc);
  }

  private static void addRounding(Adapters to) {
    to.unary("floor", Tensor::floor);
    to.unary("round", Tensor::round);
    to.unary("trunc", Tensor::trunc);
    to.unary("frac", x -> x.sub(x.trunc()));
    to.unary("sign", Tensor::sign);
    to.unary("isnan", Tensor::isNaN);
    to.unary("isfinite", Tensor::isFinite);
    to.unary("isinf", Tensor::isInfinite);
    to.single("round_decimals", in -> Special.round(in.x(), in.integer("decimals")));
  }

  private static void addActivations(Adapters to) {
    to.unary("sigmoid", Tensor::sigmoid);
    to.unary("relu", Tensor::relu);
    to.unary("relu6", Activations::relu6);
    to.unary("selu", Activations::selu);
    to.unary("silu", Activations::silu);
    to.unary("mish", Activations::mish);
    to.unary("logsigmoid", Activations::logSigmoid);
    to.unary("softsign", Activations::softsign);
    to.unary("tanhshrink", Activations::tanhShrink);
    to.unary("hardsigmoid", x -> Activations.hardSigmoid(x, 1.0 / 6, 0.5));
    to.single("leaky_relu", in -> Activations.leakyRelu(in.x(), in.number("negative_slope")));
    to.single("elu", in -> Activations.elu(in.x(), in.number("alpha")));
    to.single("celu", in -> Activations.celu(in.x(), in.number("alpha")));
    to.single(
        "gelu",
        in ->
            in.text("approximate").equals("tanh")
                ? Activations.geluTanh(in.x())
                : Activations.gelu(in.x()));
    to.single(
        "softplus", in -> Activations.softplus(in.x(), in.number("beta"), in.number("threshold")));
    to.single(
        "hardtanh", in -> Activations.hardTanh(in.x(), in.number("min_val"), in.number("max_val")));
    to.single("hardshrink", in -> Activations.hardShrink(in.x(), in.number("lambd")));
    to.single("softshrink", in -> Activations.softShrink(in.x(), in.number("lambd")));
    to.single(
        "threshold",
        in -> Activations.threshold(in.x(), in.number("threshold"), in.number("value")));
  }

  private static void addWithAttributes(Adapters to) {
    to.single("pow_scalar", in -> in.x().pow(in.number("exponent")));
    to.single("scalar_pow", in -> Tensor.full(in.x().dtype(), in.number("base")).pow(in.x()));
    to.single("clamp", TorchUnary::clamp);
    to.single(
        "logit",
        in -> in.isNull("eps") ? Special.logit(in.x()) : Special.logit(in.x(), in.number("eps")));
    to.single(
        "nan_to_num",
        in -> Special.nanToNum(in.x(), in.number("nan"), in.number("posinf"), in.number("neginf")));
    to.single("cast", in -> in.x().to(type(in.text("dtype"))));
  }

  private static Tensor clamp(Arguments in) {
    Tensor low = in.isNull("min") ? in.x() : in.x().maximum(in.number("min"));
    return in.isNull("max") ? low : low.minimum(in.number("max"));
  }

  private static DType type(String name) {
    return switch (name) {
      case "float64" -> DType.F64;
      case "float32" -> DType.F32;
      case "int64" -> DType.I64;
      case "int32" -> DType.I32;
      case "uint8" -> DType.U8;
      case "bool" -> DType.BOOL;
      default -> throw new Adapter.NotOurs("no element type " + name);
    };
  }
}
