package cerulean.tensor.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cerulean.tensor.Philox;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Both matrix products against a double-precision triple loop, at sizes round the tiles and blocks
/// (13 rows; 16, 32 columns; 256 deep; 512 or 1024 wide), in all layouts.
@Tag("once")
class MatMulKernelTest {

  private static final float GUARD = 777f;

  static Stream<Arguments> kernels() {
    return Stream.of(
        Arguments.of(Named.of("scalar", new ScalarFloatMatMul())),
        Arguments.of(Named.of("simd", new SimdFloatMatMul())));
  }

  private static final List<int[]> SIZES =
      List.of(
          new int[] {1, 1, 1},
          new int[] {1, 17, 3},
          new int[] {1, 70, 263},
          new int[] {1, 2100, 6},
          new int[] {5, 1, 40},
          new int[] {3, 15, 16},
          new int[] {4, 16, 17},
          new int[] {12, 32, 33},
          new int[] {13, 33, 1},
          new int[] {11, 31, 399},
          new int[] {25, 65, 400},
          new int[] {24, 100, 401},
          new int[] {7, 513, 20},
          new int[] {30, 1030, 805},
          new int[] {27, 40, 257},
          new int[] {9, 10, 0},
          new int[] {40, 10, 300},
          new int[] {33, 1, 520},
          new int[] {150, 1, 300},
          new int[] {65, 13, 17},
          new int[] {101, 40, 300});

  @ParameterizedTest
  @MethodSource("kernels")
  void equalsTheTripleLoopInAllLayouts(FloatMatMul kernel) {
    for (int[] size : SIZES) {
      for (int layout = 0; layout < 4; layout++) {
        check(kernel, size[0], size[1], size[2], (layout & 1) != 0, (layout & 2) != 0);
      }
    }
  }

