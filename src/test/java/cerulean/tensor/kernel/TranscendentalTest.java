package cerulean.tensor.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Errors of the vector polynomials, in units of the last place, over a comb of all float32 bit
/// patterns: every 4,001st of them, a million points per function.
@Tag("once")
class TranscendentalTest {

  private static final int COMB = 4001;

  private interface Kernel {
    void run(float[] a, int ao, float[] out, int oo, int n);
  }

  private final InlinedFloatTranscendental simd = new InlinedFloatTranscendental();

  record Row(String name, Kernel kernel, DoubleUnaryOperator exact, double ulps) {
    @Override
    public String toString() {
      return name + " within " + ulps + " ulp";
    }
  }

  /// The bounds that the comments of the functions state.
  static List<Row> rows() {
    InlinedFloatTranscendental simd = new InlinedFloatTranscendental();
    InlinedFloatActivations activations = new InlinedFloatActivations();
    ScalarDoubleActivations exact = new ScalarDoubleActivations();
    return List.of(
        new Row("exp", simd::exp, Math::exp, 0.9),
        new Row("exp2", simd::exp2, ElementaryFunctions::exp2, 0.9),
        new Row("expm1", simd::expm1, Math::expm1, 1.6),
        new Row("log", simd::log, Math::log, 0.9),
        new Row("log2", simd::log2, Logarithms::log2, 1.3),
        new Row("log10", simd::log10, Math::log10, 1.1),
        new Row("log1p", simd::log1p, Math::log1p, 1.5),
        new Row("tanh", simd::tanh, Math::tanh, 2.5),
        new Row("sigmoid", simd::sigmoid, x -> 1 / (1 + Math.exp(-x)), 2.4),
        new Row("sin", simd::sin, Math::sin, 1.6),
        new Row("cos", simd::cos, Math::cos, 1.6),
        new Row("erf", simd::erf, ErrorFunctions::erf, 1.3),
        new Row("erfc", simd::erfc, ErrorFunctions::erfc, 7),
        new Row("rsqrt", simd::rsqrt, ElementaryFunctions::rsqrt, 1.5),
        new Row(
            "elu",
            (a, ao, out, oo, n) -> activations.elu(a, ao, 1, out, oo, n),
            x -> one(x, (a, o) -> exact.elu(a, 0, 1, o, 0, 1)),
            1),
        new Row("selu", activations::selu, x -> one(x, (a, o) -> exact.selu(a, 0, o, 0, 1)), 2.2),
        new Row("gelu", activations::gelu, x -> one(x, (a, o) -> exact.gelu(a, 0, o, 0, 1)), 5.6),
        new Row(
            "geluTanh",
            activations::geluTanh,
            x -> one(x, (a, o) -> exact.geluTanh(a, 0, o, 0, 1)),
            210),
        new Row("silu", activations::silu, x -> one(x, (a, o) -> exact.silu(a, 0, o, 0, 1)), 3.2),
        new Row("mish", activations::mish, x -> one(x, (a, o) -> exact.mish(a, 0, o, 0, 1)), 4.3),
        new Row(
            "softplus",
            (a, ao, out, oo, n) -> activations.softplus(a, ao, 1, 20, out, oo, n),
            x -> one(x, (a, o) -> exact.softplus(a, 0, 1, 20, o, 0, 1)),
            1.9),
        new Row(
            "logSigmoid",
            activations::logSigmoid,
            x -> one(x, (a, o) -> exact.logSigmoid(a, 0, o, 0, 1)),
            2),
        new Row(
            "leakyRelu",
            (a, ao, out, oo, n) -> activations.leakyRelu(a, ao, 0.25, out, oo, n),
            x -> one(x, (a, o) -> exact.leakyRelu(a, 0, 0.25, o, 0, 1)),
            0.5));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void errorsAreWithinTheirBound(Row row) {
    check(row.kernel(), row.exact(), row.ulps());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void anElementHasTheSameBitsWhereverItStands(Row row) {
    float[] a = new float[40];
    for (int i = 0; i < a.length; i++) {
      a[i] = i % 7 == 6 ? 1e6f * i : 0.31f * i - 4.7f;
    }
    float[] whole = new float[40];
    row.kernel().run(a, 0, whole, 0, 40);
    for (int i = 0; i < a.length; i++) {
      float[] single = {7, 7, 7};
      row.kernel().run(a, i, single, 1, 1);
      assertEquals(whole[i], single[1]);
      assertEquals(7, single[0]);
      assertEquals(7, single[2]);
    }
    float[] inPlace = a.clone();
    row.kernel().run(inPlace, 0, inPlace, 0, 40);
    assertArrayEquals(whole, inPlace);
  }

  @Test
  void slopesOfActivationsAreWithinTheirBound() {
    InlinedFloatActivations single = new InlinedFloatActivations();
    ScalarDoubleActivations exact = new ScalarDoubleActivations();
    float[] ones = new float[4096];
    java.util.Arrays.fill(ones, 1f);
    double[] one = {1};
    double bound = 0x1p-21;
    checkAbsolute(
        (a, ao, out, oo, n) -> single.geluGradient(ones, 0, a, ao, out, oo, n),
        x -> one(x, (a, o) -> exact.geluGradient(one, 0, a, 0, o, 0, 1)),
        bound);
    checkAbsolute(
        (a, ao, out, oo, n) -> single.geluTanhGradient(ones, 0, a, ao, out, oo, n),
        x -> one(x, (a, o) -> exact.geluTanhGradient(one, 0, a, 0, o, 0, 1)),
        bound);
    checkAbsolute(
        (a, ao, out, oo, n) -> single.siluGradient(ones, 0, a, ao, out, oo, n),
        x -> one(x, (a, o) -> exact.siluGradient(one, 0, a, 0, o, 0, 1)),
        bound);
  }

  private interface InDouble {
    void run(double[] a, double[] out);
  }

  private static double one(double x, InDouble function) {
    double[] out = new double[1];
    function.run(new double[] {x}, out);
    return out[0];
  }

  private static void checkAbsolute(Kernel kernel, DoubleUnaryOperator exact, double bound) {
    float[] a = new float[4096];
    float[] out = new float[4096];
    for (long pattern = Integer.MIN_VALUE; pattern <= Integer.MAX_VALUE; pattern += 4096L * COMB) {
      for (int i = 0; i < a.length; i++) {
        a[i] = Float.intBitsToFloat((int) Math.min(Integer.MAX_VALUE, pattern + (long) i * COMB));
      }
      kernel.run(a, 0, out, 0, a.length);
      for (int i = 0; i < a.length; i++) {
        float x = a[i];
        float got = out[i];
        double expected = exact.applyAsDouble(x);
        boolean both = Double.isNaN(expected) && Float.isNaN(got);
        assertTrue(
            both || Math.abs(got - expected) <= bound,
            () -> "at " + x + ": " + got + " is not " + expected);
      }
    }
  }

  @Test
  void zerosKeepTheirSignAndInfinitiesTheirLimit() {
    InlinedFloatActivations activations = new InlinedFloatActivations();
    float inf = Float.POSITIVE_INFINITY;
    for (Kernel odd :
        List.<Kernel>of(simd::sin, simd::erf, simd::expm1, simd::log1p, activations::gelu)) {
      assertEquals(0f, one(odd, 0f));
      assertEquals(-0f, one(odd, -0f));
    }
    for (Kernel gate :
        List.<Kernel>of(
            activations::gelu, activations::geluTanh, activations::silu, activations::mish)) {
      assertEquals(0f, Math.abs(one(gate, -inf)));
      assertEquals(inf, one(gate, inf));
      assertEquals(Float.NaN, one(gate, Float.NaN));
    }
    assertEquals(Float.NaN, one(simd::sin, inf));
    assertEquals(Float.NaN, one(simd::cos, -inf));
    assertEquals(Float.NaN, one(simd::sin, Float.NaN));
    assertEquals(-inf, one(simd::log1p, -1f));
    assertEquals(Float.NaN, one(simd::log1p, -1.5f));
    assertEquals(inf, one(simd::log1p, inf));
    assertEquals(-1f, one(simd::expm1, -inf));
    assertEquals(inf, one(simd::expm1, inf));
    assertEquals(2f, one(simd::erfc, -inf));
    assertEquals(0f, one(simd::erfc, inf));
    assertEquals(inf, one(simd::rsqrt, 0f));
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
