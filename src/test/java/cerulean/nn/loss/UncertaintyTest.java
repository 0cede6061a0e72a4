package cerulean.nn.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import org.junit.jupiter.api.Test;

class UncertaintyTest {

  /// Rounding of floats near `ln 10`.
  private static final double ROUNDING = 1e-6;

  @Test
  void equalLogitsHaveTheLogarithmOfTheNumberOfClasses() {
    for (int classes : new int[] {1, 2, 10, 1000}) {
      // A sum of 1,000 float terms: its rounding grows with the number of terms.
      double tolerance = ROUNDING * Math.max(1, classes / 100.0);
      assertEquals(Math.log(classes), Uncertainty.entropy(Tensor.full(3, 4, classes)), tolerance);
    }
  }

  @Test
  void aCertainPredictionHasNone() {
    assertEquals(0, Uncertainty.entropy(Tensor.of(new float[] {0, 200, 0}, 1, 3)), 0);
  }

  @Test
  void twoClassesByHand() {
    // p = 3/4 and 1/4
    Tensor logits = Tensor.of(new float[] {(float) Math.log(3), 0}, 1, 2);
    double expected = -(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25));
    assertEquals(expected, Uncertainty.entropy(logits), ROUNDING);
  }

  @Test
  void aBatchHasTheMeanOfItsRows() {
    Tensor logits = Tensor.of(new float[] {0, 0, 200, 0}, 2, 2);
    assertEquals(Math.log(2) / 2, Uncertainty.entropy(logits), ROUNDING);
  }

  @Test
  void aLogitOfMinusInfinityAddsNothing() {
    float never = Float.NEGATIVE_INFINITY;
    Tensor logits = Tensor.of(new float[] {1, 1, never}, 1, 3);
    assertEquals(Math.log(2), Uncertainty.entropy(logits), ROUNDING);
  }

  @Test
  void itEqualsTheFormulaInDoublePrecision() {
    Tensor logits = Tensor.normal(Philox.of(1), 0f, 2f, 20, 10);
    double mean = 0;
    for (int i = 0; i < 20; i++) {
      double total = 0;
      for (int k = 0; k < 10; k++) {
        total += Math.exp(logits.get(i, k));
      }
      for (int k = 0; k < 10; k++) {
        double p = Math.exp(logits.get(i, k)) / total;
        mean -= p * Math.log(p) / 20;
      }
    }
    assertEquals(mean, Uncertainty.entropy(logits), ROUNDING);
  }
}
