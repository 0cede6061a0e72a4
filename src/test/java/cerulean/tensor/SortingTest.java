package cerulean.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.tensor.Sorting.Selected;
import cerulean.tensor.Sorting.Sorted;
import cerulean.tensor.Sorting.Unique;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Order, and its special cases: NaN, signed zeros, equal elements, long runs.
@Tag("once")
class SortingTest {

  private static final float NAN = Float.NaN;

  private static final float HIGH = Float.POSITIVE_INFINITY;

  private static Tensor f32(float... values) {
    return Tensor.of(values, values.length);
  }

  private static Tensor i64(long... values) {
    return Tensor.of(values, values.length);
  }

  @Test
  void nanIsLastAscendingAndFirstDescending() {
    Tensor a = f32(NAN, 2, -HIGH, HIGH, -NAN, -1);
    for (Tensor x : new Tensor[] {a, a.to(DType.F64), a.to(DType.F16), a.to(DType.BF16)}) {
      Sorted up = Sorting.sort(x, 0);
      assertArrayEquals(new long[] {2, 5, 1, 3, 0, 4}, up.indices().toLongArray());
      assertArrayEquals(new double[] {-HIGH, -1, 2, HIGH, NAN, NAN}, up.values().toDoubleArray());
      Sorted down = Sorting.sort(x, 0, true);
      assertArrayEquals(new long[] {0, 4, 3, 1, 5, 2}, down.indices().toLongArray());
    }
  }

  @Test
  void signedZerosAreEqualAndKeepTheirOrder() {
    Tensor a = f32(0f, -0f, 1, -0f, 0f);
    for (Tensor x : new Tensor[] {a, a.to(DType.F64)}) {
      assertArrayEquals(new long[] {0, 1, 3, 4, 2}, Sorting.argsort(x, 0, false).toLongArray());
      assertArrayEquals(new long[] {2, 0, 1, 3, 4}, Sorting.argsort(x, 0, true).toLongArray());
    }
    float[] values = Sorting.sort(a, 0).values().toArray();
    assertEquals(-0f, values[1]);
    assertEquals(0f, values[3]);
  }

