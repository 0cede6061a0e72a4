package cerulean.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Bits of one type read as those of another.
@Tag("once")
class ReinterpretTest {

  @Test
  void nansKeepTheirBits() {
    int[] patterns = {0x7fc12345, 0xff800001, 0x80000000, 1};
    Tensor floats = Bits.reinterpret(Tensor.of(patterns, 2, 2), DType.F32);
    assertEquals(DType.F32, floats.dtype());
    assertArrayEquals(patterns, Bits.reinterpret(floats, DType.I32).toIntArray());
    long[] wide = {0x7ff0000000000001L, 1L << 63};
    Tensor doubles = Bits.reinterpret(Tensor.of(wide, 2), DType.F64);
    assertArrayEquals(wide, Bits.reinterpret(doubles, DType.I64).toLongArray());
  }

  @Test
  void viewsAreReadInTheirOrder() {
    Tensor view = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2).transpose();
    assertArrayEquals(
        new int[] {0x3f800000, 0x40400000, 0x40000000, 0x40800000},
        Bits.reinterpret(view, DType.I32).toIntArray());
  }

  @Test
  void typesForStorageAreReadToo() {
    Tensor bytes = Tensor.of(new long[] {-1, 5}, 2).to(DType.I8);
    assertArrayEquals(new long[] {255, 5}, Bits.reinterpret(bytes, DType.U8).toLongArray());
    Tensor truth = Tensor.of(new boolean[] {true, false}, 2);
    assertArrayEquals(new long[] {1, 0}, Bits.reinterpret(truth, DType.U8).toLongArray());
    // 1 is 0x3f80 in BF16, which F16 reads as 1.875.
    Tensor half = Bits.reinterpret(Tensor.ones(1).to(DType.BF16), DType.F16);
    assertArrayEquals(new double[] {1.875}, half.to(DType.F64).toDoubleArray());
  }

  @Test
  void theResultHasElementsOfItsOwn() {
    Tensor a = Tensor.ones(1);
    Tensor same = Bits.reinterpret(a, DType.F32);
    a.fillInPlace(2);
    assertEquals(1, same.item());
  }

  @Test
  void otherWidthsAndTruthFromIntegersAreRefused() {
    assertSentence(
        "reinterpret: bits of F32 are not those of I64; convert with to(DType.I64)",
        Tensor.ones(1),
        DType.I64);
    assertSentence(
        "reinterpret: bits of U8 are not those of BOOL; convert with to(DType.BOOL)",
        Tensor.ones(DType.U8, 1),
        DType.BOOL);
  }

  private static void assertSentence(String sentence, Tensor a, DType type) {
    assertEquals(
        sentence,
        assertThrows(IllegalArgumentException.class, () -> Bits.reinterpret(a, type)).getMessage());
  }
}
