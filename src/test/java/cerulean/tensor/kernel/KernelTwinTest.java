package cerulean.tensor.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.tensor.Philox;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Vector kernels against their scalar twins, at lengths round the lane count and at odd offsets.
/// Exact operations give the same bits; whatever lies around the written run is left alone.
@Tag("once")
class KernelTwinTest {

  private static final int[] LENGTHS = {0, 1, 3, 7, 8, 15, 16, 17, 31, 33, 63, 64, 65, 207, 1021};

  private static final int[] OFFSETS = {0, 1, 3};

  private static final float GUARD = 12345f;

  private interface Binary {
    void run(FloatElementwise k, float[] a, int ao, float[] b, int bo, float[] out, int oo, int n);
  }

  private record Named(String name, Binary op) {}

  private static List<Named> exact() {
    List<Named> ops = new ArrayList<>();
    ops.add(new Named("add", (k, a, ao, b, bo, o, oo, n) -> k.add(a, ao, b, bo, o, oo, n)));
    ops.add(new Named("sub", (k, a, ao, b, bo, o, oo, n) -> k.sub(a, ao, b, bo, o, oo, n)));
    ops.add(new Named("mul", (k, a, ao, b, bo, o, oo, n) -> k.mul(a, ao, b, bo, o, oo, n)));
    ops.add(new Named("div", (k, a, ao, b, bo, o, oo, n) -> k.div(a, ao, b, bo, o, oo, n)));
    ops.add(new Named("maximum", (k, a, ao, b, bo, o, oo, n) -> k.maximum(a, ao, b, bo, o, oo, n)));
    ops.add(new Named("minimum", (k, a, ao, b, bo, o, oo, n) -> k.minimum(a, ao, b, bo, o, oo, n)));
    ops.add(
        new Named(
            "wherePositive",
            (k, a, ao, b, bo, o, oo, n) -> k.wherePositive(a, ao, b, bo, o, oo, n)));
    ops.add(
        new Named("addScalar", (k, a, ao, b, bo, o, oo, n) -> k.addScalar(a, ao, 1.7f, o, oo, n)));
    ops.add(
        new Named("mulScalar", (k, a, ao, b, bo, o, oo, n) -> k.mulScalar(a, ao, 1.7f, o, oo, n)));
    ops.add(
        new Named("divScalar", (k, a, ao, b, bo, o, oo, n) -> k.divScalar(a, ao, 1.7f, o, oo, n)));
    ops.add(
        new Named("scalarSub", (k, a, ao, b, bo, o, oo, n) -> k.scalarSub(a, ao, 1.7f, o, oo, n)));
    ops.add(
        new Named("scalarDiv", (k, a, ao, b, bo, o, oo, n) -> k.scalarDiv(a, ao, 1.7f, o, oo, n)));
    ops.add(
        new Named(
            "maximumScalar", (k, a, ao, b, bo, o, oo, n) -> k.maximumScalar(a, ao, 0f, o, oo, n)));
    ops.add(
        new Named(
            "minimumScalar", (k, a, ao, b, bo, o, oo, n) -> k.minimumScalar(a, ao, 0f, o, oo, n)));
    ops.add(new Named("neg", (k, a, ao, b, bo, o, oo, n) -> k.neg(a, ao, o, oo, n)));
    ops.add(new Named("abs", (k, a, ao, b, bo, o, oo, n) -> k.abs(a, ao, o, oo, n)));
    ops.add(new Named("sqrt", (k, a, ao, b, bo, o, oo, n) -> k.sqrt(a, ao, o, oo, n)));
    ops.add(new Named("sign", (k, a, ao, b, bo, o, oo, n) -> k.sign(a, ao, o, oo, n)));
    ops.add(
        new Named("addScaled", (k, a, ao, b, bo, o, oo, n) -> k.addScaled(a, ao, 1.7f, o, oo, n)));
    ops.add(
        new Named(
            "mulAdd", (k, a, ao, b, bo, o, oo, n) -> k.mulAdd(a, ao, b, bo, b, bo + 1, o, oo, n)));
    return ops;
  }

