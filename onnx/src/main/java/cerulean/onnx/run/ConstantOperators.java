package cerulean.onnx.run;

import cerulean.onnx.Attribute;
import cerulean.tensor.Bits;
import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.util.Map;

/// Tensors made of attributes and sizes, and the same elements in another type.
final class ConstantOperators {

  private ConstantOperators() {}

  static void register(Map<String, Operator> table) {
    table.put("Constant", Operator.single(ConstantOperators::constant));
    table.put("ConstantOfShape", Operator.single(ConstantOperators::constantOfShape));
    table.put("Range", Operator.single(ConstantOperators::range));
    table.put("EyeLike", Operator.single(ConstantOperators::eyeLike));
    table.put("Identity", Operator.single(c -> c.input(0)));
    table.put("Cast", Operator.single(ConstantOperators::cast));
    table.put("CastLike", Operator.single(c -> c.input(0).to(c.input(1).dtype())));
    table.put("BitCast", Operator.single(ConstantOperators::bitCast));
  }

  /// The one attribute, of whatever kind.
  private static Tensor constant(Call call) {
    for (Attribute attribute : call.node().attributes().values()) {
      switch (attribute) {
        case Attribute.TensorValue _ -> {
          return call.tensor("value");
        }
        case Attribute.Float32 number -> {
          return Tensor.scalar(number.value());
        }
        case Attribute.Int number -> {
          return Tensor.scalar(number.value());
        }
        case Attribute.Floats numbers -> {
          return Tensor.of(numbers.values(), numbers.values().length);
        }
        case Attribute.Ints numbers -> {
          return Tensor.of(numbers.values(), numbers.values().length);
        }
        default -> {}
      }
    }
    throw call.unsupported("no number among the attributes " + call.node().attributes().keySet());
  }

  private static Tensor constantOfShape(Call call) {
    boolean given = call.node().attribute("value").isPresent();
    Tensor value = given ? call.tensor("value") : Tensor.zeros(1);
    int[] shape = call.ints(0);
    call.checkShape(shape);
    return value.reshape().expand(shape).contiguous();
  }

  private static Tensor range(Call call) {
    Tensor start = call.input(0).reshape();
    Tensor stop = call.input(1).reshape();
    Tensor step = call.input(2).reshape();
    DType type = start.dtype();
    double from = start.to(DType.F64).itemDouble();
    double count =
        Math.ceil((stop.to(DType.F64).itemDouble() - from) / step.to(DType.F64).itemDouble());
    if (Double.isFinite(count)) {
      call.checkSize((long) count);
    }
    return type.isFloating()
        ? Tensor.arange(
            type,
            start.to(DType.F64).itemDouble(),
            stop.to(DType.F64).itemDouble(),
            step.to(DType.F64).itemDouble())
        : Tensor.arange(
                start.to(DType.I64).itemLong(),
                stop.to(DType.I64).itemLong(),
                step.to(DType.I64).itemLong())
            .to(type);
  }

  private static Tensor eyeLike(Call call) {
    Tensor x = call.input(0);
    boolean given = call.node().attribute("dtype").isPresent();
    DType type = given ? ElementwiseOperators.type(call, call.node().integer("dtype")) : x.dtype();
    call.checkSize(x.dim(0), x.dim(1));
    return Tensor.eye(type, x.dim(0), x.dim(1), call.intOr("k", 0));
  }

  private static Tensor cast(Call call) {
    return call.input(0).to(ElementwiseOperators.type(call, call.node().integer("to")));
  }

  private static Tensor bitCast(Call call) {
    DType type = ElementwiseOperators.type(call, call.node().integer("to"));
    return Bits.reinterpret(call.input(0), type);
  }
}
