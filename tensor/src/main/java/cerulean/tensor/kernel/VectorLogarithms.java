package cerulean.tensor.kernel;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.IS_NAN;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// Logarithms on vectors of floats: `ln x = k ln 2 + ln (1 + f)` with `sqrt(1/2) <= 1 + f <
/// sqrt(2)`.
///
/// The polynomial is that of the Cephes library (S. Moshier, single precision). Bounds in units of
/// the last place are those of `docs/accuracy.md`.
@SuppressWarnings("FloatingPointLiteralPrecision") // The coefficients are quoted as published.
final class VectorLogarithms {

  static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  /// Subtracting the bits of sqrt(1/2) makes the exponent field change at that mantissa.
  static final int ROOT_HALF_BITS = 0x3f3504f3;

  static final float LN2_HIGH = 0x1.62e43p-1f;

  static final float LN2_LOW = -0x1.05c61p-29f;

  /// 1 / ln 2 and log10 e, log10 2, each in two parts.
  static final float LOG2_E_HIGH = 0x1.715476p0f;

  static final float LOG2_E_LOW = 0x1.4ae0cp-26f;

  static final float LOG10_E_HIGH = 0x1.bcb7b2p-2f;

  static final float LOG10_E_LOW = -0x1.5b235ep-27f;

  static final float LOG10_2_HIGH = 0x1.344136p-2f;

  static final float LOG10_2_LOW = -0x1.ec10cp-27f;

  private VectorLogarithms() {}

  /// Natural logarithm, within 1 ulp.
  static FloatVector log(FloatVector x) {
    VectorMask<Float> subnormal = x.compare(LT, Float.MIN_NORMAL);
    IntVector bits = x.blend(x.mul(0x1p23f), subnormal).reinterpretAsInts();
    IntVector exponent = exponent(bits);
    FloatVector f = mantissa(bits, exponent).sub(1f);
    FloatVector k = number(exponent, subnormal);
    FloatVector y = k.fma(FloatVector.broadcast(LANES, LN2_LOW), tail(f));
    return special(k.fma(FloatVector.broadcast(LANES, LN2_HIGH), f.add(y)), x);
  }

  /// Logarithm to base 2, within 1.3 ulp.
  static FloatVector log2(FloatVector x) {
    VectorMask<Float> subnormal = x.compare(LT, Float.MIN_NORMAL);
    IntVector bits = x.blend(x.mul(0x1p23f), subnormal).reinterpretAsInts();
    IntVector exponent = exponent(bits);
    FloatVector f = mantissa(bits, exponent).sub(1f);
    FloatVector k = number(exponent, subnormal);
    FloatVector y = f.fma(FloatVector.broadcast(LANES, LOG2_E_LOW), tail(f).mul(LOG2_E_HIGH));
    // The product with f is exact in the sum, which is rounded twice at most.
    FloatVector high = f.fma(FloatVector.broadcast(LANES, LOG2_E_HIGH), k);
    FloatVector lost = f.fma(FloatVector.broadcast(LANES, LOG2_E_HIGH), k.sub(high));
    return special(high.add(lost.add(y)), x);
  }

  /// Logarithm to base 10, within 1.1 ulp.
  static FloatVector log10(FloatVector x) {
    VectorMask<Float> subnormal = x.compare(LT, Float.MIN_NORMAL);
    IntVector bits = x.blend(x.mul(0x1p23f), subnormal).reinterpretAsInts();
    IntVector exponent = exponent(bits);
    FloatVector f = mantissa(bits, exponent).sub(1f);
    FloatVector k = number(exponent, subnormal);
    FloatVector y = f.fma(FloatVector.broadcast(LANES, LOG10_E_LOW), tail(f).mul(LOG10_E_HIGH));
    y = k.fma(FloatVector.broadcast(LANES, LOG10_2_LOW), y);
    y = f.fma(FloatVector.broadcast(LANES, LOG10_E_HIGH), y);
    return special(k.fma(FloatVector.broadcast(LANES, LOG10_2_HIGH), y), x);
  }

