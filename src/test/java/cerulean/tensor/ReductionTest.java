package cerulean.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Reductions and running reductions where they are delicate: rounding, extreme numbers, no
/// elements, integers and truth values.
class ReductionTest {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static Tensor f64(double... values) {
    return Tensor.of(values, values.length);
  }

  private static Tensor f32(float... values) {
    return Tensor.of(values, values.length);
  }

  /// Unequal summands of one sign, so that a running sum in F32 is far off: 3,000,000 of about 0.1.
  private static Tensor many(int... shape) {
    return Tensor.uniform(Philox.of(5), 0.05f, 0.15f, shape);
  }

  @Test
  void sumsAreWithinTheirBoundInEveryDirection() {
    Tensor a = many(3_000_000);
    double exact = a.to(DType.F64).sum().itemDouble();
    // (log2(n) + 60) half units of 2^-24, the bound that ReductionOps states.
    double bound = (22 + 60) * 0x1p-24 * exact;
    assertEquals(exact, a.sum().item(), bound);
    assertEquals(
        exact, a.reshape(1_000_000, 3).sum(false, 0).to(DType.F64).sum().itemDouble(), bound);
    assertEquals(
        exact, a.reshape(3, 1_000_000).sum(false, 0).to(DType.F64).sum().itemDouble(), bound);
    assertEquals(exact, a.reshape(3_000, 1, 1_000).sum(false, 0, 2).item(), bound);
  }

