package cerulean.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cerulean.autograd.Parameter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Norms, clipping and scaling of gradients. Cases of PyTorch are among its vectors.
class GradientsTest {

  private static List<Parameter> with(float[]... gradients) {
    return Stream.of(gradients)
        .map(gradient -> {
          Parameter parameter = SgdTest.parameter(new float[gradient.length]);
          SgdTest.give(parameter, gradient);
          return parameter;
        })
        .toList();
  }

  @Test
  void normsAreOverAllGradientsAsOneVector() {
    List<Parameter> parameters = with(new float[] {3, 0}, new float[] {-4});
    assertEquals(5, Gradients.norm(parameters, 2), 1e-12);
    assertEquals(7, Gradients.norm(parameters, 1), 1e-12);
    assertEquals(4, Gradients.norm(parameters, Double.POSITIVE_INFINITY));
    assertEquals(0, Gradients.norm(List.of(), 2));
    assertEquals(0, Gradients.norm(List.of(SgdTest.parameter(1)), 2));
  }

  /// Their squares are beyond float32.
  @Test
  void normsOfLargeAndSmallGradientsAreFinite() {
    assertEquals(5e30, Gradients.norm(with(new float[] {3e30f}, new float[] {4e30f}), 2), 1e24);
    assertEquals(5e-30, Gradients.norm(with(new float[] {3e-30f}, new float[] {4e-30f}), 2), 1e-36);
  }

  @Test
  void aLongGradientIsScaledToTheNorm() {
    List<Parameter> parameters = with(new float[] {3, 0}, new float[] {-4});
    assertEquals(5, Gradients.clipNorm(parameters, 1), 1e-12);
    assertArrayEquals(new float[] {0.6f, 0}, parameters.get(0).grad().toArray(), 1e-6f);
    assertArrayEquals(new float[] {-0.8f}, parameters.get(1).grad().toArray(), 1e-6f);
  }

  @Test
  void aShortGradientKeepsItsBits() {
    List<Parameter> parameters = with(new float[] {0.1f, -0.3f});
    Gradients.clipNorm(parameters, 1);
    assertArrayEquals(new float[] {0.1f, -0.3f}, parameters.getFirst().grad().toArray());
  }

  @Test
  void elementsAreHeldInTheirBounds() {
    List<Parameter> parameters = with(new float[] {-3, 0.5f, 2, Float.NaN});
    Gradients.clipValue(parameters, 1);
    assertArrayEquals(new float[] {-1, 0.5f, 1, Float.NaN}, parameters.getFirst().grad().toArray());
  }

  @Test
  void gradientsAreScaled() {
    List<Parameter> parameters = with(new float[] {-3, 2});
    Gradients.scale(parameters, 0.5);
    assertArrayEquals(new float[] {-1.5f, 1}, parameters.getFirst().grad().toArray());
  }

  @Test
  void aNormThatIsNotFiniteIsRefusedAndNothingChanged() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      List<Parameter> parameters = with(new float[] {3}, new float[] {bad});
      assertEquals(
          "clipNorm: the norm of the gradients is "
              + bad
              + ", so nothing was changed; skip the step, or find the operation with"
              + " Anomaly.detect()",
          assertThrows(ArithmeticException.class, () -> Gradients.clipNorm(parameters, 1))
              .getMessage());
      assertArrayEquals(new float[] {3}, parameters.getFirst().grad().toArray());
    }
  }

  @Test
  void boundsAndOrdersOutOfRangeAreRefused() {
    List<Parameter> none = List.of();
    assertEquals(
        "clipNorm: most must be finite and not negative, got -1.0",
        assertThrows(IllegalArgumentException.class, () -> Gradients.clipNorm(none, -1))
            .getMessage());
    assertEquals(
        "clipValue: most must be finite and not negative, got NaN",
        assertThrows(IllegalArgumentException.class, () -> Gradients.clipValue(none, Double.NaN))
            .getMessage());
    assertEquals(
        "norm: order must be at least 1, infinity included, got 0.5",
        assertThrows(IllegalArgumentException.class, () -> Gradients.norm(none, 0.5)).getMessage());
    assertEquals(
        "scale: factor must be finite, got Infinity",
        assertThrows(
                IllegalArgumentException.class,
                () -> Gradients.scale(none, Double.POSITIVE_INFINITY))
            .getMessage());
  }
}
