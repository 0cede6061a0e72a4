package cerulean.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.tensor.Sorting.Sorted;
import cerulean.tensor.Sorting.TopK;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The first few of a sort, found with and without sorting, are those of the sort.
class TopKTest {

  /// Round the vector lengths, and round `k` of 64 and half the length, where the way changes.
  static Stream<Arguments> sizes() {
    return Stream.of(1, 2, 16, 17, 33, 127, 128, 129, 1030)
        .flatMap(n -> Stream.of(DType.values()).map(type -> Arguments.of(type, n)));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void itIsTheBeginningOfTheStableSort(DType type, int n) {
    for (Tensor a : new Tensor[] {mixed(type, n), mixed(type, n).flip(0), ascending(type, n)}) {
      for (boolean largest : new boolean[] {false, true}) {
        Sorted sorted = Sorting.sort(a, 0, largest);
        for (int k : new int[] {0, 1, 10, 63, 64, 65, n / 2, n / 2 + 1, n}) {
          if (k <= n) {
            TopK top = Sorting.topK(a, k, 0, largest);
            assertArrayEquals(
                sorted.indices().narrow(0, 0, k).toLongArray(), top.indices().toLongArray());
            assertArrayEquals(
                sorted.values().narrow(0, 0, k).toDoubleArray(), top.values().toDoubleArray());
          }
        }
      }
    }
  }

  @Test
  void rowsOfAViewAreTakenOnTheirOwn() {
    Tensor a = mixed(DType.F32, 600).reshape(200, 3).transpose();
    TopK top = Sorting.topK(a, 5, 1, true);
    for (int row = 0; row < 3; row++) {
      assertArrayEquals(
          Sorting.argsort(a.select(0, row), 0, true).narrow(0, 0, 5).toLongArray(),
          top.indices().select(0, row).toLongArray());
    }
    TopK down = Sorting.topK(a.transpose(), 5, 0, true);
    assertArrayEquals(
        top.indices().toLongArray(), down.indices().transpose().contiguous().toLongArray());
  }

  @Test
  void nanComesFirstAmongTheLargestAndLastAmongTheSmallest() {
    float[] values = new float[40];
    values[7] = Float.NaN;
    values[30] = -Float.NaN;
    values[31] = Float.POSITIVE_INFINITY;
    values[32] = Float.NEGATIVE_INFINITY;
    values[39] = -0f;
    Tensor a = Tensor.of(values, 40);
    for (Tensor x : new Tensor[] {a, a.to(DType.F64), a.to(DType.BF16)}) {
      assertArrayEquals(
          new long[] {7, 30, 31, 0}, Sorting.topK(x, 4, 0, true).indices().toLongArray());
      assertArrayEquals(
          new long[] {32, 0, 1, 2}, Sorting.topK(x, 4, 0, false).indices().toLongArray());
    }
    Tensor allNan = Tensor.full(Float.NaN, 40);
    assertArrayEquals(
        new long[] {0, 1, 2}, Sorting.topK(allNan, 3, 0, false).indices().toLongArray());
    assertEquals(Shape.of(0, 4), Sorting.topK(Tensor.zeros(0, 40), 4, 1, true).values().shape());
  }

  /// A few values many times, zeros of both signs, and for floating point infinities and NaN.
  private static Tensor mixed(DType type, int n) {
    Philox random = Philox.of(n);
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      int drawn = random.nextInt(40);
      values[i] =
          switch (type) {
            case BOOL -> drawn % 2;
            case U8 -> drawn;
            case I8, I32, I64 -> drawn - 20;
            default ->
                drawn == 0
                    ? Double.NaN
                    : drawn == 1 ? Double.NEGATIVE_INFINITY : drawn == 2 ? -0.0 : (drawn - 20) / 4d;
          };
    }
    return Tensor.of(values, n).to(type);
  }

  /// The order in which each element is kept for a while.
  private static Tensor ascending(DType type, int n) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = type == DType.BOOL ? i * 2 / n : i * 100L / n;
    }
    return Tensor.of(values, n).to(type);
  }
}
