package cerulean.testing;

import cerulean.autograd.Variable;
import cerulean.tensor.Bits;
import cerulean.tensor.DType;
import cerulean.tensor.Special;
import cerulean.tensor.Tensor;

/// Special functions and bits.
final class SpecialRows extends Rows {

  SpecialRows() {
    // The oracle's own subtraction loses digits as the result shrinks: kept to where it does not.
    unary("erfc", -2, 0.5, 1, x -> 1 - ElementwiseRows.erf(x), Special::erfc, Variable::erfc);
    unary("erfinv", -0.9, 0.9, 2, SpecialRows::erfinv, Special::erfinv, Variable::erfinv);
    // 8: the oracle subtracts numbers ten times the result.
    unary("lgamma", 3, 9, 8, SpecialRows::lgamma, Special::lgamma, Variable::lgamma);
    unary("digamma", 3, 9, 2, SpecialRows::digamma, Special::digamma, Variable::digamma);
    unary(
        "sinc",
        0.1,
        0.9,
        1,
        x -> Math.sin(Math.PI * x) / (Math.PI * x),
        Special::sinc,
        Variable::sinc);
    unary("logit", 0.1, 0.9, 4, x -> Math.log(x) - Math.log1p(-x), Special::logit, Variable::logit);
    unary(
        "logit",
        -1.1,
        2,
        4,
        x -> {
          double p = Math.min(Math.max(x, 0.1), 0.9);
          return Math.log(p) - Math.log1p(-p);
        },
        a -> Special.logit(a, 0.1),
        a -> a.logit(0.1));
    unary(
        "nanToNum",
        -3,
        3,
        0,
        x -> x,
        a -> Special.nanToNum(a, 0, 1, -1),
        a -> a.nanToNum(0, 1, -1));
    binary("xlogy", (x, y) -> x * Math.log(y), Special::xlogy, Variable::xlogy, 2);
    binary(
        "logAddExp",
        (x, y) -> Math.log(Math.exp(x) + Math.exp(y)),
        Special::logAddExp,
        Variable::logAddExp,
        2);

    unary("signBit", -3, 3, 0, x -> x < 0 ? 1 : 0, Special::signBit, null);
    unary("round", -3, 3, 1, x -> Math.rint(x * 100) / 100, a -> Special.round(a, 2), null);
    unary("round", -300, 300, 1, x -> Math.rint(x / 10) * 10, a -> Special.round(a, -1), null);
    binary("nextAfter", (x, y) -> x, Special::nextAfter, null, 1);
    bits("and", (x, y) -> x & y, Bits::and);
    bits("or", (x, y) -> x | y, Bits::or);
    bits("xor", (x, y) -> x ^ y, Bits::xor);
    bits("shiftLeft", (x, y) -> x << Math.abs(y), (x, y) -> Bits.shiftLeft(x, y.abs()));
    bits("shiftRight", (x, y) -> x >> Math.abs(y), (x, y) -> Bits.shiftRight(x, y.abs()));
    unary("not", -9, 9, 0, x -> ~(long) x, a -> Bits.not(a.to(DType.I64)), null);
    unary("reinterpret", -3, 3, 0, x -> x, SpecialRows::thereAndBack, null);
  }

  private static Tensor thereAndBack(Tensor a) {
    DType integers = a.dtype() == DType.F64 ? DType.I64 : DType.I32;
    return Bits.reinterpret(Bits.reinterpret(a, integers), a.dtype());
  }

  private interface LongPair {
    long of(long a, long b);
  }

  /// On numbers times a power of two, which is exact in either type.
  private void bits(String op, LongPair oracle, TensorPair tensor) {
    for (DType type : new DType[] {DType.I64, DType.I32}) {
      row(
          op,
          type.toString(),
          shapes(s(3, 40), s(40)),
          a -> tensor.apply(a.get(0).mul(8).to(type), a.get(1).mul(8).to(type)),
          a -> a.get(0).zip(a.get(1), (x, y) -> oracle.of((long) (8 * x), (long) (8 * y))),
          null);
    }
  }

  /// Newton's method on the series of the error function.
  private static double erfinv(double y) {
    double x = y;
    for (int i = 0; i < 50; i++) {
      x -= (ElementwiseRows.erf(x) - y) * Math.sqrt(Math.PI) / 2 * Math.exp(x * x);
    }
    return x;
  }

  /// Stirling's series at `x + 20`, brought back by the recurrence.
  private static double lgamma(double x) {
    double product = 0;
    double z = x;
    for (; z < x + 20; z++) {
      product += Math.log(z);
    }
    double r = 1 / (z * z);
    double series = (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r / 1680))) / z;
    return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - product;
  }

  /// The derivative of Stirling's series at `x + 20`, brought back by the recurrence.
  private static double digamma(double x) {
    double sum = 0;
    double z = x;
    for (; z < x + 20; z++) {
      sum += 1 / z;
    }
    double r = 1 / (z * z);
    double series = r * (1.0 / 12 - r * (1.0 / 120 - r * (1.0 / 252 - r / 240)));
    return Math.log(z) - 0.5 / z - series - sum;
  }
}