  /// Of the scalar kernel only: vectors are objects to the interpreter.
  @Test
  void theScalarKernelAllocatesNothingAfterTheFirstProduct() {
    ScalarFloatMatMul kernel = new ScalarFloatMatMul();
    float[] a = new float[300 * 300];
    float[] c = new float[300 * 300];
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    assumeTrue(threads.isThreadAllocatedMemorySupported(), "this JVM does not count allocations");
    long before = 0;
    for (int round = 0; round < 3; round++) {
      before = threads.getCurrentThreadAllocatedBytes();
      kernel.multiply(300, 300, 300, a, 0, 300, 1, a, 0, 1, 300, c, 0, 300, false, null);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    // What asking costs; a block is 64 KiB.
    assertTrue(allocated < 1024, allocated + " bytes");
  }

  private static void check(
      FloatMatMul kernel, int m, int n, int k, boolean transposeA, boolean transposeB) {
    Philox random = Philox.of(m * 31L + n * 7L + k);
    float[] a = new float[m * k + 5];
    float[] b = new float[k * n + 3];
    random.fillNormal(a, 0, a.length, 0f, 1f);
    random.fillNormal(b, 0, b.length, 0f, 1f);
    int aRow = transposeA ? 1 : k;
    int aColumn = transposeA ? m : 1;
    int bRow = transposeB ? 1 : n;
    int bColumn = transposeB ? k : 1;
    int width = n + 2;
    float[] c = new float[m * width + 4];
    Arrays.fill(c, GUARD);
    kernel.multiply(m, n, k, a, 5, aRow, aColumn, b, 3, bRow, bColumn, c, 4, width, false, null);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        double magnitude = 0;
        for (int p = 0; p < k; p++) {
          double term = (double) a[5 + i * aRow + p * aColumn] * b[3 + p * bRow + j * bColumn];
          sum += term;
          magnitude += Math.abs(term);
        }
        assertEquals(sum, c[4 + i * width + j], 2e-6 * magnitude + 1e-30);
      }
      assertEquals(GUARD, c[4 + i * width + n]);
      assertEquals(GUARD, c[4 + i * width + n + 1]);
    }
  }

  /// Shapes of every way through the vector kernel: packed, few rows, few columns, no terms.
  @ParameterizedTest
  @MethodSource("kernels")
  void addsToWhatIsThereAndGivesEveryElementToTheEpilogueOnce(FloatMatMul kernel) {
    for (int[] size :
        new int[][] {{40, 70, 300}, {5, 37, 270}, {70, 9, 513}, {33, 40, 0}, {1, 99, 270}}) {
      int m = size[0];
      int n = size[1];
      int k = size[2];
      float[] a = new float[m * k];
      float[] b = new float[k * n];
      Philox random = Philox.of(4);
      random.fillNormal(a, 0, a.length, 0f, 1f);
      random.fillNormal(b, 0, b.length, 0f, 1f);
      float[] product = new float[m * n];
      kernel.multiply(m, n, k, a, 0, k, 1, b, 0, n, 1, product, 0, n, false, null);
      float[] c = new float[m * n];
      Arrays.fill(c, 8f);
      FloatEpilogue negativeTwice =
          (x, xo, row, rows, columns, firstRow, firstColumn) -> {
            assertEquals(firstRow * n + firstColumn, xo);
            for (int i = 0; i < rows; i++) {
              for (int j = 0; j < columns; j++) {
                x[xo + i * row + j] *= -2f;
              }
            }
          };
      kernel.multiply(m, n, k, a, 0, k, 1, b, 0, n, 1, c, 0, n, true, negativeTwice);
      for (int i = 0; i < c.length; i++) {
        assertEquals(-2f * (8f + product[i]), c[i], 2e-5 * Math.sqrt(k + 1.0));
      }
    }
  }

  /// Rows in reverse, at the very end of their array: no vector may reach beyond it.
  @ParameterizedTest
  @MethodSource("kernels")
  void takesMatricesThatAreReadBackwards(FloatMatMul kernel) {
    for (int[] size : new int[][] {{20, 40, 30}, {3, 40, 30}, {40, 5, 30}}) {
      int m = size[0];
      int n = size[1];
      int k = size[2];
      float[] a = new float[m * k];
      float[] b = new float[k * n];
      Philox random = Philox.of(5);
      random.fillNormal(a, 0, a.length, 0f, 1f);
      random.fillNormal(b, 0, b.length, 0f, 1f);
      float[] c = new float[m * n];
      kernel.multiply(m, n, k, a, (k - 1) * m, 1, -m, b, (k - 1) * n, -n, 1, c, 0, n, false, null);
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          double sum = 0;
          for (int p = 0; p < k; p++) {
            sum += (double) a[(k - 1 - p) * m + i] * b[(k - 1 - p) * n + j];
          }
          assertEquals(sum, c[i * n + j], 1e-4);
        }
      }
    }
  }

  @Test
  void theDoubleKernelEqualsTheTripleLoop() {
    SimdDoubleMatMul kernel = new SimdDoubleMatMul();
    for (int[] size :
        new int[][] {{1, 1, 1}, {3, 17, 40}, {30, 33, 300}, {50, 6, 260}, {7, 40, 9}}) {
      int m = size[0];
      int n = size[1];
      int k = size[2];
      double[] a = random(m * k);
      double[] b = random(k * n);
      double[] c = new double[m * n];
      for (int layout = 0; layout < 4; layout++) {
        int aRow = (layout & 1) == 0 ? k : 1;
        int aColumn = (layout & 1) == 0 ? 1 : m;
        int bRow = (layout & 2) == 0 ? n : 1;
        int bColumn = (layout & 2) == 0 ? 1 : k;
        kernel.multiply(m, n, k, a, 0, aRow, aColumn, b, 0, bRow, bColumn, c, 0, n, false, null);
        for (int i = 0; i < m; i++) {
          for (int j = 0; j < n; j++) {
            double sum = 0;
            for (int p = 0; p < k; p++) {
              sum += a[i * aRow + p * aColumn] * b[p * bRow + j * bColumn];
            }
            assertEquals(sum, c[i * n + j], 1e-14 * (k + 1));
          }
        }
      }
    }
  }

  private static double[] random(int size) {
    double[] values = new double[size];
    Philox random = Philox.of(size);
    for (int i = 0; i < size; i++) {
      values[i] = random.nextDouble() - 0.5;
    }
    return values;
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void aRowHasTheSameBitsInEveryBatch(FloatMatMul kernel) {
    int n = 70;
    int k = 450;
    float[] a = new float[40 * k];
    float[] b = new float[k * n];
    Philox random = Philox.of(1);
    random.fillNormal(a, 0, a.length, 0f, 1f);
    random.fillNormal(b, 0, b.length, 0f, 1f);
    float[] whole = new float[40 * n];
    kernel.multiply(40, n, k, a, 0, k, 1, b, 0, n, 1, whole, 0, n, false, null);
    for (int rows : new int[] {1, 3, 12, 39}) {
      float[] part = new float[rows * n];
      kernel.multiply(rows, n, k, a, 0, k, 1, b, 0, n, 1, part, 0, n, false, null);
      assertArrayEquals(Arrays.copyOf(whole, rows * n), part);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void innerProductsHaveTheSameBitsHoweverManyThereAre(FloatMatMul kernel) {
    int m = 9;
    int n = 7;
    for (int k : new int[] {1, 7, 16, 31, 32, 33, 450}) {
      int row = k + 3;
      float[] a = new float[m * row + 2];
      float[] b = new float[n * row + 1];
      Philox random = Philox.of(k);
      random.fillNormal(a, 0, a.length, 0f, 1f);
      random.fillNormal(b, 0, b.length, 0f, 1f);
      float[] whole = new float[m * 10];
      Arrays.fill(whole, 1f);
      kernel.innerProducts(m, n, k, a, 2, row, b, 1, row, whole, 1, 10, false);
      for (int i = 0; i < m; i++) {
        assertEquals(1f, whole[i * 10]);
        assertEquals(1f, whole[i * 10 + 8]);
        float[] one = new float[n];
        kernel.innerProducts(1, n, k, a, 2 + i * row, row, b, 1, row, one, 0, n, false);
        assertArrayEquals(Arrays.copyOfRange(whole, i * 10 + 1, i * 10 + 1 + n), one);
        for (int j = 0; j < n; j++) {
          double sum = 0;
          double size = 0;
          for (int p = 0; p < k; p++) {
            double term = (double) a[2 + i * row + p] * b[1 + j * row + p];
            sum += term;
            size += Math.abs(term);
          }
          double bound = 6e-8 * (k + 1) * size;
          assertEquals(sum, one[j], bound);
          float[] twice = {one[j]};
          kernel.innerProducts(
              1, 1, k, a, 2 + i * row, row, b, 1 + j * row, row, twice, 0, 1, true);
          assertEquals(2 * one[j], twice[0], bound);
        }
      }
      float[] column = new float[3 * m];
      kernel.innerProducts(m, 1, k, a, 2, row, b, 1, row, column, 0, 3, false);
      for (int i = 0; i < m; i++) {
        assertEquals(whole[i * 10 + 1], column[3 * i]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void notANumberStaysInItsRow(FloatMatMul kernel) {
    int k = 20;
    float[] a = new float[5 * k];
    float[] b = new float[k * 7];
    Arrays.fill(a, 1f);
    Arrays.fill(b, 1f);
    a[2 * k + 3] = Float.NaN;
    float[] c = new float[35];
    kernel.multiply(5, 7, k, a, 0, k, 1, b, 0, 7, 1, c, 0, 7, false, null);
    for (int i = 0; i < 35; i++) {
      assertEquals(i / 7 == 2 ? Float.NaN : 20f, c[i]);
    }
  }
}
