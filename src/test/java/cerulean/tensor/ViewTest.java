package cerulean.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ViewTest {

  private final Tensor a = counting(2, 3, 4);

  static Tensor counting(int... shape) {
    float[] values = new float[Shape.of(shape).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return Tensor.wrap(values, shape);
  }

  @Test
  void viewsShareTheirElements() {
    Tensor row = a.select(0, 1).narrow(0, 2, 1);
    a.copyFromInPlace(Tensor.full(7f, 2, 3, 4));
    assertArrayEquals(new float[] {7, 7, 7, 7}, row.toArray());
  }

  @Test
  void writingThroughAViewChangesTheBase() {
    a.narrow(2, 1, 2).copyFromInPlace(Tensor.scalar(-1f));
    assertArrayEquals(
        new float[] {0, -1, -1, 3, 4, -1, -1, 7}, a.narrow(0, 0, 1).narrow(1, 0, 2).toArray());
  }

  @Test
  void reshapeOfAPermutedTensorIsAViewWhereStridesAllow() {
    Tensor permuted = a.permute(2, 0, 1);
    // Axes 0 and 1 of the base are still neighbours and in order: [4, 6] needs no copy.
    Tensor merged = permuted.reshape(4, 6);
    a.copyFromInPlace(Tensor.zeros(2, 3, 4));
    assertArrayEquals(new float[24], merged.toArray());
    assertEquals(Shape.of(4, 6), merged.shape());
  }

  @Test
  void reshapeCopiesWhereItMust() {
    Tensor flat = a.permute(2, 1, 0).reshape(24);
    assertEquals(12f, flat.get(1));
    a.copyFromInPlace(Tensor.zeros(2, 3, 4));
    assertEquals(12f, flat.get(1));
  }

  @Test
  void contiguousCopiesOnlyViewsThatAreNot() {
    assertSame(a, a.contiguous());
    assertTrue(a.narrow(0, 1, 1).isContiguous());
    assertFalse(a.narrow(1, 1, 2).isContiguous());
    assertFalse(a.select(0, 0).transpose().isContiguous());
    assertTrue(Tensor.zeros(3, 0).transpose().isContiguous());
  }

  @Test
  void expandRepeatsWithoutCopying() {
    Tensor e = Tensor.of(new float[] {1, 2}, 2, 1).expand(3, 2, 2);
    assertArrayEquals(new float[] {1, 1, 2, 2, 1, 1, 2, 2, 1, 1, 2, 2}, e.toArray());
    assertArrayEquals(new float[] {2, 2, 4, 4}, e.select(0, 1).mul(2f).toArray());
    assertArrayEquals(new float[] {3, 6}, e.select(2, 0).sum(false, 0).toArray());
  }

  @Test
  void indexTensorsTakeViewsToo() {
    Tensor i = Tensor.of(new long[] {1, 2, 3, 4, 5, 6}, 2, 3);
    assertArrayEquals(new long[] {1, 4, 2, 5, 3, 6}, i.transpose().toLongArray());
    assertArrayEquals(new long[] {2, 5}, i.select(1, 1).toLongArray());
    assertArrayEquals(new float[] {2f, 5f}, i.select(1, 1).to(DType.F32).toArray());
    assertArrayEquals(
        new long[] {-1, 2}, Tensor.of(new float[] {-1.9f, 2.9f}, 2).to(DType.I64).toLongArray());
  }

  @Test
  void inPlaceOperationsReadTheirSourceBeforeTheyWrite() {
    Tensor m = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
    m.copyFromInPlace(m.transpose());
    assertArrayEquals(new float[] {1, 3, 2, 4}, m.toArray());
    Tensor x = Tensor.ones(40);
    x.narrow(0, 1, 39).addScaledInPlace(x.narrow(0, 0, 39), 1f);
    assertArrayEquals(Tensor.full(2f, 39).toArray(), x.narrow(0, 1, 39).toArray());
  }
}