  @TestFactory
  List<DynamicTest> elementwiseTwinsGiveTheSameBits() {
    return exact().stream()
        .map(op -> DynamicTest.dynamicTest(op.name(), () -> compare(op)))
        .toList();
  }

  private static void compare(Named op) {
    Philox random = Philox.of(op.name().hashCode());
    for (int n : LENGTHS) {
      for (int offset : OFFSETS) {
        float[] a = anyBits(random, n + 8);
        float[] b = anyBits(random, n + 8);
        float[] scalar = guarded(n);
        float[] simd = guarded(n);
        op.op().run(new ScalarFloatElementwise(), a, offset, b, 2, scalar, 1, n);
        op.op().run(new SimdFloatElementwise(), a, offset, b, 2, simd, 1, n);
        assertArrayEquals(canonical(scalar), canonical(simd), op.name() + " of " + n);
        assertEquals(GUARD, simd[0]);
        assertEquals(GUARD, simd[n + 1]);
      }
    }
  }

  @TestFactory
  List<DynamicTest> reductionTwinsAgree() {
    List<DynamicTest> tests = new ArrayList<>();
    for (int n : LENGTHS) {
      tests.add(DynamicTest.dynamicTest("length " + n, () -> compareReductions(n)));
    }
    return tests;
  }

  private static void compareReductions(int n) {
    Philox random = Philox.of(n);
    float[] a = new float[n + 5];
    random.fillNormal(a, 0, a.length, 0f, 1f);
    ScalarFloatReductions scalar = new ScalarFloatReductions();
    SimdFloatReductions simd = new SimdFloatReductions();
    for (int offset : OFFSETS) {
      double exact = 0;
      for (int i = 0; i < n; i++) {
        exact += a[offset + i];
      }
      assertEquals(exact, scalar.sum(a, offset, n), 1e-6 * (n + 1));
      assertEquals(exact, simd.sum(a, offset, n), 1e-6 * (n + 1));
      assertEquals(scalar.max(a, offset, n), simd.max(a, offset, n));
      assertEquals(scalar.min(a, offset, n), simd.min(a, offset, n));
    }
    if (n > 0) {
      a[n / 2] = Float.NaN;
      assertEquals(Float.NaN, scalar.max(a, 0, n));
      assertEquals(Float.NaN, simd.max(a, 0, n));
      assertEquals(Float.NaN, simd.min(a, 0, n));
      assertEquals(Float.NaN, simd.sum(a, 0, n));
    }
  }

  @Test
  void windowsOfFourGiveTheSameBits() {
    Philox random = Philox.of(9);
    for (int columns : LENGTHS) {
      for (int spare = 0; spare < 3; spare++) {
        int width = 2 * columns + spare;
        float[] a = anyBits(random, 6 * width + 4);
        float[] g = anyBits(random, 3 * columns + 2);
        float[][] max = {guarded(3 * columns), guarded(3 * columns)};
        float[][] gradient = {new float[6 * width + 2], new float[6 * width + 2]};
        FloatFours[] twins = {new ScalarFloatFours(), new SimdFloatFours()};
        for (int k = 0; k < 2; k++) {
          twins[k].max(a, 3, width, 3, columns, max[k], 1);
          twins[k].maxGradient(a, 3, g, 2, width, 3, columns, gradient[k], 1);
        }
        assertArrayEquals(canonical(max[0]), canonical(max[1]), columns + " columns");
        assertArrayEquals(canonical(gradient[0]), canonical(gradient[1]), columns + " columns");
      }
    }
  }

  @Test
  void whatIsBeyondALimitIsFoundAtTheSamePlace() {
    Philox random = Philox.of(5);
    for (int n : LENGTHS) {
      float[] a = anyBits(random, n + 5);
      for (float limit : new float[] {-1, -0f, 0, 1, Float.POSITIVE_INFINITY, Float.NaN}) {
        for (int from = 0; from <= n; from += Math.max(1, n / 5)) {
          int above = from;
          while (above < n && a[3 + above] <= limit) {
            above++;
          }
          int below = from;
          while (below < n && a[3 + below] >= limit) {
            below++;
          }
          for (FloatReductions k :
              new FloatReductions[] {new ScalarFloatReductions(), new SimdFloatReductions()}) {
            assertEquals(above, k.firstAbove(a, 3, from, n, limit));
            assertEquals(below, k.firstBelow(a, 3, from, n, limit));
          }
        }
      }
    }
  }

