package cerulean.onnx.run;

import cerulean.onnx.ElementType;
import cerulean.onnx.OnnxFormatException;
import cerulean.tensor.Activations;
import cerulean.tensor.Bits;
import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/// Arithmetic, functions, comparisons, logic and activations.
final class ElementwiseOperators {

  private ElementwiseOperators() {}

  static void register(Map<String, Operator> table) {
    table.put("Abs", unary(Tensor::abs));
    table.put("Acos", unary(Tensor::acos));
    table.put("Acosh", unary(Tensor::acosh));
    table.put("Asin", unary(Tensor::asin));
    table.put("Asinh", unary(Tensor::asinh));
    table.put("Atan", unary(Tensor::atan));
    table.put("Atanh", unary(Tensor::atanh));
    table.put("Ceil", unary(Tensor::ceil));
    table.put("Cos", unary(Tensor::cos));
    table.put("Cosh", unary(Tensor::cosh));
    table.put("Erf", unary(Tensor::erf));
    table.put("Exp", unary(Tensor::exp));
    table.put("Floor", unary(Tensor::floor));
    table.put("IsNaN", unary(Tensor::isNaN));
    table.put("Log", unary(Tensor::log));
    table.put("Neg", unary(Tensor::neg));
    table.put("Not", unary(Tensor::logicalNot));
    table.put("Reciprocal", unary(Tensor::reciprocal));
    table.put("Relu", unary(Tensor::relu));
    table.put("Round", unary(Tensor::round));
    table.put("Sigmoid", unary(Tensor::sigmoid));
    table.put("Sign", unary(Tensor::sign));
    table.put("Sin", unary(Tensor::sin));
    table.put("Sinh", unary(Tensor::sinh));
    table.put("Sqrt", unary(Tensor::sqrt));
    table.put("Tan", unary(Tensor::tan));
    table.put("Tanh", unary(Tensor::tanh));
    table.put("Add", binary(Tensor::add));
    table.put("Sub", binary(Tensor::sub));
    table.put("Mul", binary(Tensor::mul));
    table.put("And", binary(Tensor::logicalAnd));
    table.put("Or", binary(Tensor::logicalOr));
    table.put("Xor", binary(Tensor::logicalXor));
    table.put("Equal", binary(Tensor::eq));
    table.put("Less", binary(Tensor::lt));
    table.put("LessOrEqual", binary(Tensor::le));
    table.put("Greater", binary(Tensor::gt));
    table.put("GreaterOrEqual", binary(Tensor::ge));
    table.put("Div", binary(ElementwiseOperators::divide));
    table.put("Mod", Operator.single(ElementwiseOperators::mod));
    table.put("Pow", Operator.single(c -> power(c.input(0), second(c))));
    table.put("Sum", variadic(Tensor::add));
    table.put("Max", variadic(Tensor::maximum));
    table.put("Min", variadic(Tensor::minimum));
    table.put("Mean", Operator.single(c -> fold(c, Tensor::add).div(c.inputs().size())));
    table.put("Where", Operator.single(c -> Tensor.where(c.input(0), c.input(1), c.input(2))));
    table.put("IsInf", Operator.single(ElementwiseOperators::isInf));
    table.put("BitwiseAnd", binary(Bits::and));
    table.put("BitwiseOr", binary(Bits::or));
    table.put("BitwiseXor", binary(Bits::xor));
    table.put("BitwiseNot", unary(Bits::not));
    table.put("BitShift", Operator.single(ElementwiseOperators::shift));
    table.put("Clip", Operator.single(ElementwiseOperators::clip));
    registerActivations(table);
  }

  private static void registerActivations(Map<String, Operator> table) {
    table.put(
        "LeakyRelu",
        Operator.single(c -> Activations.leakyRelu(c.input(0), c.node().floatOr("alpha", 0.01f))));
    table.put(
        "Elu", Operator.single(c -> Activations.elu(c.input(0), c.node().floatOr("alpha", 1f))));
    table.put(
        "Celu", Operator.single(c -> Activations.celu(c.input(0), c.node().floatOr("alpha", 1f))));
    table.put("Selu", Operator.single(ElementwiseOperators::selu));
    table.put("Gelu", Operator.single(ElementwiseOperators::gelu));
    table.put("Mish", unary(Activations::mish));
    table.put("Softplus", unary(x -> Activations.softplus(x, 1, Double.POSITIVE_INFINITY)));
    table.put("Softsign", unary(Activations::softsign));
    table.put("HardSwish", unary(Activations::hardSwish));
    table.put(
        "HardSigmoid",
        Operator.single(c ->
            Activations.hardSigmoid(
                c.input(0), c.node().floatOr("alpha", 0.2f), c.node().floatOr("beta", 0.5f))));
    table.put(
        "ThresholdedRelu",
        Operator.single(c -> Activations.threshold(c.input(0), c.node().floatOr("alpha", 1f), 0)));
    table.put(
        "PRelu",
        Operator.single(c -> {
          Tensor x = c.input(0);
          return Tensor.where(x.lt(0), x.mul(c.input(1)), x);
        }));
    table.put("Shrink", Operator.single(ElementwiseOperators::shrink));
    table.put(
        "Swish",
        Operator.single(c -> {
          Tensor x = c.input(0);
          return x.mul(x.mul(c.node().floatOr("alpha", 1f)).sigmoid());
        }));
  }