  @Test
  void sumsOfColumnsAreAsGoodAsPairwise() {
    // A running sum of 2^20 times 0.1f is off by 1 part in 100, one of 128 blocks by 3 in 10,000.
    float sum = Tensor.full(0.1f, 1 << 20, 2).sum(false, 0).get(1);
    assertEquals((1 << 20) * (double) 0.1f, sum, 37 * 0x1p-24 * sum);
  }

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"I64", "I32", "BOOL"})
  void sumsAndProductsOfWholeNumbersAreI64(DType type) {
    Tensor a = Tensor.of(new long[] {1, 0, 1, 1}, 2, 2).to(type);
    for (Tensor result :
        new Tensor[] {a.sum(), a.prod(), a.countNonZero(false), a.cumsum(0).sum()}) {
      assertEquals(DType.I64, result.dtype());
    }
    assertArrayEquals(new long[] {0, 1}, a.prod(false, 1).toLongArray());
    assertArrayEquals(new long[] {1, 0, 2, 1}, a.cumsum(0).toLongArray());
    assertArrayEquals(new long[] {1, 0, 1, 0}, a.cumprod(0).toLongArray());
    assertEquals(type, a.cummax(1).dtype());
    assertArrayEquals(new long[] {1, 1, 1, 1}, a.cummax(1).toLongArray());
    assertArrayEquals(new long[] {1, 0, 1, 1}, a.cummin(1).toLongArray());
  }

  @Test
  void productsOfI32AreNotCutToI32() {
    assertEquals(1L << 40, Tensor.of(new int[] {1 << 20, 1 << 20}, 2).prod().itemLong());
  }

  @Test
  void productsOfF32OverflowOnlyAtTheEnd() {
    Tensor a = f32(1e30f, 1e30f, 1e-30f, 1e-30f);
    assertEquals(1f, a.prod().item(), 3 * 0x1p-23f);
    assertEquals(1f, a.reshape(4, 1).prod(false, 0).get(0), 3 * 0x1p-23f);
    assertEquals(Float.POSITIVE_INFINITY, f32(1e30f, 1e30f).prod().item());
  }

  @Test
  void reductionsOfNothingAreTheNeutralElement() {
    Tensor none = Tensor.zeros(2, 0);
    assertArrayEquals(new float[] {1, 1}, none.prod(false, 1).toArray());
    assertArrayEquals(new boolean[] {false, false}, none.any(false, 1).toBooleanArray());
    assertArrayEquals(new boolean[] {true, true}, none.all(false, 1).toBooleanArray());
    assertArrayEquals(new long[] {0, 0}, none.countNonZero(false, 1).toLongArray());
    assertArrayEquals(new float[] {0, 0}, none.norm(2, false, 1).toArray());
    assertArrayEquals(new float[] {0, 0}, none.norm(1, false, 1).toArray());
    assertArrayEquals(new float[] {0, 0}, none.norm(3, false, 1).toArray());
    float lowest = Float.NEGATIVE_INFINITY;
    assertArrayEquals(new float[] {lowest, lowest}, none.logSumExp(false, 1).toArray());
    assertArrayEquals(new float[] {Float.NaN, Float.NaN}, none.var(0, false, 1).toArray());
    assertEquals(Shape.of(0), none.var(1, false, 0).shape());
    assertEquals(Shape.of(1, 0), none.prod(true, 0).shape());
    for (Tensor scan : new Tensor[] {none.cumsum(1), none.cumprod(0), none.cummax(1)}) {
      assertEquals(Shape.of(2, 0), scan.shape());
    }
  }

  @Test
  void nanSpreads() {
    Tensor a = f64(1, Double.NaN, INFINITY, 0);
    for (Tensor result :
        new Tensor[] {
          a.prod(),
          a.amax(false),
          a.amin(false),
          a.var(0, false),
          a.std(1, false),
          a.norm(2, false),
          a.norm(1, false),
          a.norm(3, false),
          a.norm(INFINITY, false),
          a.norm(-INFINITY, false),
          a.norm(-2, false),
          a.logSumExp(false),
          a.median(false),
          a.lowerMedian(false)
        }) {
      assertEquals(Double.NaN, result.itemDouble());
    }
    double nan = Double.NaN;
    assertArrayEquals(new double[] {1, nan, nan, nan}, a.cummax(0).toDoubleArray());
    assertArrayEquals(new double[] {1, nan, nan, nan}, a.cummin(0).toDoubleArray());
    assertArrayEquals(new double[] {1, nan, nan, nan}, a.logCumSumExp(0).toDoubleArray());
    assertEquals(3, a.countNonZero(false).itemLong());
    assertEquals(1, a.argmax().itemLong());
    assertEquals(1, a.argmin().itemLong());
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void anyAndAllTakeEveryType(DType type) {
    Tensor a = Tensor.of(new float[] {0, 1, 1, 1}, 2, 2).to(type);
    assertArrayEquals(new boolean[] {false, true}, a.all(false, 1).toBooleanArray());
    assertArrayEquals(new boolean[] {false, true}, a.all(false, 0).toBooleanArray());
    assertEquals(true, a.any(false).itemBoolean());
    assertEquals(3, a.countNonZero(false).itemLong());
  }

  @Test
  void minusZeroIsFalseAndNanIsTrue() {
    assertEquals(false, f32(-0f, 0f).any(false).itemBoolean());
    assertEquals(true, f32(Float.NaN).all(false).itemBoolean());
  }

  @Test
  void varianceOfASmallSpreadOnALargeMeanIsExactToTheLastDigits() {
    // Deviations -1, 0, 1 from 2^23: representable, and lost by a formula with squares of means.
    Tensor a = f32(0x1p23f - 1, 0x1p23f, 0x1p23f + 1);
    assertEquals(1f, a.var(1, false).item());
    assertEquals((float) Math.sqrt(2 / 3.0), a.std(0, false).item());
    Tensor b = f64(1e15, 1e15 + 1, 1e15 + 2, 1e15 + 4);
    // Mean 1.75 above 1e15, which has no such neighbour: squares 3.0625 + 0.5625 + 0.0625 + 5.0625.
    assertEquals(8.75 / 3, b.var(1, false).itemDouble(), 0x1p-50);
  }

  @Test
  void varianceOfManyIsThatOfTheJdkInDoublePrecision() {
    Tensor a = Tensor.normal(Philox.of(3), 100, 1, 100_003);
    double[] x = a.toDoubleArray();
    double mean = Arrays.stream(x).average().orElseThrow();
    double var = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1);
    assertEquals((float) var, a.var(1, false).item(), Math.ulp((float) var));
  }

  @Test
  void varianceWithTooFewElementsIsNanOrInfinite() {
    assertEquals(Float.NaN, f32(3).var(1, false).item());
    assertEquals(0f, f32(3).var(0, false).item());
    assertEquals(Float.POSITIVE_INFINITY, f32(3, 4).var(2, false).item());
    assertEquals(Float.NaN, f32(3, Float.POSITIVE_INFINITY).var(0, false).item());
    assertEquals(Float.NaN, Tensor.scalar(3f).std(1, false).item());
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e308, 1e200, 1e-200, 1e-300, 4.9e-324})
  void normsDoNotOverflowOrVanish(double unit) {
    Tensor a = f64(3 * (unit / 5), 4 * (unit / 5), 0);
    double allowed = 4 * Math.ulp(unit);
    assertEquals(unit, f64(0.6, 0.8).mul(unit).norm(2, false).itemDouble(), allowed);
    assertEquals(unit, f64(unit).norm(3, false).itemDouble(), allowed);
    assertEquals(unit, f64(0, unit).norm(0.5, false).itemDouble(), allowed);
    assertEquals(a.amax(false).itemDouble(), a.norm(INFINITY, false).itemDouble());
  }

  @Test
  void normsOfF32DoNotOverflowOrVanish() {
    assertEquals(2.5e38f, f32(1.5e38f, 2e38f).norm(2, false).item(), Math.ulp(2.5e38f));
    assertEquals(5e-40f, f32(3e-40f, -4e-40f).norm(2, false).item(), Float.MIN_VALUE);
  }

  @Test
  void normsOfInfinitiesAndZeros() {
    Tensor a = f64(0, -INFINITY, 1);
    for (double order : new double[] {0.5, 1, 2, 3, INFINITY}) {
      assertEquals(INFINITY, a.norm(order, false).itemDouble());
      assertEquals(0, f64(0, -0.0).norm(order, false).itemDouble());
    }
    assertEquals(2, a.norm(0, false).itemDouble());
    assertEquals(0, a.norm(-1, false).itemDouble());
    assertEquals(0, a.norm(-INFINITY, false).itemDouble());
    assertEquals(0.5, f64(1, -INFINITY, 1).norm(-1, false).itemDouble());
  }

  @Test
  void logSumExpOfInfinitiesAndLargeNumbers() {
    double low = -INFINITY;
    assertEquals(low, f64(low, low).logSumExp(false).itemDouble());
    assertEquals(INFINITY, f64(low, INFINITY, INFINITY).logSumExp(false).itemDouble());
    assertEquals(1000 + Math.log(2), f64(1000, 1000, low).logSumExp(false).itemDouble());
    assertEquals(-1000 + Math.log(2), f64(-1000, -1000).logSumExp(false).itemDouble());
    assertEquals(7, Tensor.scalar(7.0).logSumExp(false).itemDouble());
    assertArrayEquals(
        new double[] {low, 1000, 1000 + Math.log(2), INFINITY, INFINITY},
        f64(low, 1000, 1000, INFINITY, 3).logCumSumExp(0).toDoubleArray(),
        0x1p-42);
  }

  @Test
  void runningSumsOfF32AreCarriedInDoublePrecision() {
    Tensor a = many(1_000_000);
    double exact = a.to(DType.F64).sum().itemDouble();
    assertEquals((float) exact, a.cumsum(0).get(-1), Math.ulp((float) exact) / 2);
  }

  @Test
  void scansOfScalarsAreCopies() {
    assertEquals(3f, Tensor.scalar(3f).cumsum(0).item());
    assertEquals(Shape.of(), Tensor.scalar(3f).cumprod(-1).shape());
  }

  @Test
  void differencesOfTruthValuesAreChanges() {
    Tensor a = Tensor.of(new boolean[] {true, true, false, true}, 4);
    assertArrayEquals(new boolean[] {false, true, true}, a.diff(1, 0).toBooleanArray());
    assertArrayEquals(new boolean[] {true, false}, a.diff(2, 0).toBooleanArray());
    assertEquals(Shape.of(0), a.diff(9, 0).shape());
    assertArrayEquals(
        new long[] {-3, 5}, Tensor.of(new int[] {4, 1, 6}, 3).diff(1, 0).toLongArray());
  }

  @Test
  void extremesOfEverythingAreNumberedInRowMajorOrder() {
    Tensor a = Tensor.of(new float[] {1, 0, 9, 5, 0, 9}, 2, 3);
    assertEquals(2, a.argmax().itemLong());
    assertEquals(1, a.argmin().itemLong());
    assertEquals(4, a.transpose().argmax().itemLong());
    assertEquals(Shape.of(2, 1), a.argmax(true, 1).shape());
    assertArrayEquals(new long[] {0, 0, 0}, a.argmin(true, 0).toLongArray());
  }

  @Test
  void mediansOfEvenNumbersDiffer() {
    Tensor a = f32(4, 1, 3, 2);
    assertEquals(2.5f, a.median(false).item());
    assertEquals(2f, a.lowerMedian(false).item());
    double most = Double.MAX_VALUE;
    assertEquals(most, f64(most, most).median(false).itemDouble());
    assertEquals(2, Tensor.of(new int[] {4, 1, 3, 2}, 4).lowerMedian(false).itemLong());
  }

  @Test
  void resultsDoNotDependOnTheNumberOfThreads() {
    Tensor a = Tensor.normal(Philox.of(9), 0, 1, 700_001);
    int threads = Parallel.threads();
    try {
      Parallel.configure(1);
      double[] one = summaries(a);
      Parallel.configure(3);
      assertArrayEquals(one, summaries(a));
    } finally {
      Parallel.configure(threads);
    }
    assertTrue(a.var(1, false).item() > 0.9f);
  }

  private static double[] summaries(Tensor a) {
    Tensor columns = a.narrow(0, 0, 700_000).reshape(7_000, 100);
    return new double[] {
      a.sum().item(),
      a.prod().item(),
      a.var(1, false).item(),
      a.norm(3, false).item(),
      a.logSumExp(false).item(),
      columns.sum(false, 0).get(17),
      columns.std(0, false, 0).get(17),
    };
  }
}
