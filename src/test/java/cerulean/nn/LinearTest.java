package cerulean.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Variable;
import cerulean.nn.init.Initializer;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinearTest {

  private static final Variable INPUT =
      Variable.constant(Tensor.of(new float[] {1, 2, 3, 4}, 2, 2));

  private static Linear byHand() {
    Linear linear = Linear.of(2, 2, Philox.of(1));
    StateDict.load(
        linear,
        Map.of(
            "weight", Tensor.of(new float[] {1, 2, 3, 4}, 2, 2),
            "bias", Tensor.of(new float[] {10, 20}, 2)));
    return linear;
  }

  @Test
  void theOutputHasARowPerInputAndAColumnPerUnit() {
    Linear linear = Linear.of(4, 3, Philox.of(1));
    Variable output = linear.forward(Variable.constant(Tensor.zeros(7, 4)));
    assertArrayEquals(new int[] {7, 3}, output.shape().dims());
  }

  @Test
  void theOutputIsTheProductWithTheTransposedWeightPlusTheBias() {
    // (1, 2) -> (1 + 4 + 10, 3 + 8 + 20); (3, 4) -> (3 + 8 + 10, 9 + 16 + 20)
    assertArrayEquals(new float[] {15, 31, 21, 45}, byHand().forward(INPUT).value().toArray());
  }

  @Test
  void gradientsOfWeightAndBiasByHand() {
    Linear linear = byHand();
    linear.forward(INPUT).sum().backward();
    // the sums of the inputs over rows for every unit, and the number of rows
    assertArrayEquals(
        new float[] {4, 6, 4, 6}, linear.namedParameters().get("weight").grad().toArray());
    assertArrayEquals(new float[] {2, 2}, linear.namedParameters().get("bias").grad().toArray());
  }

  @Test
  void weightAndBiasStayWithinOneOverTheRootOfTheInputs() {
    Linear linear = Linear.of(100, 50, Philox.of(3));
    assertEquals(0.1, linear.parameters().get(0).value().abs().amax(false, 0, 1).item(), 0.001);
    assertTrue(linear.parameters().get(0).value().abs().amax(false, 0, 1).item() <= 0.1f);
    assertTrue(linear.parameters().get(1).value().abs().amax(false, 0).item() <= 0.1f);
  }

  /// The mean of 5,000 numbers from U(-0.1, 0.1) has a standard error of 0.1 / sqrt(3 * 5000) =
  /// 0.00082; three of them, for a fixed seed.
  @Test
  void theMeanOfTheWeightsIsZero() {
    Linear linear = Linear.of(100, 50, Philox.of(3));
    assertEquals(0, linear.parameters().getFirst().value().mean().item(), 0.0025);
  }

  /// The standard deviation of 5,000 normal numbers has a relative standard error of 1 /
  /// sqrt(10000); three of them.
  @Test
  void aNormalLawHasItsStandardDeviation() {
    Tensor weight = Initializer.normal(0.05).draw(Philox.of(4), 50, 100);
    assertEquals(0.05, Math.sqrt(weight.mul(weight).mean().item()), 0.03 * 0.05);
  }

  @Test
  void aSeedGivesTheSameWeights() {
    assertArrayEquals(
        Linear.of(4, 3, Philox.of(5)).parameters().getFirst().value().toArray(),
        Linear.of(4, 3, Philox.of(5)).parameters().getFirst().value().toArray());
  }

  @Test
  void withoutBiasThereIsOneParameter() {
    Linear linear = Linear.withoutBias(4, 3, Initializer.normal(1), Philox.of(1));
    assertEquals(List.of("weight"), List.copyOf(linear.namedParameters().keySet()));
  }

  @Test
  void inputOfTheWrongWidthIsASentence() {
    Linear linear = Linear.of(4, 3, Philox.of(1));
    Variable wrong = Variable.constant(Tensor.zeros(2, 5));
    var thrown = assertThrows(IllegalArgumentException.class, () -> linear.forward(wrong));
    assertEquals(
        "linear: input [2, 5] does not fit weight [3, 4]; they must be [..., in] and [out, in]",
        thrown.getMessage());
  }

  @Test
  void sizesArePrinted() {
    assertEquals("Linear(4 -> 3)", Linear.of(4, 3, Philox.of(1)).toString());
    assertEquals(
        "Linear(4 -> 3, no bias)",
        Linear.withoutBias(4, 3, Initializer.normal(1), Philox.of(1)).toString());
  }
}