  /// `ln(1 + x)`, within 1.5 ulp.
  ///
  /// The mantissa of `1 + x` rounded gives `k`; `f = 2^-k (1 + x) - 1` is then taken from `x`
  /// itself, which loses nothing. Beyond `2^60` the 1 is left out and `x` scaled, so that `2^-k` is
  /// a normal float.
  static FloatVector log1p(FloatVector x) {
    VectorMask<Float> large = x.compare(GT, 0x1p60f);
    FloatVector a = x.blend(x.mul(0x1p-64f), large);
    FloatVector unit = FloatVector.broadcast(LANES, 1f).blend(0f, large);
    IntVector exponent = exponent(a.add(unit).reinterpretAsInts());
    FloatVector scale = exponent.neg().add(127).lanewise(LSHL, 23).reinterpretAsFloats();
    FloatVector f = a.fma(scale, unit.mul(scale).sub(1f));
    FloatVector k =
        ((FloatVector) exponent.convert(I2F, 0))
            .add(FloatVector.broadcast(LANES, 0f).blend(64f, large));
    FloatVector y = k.fma(FloatVector.broadcast(LANES, LN2_LOW), tail(f));
    FloatVector result = k.fma(FloatVector.broadcast(LANES, LN2_HIGH), f.add(y));
    result = result.blend(Float.POSITIVE_INFINITY, x.compare(EQ, Float.POSITIVE_INFINITY));
    result = result.blend(Float.NEGATIVE_INFINITY, x.compare(EQ, -1f));
    result = result.blend(Float.NaN, x.compare(LT, -1f).or(x.test(IS_NAN)));
    // Where x^2 is nothing beside x, so that the sign of zero is kept.
    return result.blend(x, x.abs().compare(LT, 0x1p-25f));
  }

  /// `ln(1 + e)` for `0 <= e <= 1`, by one polynomial, within 1 ulp: a minimax fit of our own whose
  /// relative error is below `2^-27`.
  static FloatVector log1pOfUnit(FloatVector e) {
    FloatVector p = e.fma(-0x1.af49cep-9f, 0x1.4917cep-6f);
    p = p.fma(e, FloatVector.broadcast(LANES, -0x1.d6b08cp-5f));
    p = p.fma(e, FloatVector.broadcast(LANES, 0x1.b4ae08p-4f));
    p = p.fma(e, FloatVector.broadcast(LANES, -0x1.3a435ep-3f));
    p = p.fma(e, FloatVector.broadcast(LANES, 0x1.934b54p-3f));
    p = p.fma(e, FloatVector.broadcast(LANES, -0x1.ff23e6p-3f));
    p = p.fma(e, FloatVector.broadcast(LANES, 0x1.554ddp-2f));
    p = p.fma(e, FloatVector.broadcast(LANES, -0x1.ffffd2p-2f));
    return p.mul(e).fma(e, e);
  }

  private static IntVector exponent(IntVector bits) {
    return bits.sub(ROOT_HALF_BITS).lanewise(ASHR, 23);
  }

  private static FloatVector mantissa(IntVector bits, IntVector exponent) {
    return bits.sub(exponent.lanewise(LSHL, 23)).reinterpretAsFloats();
  }

  /// The exponent as a float; that of a subnormal was raised by 23.
  private static FloatVector number(IntVector exponent, VectorMask<Float> subnormal) {
    return ((FloatVector) exponent.convert(I2F, 0))
        .sub(FloatVector.broadcast(LANES, 0f).blend(23f, subnormal));
  }

  /// `ln(1 + f) - f`.
  private static FloatVector tail(FloatVector f) {
    FloatVector p = f.fma(7.0376836292e-2f, -1.1514610310e-1f);
    p = p.fma(f, FloatVector.broadcast(LANES, 1.1676998740e-1f));
    p = p.fma(f, FloatVector.broadcast(LANES, -1.2420140846e-1f));
    p = p.fma(f, FloatVector.broadcast(LANES, 1.4249322787e-1f));
    p = p.fma(f, FloatVector.broadcast(LANES, -1.6668057665e-1f));
    p = p.fma(f, FloatVector.broadcast(LANES, 2.0000714765e-1f));
    p = p.fma(f, FloatVector.broadcast(LANES, -2.4999993993e-1f));
    p = p.fma(f, FloatVector.broadcast(LANES, 3.3333331174e-1f));
    return p.fma(f, FloatVector.broadcast(LANES, -0.5f)).mul(f).mul(f);
  }

  /// The logarithms of infinity, 0 and what has none.
  private static FloatVector special(FloatVector result, FloatVector x) {
    FloatVector high = result.blend(x, x.compare(EQ, Float.POSITIVE_INFINITY));
    FloatVector low = high.blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0f));
    return low.blend(Float.NaN, x.compare(LT, 0f).or(x.test(IS_NAN)));
  }
}
