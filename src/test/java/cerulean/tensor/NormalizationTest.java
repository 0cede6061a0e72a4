package cerulean.tensor;

import static cerulean.testing.WordForWord.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.testing.WordForWord;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/// Normalisations: accuracy far from 0, special values and sentences.
@Tag("once")
class NormalizationTest implements WordForWord {

  @Test
  void aMeanFarAboveTheSpreadCostsNoDigits() {
    // Integers, so that the shifted numbers are exact in both types.
    int n = 1000;
    double[] near = new double[n];
    double[] far = new double[n];
    float[] farFloats = new float[n];
    for (int i = 0; i < n; i++) {
      near[i] = i * 37 % 101;
      far[i] = near[i] + 0x1p50;
      farFloats[i] = (float) near[i] + 0x1p23f;
    }
    double[] expected =
        Normalization.layerNorm(Tensor.of(near, n), 1, null, null, 0).toDoubleArray();
    assertArrayEquals(
        expected,
        Normalization.layerNorm(Tensor.of(far, n), 1, null, null, 0).toDoubleArray(),
        1e-13);
    float[] single = Normalization.layerNorm(Tensor.of(farFloats, n), 1, null, null, 0).toArray();
    for (int i = 0; i < n; i++) {
      assertTrue(
          Math.abs(single[i] - expected[i]) <= Math.ulp((float) expected[i]), "element " + i);
    }
  }

  @Test
  void equalElementsBecomeTheBias() {
    Tensor bias = Tensor.of(new float[] {1, 2, 3}, 3);
    Tensor y = Normalization.layerNorm(Tensor.full(0.1f, 2, 3), 1, null, bias, 1e-5);
    assertArrayEquals(new float[] {1, 2, 3, 1, 2, 3}, y.toArray());
  }

  @Test
  void nanAndInfinityStayInTheirRun() {
    Tensor x = Tensor.of(new float[] {1, Float.NaN, 1, -1, Float.POSITIVE_INFINITY, 2}, 3, 2);
    float[] y = Normalization.layerNorm(x, 1, null, null, 0).toArray();
    assertTrue(Float.isNaN(y[0]) && Float.isNaN(y[1]) && Float.isNaN(y[4]) && Float.isNaN(y[5]));
    assertEquals(1f, y[2]);
    assertEquals(-1f, y[3]);
  }

  @Test
  void largeFloatsDoNotOverflowInSquares() {
    Tensor x = Tensor.of(new float[] {3e30f, -3e30f}, 1, 2);
    assertArrayEquals(new float[] {1, -1}, Normalization.rmsNorm(x, 1, null, 0).toArray());
  }

  @Test
  void emptyInputsStayEmpty() {
    Tensor none = Tensor.zeros(2, 0);
    assertEquals(Shape.of(2, 0), Normalization.layerNorm(none, 1, null, null, 1).shape());
    assertEquals(Shape.of(2, 0), Normalization.instanceNorm(none, null, null, 1).shape());
  }

  static List<Arguments> sentences() {
    Tensor x = Tensor.zeros(2, 6, 4);
    Tensor six = Tensor.ones(6);
    return List.of(
        row(
            () -> Normalization.layerNorm(x, 4, null, null, 0),
            "layerNorm: axes must be from 1 to the rank of [2, 6, 4]; got 4"),
        row(
            () -> Normalization.layerNorm(x, 2, six, null, 0),
            "layerNorm: weight must be [6, 4]; got [6]"),
        row(
            () -> Normalization.groupNorm(x, 4, null, null, 0),
            "groupNorm: 6 channels of [2, 6, 4] do not divide into 4 groups"),
        row(
            () -> Normalization.groupNorm(x, -1, null, null, 0),
            "groupNorm: 6 channels of [2, 6, 4] do not divide into -1 groups"),
        row(
            () -> Normalization.instanceNorm(six, null, null, 0),
            "instanceNorm: input must be [batch, channels, ...]; got [6]"),
        row(
            () -> Normalization.batchNorm(x, six, Tensor.ones(4), null, null, 0),
            "batchNorm: variance must be [6]; got [4]"),
        row(
            () -> Normalization.instanceNorm(x, six.to(DType.F64), null, 0),
            "instanceNorm: needs F32; got F64; convert with to(DType.F32)"),
        row(
            () -> Normalization.rmsNorm(x.to(DType.I64), 1, null, 0),
            "rmsNorm: needs F32 or F64; got I64; convert with to(DType.F32)"),
        row(
            () -> Normalization.localResponseNorm(x, 0, 1, 1, 1),
            "localResponseNorm: size must be at least 1; got 0"));
  }
}
