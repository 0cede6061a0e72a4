package cerulean.onnx.run;

import static cerulean.onnx.run.Nodes.attributes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Shape;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the backend tests at hand do not look at in convolutions and poolings.
@Tag("once")
class ConvolutionOperatorsTest {

  private static final Tensor IMAGE = Tensor.arange(16).to(DType.F32).reshape(1, 1, 4, 4);

  private static Tensor random(int... shape) {
    return Tensor.uniform(Philox.of(11), -1, 1, shape);
  }

  @Test
  void paddingByNameIsThatOfNumbers() {
    Tensor x = random(1, 2, 7);
    Tensor weight = random(3, 2, 4);
    // ceil(7 / 2) places reach over 3 * 2 + 4 = 10 elements.
    float[] lower =
        Nodes.first(
                22,
                "Conv",
                attributes("auto_pad", "SAME_LOWER", "strides", new int[] {2}),
                x,
                weight)
            .toArray();
    float[] numbers =
        Nodes.first(
                22,
                "Conv",
                attributes("pads", new int[] {2, 1}, "strides", new int[] {2}),
                x,
                weight)
            .toArray();
    assertArrayEquals(numbers, lower);
    Tensor valid = Nodes.first(22, "Conv", attributes("auto_pad", "VALID"), x, weight);
    assertEquals(Shape.of(1, 3, 4), valid.shape());
  }

  @Test
  void transposedConvolutionsHaveTheSizeThatIsAskedFor() {
    Tensor x = Tensor.of(new float[] {1, 2}, 1, 1, 2);
    Tensor weight = Tensor.of(new float[] {1, 10, 100}, 1, 1, 3);
    Tensor bias = Tensor.of(new float[] {0.5f}, 1);
    int[] two = {2};
    float[] plain =
        Nodes.first(22, "ConvTranspose", attributes("strides", two), x, weight).toArray();
    assertArrayEquals(new float[] {1, 10, 102, 20, 200}, plain);
    float[] shorter =
        Nodes.first(
                22,
                "ConvTranspose",
                attributes("strides", two, "output_shape", new int[] {4}),
                x,
                weight)
            .toArray();
    // The odd element is cut off in front, with SAME_UPPER behind.
    assertArrayEquals(new float[] {10, 102, 20, 200}, shorter);
    float[] upper =
        Nodes.first(
                22,
                "ConvTranspose",
                attributes("strides", two, "auto_pad", "SAME_UPPER"),
                x,
                weight)
            .toArray();
    assertArrayEquals(new float[] {1, 10, 102, 20}, upper);
    float[] longer =
        Nodes.first(
                22,
                "ConvTranspose",
                attributes("strides", two, "output_padding", new int[] {1}),
                x,
                weight,
                bias)
            .toArray();
    assertArrayEquals(new float[] {1.5f, 10.5f, 102.5f, 20.5f, 200.5f, 0.5f}, longer);
  }

  /// Groups of channels, of offsets, strides, dilations and padding at once, in one to three axes.
  @Test
  void withoutOffsetsADeformableConvolutionIsAConvolution() {
    int[][] sizes = {{9}, {7, 8}, {5, 4, 6}};
    for (int[] size : sizes) {
      int axes = size.length;
      int[] image = new int[axes + 2];
      image[0] = 2;
      image[1] = 4;
      System.arraycopy(size, 0, image, 2, axes);
      int[] window = WindowAttributes.ones(axes + 2);
      window[0] = 6;
      window[1] = 2;
      window[axes + 1] = 3;
      int[] strides = WindowAttributes.ones(axes);
      strides[0] = 2;
      int[] dilations = WindowAttributes.ones(axes);
      dilations[axes - 1] = 2;
      int[] pads = new int[2 * axes];
      pads[axes - 1] = 2;
      pads[axes] = 1;
      Tensor x = random(image);
      Tensor weight = random(window);
      Map<String, Object> attributes =
          attributes(
              "group",
              2,
              "offset_group",
              2,
              "strides",
              strides,
              "dilations",
              dilations,
              "pads",
              pads);
      Tensor expected = Nodes.first(22, "Conv", attributes, x, weight);
      int[] offsets = expected.shape().dims();
      offsets[1] = 2 * 3 * axes;
      Tensor got = Nodes.first(22, "DeformConv", attributes, x, weight, Tensor.zeros(offsets));
      assertEquals(expected.shape(), got.shape());
      assertArrayEquals(expected.toArray(), got.toArray(), 1e-5f);
    }
  }

