package cerulean.tensor.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// [FloatTranscendental] by range reduction and polynomials (coefficients of the Cephes library, S.
/// Moshier, single precision).
///
/// The Vector API has these functions too, but fast on some platforms only and there with other
/// bits than elsewhere. The tail of a run goes through the same vector code under a mask, so that
/// an element has the same bits wherever it stands.
@SuppressWarnings("FloatingPointLiteralPrecision") // The coefficients are quoted as published.
public final class SimdFloatTranscendental implements FloatTranscendental {

  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  private static final int STEP = LANES.length();

  /// Adding 1.5 * 2^23 leaves a float no room for a fraction: its low bits are the rounded integer.
  private static final float ROUNDER = 0x1.8p23f;

  private static final int ROUNDER_BITS = Float.floatToRawIntBits(ROUNDER);

  private static final float LOG2_E = 1.44269504088896341f;

  /// ln 2 in two parts; the first has few enough bits that its product with an exponent is exact.
  private static final float LN2_HIGH = 0.693359375f;

  private static final float LN2_LOW = -2.12194440e-4f;

  /// ln of the largest float, beyond which e^x is infinite.
  private static final float EXP_OVERFLOW = 88.7228394f;

  /// ln of half the smallest float, below which e^x rounds to 0.
  private static final float EXP_UNDERFLOW = -103.972084f;

  @Override
  public void exp(float[] a, int ao, float[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      exp(FloatVector.fromArray(LANES, a, ao + i)).intoArray(out, oo + i);
    }
    if (i < n) {
      VectorMask<Float> tail = LANES.indexInRange(i, n);
      exp(FloatVector.fromArray(LANES, a, ao + i, tail)).intoArray(out, oo + i, tail);
    }
  }

  @Override
  public void log(float[] a, int ao, float[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      log(FloatVector.fromArray(LANES, a, ao + i)).intoArray(out, oo + i);
    }
    if (i < n) {
      VectorMask<Float> tail = LANES.indexInRange(i, n);
      log(FloatVector.fromArray(LANES, a, ao + i, tail)).intoArray(out, oo + i, tail);
    }
  }

  @Override
  public void tanh(float[] a, int ao, float[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      tanh(FloatVector.fromArray(LANES, a, ao + i)).intoArray(out, oo + i);
    }
    if (i < n) {
      VectorMask<Float> tail = LANES.indexInRange(i, n);
      tanh(FloatVector.fromArray(LANES, a, ao + i, tail)).intoArray(out, oo + i, tail);
    }
  }

  @Override
  public void sigmoid(float[] a, int ao, float[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - STEP; i += STEP) {
      sigmoid(FloatVector.fromArray(LANES, a, ao + i)).intoArray(out, oo + i);
    }
    if (i < n) {
      VectorMask<Float> tail = LANES.indexInRange(i, n);
      sigmoid(FloatVector.fromArray(LANES, a, ao + i, tail)).intoArray(out, oo + i, tail);
    }
  }

