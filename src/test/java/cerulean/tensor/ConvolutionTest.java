package cerulean.tensor;

import static cerulean.testing.WordForWord.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.testing.WordForWord;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/// Convolutions: types, threads, padding and sentences.
class ConvolutionTest implements WordForWord {

  private static final int THREADS = Parallel.threads();

  private static final Tensor X = Tensor.zeros(2, 3, 6, 5);

  private static final Tensor W = Tensor.zeros(4, 3, 3, 3);

  @AfterEach
  void threadsAsBefore() {
    Parallel.configure(THREADS);
  }

  @Test
  void everyNumberOfThreadsGivesTheSameBits() {
    Tensor x = Tensor.normal(Philox.of(1), 0, 1, 3, 16, 40, 40);
    Tensor w = Tensor.normal(Philox.of(2), 0, 1, 16, 8, 3, 3);
    Window window = Window.of(3, 3).pad(1).stride(2, 1);
    Parallel.configure(1);
    float[] forward = Convolution.conv2d(x, w, null, window, 2).toArray();
    float[] transposed = Convolution.convTranspose2d(x, w, null, window, 2).toArray();
    float[] columns = Convolution.im2col(x, window).toArray();
    Parallel.configure(3);
    assertArrayEquals(forward, Convolution.conv2d(x, w, null, window, 2).toArray());
    assertArrayEquals(transposed, Convolution.convTranspose2d(x, w, null, window, 2).toArray());
    assertArrayEquals(columns, Convolution.im2col(x, window).toArray());
  }

  @Test
  void everyNumberOfThreadsGivesTheSameBitsForChannelsByThemselves() {
    Tensor w = Tensor.normal(Philox.of(2), 0, 1, 10, 1, 3, 3);
    Window window = Window.of(3, 3).pad(1);
    for (int batch : new int[] {1, 5, 40}) {
      Tensor x = Tensor.normal(Philox.of(1), 0, 1, batch, 10, 20, 20);
      Parallel.configure(1);
      float[] forward = Convolution.conv2d(x, w, null, window, 10).toArray();
      float[] input = Convolution.convInputGradient(x, w, window, 10, 20, 20).toArray();
      float[] weight = Convolution.convWeightGradient(x, x, window, 10).toArray();
      Parallel.configure(3);
      assertArrayEquals(forward, Convolution.conv2d(x, w, null, window, 10).toArray());
      assertArrayEquals(input, Convolution.convInputGradient(x, w, window, 10, 20, 20).toArray());
      assertArrayEquals(weight, Convolution.convWeightGradient(x, x, window, 10).toArray());
    }
  }

  @Test
  void weightGradientsOfChannelsByThemselvesAreTheirDefinitionForAllWindows() {
    for (int height : new int[] {3, 5, 7}) {
      for (int width = 1; width <= 7; width++) {
        for (int columns : new int[] {8, 15, 16, 21, 40}) {
          Tensor x = Tensor.normal(Philox.of(width), 0, 1, 2, 3, 6 + height, columns + width - 1);
          Tensor slopes = Tensor.normal(Philox.of(columns), 0, 1, 2, 3, 7, columns);
          double[] expected = new double[3 * height * width];
          for (int channel = 0; channel < 3; channel++) {
            for (int i = 0; i < height; i++) {
              for (int j = 0; j < width; j++) {
                Tensor seen = x.select(1, channel).narrow(1, i, 7).narrow(2, j, columns);
                expected[(channel * height + i) * width + j] =
                    seen.to(DType.F64).mul(slopes.select(1, channel)).sum().toDoubleArray()[0];
              }
            }
          }
          Window window = Window.of(height, width);
          double[] actual =
              Convolution.convWeightGradient(x, slopes, window, 3).to(DType.F64).toDoubleArray();
          assertArrayEquals(expected, actual, 1e-4, height + " x " + width + " at " + columns);
        }
      }
    }
  }

