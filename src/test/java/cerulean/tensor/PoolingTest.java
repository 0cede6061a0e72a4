package cerulean.tensor;

import static cerulean.testing.WordForWord.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.testing.WordForWord;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/// Poolings: indices, NaN, padding and sentences.
@Tag("once")
class PoolingTest implements WordForWord {

  private static final float NAN = Float.NaN;

  private static final float INFINITY = Float.POSITIVE_INFINITY;

  @Test
  void indicesAreFlatInTheImage() {
    Tensor x = Tensor.of(new float[] {1, 5, 2, 0, 4, 3, 9, 8, 7, 6, 6, 6}, 1, 3, 4);
    var pooled = Pooling.maxPoolWithIndices(x, Window.of(2, 2).stride(1, 2));
    assertArrayEquals(new float[] {5, 9, 7, 9}, pooled.values().toArray());
    assertArrayEquals(new long[] {1, 6, 8, 6}, pooled.indices().toLongArray());
    assertEquals(Shape.of(1, 2, 2), pooled.indices().shape());
  }

  @Test
  void eachImageHasIndicesOfItsOwn() {
    Tensor x = Tensor.of(new double[] {1, 2, 3, 6, 5, 4}, 2, 3);
    var pooled = Pooling.adaptiveMaxPoolWithIndices(x, 2);
    assertArrayEquals(new double[] {2, 3, 6, 5}, pooled.values().toDoubleArray());
    assertArrayEquals(new long[] {1, 2, 0, 1}, pooled.indices().toLongArray());
  }

  @Test
  void unpoolingPutsTheMaximaBack() {
    Tensor x = Tensor.of(new float[] {1, 5, 2, 0, 4, 3, 9, 8}, 2, 1, 4);
    var pooled = Pooling.maxPoolWithIndices(x, Window.of(2).stride(2));
    Tensor back = Pooling.maxUnpool(pooled.values(), pooled.indices(), 4);
    assertArrayEquals(new float[] {0, 5, 2, 0, 4, 0, 9, 0}, back.toArray());
  }

  @Test
  void ofEqualElementsTheFirstCounts() {
    var pooled = Pooling.maxPoolWithIndices(Tensor.of(new float[] {2, 2, -0f, 0}, 4), Window.of(2));
    assertArrayEquals(new long[] {0, 1, 2}, pooled.indices().toLongArray());
  }

  @Test
  void nanWins() {
    Tensor x = Tensor.of(new float[] {1, NAN, INFINITY, NAN, 2, 3}, 6);
    var pooled = Pooling.maxPoolWithIndices(x, Window.of(3).stride(3));
    assertArrayEquals(new float[] {NAN, NAN}, pooled.values().toArray());
    assertArrayEquals(new long[] {1, 3}, pooled.indices().toLongArray());
    assertArrayEquals(
        new float[] {NAN, NAN}, Pooling.averagePool(x, Window.of(3).stride(3)).toArray());
  }

  @Test
  void paddingNeverWins() {
    Tensor x = Tensor.full(-7, 1, 2);
    Window window = Window.of(2).pad(1).stride(3);
    assertArrayEquals(new float[] {-7}, Pooling.maxPool(x, window).toArray());
    assertArrayEquals(new float[] {-3.5f}, Pooling.averagePool(x, window).toArray());
    assertArrayEquals(new float[] {-7}, Pooling.averagePool(x, window, false).toArray());
  }

  @Test
  void aWindowOfNothingButPaddingHasNoMaximum() {
    var pooled = Pooling.maxPoolWithIndices(Tensor.ones(1), Window.of(1).pad(1));
    assertArrayEquals(new float[] {-INFINITY, 1, -INFINITY}, pooled.values().toArray());
    assertArrayEquals(new long[] {-1, 0, -1}, pooled.indices().toLongArray());
    Tensor mean = Pooling.averagePool(Tensor.ones(1), Window.of(1).pad(1), false);
    assertArrayEquals(new float[] {0, 1, 0}, mean.toArray());
    Tensor back = Pooling.maxUnpool(pooled.values(), pooled.indices(), 1);
    assertArrayEquals(new float[] {1}, back.toArray());
  }