  @Test
  void integersSortByValueToTheEndsOfTheirRange() {
    long[] values = {0, Long.MAX_VALUE, -1, Long.MIN_VALUE, 1L << 32, 1, -(1L << 32)};
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    assertArrayEquals(sorted, Sorting.sort(i64(values), 0).values().toLongArray());
    int[] ints = {0, Integer.MAX_VALUE, -1, Integer.MIN_VALUE, 1};
    assertArrayEquals(
        new long[] {3, 2, 0, 4, 1}, Sorting.argsort(Tensor.of(ints, 5), 0, false).toLongArray());
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void everyTypeIsSortedAndKept(DType type) {
    Tensor a = Tensor.of(new long[] {1, 0, 1, 0}, 2, 2).to(type);
    Sorted sorted = Sorting.sort(a, -1);
    assertEquals(type, sorted.values().dtype());
    assertEquals(DType.I64, sorted.indices().dtype());
    assertArrayEquals(new double[] {0, 1, 0, 1}, sorted.values().toDoubleArray());
    assertEquals(type, Sorting.unique(a).values().dtype());
    assertArrayEquals(new long[] {1, 0, 1, 0}, Sorting.unique(a).inverse().toLongArray());
  }

  @Test
  void bytesSortBySignOrWithout() {
    byte[] bytes = {-1, 1, 0, -128};
    assertArrayEquals(
        new long[] {3, 0, 2, 1},
        Sorting.argsort(Tensor.wrap(DType.I8, bytes, 4), 0, false).toLongArray());
    assertArrayEquals(
        new long[] {2, 1, 3, 0},
        Sorting.argsort(Tensor.wrap(DType.U8, bytes, 4), 0, false).toLongArray());
  }

  static List<Arguments> lengths() {
    // Round the lengths where insertion, merging and counting take over.
    return Stream.of(DType.F32, DType.F64, DType.I64, DType.I32)
        .flatMap(type ->
            IntStream.of(0, 1, 2, 15, 16, 17, 31, 33, 63, 64, 65, 767, 768, 1025, 70_000)
                .mapToObj(n -> Arguments.of(type, n)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void orderIsThatOfTheStableSortOfTheJdk(DType type, int n) {
    // Half of the elements spread over the whole range, half of them among a few values.
    Philox random = Philox.of(n);
    long[] drawn = new long[n];
    for (int i = 0; i < n; i++) {
      long bits = (long) random.nextInt() << 32 ^ random.nextInt();
      drawn[i] = (bits & 1) == 0 ? bits : bits >> 61;
    }
    Tensor a = i64(drawn).to(type);
    double[] values = a.toDoubleArray();
    for (boolean descending : new boolean[] {false, true}) {
      Comparator<Integer> order =
          type == DType.I64
              ? Comparator.comparingLong(i -> drawn[i])
              : Comparator.comparingDouble(i -> values[i]);
      long[] expected =
          IntStream.range(0, n)
              .boxed()
              .sorted(descending ? order.reversed() : order)
              .mapToLong(i -> i)
              .toArray();
      assertArrayEquals(expected, Sorting.argsort(a, 0, descending).toLongArray());
    }
  }

  @Test
  void topKTakesTheFirstOfEquals() {
    Tensor a = f32(3, 1, 3, NAN, 1, 3);
    assertArrayEquals(new long[] {3, 0, 2}, Sorting.topK(a, 3, 0, true).indices().toLongArray());
    assertArrayEquals(new long[] {1, 4, 0}, Sorting.topK(a, 3, 0, false).indices().toLongArray());
    assertEquals(Shape.of(2, 0), Sorting.topK(Tensor.zeros(2, 3), 0, 1, true).values().shape());
  }

  @Test
  void emptyTensorsSort() {
    assertEquals(Shape.of(0, 3), Sorting.sort(Tensor.zeros(0, 3), 0).values().shape());
    assertEquals(Shape.of(0, 3), Sorting.sort(Tensor.zeros(0, 3), 1).indices().shape());
    assertEquals(Shape.of(0), Sorting.unique(Tensor.zeros(0, 3)).values().shape());
    assertEquals(Shape.of(0, 3), Sorting.unique(Tensor.zeros(0, 3)).inverse().shape());
    assertEquals(Shape.of(0, 3), Sorting.unique(Tensor.zeros(0, 3), 0).values().shape());
  }

  @Test
  void kthValueAndLowerMedianKeepOrDropTheAxis() {
    Tensor a = Tensor.of(new float[] {5, 1, 3, 9, 4, 8, 2, 7}, 2, 4);
    Selected third = Sorting.kthValue(a, 3, -1, true);
    assertEquals(Shape.of(2, 1), third.values().shape());
    assertArrayEquals(new float[] {5, 7}, third.values().toArray());
    assertArrayEquals(new long[] {0, 3}, third.indices().toLongArray());
    Selected median = Sorting.lowerMedian(a, 1, false);
    assertEquals(Shape.of(2), median.values().shape());
    assertArrayEquals(new float[] {3, 4}, median.values().toArray());
    assertArrayEquals(new long[] {2, 0}, median.indices().toLongArray());
  }

  @Test
  void lowerMedianWithNanIsTheFirstNan() {
    Selected median = Sorting.lowerMedian(f32(1, NAN, 0, NAN, 2), 0, false);
    assertEquals(NAN, median.values().item());
    assertEquals(1, median.indices().itemLong());
  }

  @Test
  void uniqueCountsAndLeadsBack() {
    Tensor a = Tensor.of(new long[] {3, 1, 3, 2, 1, 3}, 2, 3);
    Unique sorted = Sorting.unique(a);
    assertArrayEquals(new long[] {1, 2, 3}, sorted.values().toLongArray());
    assertArrayEquals(new long[] {2, 0, 2, 1, 0, 2}, sorted.inverse().toLongArray());
    assertEquals(Shape.of(2, 3), sorted.inverse().shape());
    assertArrayEquals(new long[] {2, 1, 3}, sorted.counts().toLongArray());
    assertArrayEquals(new long[] {1, 3, 0}, sorted.firstIndices().toLongArray());
    Unique inOrder = Sorting.uniqueInOrder(a);
    assertArrayEquals(new long[] {3, 1, 2}, inOrder.values().toLongArray());
    assertArrayEquals(new long[] {0, 1, 0, 2, 1, 0}, inOrder.inverse().toLongArray());
    assertArrayEquals(new long[] {3, 2, 1}, inOrder.counts().toLongArray());
    assertArrayEquals(new long[] {0, 1, 3}, inOrder.firstIndices().toLongArray());
  }

  @Test
  void uniqueSlicesAreInLexicographicOrder() {
    Tensor rows = Tensor.of(new float[] {2, 1, 0, 9, 2, 0, 0, 9, 2, 1}, 5, 2);
    for (Tensor a : new Tensor[] {rows, rows.to(DType.F64), rows.to(DType.I32)}) {
      Unique unique = Sorting.unique(a, 0);
      assertArrayEquals(new double[] {0, 9, 2, 0, 2, 1}, unique.values().toDoubleArray());
      assertArrayEquals(new long[] {2, 0, 1, 0, 2}, unique.inverse().toLongArray());
      assertArrayEquals(new long[] {2, 1, 2}, unique.counts().toLongArray());
      assertArrayEquals(new long[] {1, 2, 0}, unique.firstIndices().toLongArray());
      Unique columns = Sorting.unique(a.transpose(), 1);
      assertEquals(Shape.of(2, 3), columns.values().shape());
      assertArrayEquals(unique.inverse().toLongArray(), columns.inverse().toLongArray());
      assertArrayEquals(
          new double[] {2, 1, 0, 9, 2, 0}, Sorting.uniqueInOrder(a, 0).values().toDoubleArray());
    }
  }

  @Test
  void zerosAreOneElementAndEachNanIsItsOwn() {
    Unique unique = Sorting.unique(f32(NAN, -0f, 0f, NAN));
    assertArrayEquals(new float[] {-0f, NAN, NAN}, unique.values().toArray());
    assertArrayEquals(new long[] {2, 1, 1}, unique.counts().toLongArray());
    assertArrayEquals(
        new long[] {1, 1}, Sorting.unique(f32(NAN, NAN).to(DType.F64)).counts().toLongArray());
    // The key of NaN is the largest number of integers, which is equal to itself.
    long[] most = {Long.MAX_VALUE, Long.MAX_VALUE};
    assertArrayEquals(new long[] {2}, Sorting.unique(i64(most)).counts().toLongArray());
  }

  @Test
  void insertionPlacesGoBeforeOrBehindEquals() {
    Tensor sorted = f32(1, 3, 3, 5, NAN);
    Tensor values = f32(0, 3, 4, 9, NAN, -HIGH);
    assertArrayEquals(
        new long[] {0, 1, 3, 4, 4, 0}, Sorting.searchSorted(sorted, values, false).toLongArray());
    assertArrayEquals(
        new long[] {0, 3, 3, 4, 5, 0}, Sorting.searchSorted(sorted, values, true).toLongArray());
    Tensor rows = Tensor.of(new long[] {1, 2, 3, 10, 20, 30}, 2, 3);
    Tensor asked = Tensor.of(new double[] {2.5, 2.5, 25, 5}, 2, 2);
    assertArrayEquals(
        new long[] {2, 2, 2, 0}, Sorting.searchSorted(rows, asked, false).toLongArray());
    assertEquals(1, Sorting.searchSorted(sorted, Tensor.scalar(2f), false).itemLong());
    assertArrayEquals(
        new long[] {0, 0}, Sorting.searchSorted(f32(), f32(1, 2), true).toLongArray());
  }

  @Test
  void binsAreCounted() {
    Tensor a = Tensor.of(new int[] {1, 4, 1, 0}, 4);
    assertArrayEquals(new long[] {1, 2, 0, 0, 1}, Sorting.bincount(a, 0).toLongArray());
    assertEquals(7, Sorting.bincount(a, 7).size());
    assertEquals(3, Sorting.bincount(i64(), 3).size());
    Tensor weights = f32(0.5f, 1, 0.25f, 2);
    Tensor sums = Sorting.bincount(a, weights, 0);
    assertEquals(DType.F32, sums.dtype());
    assertArrayEquals(new float[] {2, 0.75f, 0, 0, 1}, sums.toArray());
    assertEquals(DType.F64, Sorting.bincount(a, a, 0).dtype());
  }

  @Test
  void resultsHaveStorageOfTheirOwn() {
    Tensor a = f32(1, 2);
    Sorting.sort(a, 0).values().fillInPlace(9);
    Sorting.kthValue(a, 1, 0, false).values().fillInPlace(9);
    a.diff(0, 0).fillInPlace(9);
    assertArrayEquals(new float[] {1, 2}, a.toArray());
  }
}
