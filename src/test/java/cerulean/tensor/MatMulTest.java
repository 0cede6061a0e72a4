package cerulean.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Products of stacks of matrices: element types, layouts and threads.
class MatMulTest {

  private static final int THREADS = Parallel.threads();

  @AfterEach
  void threadsAsBefore() {
    Parallel.configure(THREADS);
  }

  @Test
  void integersWrapAndKeepTheirType() {
    Tensor a = Tensor.of(new int[] {1 << 30, 3, -2, 5}, 2, 2);
    Tensor product = a.matmul(Tensor.of(new int[] {4, 1, 7, -1}, 2, 2));
    assertEquals(DType.I32, product.dtype());
    assertArrayEquals(new int[] {21, (1 << 30) - 3, 27, -7}, product.toIntArray());
    Tensor wide = a.matmul(Tensor.of(new long[] {4, 1, 7, -1}, 2, 2));
    assertEquals(DType.I64, wide.dtype());
    assertArrayEquals(new long[] {(1L << 32) + 21, (1L << 30) - 3, 27, -7}, wide.toLongArray());
  }

  @Test
  void typesArePromoted() {
    Tensor a = Tensor.of(new float[] {0.1f, 2}, 1, 2);
    Tensor b = Tensor.of(new double[] {3, 0.5}, 2, 1);
    Tensor product = a.matmul(b);
    assertEquals(DType.F64, product.dtype());
    assertEquals(0.1f * 3.0 + 1, product.itemDouble());
    assertEquals(DType.F32, a.matmul(Tensor.of(new long[] {1, 2}, 2)).dtype());
  }

  @Test
  void everyNumberOfThreadsGivesTheSameBits() {
    Tensor a = Tensor.normal(Philox.of(1), 0, 1, 5, 70, 300);
    Tensor b = Tensor.normal(Philox.of(2), 0, 1, 5, 300, 90);
    Tensor large = Tensor.normal(Philox.of(3), 0, 1, 2, 300, 260);
    Parallel.configure(1);
    float[] stack = a.matmul(b).toArray();
    float[] folded = a.matmul(b.select(0, 0)).toArray();
    float[] cut = large.matmul(a.select(0, 0).narrow(1, 0, 260).transpose()).toArray();
    float[] each = large.permute(0, 2, 1).matmul(large).toArray();
    Parallel.configure(3);
    assertArrayEquals(stack, a.matmul(b).toArray());
    assertArrayEquals(folded, a.matmul(b.select(0, 0)).toArray());
    assertArrayEquals(cut, large.matmul(a.select(0, 0).narrow(1, 0, 260).transpose()).toArray());
    assertArrayEquals(each, large.permute(0, 2, 1).matmul(large).toArray());
    float[] nested = new float[2 * each.length];
    Parallel.forRange(
        2,
        1,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            float[] product = large.permute(0, 2, 1).matmul(large).toArray();
            System.arraycopy(product, 0, nested, i * each.length, each.length);
          }
        });
    for (int i = 0; i < nested.length; i++) {
      assertEquals(each[i % each.length], nested[i]);
    }
  }

  /// Rows times rows: a vector, few columns, and a cut after which one row is left over.
  @Test
  void innerProductsHaveTheSameBitsOnEveryNumberOfThreads() {
    int[][] sizes = {{1, 1001, 1100}, {1203, 1, 900}, {2003, 11, 77}, {79, 65, 300}};
    for (int[] size : sizes) {
      Tensor a = Tensor.normal(Philox.of(6), 0, 1, size[0], size[2]);
      Tensor b = Tensor.normal(Philox.of(7), 0, 1, size[1], size[2]).transpose();
      Parallel.configure(1);
      float[] one = a.matmul(b).toArray();
      for (int threads : new int[] {2, 3}) {
        Parallel.configure(threads);
        assertArrayEquals(one, a.matmul(b).toArray());
      }
    }
  }

  /// Whichever operand is packed and however: few rows, one vector of them and two, depths of one
  /// block and of several.
  @Test
  void howOperandsLieDoesNotChangeABit() {
    int[][] sizes = {
      {9, 120, 64}, {16, 77, 300}, {17, 200, 130}, {40, 310, 700}, {128, 420, 513}, {131, 400, 300}
    };
    for (DType type : new DType[] {DType.F32, DType.F64}) {
      for (int[] size : sizes) {
        Tensor a = Tensor.normal(Philox.of(1), 0, 1, size[0], size[2]).to(type);
        Tensor b = Tensor.normal(Philox.of(2), 0, 1, size[2], size[1]).to(type);
        double[] expected = a.matmul(b).toDoubleArray();
        Tensor turnedA = a.transpose().copy().transpose();
        Tensor turnedB = b.transpose().copy().transpose();
        assertArrayEquals(expected, a.matmul(turnedB).toDoubleArray());
        assertArrayEquals(expected, turnedA.matmul(b).toDoubleArray());
        assertArrayEquals(expected, turnedA.matmul(turnedB).toDoubleArray());
      }
    }
  }

  @Test
  void aMatrixOfAStackHasTheBitsOfAProductOfItsOwn() {
    Tensor a = Tensor.normal(Philox.of(4), 0, 1, 3, 17, 40);
    Tensor b = Tensor.normal(Philox.of(5), 0, 1, 40, 19);
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(a.select(0, i).matmul(b).toArray(), a.matmul(b).select(0, i).toArray());
    }
  }

  @Test
  void repeatedAndReversedViewsAreOperandsLikeAnyOther() {
    Tensor a = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
    Tensor reversed = a.withLayout(new Layout(a.shape(), new int[] {-2, -1}, 5));
    Tensor repeated = Tensor.of(new float[] {1, 2}, 2, 1).expand(2, 4);
    float[] expected = {16, 16, 16, 16, 10, 10, 10, 10, 4, 4, 4, 4};
    assertArrayEquals(expected, reversed.matmul(repeated).toArray());
    Tensor rows = a.withLayout(new Layout(a.shape(), new int[] {-2, 1}, 4));
    float[] down = {17, 17, 17, 17, 11, 11, 11, 11, 5, 5, 5, 5};
    assertArrayEquals(down, rows.matmul(repeated).toArray());
  }

  @Test
  void emptySumsAreZeroAndEmptyStacksStayEmpty() {
    assertArrayEquals(new float[4], Tensor.zeros(2, 0).matmul(Tensor.zeros(0, 2)).toArray());
    assertEquals(0f, Tensor.zeros(0).dot(Tensor.zeros(0)).item());
    assertEquals(Shape.of(0, 2, 5), Tensor.zeros(0, 2, 3).matmul(Tensor.zeros(3, 5)).shape());
    assertEquals(Shape.of(4, 0), Tensor.zeros(4, 3).matmul(Tensor.zeros(3, 0)).shape());
  }
}
