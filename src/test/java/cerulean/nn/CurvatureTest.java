package cerulean.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.autograd.Variable;
import cerulean.nn.init.Initializer;
import cerulean.nn.loss.Losses;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// The curvature of the loss in the raw weight `w` is `g^2` times that in the effective weight `W =
/// g w` (arXiv:2507.14056): gradients scale by `g`, curvatures by `g^2`.
class CurvatureTest {

  private static final float GAIN = 2;

  private static final int OUT = 3;

  private static final int IN = 2;

  private static final Tensor INPUT = Tensor.normal(Philox.of(1), 0f, 1f, 5, IN);

  private static final Tensor TARGETS = Tensor.of(new long[] {0, 1, 2, 1, 0}, 5);

  private static final Tensor WEIGHT = Tensor.normal(Philox.of(2), 0f, 1f, OUT, IN);

  /// A step that is a power of two: weights move by exactly it but for the last place.
  private static final float STEP = 0x1p-7f;

  /// The gradient of the loss with respect to a weight seen through `gain`.
  private static float[] gradient(Tensor weight, float gain) {
    GainLinear layer = GainLinear.withoutBias(IN, OUT, Initializer.normal(1), Philox.of(3));
    layer.namedParameters().get("weight").value().copyFromInPlace(weight);
    layer.gain().mulInPlace(gain);
    Losses.crossEntropy(layer.forward(Variable.constant(INPUT)), TARGETS).backward();
    return layer.parameters().getFirst().grad().toArray();
  }

  /// Row `i` of the Hessian by central differences of the gradient.
  private static double[] hessianRow(int i, Tensor weight, float gain, float step) {
    float[] moved = weight.toArray();
    float at = moved[i];
    moved[i] = at + step;
    float[] above = gradient(Tensor.of(moved, OUT, IN), gain);
    moved[i] = at - step;
    float[] below = gradient(Tensor.of(moved, OUT, IN), gain);
    double width = (double) (at + step) - (double) (at - step);
    double[] row = new double[above.length];
    for (int j = 0; j < row.length; j++) {
      row[j] = ((double) above[j] - below[j]) / width;
    }
    return row;
  }

  /// Both sides move the same effective weights by the same steps, so the error of the differences
  /// is the same too; what is left is the rounding of gradients near 1 (6e-8 each) over a step of
  /// 2^-7, on a Hessian four times as large.
  @Test
  void theHessianInTheRawWeightIsTheSquareOfTheGainTimesThatInTheEffectiveWeight() {
    double rounding = GAIN * GAIN * 6e-8 / STEP;
    for (int i = 0; i < OUT * IN; i++) {
      double[] raw = hessianRow(i, WEIGHT, GAIN, STEP);
      double[] effective = hessianRow(i, WEIGHT.mul(GAIN), 1, GAIN * STEP);
      for (int j = 0; j < OUT * IN; j++) {
        assertEquals(GAIN * GAIN * effective[j], raw[j], rounding, "element " + i + ", " + j);
      }
    }
  }

  /// The identity would hold for a Hessian of zeros as well.
  @Test
  void theLossIsCurvedInEveryWeight() {
    for (int i = 0; i < OUT * IN; i++) {
      double[] row = hessianRow(i, WEIGHT, GAIN, STEP);
      assertEquals(1, Math.signum(row[i] - 0.01), "element " + i + " is " + row[i]);
    }
  }
}
