package cerulean.tensor.kernel;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// The exponential and its kin on vectors of floats.
///
/// `e^x = 2^k e^r` with `k` the integer nearest to `x / ln 2` and `|r| <= ln 2 / 2`; the polynomial
/// in `r` is a minimax fit of our own whose relative error is below `2^-28`. Fused multiply-adds
/// round once everywhere, so the bits are the same on every machine. Bounds in units of the last
/// place are those of `docs/accuracy.md`.
///
/// The build writes these functions into the loops that call them (ADR 11): the compiler stops
/// taking methods of ours into a loop after some 45 vector operations.
///
/// Bounds are compared and blended: the minimum of the Vector API also orders zeros and NaN, which
/// takes three times the instructions. What is not greater stays, so NaN does.
final class VectorExponentials {

  static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  /// Adding 1.5 * 2^23 leaves a float no room for a fraction: its low bits are the rounded integer.
  static final float ROUNDER = 0x1.8p23f;

  /// The same with the bias of an exponent added: the low bits are the exponent of `2^k`.
  static final float BIASED = ROUNDER + 127f;

  /// With the bias of two exponents, for `2^k` in two factors.
  static final float TWICE_BIASED = ROUNDER + 254f;

  static final float LOG2_E = 0x1.715476p0f;

  /// ln 2 in two parts. The difference of `x` and a multiple of the first is exact.
  static final float LN2_HIGH = 0x1.62e43p-1f;

  static final float LN2_LOW = -0x1.05c61p-29f;

  static final float C6 = 0x1.6ced1ep-10f;

  static final float C5 = 0x1.12406cp-7f;

  static final float C4 = 0x1.55552ap-5f;

  static final float C3 = 0x1.555488p-3f;

  /// Above, e^x is infinite.
  static final float HIGHEST = 89f;

  /// Below, e^x rounds to 0, as does its product with a factor of up to a million.
  static final float LOWEST = -120f;

  private VectorExponentials() {}

  /// `e^x`, within 1 ulp.
  static FloatVector exp(FloatVector x) {
    return expOfAtMost(x.blend(HIGHEST, x.compare(GT, HIGHEST)));
  }

  /// `e^x` for `x` not above 89, within 1 ulp.
  static FloatVector expOfAtMost(FloatVector x) {
    FloatVector bounded = x.blend(LOWEST, x.compare(LT, LOWEST));
    FloatVector shifted = shifted(bounded);
    return scale(power(rest(bounded, shifted)), shifted);
  }

  /// `2^64 e^(x + correction)` for `x` not above 20 and a correction within a few units of the last
  /// place of `x`: a normal float where `e^x` may be too small for one.
  static FloatVector raisedExp(FloatVector x, FloatVector correction) {
    FloatVector bounded = x.blend(LOWEST, x.compare(LT, LOWEST));
    FloatVector shifted = shifted(bounded);
    return scale(power(rest(bounded, shifted).add(correction)), shifted.add(64f));
  }

  /// `2^x`, within 1 ulp.
  static FloatVector exp2(FloatVector x) {
    FloatVector high = x.blend(129f, x.compare(GT, 129f));
    FloatVector bounded = high.blend(-151f, high.compare(LT, -151f));
    FloatVector shifted = bounded.add(TWICE_BIASED);
    FloatVector r = bounded.sub(shifted.sub(TWICE_BIASED)).mul(LN2_HIGH);
    return scale(power(r), shifted);
  }

  /// `e^x - 1`, within 1.6 ulp.
  static FloatVector expm1(FloatVector x) {
    FloatVector high = x.blend(HIGHEST, x.compare(GT, HIGHEST));
    FloatVector bounded = high.blend(-18f, high.compare(LT, -18f));
    FloatVector shifted = bounded.fma(LOG2_E, BIASED);
    FloatVector k = shifted.sub(BIASED);
    FloatVector r = k.fma(FloatVector.broadcast(LANES, -LN2_HIGH), bounded);
    FloatVector p = lessOne(k.fma(FloatVector.broadcast(LANES, -LN2_LOW), r));
    // Half of 2^k, because k reaches 128, which is no exponent of a float.
    FloatVector half = shifted.reinterpretAsInts().sub(1).lanewise(LSHL, 23).reinterpretAsFloats();
    FloatVector y = p.fma(half, half.sub(0.5f));
    // Where x^2 is nothing beside x, so that subnormals and the sign of zero are kept.
    return y.add(y).blend(x, x.abs().compare(LT, 0x1p-25f));
  }