  private static Operator unary(UnaryOperator<Tensor> function) {
    return Operator.single(c -> function.apply(c.input(0)));
  }

  private static Operator binary(BinaryOperator<Tensor> function) {
    return Operator.single(c -> function.apply(c.input(0), second(c)));
  }

  /// The second operand, which up to version 6 may stand at an axis of the first; from then on all
  /// are aligned at the last axis.
  private static Tensor second(Call call) {
    Tensor second = call.input(1);
    if (call.opset() < 7 && call.node().attribute("axis").isPresent()) {
      int rank = call.input(0).rank();
      int axis = call.intOr("axis", 0);
      // A scalar may stand behind the last axis, where the second operand has none of its own.
      int behind =
          rank - (axis == rank ? rank : call.axis("attribute axis", axis, rank)) - second.rank();
      for (int i = 0; i < behind; i++) {
        second = second.unsqueeze(-1);
      }
    }
    return second;
  }

  private static Operator variadic(BinaryOperator<Tensor> function) {
    return Operator.single(c -> fold(c, function));
  }

  private static Tensor fold(Call call, BinaryOperator<Tensor> function) {
    List<Tensor> all = call.all();
    Tensor result = all.getFirst();
    for (Tensor next : all.subList(1, all.size())) {
      result = function.apply(result, next);
    }
    return result;
  }

  /// Quotients of integers are cut towards 0.
  private static Tensor divide(Tensor a, Tensor b) {
    if (a.dtype().isFloating()) {
      return a.div(b);
    }
    return a.sub(a.fmod(b)).floorDivide(b);
  }

  private static Tensor mod(Call call) {
    boolean cut = call.node().flagOr("fmod", false);
    return cut ? call.input(0).fmod(call.input(1)) : call.input(0).remainder(call.input(1));
  }

  /// The result has the type of the base, whatever that of the exponent.
  private static Tensor power(Tensor base, Tensor exponent) {
    DType type = base.dtype();
    return type.isFloating() || !exponent.dtype().isFloating()
        ? base.pow(exponent.to(type))
        : base.to(DType.F64).pow(exponent).to(type);
  }

  private static Tensor isInf(Call call) {
    Tensor x = call.input(0);
    Tensor infinite = x.isInfinite();
    if (!call.node().flagOr("detect_positive", true)) {
      infinite = infinite.logicalAnd(x.lt(0));
    }
    if (!call.node().flagOr("detect_negative", true)) {
      infinite = infinite.logicalAnd(x.gt(0));
    }
    return infinite;
  }

  private static Tensor shift(Call call) {
    boolean left = call.node().textOr("direction", "").equals("LEFT");
    return left
        ? Bits.shiftLeft(call.input(0), call.input(1))
        : Bits.shiftRight(call.input(0), call.input(1));
  }

  /// Bounds are attributes up to version 6, then inputs that may be left out.
  private static Tensor clip(Call call) {
    Tensor x = call.input(0);
    if (call.opset() < 11) {
      return x.clamp(
          call.node().floatOr("min", Float.NEGATIVE_INFINITY),
          call.node().floatOr("max", Float.POSITIVE_INFINITY));
    }
    Tensor low = call.has(1) ? x.maximum(call.input(1)) : x;
    return call.has(2) ? low.minimum(call.input(2)) : low;
  }

  private static Tensor selu(Call call) {
    float alpha = call.node().floatOr("alpha", 1.6732632f);
    float scale = call.node().floatOr("gamma", 1.050701f);
    return Activations.elu(call.input(0), alpha).mul(scale);
  }

  private static Tensor gelu(Call call) {
    boolean tanh = call.node().textOr("approximate", "none").equals("tanh");
    return tanh ? Activations.geluTanh(call.input(0)) : Activations.gelu(call.input(0));
  }

  private static Tensor shrink(Call call) {
    Tensor x = call.input(0);
    float bound = call.node().floatOr("lambd", 0.5f);
    float bias = call.node().floatOr("bias", 0f);
    Tensor zero = x.mul(0);
    return Tensor.where(x.gt(bound), x.sub(bias), Tensor.where(x.lt(-bound), x.add(bias), zero));
  }

  /// The element type of a number in an attribute.
  static DType type(Call call, long number) {
    for (ElementType type : ElementType.values()) {
      if (type.number() == number) {
        try {
          return type.dtype();
        } catch (OnnxFormatException unsupported) {
          throw call.unsupported("type " + type + " has no tensor");
        }
      }
    }
    throw call.unsupported("type " + number + " is unknown");
  }
}
