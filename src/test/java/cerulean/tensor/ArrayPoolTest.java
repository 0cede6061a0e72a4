package cerulean.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class ArrayPoolTest {

  private final ArrayPool pool = new ArrayPool(1000);

  private void endPeriod() {
    for (int i = 0; i < ArrayPool.PERIOD; i++) {
      pool.endOfWorkspace();
    }
  }

  @Test
  void arraysAreFoundByTypeAndLength() {
    byte[] truths = new byte[4];
    float[] floats = new float[4];
    pool.give(DType.BOOL, truths);
    pool.give(DType.F32, floats);
    assertNull(pool.take(DType.U8, 4), "a BOOL array must hold nothing but 0 and 1");
    assertNull(pool.take(DType.F32, 5));
    assertSame(floats, pool.take(DType.F32, 4));
    assertNull(pool.take(DType.F32, 4));
    assertSame(truths, pool.take(DType.BOOL, 4));
  }

  @Test
  void theLastGivenIsTakenFirst() {
    float[] first = new float[2];
    float[] second = new float[2];
    pool.give(DType.F32, first);
    pool.give(DType.F32, second);
    assertSame(second, pool.take(DType.F32, 2), "it is the one still in the cache");
    assertSame(first, pool.take(DType.F32, 2));
  }

  @Test
  void whatIsBeyondTheBoundIsDropped() {
    pool.give(DType.F32, new float[200]);
    pool.give(DType.F64, new double[26]);
    assertEquals(800, pool.bytes());
    assertNull(pool.take(DType.F64, 26));
    pool.give(DType.F64, new double[25]);
    assertEquals(1000, pool.bytes());
  }

  @Test
  void whatAWholePeriodDidNotNeedIsDropped() {
    for (int i = 0; i < 3; i++) {
      pool.give(DType.F32, new float[10]);
    }
    endPeriod();
    assertEquals(120, pool.bytes(), "all have come in the first period");
    Object used = pool.take(DType.F32, 10);
    pool.give(DType.F32, used);
    endPeriod();
    assertEquals(40, pool.bytes());
    assertSame(used, pool.take(DType.F32, 10));
    endPeriod();
    assertEquals(0, pool.bytes());
  }

  @Test
  void manyLengthsAreKept() {
    float[][] arrays = new float[21][];
    for (int n = 0; n < arrays.length; n++) {
      arrays[n] = new float[n];
      pool.give(DType.F32, arrays[n]);
      pool.give(DType.BOOL, new byte[n % 5 + 1]);
    }
    for (int n = 1; n < 100; n++) {
      pool.give(DType.I8, new byte[0]);
      pool.take(DType.I8, n);
    }
    for (int n = 0; n < arrays.length; n++) {
      assertSame(arrays[n], pool.take(DType.F32, n));
    }
  }

  @Test
  void moreShelvesThanPlacesAreMadeRoomFor() {
    ArrayPool large = new ArrayPool(1 << 20);
    for (int n = 0; n < 300; n++) {
      large.give(DType.U8, new byte[n]);
    }
    for (int n = 0; n < 300; n++) {
      assertEquals(n, ((byte[]) large.take(DType.U8, n)).length);
    }
  }
}