  /// `-d / (2 + d)` with `d = e^-2|x| - 1` and the sign of `x`, within 2.5 ulp.
  static FloatVector tanh(FloatVector x) {
    FloatVector twice = x.abs().mul(-2f);
    // tanh is 1 long before; 2^k stays a normal float.
    FloatVector bounded = twice.blend(-30f, twice.compare(LT, -30f));
    FloatVector shifted = bounded.fma(LOG2_E, BIASED);
    FloatVector k = shifted.sub(BIASED);
    FloatVector r = k.fma(FloatVector.broadcast(LANES, -LN2_HIGH), bounded);
    FloatVector p = lessOne(k.fma(FloatVector.broadcast(LANES, -LN2_LOW), r));
    FloatVector power = shifted.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
    FloatVector d = p.fma(power, power.sub(1f));
    return withSign(d.div(d.add(2f)), x);
  }

  /// `1 / (1 + e)` or, below 0, `e / (1 + e)` with `e = e^-|x|`, which cannot overflow; within 2.4
  /// ulp.
  static FloatVector sigmoid(FloatVector x) {
    FloatVector e = expOfAtMost(x.abs().neg());
    return FloatVector.broadcast(LANES, 1f).blend(e, x.compare(LT, 0f)).div(e.add(1f));
  }

  /// The size of `y` with the sign of `x`.
  static FloatVector withSign(FloatVector y, FloatVector x) {
    IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
    return y.reinterpretAsInts().and(Integer.MAX_VALUE).or(sign).reinterpretAsFloats();
  }

  /// `k`, the integer next to `x / ln 2`, in the form that [#scale] takes.
  static FloatVector shifted(FloatVector x) {
    return x.fma(LOG2_E, TWICE_BIASED);
  }

  /// `x - k ln 2`.
  static FloatVector rest(FloatVector x, FloatVector shifted) {
    FloatVector k = shifted.sub(TWICE_BIASED);
    FloatVector r = k.fma(FloatVector.broadcast(LANES, -LN2_HIGH), x);
    return k.fma(FloatVector.broadcast(LANES, -LN2_LOW), r);
  }

  /// `e^r`.
  static FloatVector power(FloatVector r) {
    FloatVector p = r.fma(C6, C5);
    p = p.fma(r, FloatVector.broadcast(LANES, C4));
    p = p.fma(r, FloatVector.broadcast(LANES, C3));
    p = p.fma(r, FloatVector.broadcast(LANES, 0.5f));
    p = p.fma(r, FloatVector.broadcast(LANES, 1f));
    return p.fma(r, FloatVector.broadcast(LANES, 1f));
  }

  /// `e^r`, in pairs of terms: half as long a chain of dependent instructions as [#power], and the
  /// last two terms added in turn, so that it rounds as that does.
  static FloatVector powerByPairs(FloatVector r) {
    FloatVector square = r.mul(r);
    FloatVector p = square.fma(FloatVector.broadcast(LANES, C6), r.fma(C5, C4));
    return p.fma(square, r.fma(C3, 0.5f)).fma(square, r).add(1f);
  }

  /// `e^r - 1`.
  private static FloatVector lessOne(FloatVector r) {
    FloatVector p = r.fma(C6, C5);
    p = p.fma(r, FloatVector.broadcast(LANES, C4));
    p = p.fma(r, FloatVector.broadcast(LANES, C3));
    p = p.fma(r, FloatVector.broadcast(LANES, 0.5f));
    return p.mul(r).fma(r, r);
  }

  /// `y 2^k`, in two factors: `k` reaches -151 and 129, outside the exponents of normal floats. The
  /// exponents of the factors are the low bits of `shifted` halved, rounded down and up.
  static FloatVector scale(FloatVector y, FloatVector shifted) {
    IntVector both = shifted.reinterpretAsInts();
    IntVector lower = both.lanewise(LSHR, 1);
    FloatVector factor = lower.lanewise(LSHL, 23).reinterpretAsFloats();
    return y.mul(factor).mul(both.sub(lower).lanewise(LSHL, 23).reinterpretAsFloats());
  }
}
