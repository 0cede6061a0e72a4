package cerulean.tensor.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Errors of the vector polynomials, in units of the last place, over a comb of all float32 bit
/// patterns: every 1,009th of them, 4.2 million points per function.
@Tag("once")
class TranscendentalTest {

  private static final int COMB = 1009;

  private interface Kernel {
    void run(float[] a, int ao, float[] out, int oo, int n);
  }

  private final SimdFloatTranscendental simd = new SimdFloatTranscendental();

  @Test
  void expIsWithinTwoUlps() {
    check(simd::exp, Math::exp, 2);
  }

  @Test
  void logIsWithinTwoUlps() {
    check(simd::log, Math::log, 2);
  }

  @Test
  void tanhIsWithinThreeUlps() {
    check(simd::tanh, Math::tanh, 3);
  }

  @Test
  void sigmoidIsWithinFourUlps() {
    check(simd::sigmoid, x -> 1 / (1 + Math.exp(-x)), 4);
  }

  @Test
  void specialValuesFollowIeee() {
    float inf = Float.POSITIVE_INFINITY;
    assertEquals(inf, one(simd::exp, inf));
    assertEquals(0f, one(simd::exp, -inf));
    assertEquals(Float.NaN, one(simd::exp, Float.NaN));
    assertEquals(1f, one(simd::exp, -0f));
    assertEquals(-inf, one(simd::log, 0f));
    assertEquals(-inf, one(simd::log, -0f));
    assertEquals(inf, one(simd::log, inf));
    assertEquals(Float.NaN, one(simd::log, -1f));
    assertEquals(Float.NaN, one(simd::log, Float.NaN));
    assertEquals(0f, one(simd::tanh, 0f));
    assertEquals(-0f, one(simd::tanh, -0f));
    assertEquals(1f, one(simd::tanh, inf));
    assertEquals(-1f, one(simd::tanh, -inf));
    assertEquals(Float.NaN, one(simd::tanh, Float.NaN));
    assertEquals(0f, one(simd::sigmoid, -inf));
    assertEquals(1f, one(simd::sigmoid, inf));
    assertEquals(Float.NaN, one(simd::sigmoid, Float.NaN));
  }

  @Test
  void anElementHasTheSameBitsWhereverItStands() {
    float[] a = new float[40];
    for (int i = 0; i < a.length; i++) {
      a[i] = 0.1f * i - 1.7f;
    }
    float[] whole = new float[40];
    simd.exp(a, 0, whole, 0, 40);
    for (int i = 0; i < a.length; i++) {
      float[] single = new float[1];
      simd.exp(a, i, single, 0, 1);
      assertEquals(whole[i], single[0]);
    }
  }

  private static float one(Kernel kernel, float x) {
    float[] out = new float[1];
    kernel.run(new float[] {x}, 0, out, 0, 1);
    return out[0];
  }

  private static void check(Kernel kernel, DoubleUnaryOperator exact, double ulps) {
    float[] a = new float[4096];
    float[] out = new float[4096];
    long pattern = Integer.MIN_VALUE;
    while (pattern <= Integer.MAX_VALUE) {
      int n = 0;
      for (; n < a.length && pattern <= Integer.MAX_VALUE; n++, pattern += COMB) {
        a[n] = Float.intBitsToFloat((int) pattern);
      }
      kernel.run(a, 0, out, 0, n);
      for (int i = 0; i < n; i++) {
        compare(a[i], out[i], exact.applyAsDouble(a[i]), ulps);
      }
    }
  }

  private static void compare(float x, float got, double exact, double ulps) {
    float rounded = (float) exact;
    if (Float.isNaN(rounded) || Float.isInfinite(rounded)) {
      assertEquals(rounded, got, "at " + x);
      return;
    }
    double error = Math.abs(got - exact) / Math.ulp(rounded);
    assertTrue(error <= ulps, () -> "at " + x + ": " + got + " is " + error + " ulps off " + exact);
  }
}