  @Test
  void whatIsNotANumberStaysInItsChannel() {
    Tensor x = Tensor.full(Float.NaN, 1, 3, 9, 9);
    x.select(1, 1).fillInPlace(1);
    Tensor w = Tensor.ones(3, 1, 3, 3);
    Window window = Window.of(3, 3);
    Tensor y = Convolution.conv2d(x, w, null, window, 3);
    assertArrayEquals(Tensor.full(9, 1, 7, 7).toArray(), y.select(1, 1).toArray());
    Tensor slopes = Tensor.ones(1, 3, 7, 7);
    Tensor gradient = Convolution.convWeightGradient(x, slopes, window, 3);
    assertArrayEquals(Tensor.full(49, 1, 3, 3).toArray(), gradient.select(0, 1).toArray());
  }

  @Test
  void theTransposeIsTheTranspose() {
    // <conv(x), y> = <x, convTranspose(y)> for all x and y, here to the rounding of F64.
    Tensor x = Tensor.normal(Philox.of(3), 0, 1, 2, 4, 7, 8).to(DType.F64);
    Tensor w = Tensor.normal(Philox.of(4), 0, 1, 6, 2, 3, 2).to(DType.F64);
    Window window = Window.of(3, 2).pad(new int[] {1, 0}, new int[] {0, 1}).stride(2, 3);
    Tensor forward = Convolution.conv2d(x, w, null, window, 2);
    Tensor y = Tensor.normal(Philox.of(5), 0, 1, forward.shape().dims()).to(DType.F64);
    Tensor back = Convolution.convTranspose2d(y, w, null, window, 2, 1);
    assertEquals(x.shape(), back.shape());
    double left = forward.vdot(y).itemDouble();
    assertEquals(left, x.vdot(back).itemDouble(), 1e-12 * Math.abs(left) + 1e-12);
  }

  @Test
  void anImageHasTheBitsOfAnImageAlone() {
    Tensor x = Tensor.normal(Philox.of(6), 0, 1, 3, 5, 20, 20);
    Tensor w = Tensor.normal(Philox.of(7), 0, 1, 7, 5, 3, 3);
    Tensor all = Convolution.conv2d(x, w, null);
    for (int i = 0; i < 3; i++) {
      Tensor one = Convolution.conv2d(x.select(0, i), w, null);
      assertEquals(Shape.of(7, 18, 18), one.shape());
      assertArrayEquals(all.select(0, i).toArray(), one.toArray());
    }
  }

  @Test
  void aMixOfTypesIsComputedInF64() {
    Tensor x = Tensor.of(new float[] {0.1f, 0.2f}, 1, 1, 2);
    Tensor w = Tensor.of(new double[] {3, 5}, 1, 1, 2);
    Tensor y = Convolution.conv1d(x, w, Tensor.of(new float[] {1}, 1));
    assertEquals(DType.F64, y.dtype());
    assertEquals(0.1f * 3.0 + 0.2f * 5.0 + 1, y.itemDouble());
  }

  @Test
  void paddingIsZeroWhateverLiesAround() {
    Tensor row = Tensor.of(new float[] {Float.NaN, 1, 2, Float.POSITIVE_INFINITY}, 1, 1, 4);
    Tensor w = Tensor.ones(1, 1, 3);
    Tensor y = Convolution.conv1d(row.narrow(2, 1, 2), w, null, Window.of(3).pad(1), 1);
    assertArrayEquals(new float[] {3, 3}, y.toArray());
  }

  @Test
  void samePaddingKeepsTheSize() {
    for (int size = 1; size <= 5; size++) {
      Window window = Window.of(size, 2).dilation(2, 3).padSame();
      Tensor y = Convolution.conv2d(X, Tensor.zeros(4, 3, size, 2), null, window, 1);
      assertEquals(Shape.of(2, 4, 6, 5), y.shape());
    }
  }

  @Test
  void emptyBatchesAndChannelsArePossible() {
    Window window = Window.of(3, 3);
    Tensor none = Convolution.conv2d(Tensor.zeros(0, 3, 6, 5), W, null, window, 1);
    assertEquals(Shape.of(0, 4, 4, 3), none.shape());
    Tensor bias = Tensor.of(new float[] {1, 2}, 2);
    Tensor y = Convolution.conv2d(Tensor.zeros(1, 0, 3, 3), Tensor.zeros(2, 0, 3, 3), bias);
    assertArrayEquals(new float[] {1, 2}, y.toArray());
    Tensor back =
        Convolution.convTranspose2d(
            Tensor.zeros(1, 0, 1, 1), Tensor.zeros(0, 2, 1, 1), bias, Window.of(1, 1), 1);
    assertArrayEquals(new float[] {1, 2}, back.toArray());
  }