  @Test
  void aWholeOffsetMovesTheImage() {
    Tensor weight = Tensor.of(new float[] {1, 0, 0, 0}, 1, 1, 2, 2);
    Tensor down = Tensor.zeros(1, 8, 3, 3);
    down.narrow(1, 0, 1).fillInPlace(1);
    float[] got = Nodes.first(22, "DeformConv", attributes(), IMAGE, weight, down).toArray();
    assertArrayEquals(new float[] {4, 5, 6, 8, 9, 10, 12, 13, 14}, got);
    Tensor half = Tensor.full(DType.F32, 0.5, 1, 4, 3, 3);
    float[] masked =
        Nodes.first(22, "DeformConv", attributes(), IMAGE, weight, down, null, half).toArray();
    assertArrayEquals(new float[] {2, 2.5f, 3, 4, 4.5f, 5, 6, 6.5f, 7}, masked);
  }

  @Test
  void indicesOfMaximaCountTheWholeInput() {
    Tensor x = Tensor.arange(32).to(DType.F32).reshape(2, 1, 4, 4);
    int[] two = {2, 2};
    List<Tensor> rows =
        Nodes.run(22, "MaxPool", attributes("kernel_shape", two, "strides", two), x);
    assertArrayEquals(new long[] {5, 7, 13, 15, 21, 23, 29, 31}, rows.get(1).toLongArray());
    List<Tensor> columns =
        Nodes.run(
            22, "MaxPool", attributes("kernel_shape", two, "strides", two, "storage_order", 1), x);
    assertArrayEquals(new long[] {5, 13, 7, 15, 21, 29, 23, 31}, columns.get(1).toLongArray());
    Tensor back =
        Nodes.first(
            22,
            "MaxUnpool",
            attributes("kernel_shape", two, "strides", two),
            rows.get(0),
            rows.get(1));
    Tensor kept = Tensor.where(x.remainder(Tensor.scalar(2f)).eq(1), x, Tensor.scalar(0f));
    Tensor odd = kept.slice(2, 1, 4, 2);
    assertArrayEquals(odd.toArray(), back.slice(2, 1, 4, 2).toArray());
    Tensor larger =
        Nodes.first(
            22,
            "MaxUnpool",
            attributes("kernel_shape", two, "strides", two),
            rows.get(0),
            rows.get(1),
            Tensor.of(new long[] {2, 1, 5, 6}, 4));
    assertEquals(Shape.of(2, 1, 5, 6), larger.shape());
    assertArrayEquals(
        back.toArray(), larger.narrow(2, 0, 4).narrow(3, 0, 4).contiguous().toArray());
  }

  @Test
  void bytesArePooledAsBytes() {
    Tensor x = Tensor.of(new long[] {3, 250, 7, 9}, 1, 1, 4).to(DType.U8);
    Tensor y =
        Nodes.first(
            22, "MaxPool", attributes("kernel_shape", new int[] {2}, "strides", new int[] {2}), x);
    assertEquals(DType.U8, y.dtype());
    assertArrayEquals(new long[] {250, 9}, y.to(DType.I64).toLongArray());
  }

  @Test
  void globalPoolingTakesWholeImages() {
    Tensor x = Tensor.of(new float[] {3, -4, 0, 0, 1, 2, 2, 0}, 1, 2, 2, 2);
    Tensor norm = Nodes.first(22, "GlobalLpPool", attributes(), x);
    assertEquals(Shape.of(1, 2, 1, 1), norm.shape());
    assertArrayEquals(new float[] {5, 3}, norm.toArray(), 1e-6f);
  }

  @Test
  void aSequenceInPiecesIsConvolvedAsAWhole() {
    Tensor x = random(2, 3, 10);
    Tensor weight = random(3, 1, 4);
    Tensor bias = random(3);
    Tensor whole = Nodes.first(27, "CausalConvWithState", attributes(), x, weight, bias);
    List<Tensor> first =
        Nodes.run(27, "CausalConvWithState", attributes(), x.narrow(2, 0, 2), weight, bias);
    Tensor rest =
        Nodes.first(
            27, "CausalConvWithState", attributes(), x.narrow(2, 2, 8), weight, bias, first.get(1));
    Tensor joined = Tensor.concat(2, first.get(0), rest);
    assertArrayEquals(whole.toArray(), joined.toArray(), 1e-6f);
  }
}
