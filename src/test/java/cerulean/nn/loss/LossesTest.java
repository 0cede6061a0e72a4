package cerulean.nn.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cerulean.autograd.Variable;
import cerulean.tensor.Tensor;
import org.junit.jupiter.api.Test;

class LossesTest {

  /// Two units in the last place of floats near 1.
  private static final float ROUNDING = 2.4e-7f;

  private static Variable leaf(float[] values, int... shape) {
    return Variable.leaf(Tensor.of(values, shape));
  }

  @Test
  void crossEntropyIsTheMeanNegativeLogarithmOfTheProbabilityOfTheClass() {
    // rows with p = (3/4, 1/4) and (1/2, 1/2), classes 1 and 0
    Variable logits = leaf(new float[] {(float) Math.log(3), 0, 5, 5}, 2, 2);
    Tensor targets = Tensor.of(new long[] {1, 0}, 2);
    assertEquals(
        (Math.log(4) + Math.log(2)) / 2,
        Losses.crossEntropy(logits, targets).value().item(),
        ROUNDING);
  }

  @Test
  void gradientOfCrossEntropyIsProbabilityMinusOneHotOverRows() {
    Variable logits = leaf(new float[] {(float) Math.log(3), 0, 5, 5}, 2, 2);
    Losses.crossEntropy(logits, Tensor.of(new long[] {1, 0}, 2)).backward();
    assertArrayEquals(
        new float[] {0.375f, -0.375f, -0.25f, 0.25f}, logits.grad().toArray(), ROUNDING);
  }

  @Test
  void crossEntropyOfLargeLogitsIsFinite() {
    Variable logits = leaf(new float[] {10_000, 0}, 1, 2);
    assertEquals(10_000f, Losses.crossEntropy(logits, Tensor.of(new long[] {1}, 1)).value().item());
  }

  @Test
  void meanSquaredErrorByHand() {
    Variable output = leaf(new float[] {1, 2, 3, 4}, 2, 2);
    Variable target = Variable.constant(Tensor.of(new float[] {1, 4, 3, 0}, 2, 2));
    // (0 + 4 + 0 + 16) / 4
    assertEquals(5f, Losses.meanSquaredError(output, target).value().item());
  }

  @Test
  void gradientOfMeanSquaredErrorIsTwiceTheDifferenceOverTheSize() {
    Variable output = leaf(new float[] {1, 2, 3, 4}, 2, 2);
    Variable target = Variable.constant(Tensor.of(new float[] {1, 4, 3, 0}, 2, 2));
    Losses.meanSquaredError(output, target).backward();
    assertArrayEquals(new float[] {0, -1, 0, 2}, output.grad().toArray());
  }

  /// A target `[rows]` beside an output `[rows, 1]` would broadcast to all pairs.
  @Test
  void meanSquaredErrorOfDifferentShapesIsASentence() {
    Variable output = leaf(new float[] {1, 2}, 2, 1);
    Variable target = Variable.constant(Tensor.of(new float[] {1, 2}, 2));
    var thrown =
        assertThrows(IllegalArgumentException.class, () -> Losses.meanSquaredError(output, target));
    assertEquals(
        "meanSquaredError: shapes differ: output [2, 1], target [2]; reshape one of them",
        thrown.getMessage());
  }
}