  static List<Arguments> sentences() {
    Window window = Window.over(W);
    return List.of(
        row(
            () -> Convolution.conv2d(Tensor.zeros(2, 2, 6, 5), W, null),
            "conv2d: channels differ: input [2, 2, 6, 5], weight [4, 3, 3, 3] with 1 group takes"
                + " 3"),
        row(
            () -> Convolution.conv2d(X, W, null, window, 3),
            "conv2d: 4 channels do not divide into 3 groups"),
        row(
            () -> Convolution.conv2d(X, W, null, window, 0),
            "conv2d: 4 channels do not divide into 0 groups"),
        row(
            () -> Convolution.conv2d(X, W, null, window, 2),
            "conv2d: channels differ: input [2, 3, 6, 5], weight [4, 3, 3, 3] with 2 groups takes"
                + " 6"),
        row(() -> Convolution.conv2d(X, W, Tensor.zeros(3)), "conv2d: bias must be [4]; got [3]"),
        row(
            () -> Convolution.conv2d(Tensor.zeros(6, 5), W, null),
            "conv2d: input must have a batch (or not), channels and 2 spatial axes; got [6, 5]"),
        row(
            () -> Convolution.conv1d(X, W, null),
            "conv1d: weight must be [out, in, window...] with a window of 1 axes; got [4, 3, 3, 3]"
                + " and window [3, 3]"),
        row(
            () -> Convolution.conv2d(X, W, null, Window.of(3, 2), 1),
            "conv2d: window [3, 2] and weight [4, 3, 3, 3] differ in size; use"
                + " Window.over(weight)"),
        row(
            () -> Convolution.conv2d(X, W, null, window.dilation(3), 1),
            "conv2d: the window [3, 3] dilation [3, 3] is larger than the padded input [2, 3, 6,"
                + " 5]; pad or shrink it"),
        row(
            () -> Convolution.conv2d(X.to(DType.I64), W, null),
            "conv2d: needs F32 or F64; got I64; convert with to(DType.F32)"),
        row(
            () -> Convolution.convTranspose2d(X, W, null, window, 1),
            "convTranspose2d: channels differ: input [2, 3, 6, 5], weight [4, 3, 3, 3] with 1 group"
                + " takes 4"),
        row(
            () ->
                Convolution.convTranspose1d(
                    Tensor.zeros(1, 2, 1), Tensor.zeros(2, 1, 2), null, Window.of(2).pad(1), 1),
            "convTranspose1d: axis 0 of the result would have size 0; change the padding"),
        row(
            () ->
                Convolution.convTranspose2d(Tensor.zeros(1, 4, 6, 5), W, null, window, 1, 1, 2, 3),
            "window: output padding must be one number or 2; got [1, 2, 3]"),
        row(
            () -> Convolution.col2im(Tensor.zeros(1, 9, 5), Window.of(3, 3), 4, 4),
            "col2im: columns must be [batch, channels * 9, 4] for this window and image; got [1, 9,"
                + " 5]"),
        row(
            () -> Convolution.col2im(Tensor.zeros(1, 9, 5), Window.of(3, 3), 4),
            "col2im: image size [4] and window [3, 3] differ in axes"),
        row(() -> Window.of(), "window: has 1 to 3 axes; got sizes []"),
        row(() -> Window.of(2, 0), "window: sizes must be at least 1; got [2, 0]"),
        row(() -> Window.of(2).stride(0), "window: strides must be at least 1; got [0]"),
        row(() -> Window.of(2).pad(-1), "window: padding must be at least 0; got [-1]"),
        row(
            () -> Window.of(2, 2, 2).dilation(1, 1),
            "window: dilations must be one number or 3; got [1, 1]"),
        row(
            () -> Window.over(Tensor.zeros(2, 2)),
            "window: a weight is [out, in, sizes...]; got [2, 2]"));
  }
}
