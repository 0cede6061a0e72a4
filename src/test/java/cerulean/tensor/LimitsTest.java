package cerulean.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// Numbers beyond an element type, sizes beyond an array, windows beyond any input.
@Tag("once")
class LimitsTest {

  private static final int MAX = Integer.MAX_VALUE;

  private static void refused(String sentence, Executable call) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void theLargestIntegersCompareWithNumbersBeyondThem() {
    Tensor a = Tensor.of(new long[] {Long.MIN_VALUE, Long.MAX_VALUE}, 2);
    assertEquals("[True True]", a.lt(0x1p63).toString());
    assertEquals("[False False]", a.eq(0x1p63).toString());
    assertEquals("[True True]", a.gt(-1e19).toString());
    assertEquals("[True True]", a.ne(Double.NaN).toString());
  }

  @Test
  void boundsBeyondAnIntegerTypeAreItsExtremes() {
    Tensor a = Tensor.of(new int[] {-5, 7}, 2);
    assertArrayEquals(new int[] {-5, 7}, a.minimum(3e9).toIntArray());
    assertArrayEquals(new int[] {MAX, MAX}, a.maximum(3e9).toIntArray());
    Tensor wide = Tensor.of(new long[] {-5, 7}, 2);
    assertArrayEquals(new long[] {-5, 7}, wide.maximum(-1e300).toLongArray());
  }

  @Test
  void numbersBeyondAnIntegerTypeAreNotAdded() {
    Tensor a = Tensor.of(new int[] {1}, 1);
    refused("add: 3.0E9 is out of the range of I32; convert with to(DType.F64)", () -> a.add(3e9));
    refused(
        "mul: Infinity is out of the range of I32; convert with to(DType.F64)",
        () -> a.mulInPlace(Double.POSITIVE_INFINITY));
    refused(
        "add: NaN is not a whole number and the tensor is I32; convert with to(DType.F32)",
        () -> a.addInPlace(Double.NaN));
  }

  @Test
  void tensorsAreFilledWithWhatTheirTypeHolds() {
    assertEquals(255, Tensor.full(DType.U8, 255, 1).itemLong());
    assertEquals(Long.MIN_VALUE, Tensor.full(DType.I64, -0x1p63, 1).itemLong());
    String rest = " is not a number of type ";
    String remedy = "; convert with to(DType.F32)";
    refused("full: 256.0" + rest + "U8" + remedy, () -> Tensor.full(DType.U8, 256, 1));
    refused("full: 2.0" + rest + "BOOL" + remedy, () -> Tensor.full(DType.BOOL, 2, 1));
    refused(
        "full: 9.223372036854776E18" + rest + "I64" + remedy,
        () -> Tensor.full(DType.I64, 0x1p63, 1));
    Tensor a = Tensor.zeros(DType.I32, 2);
    refused("fillInPlace: 1.5" + rest + "I32" + remedy, () -> a.fillInPlace(1.5));
    refused("fillInPlace: NaN" + rest + "I32" + remedy, () -> a.fillInPlace(Double.NaN));
  }

  @Test
  void floatingPointBecomesTheNearestInteger() {
    double[] values = {-1e300, -200.7, Double.NaN, 300.7, Double.POSITIVE_INFINITY};
    Tensor a = Tensor.of(values, 5);
    long min = Integer.MIN_VALUE;
    assertArrayEquals(new long[] {min, -200, 0, 300, MAX}, a.to(DType.I32).toLongArray());
    assertArrayEquals(new long[] {0, 0, 0, 255, 255}, a.to(DType.U8).toLongArray());
    assertArrayEquals(
        new long[] {-128, -128, 0, 127, 127}, a.to(DType.F32).to(DType.I8).toLongArray());
    assertArrayEquals(
        new long[] {Long.MIN_VALUE, -200, 0, 300, Long.MAX_VALUE}, a.to(DType.I64).toLongArray());
    assertEquals(44, Tensor.scalar(300L).to(DType.U8).itemLong(), "the low bits of an integer");
  }

  @Test
  void theMedianOfEqualNumbersIsThatNumber() {
    Tensor a = Tensor.of(new double[] {Double.MIN_VALUE, Double.MIN_VALUE}, 2);
    assertEquals(Double.MIN_VALUE, a.median(false).itemDouble());
  }

  @Test
  void evenlySpacedIntegersAreRoundedDown() {
    assertArrayEquals(new long[] {-1, -1, 0}, Tensor.linspace(DType.I64, -1, 0, 3).toLongArray());
  }

