package cerulean.onnx.run;

import static cerulean.onnx.run.Nodes.attributes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Shape;
import cerulean.tensor.Tensor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the backend tests at hand do not look at in images, regions and signals.
@Tag("once")
class ImageOperatorsTest {

  private static final Tensor LINE = Tensor.of(new float[] {1, 2, 3, 4}, 4);

  private static float[] resized(int opset, Object... pairs) {
    Tensor scales = Tensor.of(new float[] {0.5f}, 1);
    return opset < 11
        ? Nodes.first(opset, "Resize", attributes(pairs), LINE, scales).toArray()
        : Nodes.first(opset, "Resize", attributes(pairs), LINE, null, scales).toArray();
  }

  @Test
  void coordinatesAreThoseOfTheVersion() {
    assertArrayEquals(new float[] {1, 3}, resized(10, "mode", "linear"));
    assertArrayEquals(new float[] {1.5f, 3.5f}, resized(11, "mode", "linear"));
    String mode = "coordinate_transformation_mode";
    assertArrayEquals(new float[] {1, 3}, resized(19, "mode", "linear", mode, "asymmetric"));
    assertArrayEquals(
        new float[] {2, 4}, resized(11, "nearest_mode", "floor", mode, "tf_half_pixel_for_nn"));
    assertArrayEquals(
        new float[] {1.5f, 3.5f}, resized(19, "mode", "linear", mode, "pytorch_half_pixel"));
  }

  @Test
  void nearestIsRoundedAsAsked() {
    // Positions 0.5 and 2.5.
    assertArrayEquals(new float[] {1, 3}, resized(19));
    assertArrayEquals(new float[] {2, 4}, resized(19, "nearest_mode", "round_prefer_ceil"));
    assertArrayEquals(new float[] {1, 3}, resized(19, "nearest_mode", "floor"));
    assertArrayEquals(new float[] {2, 4}, resized(19, "nearest_mode", "ceil"));
  }

  @Test
  void unknownModesAreNamed() {
    assertEquals(
        "Resize: mode fourier is unknown",
        assertThrows(IllegalArgumentException.class, () -> resized(19, "mode", "fourier"))
            .getMessage());
    assertEquals(
        "Resize: coordinate transformation polar is unknown",
        assertThrows(
                IllegalArgumentException.class,
                () -> resized(19, "coordinate_transformation_mode", "polar"))
            .getMessage());
    assertEquals(
        "Resize: needs scales or sizes",
        assertThrows(
                IllegalArgumentException.class, () -> Nodes.first(19, "Resize", attributes(), LINE))
            .getMessage());
  }

  @Test
  void scalesOfUpsampleWereAnAttribute() {
    Tensor y = Nodes.first(7, "Upsample", attributes("scales", new float[] {1.5f}), LINE);
    assertArrayEquals(new float[] {1, 1, 2, 3, 3, 4}, y.toArray());
  }

  @Test
  void boxesByCentreAreBoxesByCorners() {
    Tensor corners = Tensor.of(new float[] {0, 0, 2, 2, 0, 1, 2, 3, 5, 5, 6, 6}, 1, 3, 4);
    Tensor centres = Tensor.of(new float[] {1, 1, 2, 2, 1, 2, 2, 2, 5.5f, 5.5f, 1, 1}, 1, 3, 4);
    Tensor scores = Tensor.of(new float[] {0.8f, 0.9f, 0.1f}, 1, 1, 3);
    Tensor most = Tensor.of(new long[] {9}, 1);
    Tensor overlap = Tensor.of(new float[] {0.3f}, 1);
    // The first two share 2 of 6.
    long[] expected = {0, 0, 1, 0, 0, 2};
    assertArrayEquals(
        expected,
        Nodes.first(11, "NonMaxSuppression", attributes(), corners, scores, most, overlap)
            .toLongArray());
    assertArrayEquals(
        expected,
        Nodes.first(
                11,
                "NonMaxSuppression",
                attributes("center_point_box", 1),
                centres,
                scores,
                most,
                overlap)
            .toLongArray());
    Tensor none = Nodes.first(11, "NonMaxSuppression", attributes(), corners, scores);
    assertEquals(Shape.of(0, 3), none.shape());
  }