  /// Any float: normal, subnormal, infinite, NaN, both zeros.
  private static float[] anyBits(Philox random, int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] =
          switch (random.nextInt(8)) {
            case 0 -> Float.intBitsToFloat(random.nextInt());
            case 1 -> 0f;
            case 2 -> -0f;
            default -> (float) random.nextGaussian();
          };
    }
    return values;
  }

  private static float[] guarded(int n) {
    float[] out = new float[n + 2];
    java.util.Arrays.fill(out, GUARD);
    return out;
  }

  /// Bits, with every NaN alike: which NaN comes out is not specified.
  private static int[] canonical(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToIntBits(values[i]);
    }
    return bits;
  }

  @Test
  void recurrentCellsHaveTheSameBitsInVectors() {
    FloatTranscendental functions = new ScalarFloatTranscendental();
    for (int n : LENGTHS) {
      List<float[]> results = new ArrayList<>();
      for (FloatRecurrent cell : List.of(new ScalarFloatRecurrent(), new SimdFloatRecurrent())) {
        Philox random = Philox.of(5);
        float[] gates = numbers(random, 4 * n + 1);
        float[] c = numbers(random, 2 * n + 2);
        float[] h = numbers(random, n + 1);
        float[] dh = numbers(random, n + 1);
        float[] dc = numbers(random, n + 1);
        float[] d = new float[4 * n + 1];
        cell.lstm(functions, gates, 1, c, 1, n + 1, h, 1, n);
        cell.lstmGradient(functions, gates, 1, c, 1, n + 1, dh, 1, dc, 1, d, 1, n);
        float[] x = numbers(random, 3 * n + 1);
        float[] p = numbers(random, 3 * n + 1);
        float[] units = new float[3 * n + 1];
        float[] states = numbers(random, 2 * n + 1);
        float[] dx = new float[3 * n + 1];
        float[] dp = new float[3 * n + 1];
        cell.gru(functions, x, 1, p, 1, units, 1, states, 1, n + 1, n);
        cell.gruGradient(units, 1, p, 1, states, 1, dh, 1, dx, 1, dp, 1, n);
        for (float[] result : List.of(gates, c, h, dh, dc, d, units, states, dx, dp)) {
          results.add(result);
        }
      }
      for (int i = 0; i < results.size() / 2; i++) {
        assertArrayEquals(results.get(i), results.get(results.size() / 2 + i), "n = " + n);
      }
    }
  }

  private static float[] numbers(Philox random, int n) {
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = random.nextFloat() * 4 - 2;
    }
    return numbers;
  }

  @Test
  void spikingCellsAgree() {
    for (int n : LENGTHS) {
      List<float[]> results = new ArrayList<>();
      for (FloatSpiking cells : List.of(new ScalarFloatSpiking(), new SimdFloatSpiking())) {
        Philox random = Philox.of(6);
        float[] x = numbers(random, n + 1);
        float[] c = numbers(random, 6 * n);
        float[] v = numbers(random, n + 2);
        float[] work = numbers(random, 4 * n);
        float[] spikes = new float[n + 1];
        float[] after = new float[n + 3];
        float[] dv = numbers(random, n + 1);
        float[] dx = new float[n + 3];
        float[] dc = new float[6 * n];
        cells.lif(x, 1, c, v, 2, work, n);
        cells.fire(work, 0, 0, c, spikes, 1, after, 3, n);
        cells.heightGradient(work, 0, dv, 1, dc, 0, n);
        cells.fireGradient(work, 0, 1, 0.5f, c, x, 1, dv, 1, n);
        cells.lifCoefficients(work, x, 1, c, v, 2, dc, n);
        cells.lifGradient(work, c, dv, 1, dx, 3, n);
        results.addAll(List.of(work, spikes, after, dv, dx, dc));
      }
      for (int i = 0; i < results.size() / 2; i++) {
        assertArrayEquals(results.get(i), results.get(results.size() / 2 + i), "n = " + n);
      }
    }
  }
}