  @Test
  void roundedIntegersKeepTheirType() {
    Tensor a = Tensor.of(new int[] {1234, -26}, 2);
    assertArrayEquals(new int[] {1234, -26}, Special.round(a, 2).toIntArray());
    assertArrayEquals(new int[] {1230, -30}, Special.round(a, -1).toIntArray());
    assertArrayEquals(new int[] {0, 0}, Special.round(a, Integer.MIN_VALUE).toIntArray());
  }

  @Test
  void numbersTooLargeToHaveDigitsBehindThePointStay() {
    assertEquals(1e307, Special.round(Tensor.scalar(1e307), 2).itemDouble());
    assertEquals(0.25, Special.round(Tensor.scalar(0.25), 400).itemDouble());
    assertEquals(0, Special.round(Tensor.scalar(25.0), -400).itemDouble());
  }

  @Test
  void largeMeansAreDescribed() {
    String text = Tensor.of(new double[] {1e300, 1e300}, 2).describe();
    assertTrue(text.endsWith("min 1e+300, mean 1e+300, max 1e+300; 2 elements, 0 NaN"), text);
  }

  @Test
  void theDilationOfAPointDoesNotCount() {
    Tensor x = Tensor.arange(DType.F32, 0, 9, 1).reshape(1, 3, 3);
    Window point = Window.of(1).dilation(MAX);
    assertEquals(x.toString(), Pooling.averagePool(x, point, true).toString());
  }

  @Test
  void windowsReachOverNoMoreThanAnArrayHas() {
    Tensor x = Tensor.ones(1, 3, 3);
    String rest = " reaches over more than 2^31 - 1 elements, or its padded input does; shrink it";
    refused(
        "maxPool: the window [2] dilation [2147483647]" + rest,
        () -> Pooling.maxPool(x, Window.of(2).dilation(MAX)));
    refused(
        "im2col: the window [1] before [2147483647] after [2147483647]" + rest,
        () -> Convolution.im2col(x.reshape(1, 1, 9), Window.of(1).pad(MAX)));
    refused(
        "padSame: the window [3] dilation [2147483647]" + rest,
        () -> Window.of(3).dilation(MAX).padSame());
  }

  @Test
  void sizesAreCheckedBeforeMemoryIsTaken() {
    String sentence =
        "shape: [2147483647] has more elements than a Java array can hold; split the tensor";
    refused(sentence, () -> Tensor.linspace(0, 1, MAX));
    refused(sentence, () -> Tensor.logspace(0, 1, MAX, 2));
    refused(sentence, () -> Tensor.permutation(Philox.of(1), MAX));
    refused(sentence, () -> Sorting.bincount(Tensor.arange(3), MAX));
    refused(sentence, () -> Pooling.adaptiveMaxPool(Tensor.ones(1, 3), MAX));
    refused(
        sentence,
        () ->
            Interpolation.resize(
                Tensor.ones(3), new int[] {0}, new int[] {MAX}, Resampling.LINEAR, false));
    refused(
        "fft: the length must be at most 134217728; got 2147483647",
        () -> Fourier.fft(Tensor.ones(1, 2), MAX, 0));
    assertEquals(0, Tensor.arange(DType.F32, 0, -1e10, 1).size());
  }

  @Test
  void emptyOperandsDoNotHideTooLargeResults() {
    Tensor empty = Tensor.zeros(100_000, 100_000, 0);
    refused(
        "shape: [100000, 100000] has more elements than a Java array can hold; split the tensor",
        () -> empty.dot(Tensor.zeros(0)));
  }

  @Test
  void manyPeriodsOfPaddingAreThoseOfSmallSteps() {
    Tensor a = Tensor.arange(3);
    for (PadMode mode : new PadMode[] {PadMode.CIRCULAR, PadMode.REFLECT}) {
      int period = mode == PadMode.CIRCULAR ? 3 : 4;
      long[] entries = a.pad(new int[] {50}, new int[] {41}, mode, 0).toLongArray();
      long[] expected = new long[94];
      Arrays.setAll(
          expected,
          i -> {
            int place = Math.floorMod(i - 50, period);
            return place < 3 ? place : 4 - place;
          });
      assertArrayEquals(expected, entries, mode.toString());
    }
    Tensor one = Tensor.ones(1).pad(new int[] {0}, new int[] {1 << 20}, PadMode.CIRCULAR, 0);
    assertEquals(1 + (1 << 20), one.sum().item());
  }

  @Test
  void scalarsAreFlattenedAlongTheirOnlyAxis() {
    assertEquals(Shape.of(1), Tensor.scalar(2f).flatten(0, -1).shape());
    refused(
        "flatten: no axis 7 in [1]; axes run from 0 to 0", () -> Tensor.scalar(2f).flatten(7, 9));
  }
}
