package cerulean.conformance;

import cerulean.tensor.Bits;
import cerulean.tensor.Special;
import cerulean.tensor.Tensor;

/// Section A2, functions of two and three tensors that broadcast, and A8's promotion.
final class TorchBinary {

  private TorchBinary() {}

  static void addTo(Adapters to) {
    addArithmetic(to);
    addComparisons(to);
    addOfThree(to);
    addPromotion(to);
  }

  private static void addArithmetic(Adapters to) {
    to.binary("add", Tensor::add);
    to.binary("sub", Tensor::sub);
    to.binary("mul", Tensor::mul);
    to.binary("div", Tensor::div);
    to.binary("pow", Tensor::pow);
    to.binary("maximum", Tensor::maximum);
    to.binary("minimum", Tensor::minimum);
    to.binary("fmax", Tensor::fmax);
    to.binary("atan2", Tensor::atan2);
    to.binary("hypot", Tensor::hypot);
    to.binary("logaddexp", Special::logAddExp);
    to.binary("xlogy", Special::xlogy);
    to.binary("fmod", Tensor::fmod);
    to.binary("remainder", Tensor::remainder);
    to.binary("floor_divide", Tensor::floorDivide);
    // What fmod leaves divides without a rest, of integers too.
    to.binary(
        "div_trunc",
        (x, y) -> x.dtype().isFloating() ? x.div(y).trunc() : x.sub(x.fmod(y)).floorDivide(y));
    to.single("mul_scalar", in -> in.x().mul(in.number("scalar")));
    to.single("scalar_div", in -> Tensor.full(in.x().dtype(), in.number("scalar")).div(in.x()));
    to.binary("bitwise_and", Bits::and);
    to.binary("bitwise_xor", Bits::xor);
    to.binary("bitwise_left_shift", Bits::shiftLeft);
    to.binary("bitwise_right_shift", Bits::shiftRight);
  }

  private static void addComparisons(Adapters to) {
    to.binary("eq", Tensor::eq);
    to.binary("ne", Tensor::ne);
    to.binary("lt", Tensor::lt);
    to.binary("le", Tensor::le);
    to.binary("gt", Tensor::gt);
    to.binary("logical_and", Tensor::logicalAnd);
    to.binary("logical_or", Tensor::logicalOr);
    to.binary("logical_xor", Tensor::logicalXor);
    to.unary("logical_not", Tensor::logicalNot);
    to.single(
        "isclose",
        in -> in.x().isClose(in.y(), in.number("rtol"), in.number("atol"), in.flag("equal_nan")));
  }

  private static void addOfThree(Adapters to) {
    to.single("lerp", in -> in.x().lerp(in.y(), in.in("weight")));
    to.single("where", in -> Tensor.where(in.in("cond"), in.x(), in.y()));
    to.single("addcmul", in -> in.x().add(in.y().mul(in.z()).mul(in.number("value"))));
    to.single("addcdiv", in -> in.x().add(in.y().div(in.z()).mul(in.number("value"))));
  }

  private static void addPromotion(Adapters to) {
    to.binary("promote_add", Tensor::add);
    to.binary("promote_mul", Tensor::mul);
    to.single("promote_grad", in -> in.in("x32").mul(in.in("x64")));
    to.binary("int_overflow", Tensor::add);
  }
}