  @Test
  void theGradientOfAMaximumGoesToTheFirstOfEqualElementsAndToNaN() {
    float nan = Float.NaN;
    float[] image = {1, 1, 2, nan, nan, 3, nan, 1, 1, 2, 4, 5, 2, 2, 6, 5};
    Tensor x = Tensor.of(image, 2, 8);
    Window pairs = Window.of(2, 2).stride(2);
    Tensor g = Tensor.of(new float[] {1, 2, 3, 4}, 1, 4);
    float[] want = {0, 0, 0, 2, 3, 0, 4, 0, 0, 1, 0, 0, 0, 0, 0, 0};
    assertArrayEquals(want, Pooling.maxPoolGradient(x, g, pairs).toArray());
    // The same windows, not recognised as pairs.
    Window apart = pairs.pad(new int[] {0, 0}, new int[] {1, 1});
    assertArrayEquals(want, Pooling.maxPoolGradient(x, g, apart).toArray());
    assertArrayEquals(Pooling.maxPool(x, apart).toArray(), Pooling.maxPool(x, pairs).toArray());
  }

  @Test
  void emptyBatchesStayEmpty() {
    Tensor none = Tensor.zeros(0, 3, 4, 4);
    assertEquals(Shape.of(0, 3, 2, 2), Pooling.maxPool(none, Window.of(3, 3)).shape());
    assertEquals(Shape.of(0, 3, 5, 1), Pooling.adaptiveAveragePool(none, 5, 1).shape());
  }

  static List<Arguments> sentences() {
    Tensor x = Tensor.zeros(2, 4, 4);
    return List.of(
        row(
            () -> Pooling.maxPool(x, Window.of(5, 2)),
            "maxPool: the window [5, 2] is larger than the padded input [2, 4, 4]; pad or shrink"
                + " it"),
        row(
            () -> Pooling.averagePool(Tensor.zeros(4), Window.of(2, 2)),
            "averagePool: needs an input with 2 spatial axes; got [4]"),
        row(
            () -> Pooling.maxPool(x.to(DType.I32), Window.of(2)),
            "maxPool: needs F32 or F64; got I32; convert with to(DType.F32)"),
        row(
            () -> Pooling.maxPoolGradient(x, Tensor.zeros(2, 2, 3), Window.of(2, 2).stride(2)),
            "maxPoolGradient: the gradient must have the shape of the result, [2, 2, 2]; got"
                + " [2, 2, 3]"),
        row(
            () -> Pooling.averagePoolGradient(x, Window.of(2, 2), true, 4, 4),
            "averagePoolGradient: the gradient must have the shape of the result, [2, 3, 3]; got"
                + " [2, 4, 4]"),
        row(
            () -> Pooling.adaptiveAveragePoolGradient(x, 0, 4),
            "adaptiveAveragePoolGradient: output size [4, 4] and input [2, 0, 4] must be at least"
                + " 1"),
        row(() -> Pooling.lpPool(x, 0, Window.of(2)), "lpPool: p must be above 0; got 0.0"),
        row(
            () -> Pooling.adaptiveMaxPool(x),
            "adaptiveMaxPool: output size [] must have 1 to 3 axes"),
        row(
            () -> Pooling.adaptiveAveragePool(x, 0, 2),
            "adaptiveAveragePool: output size [0, 2] and input [2, 4, 4] must be at least 1"),
        row(
            () -> Pooling.maxUnpool(x, Tensor.zeros(DType.I64, 2, 4), 8, 8),
            "maxUnpool: values and indices differ in shape: [2, 4, 4] and [2, 4]"),
        row(
            () -> Pooling.maxUnpool(x, Tensor.full(DType.I64, 9, 2, 4, 4), 3, 3),
            "maxUnpool: index 9 is outside an image of [3, 3]"));
  }
}