  @Test
  void regionsArePooledToTheirGreatest() {
    Tensor x = Tensor.arange(16).to(DType.F32).reshape(1, 1, 4, 4);
    Tensor rois = Tensor.of(new float[] {0, 0, 0, 3, 1, 0, 1, 1, 3, 3}, 2, 5);
    Tensor y = Nodes.first(22, "MaxRoiPool", attributes("pooled_shape", new int[] {2, 2}), x, rois);
    // Rows 0 to 1 of all columns; then 3 x 3 elements, whose middle is in every bin.
    assertArrayEquals(new float[] {1, 3, 5, 7, 10, 11, 14, 15}, y.toArray());
  }

  @Test
  void aRegionOfAPlaneHasThePlanesValues() {
    Tensor x = Tensor.arange(64).to(DType.F32).reshape(1, 1, 8, 8);
    Tensor rois = Tensor.of(new float[] {1.5f, 1.5f, 5.5f, 5.5f}, 1, 4);
    Tensor batch = Tensor.of(new long[] {0}, 1);
    Tensor y =
        Nodes.first(
            16, "RoiAlign", attributes("output_height", 2, "output_width", 2), x, rois, batch);
    // Bins of 2 x 2 elements around positions 2 and 4.
    assertArrayEquals(new float[] {18, 20, 34, 36}, y.toArray(), 1e-4f);
  }

  @Test
  void transformsOfComplexSignalsHaveBothSides() {
    Tensor x = Tensor.uniform(Philox.of(1), -1, 1, 2, 12, 2);
    Tensor all = Nodes.first(20, "DFT", attributes(), x);
    Tensor back = Nodes.first(20, "DFT", attributes("inverse", 1), all);
    assertArrayEquals(x.toArray(), back.toArray(), 1e-6f);
    Tensor half = Nodes.first(20, "DFT", attributes("onesided", 1), x);
    assertArrayEquals(all.narrow(1, 0, 7).contiguous().toArray(), half.toArray());
    assertEquals(
        "DFT: axis 2 is none of numbers in [2, 12, 2]",
        assertThrows(
                IllegalArgumentException.class,
                () -> Nodes.first(20, "DFT", attributes(), x, null, Tensor.scalar(2L)))
            .getMessage());
  }

  @Test
  void framesAreWindowedAndTransformed() {
    Tensor signal = Tensor.uniform(Philox.of(2), -1, 1, 1, 10, 1);
    Tensor window = Tensor.of(new float[] {0.5f, 1, 1, 0.25f}, 4);
    Tensor step = Tensor.scalar(3L);
    Tensor y = Nodes.first(17, "STFT", attributes("onesided", 0), signal, step, window);
    assertEquals(Shape.of(1, 3, 4, 2), y.shape());
    Tensor frame = signal.narrow(1, 3, 4).mul(window.unsqueeze(1));
    Tensor expected = Nodes.first(17, "DFT", attributes(), frame);
    assertArrayEquals(expected.toArray(), y.select(1, 1).contiguous().toArray(), 1e-6f);
  }

  @Test
  void symmetricWindowsEndAsTheyBegin() {
    for (String name : new String[] {"HannWindow", "HammingWindow", "BlackmanWindow"}) {
      Tensor size = Tensor.scalar(7L);
      Tensor y = Nodes.first(17, name, attributes("periodic", 0, "output_datatype", 11), size);
      assertEquals(DType.F64, y.dtype());
      assertArrayEquals(y.flip(0).toDoubleArray(), y.toDoubleArray(), 1e-15);
      assertEquals(1, y.getDouble(3), 1e-15);
      assertArrayEquals(
          new double[] {1},
          Nodes.first(17, name, attributes("periodic", 0), Tensor.scalar(1L)).toDoubleArray(),
          1e-6);
    }
  }
}