  /// `e^x = 2^k e^r` with `k` the integer nearest to `x / ln 2` and `|r| <= ln 2 / 2`; within 2
  /// ulp.
  private static FloatVector exp(FloatVector x) {
    FloatVector shifted = x.mul(LOG2_E).add(ROUNDER);
    FloatVector k = shifted.sub(ROUNDER);
    FloatVector r = x.sub(k.mul(LN2_HIGH)).sub(k.mul(LN2_LOW));
    FloatVector p = r.mul(1.9875691500e-4f).add(1.3981999507e-3f);
    p = p.mul(r).add(8.3334519073e-3f);
    p = p.mul(r).add(4.1665795894e-2f);
    p = p.mul(r).add(1.6666665459e-1f);
    p = p.mul(r).add(5.0000001201e-1f);
    FloatVector y = p.mul(r).mul(r).add(r).add(1f);
    // 2^k in two factors: k reaches -150 and 128, outside the exponents of normal floats.
    IntVector exponent = shifted.reinterpretAsInts().sub(ROUNDER_BITS);
    IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
    FloatVector scaled = y.mul(powerOfTwo(half)).mul(powerOfTwo(exponent.sub(half)));
    FloatVector infinite =
        scaled.blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, EXP_OVERFLOW));
    FloatVector limited = infinite.blend(0f, x.compare(VectorOperators.LT, EXP_UNDERFLOW));
    return limited.blend(x, x.test(VectorOperators.IS_NAN));
  }

  private static FloatVector powerOfTwo(IntVector exponent) {
    return exponent.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
  }

  /// `ln x = k ln 2 + ln m` with `sqrt(1/2) <= m < sqrt(2)`; within 2 ulp.
  private static FloatVector log(FloatVector x) {
    VectorMask<Float> subnormal = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
    IntVector bits = x.blend(x.mul(0x1p23f), subnormal).reinterpretAsInts();
    // Subtracting the bits of sqrt(1/2) makes the exponent field change at that mantissa.
    IntVector shifted = bits.sub(0x3f3504f3);
    IntVector exponent = shifted.lanewise(VectorOperators.ASHR, 23);
    FloatVector m =
        bits.sub(exponent.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats().sub(1f);
    FloatVector k =
        ((FloatVector) exponent.convert(VectorOperators.I2F, 0))
            .sub(FloatVector.zero(LANES).blend(23f, subnormal));
    FloatVector z = m.mul(m);
    FloatVector p = m.mul(7.0376836292e-2f).add(-1.1514610310e-1f);
    p = p.mul(m).add(1.1676998740e-1f);
    p = p.mul(m).add(-1.2420140846e-1f);
    p = p.mul(m).add(1.4249322787e-1f);
    p = p.mul(m).add(-1.6668057665e-1f);
    p = p.mul(m).add(2.0000714765e-1f);
    p = p.mul(m).add(-2.4999993993e-1f);
    p = p.mul(m).add(3.3333331174e-1f);
    FloatVector y = p.mul(m).mul(z).add(k.mul(LN2_LOW)).sub(z.mul(0.5f));
    FloatVector result = m.add(y).add(k.mul(LN2_HIGH));
    result =
        result.blend(
            Float.POSITIVE_INFINITY, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
    result = result.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f));
    return result.blend(
        Float.NaN, x.compare(VectorOperators.LT, 0f).or(x.test(VectorOperators.IS_NAN)));
  }

  /// An odd polynomial below 0.625, `1 - 2 / (e^2|x| + 1)` with the sign of `x` above; within 3
  /// ulp.
  private static FloatVector tanh(FloatVector x) {
    FloatVector z = x.mul(x);
    FloatVector p = z.mul(-5.70498872745e-3f).add(2.06390887954e-2f);
    p = p.mul(z).add(-5.37397155531e-2f);
    p = p.mul(z).add(1.33314422036e-1f);
    p = p.mul(z).add(-3.33332819422e-1f);
    // The product of two negative zeros is positive, and its sum with -0 too: zeros stay
    // themselves.
    FloatVector small = p.mul(z).mul(x).add(x).blend(x, x.compare(VectorOperators.EQ, 0f));
    FloatVector magnitude = x.abs();
    FloatVector e = exp(magnitude.add(magnitude));
    FloatVector large = FloatVector.broadcast(LANES, 2f).div(e.add(1f)).neg().add(1f);
    large = large.blend(large.neg(), x.compare(VectorOperators.LT, 0f));
    return large.blend(small, magnitude.compare(VectorOperators.LT, 0.625f));
  }

  /// `1 / (1 + e)` or, below 0, `e / (1 + e)` with `e = e^-|x|`, which cannot overflow; within 4
  /// ulp.
  private static FloatVector sigmoid(FloatVector x) {
    FloatVector e = exp(x.abs().neg());
    FloatVector one = FloatVector.broadcast(LANES, 1f);
    return one.blend(e, x.compare(VectorOperators.LT, 0f)).div(e.add(1f));
  }
}
