package cerulean.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Traces by hand use rates and gradients that are sums of powers of two, so that floats are exact.
class SgdTest {

  static Parameter parameter(float... values) {
    return Parameter.of(Tensor.of(values, values.length));
  }

  /// Leaves `gradient` at the parameter, as a backward pass of `sum(w * gradient)` does.
  static void give(Parameter parameter, float... gradient) {
    parameter.clearGrad();
    Variable slope = Variable.constant(Tensor.of(gradient, gradient.length));
    parameter.mul(slope).sum().backward();
  }

  private static float[] trace(Sgd.Config config, float start, float... gradients) {
    Parameter w = parameter(start);
    Sgd sgd = Sgd.of(List.of(w), config);
    float[] trace = new float[gradients.length];
    for (int i = 0; i < trace.length; i++) {
      give(w, gradients[i]);
      sgd.step();
      trace[i] = w.value().get(0);
    }
    return trace;
  }

  @Test
  void fiveStepsOfPlainDescentByHand() {
    // w - 0.5 g: 1 - 1 = 0; 0 - 0.5 = -0.5; -0.5 + 2 = 1.5; 1.5 - 0 = 1.5; 1.5 - 1.5 = 0
    assertArrayEquals(
        new float[] {0, -0.5f, 1.5f, 1.5f, 0}, trace(Sgd.Config.plain(0.5), 1, 2, 1, -4, 0, 3));
  }

  @Test
  void fiveStepsOfMomentumByHand() {
    // lr 0.5, mu 0.5; v: 2; 1 + 1 = 2; 1 - 4 = -3; -1.5 + 0 = -1.5; -0.75 + 3 = 2.25
    // w: 1 - 1 = 0; 0 - 1 = -1; -1 + 1.5 = 0.5; 0.5 + 0.75 = 1.25; 1.25 - 1.125 = 0.125
    assertArrayEquals(
        new float[] {0, -1, 0.5f, 1.25f, 0.125f},
        trace(Sgd.Config.momentum(0.5, 0.5), 1, 2, 1, -4, 0, 3));
  }

  @Test
  void fiveStepsOfNesterovMomentumByHand() {
    // v as above: 2, 2, -3, -1.5, 2.25; w - 0.5 (g + 0.5 v):
    // 1 - 0.5 * 3 = -0.5; -0.5 - 0.5 * 2 = -1.5; -1.5 + 0.5 * 5.5 = 1.25;
    // 1.25 + 0.5 * 0.75 = 1.625; 1.625 - 0.5 * 4.125 = -0.4375
    assertArrayEquals(
        new float[] {-0.5f, -1.5f, 1.25f, 1.625f, -0.4375f},
        trace(new Sgd.Config(0.5, 0.5, 0, 0, true, false, false), 1, 2, 1, -4, 0, 3));
  }

  @Test
  void theFirstStepOfMomentumTakesTheWholeGradientWhateverTheDampening() {
    // first v = g = 2, w = 1 - 1 = 0; then v = 0.5 * 2 + (1 - 0.75) * 4 = 2, w = 0 - 1 = -1
    assertArrayEquals(
        new float[] {0, -1},
        trace(new Sgd.Config(0.5, 0.5, 0.75, 0, false, false, false), 1, 2, 4));
  }

  @Test
  void weightDecayAddsTheWeightToTheGradient() {
    // w - 0.5 (g + 0.25 w): 4 - 0.5 * (0 + 1) = 3.5; 3.5 - 0.5 * (1 + 0.875) = 2.5625
    assertArrayEquals(
        new float[] {3.5f, 2.5625f},
        trace(new Sgd.Config(0.5, 0, 0, 0.25, false, false, false), 4, 0, 1));
  }

  @Test
  void weightDecayEntersTheVelocity() {
    // d = 0 + 0.25 * 4 = 1, v = 1, w = 3.5; d = 0.875, v = 0.5 + 0.875 = 1.375, w = 2.8125
    assertArrayEquals(
        new float[] {3.5f, 2.8125f},
        trace(new Sgd.Config(0.5, 0.5, 0, 0.25, false, false, false), 4, 0, 0));
  }

  /// The fused kernel against the formula in double, both fed the float gradient `w - target` of
  /// the float trajectory's quadratic loss plus noise. Rounding: half an ulp of weights near 1
  /// (3e-8) per step, in each of three operations; momentum 0.9 keeps ten steps' worth. The loss
  /// pulls both trajectories together, so rounding does not add up over 1,000 steps.
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, false, 1e-6",
    "0.9, 0, 0, false, 2e-6",
    "0.9, 0.5, 0.01, false, 2e-6",
    "0.9, 0, 0.01, true, 2e-6"
  })
  void aThousandStepsFollowTheFormulaInDouble(
      double mu, double dampening, double decay, boolean nesterov, double tolerance) {
    int n = 37;
    Philox random = Philox.of(1);
    Parameter w = Parameter.of(Tensor.normal(random, 0f, 1f, n));
    double lr = 0.05;
    Sgd sgd = Sgd.of(List.of(w), new Sgd.Config(lr, mu, dampening, decay, nesterov, false, false));
    double[] expected = new double[n];
    double[] velocity = new double[n];
    for (int i = 0; i < n; i++) {
      expected[i] = w.value().get(i);
    }
    for (int t = 1; t <= 1000; t++) {
      float[] noise = Tensor.normal(random, 0f, 0.5f, n).toArray();
      float[] gradient = new float[n];
      for (int i = 0; i < n; i++) {
        gradient[i] = w.value().get(i) - noise[i];
        double d = expected[i] - noise[i] + decay * expected[i];
        velocity[i] = t == 1 ? d : mu * velocity[i] + (1 - dampening) * d;
        double change = mu == 0 ? d : nesterov ? d + mu * velocity[i] : velocity[i];
        expected[i] -= lr * change;
      }
      give(w, gradient);
      sgd.step();
    }
    for (int i = 0; i < n; i++) {
      assertEquals(expected[i], w.value().get(i), tolerance, "element " + i);
    }
  }

  @Test
  void plainAndMomentumArePyTorchsDefaultsOtherwise() {
    assertEquals(new Sgd.Config(0.1, 0, 0, 0, false, false, false), Sgd.Config.plain(0.1));
    assertEquals(
        new Sgd.Config(0.1, 0.9, 0, 0, false, false, false), Sgd.Config.momentum(0.1, 0.9));
  }

  @Test
  void groupsHaveTheirOwnRates() {
    Parameter slow = parameter(1);
    Parameter fast = parameter(1);
    Sgd sgd =
        new Sgd(
            List.of(
                new ParameterGroup<>(List.of(slow), Sgd.Config.plain(0.25)),
                new ParameterGroup<>(List.of(fast), Sgd.Config.plain(0.5))));
    give(slow, 1);
    give(fast, 1);
    sgd.step();
    assertEquals(0.75f, slow.value().get(0));
    assertEquals(0.5f, fast.value().get(0));
  }

  @Test
  void anotherRateCountsFromTheNextStepAndKeepsTheVelocity() {
    Parameter w = parameter(0);
    Sgd sgd = Sgd.of(List.of(w), Sgd.Config.momentum(0.5, 0.5));
    give(w, 2);
    sgd.step();
    sgd.configure(0, Sgd.Config.momentum(0.25, 0.5));
    give(w, 0);
    sgd.step();
    // v = 2, w = -1; v = 1, w = -1 - 0.25 * 1
    assertEquals(-1.25f, w.value().get(0));
  }

  @Test
  void aParameterWithoutGradientIsLeftAlone() {
    Parameter used = parameter(1);
    Parameter unused = parameter(1);
    Sgd sgd = Sgd.of(List.of(used, unused), new Sgd.Config(0.5, 0.5, 0, 0.5, false, false, false));
    give(used, 1);
    sgd.step();
    assertEquals(1f, unused.value().get(0));
  }

  @Test
  void zeroGradForgetsGradients() {
    Parameter w = parameter(1);
    give(w, 1);
    Sgd.of(List.of(w), Sgd.Config.plain(0.5)).zeroGrad();
    assertNull(w.grad());
  }

  @Test
  void aParameterInTwoGroupsIsRefused() {
    Parameter w = parameter(1, 2, 3);
    var group = new ParameterGroup<>(List.of(w), Sgd.Config.plain(0.5));
    var thrown = assertThrows(IllegalArgumentException.class, () -> new Sgd(List.of(group, group)));
    assertEquals(
        "optimizer: a parameter of shape [3] is given twice; each belongs to one group",
        thrown.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "-0.5, 0, 0, 0, false, 'Sgd: lr must be finite and not negative, got -0.5'",
    "NaN, 0, 0, 0, false, 'Sgd: lr must be finite and not negative, got NaN'",
    "Infinity, 0, 0, 0, false, 'Sgd: lr must be finite and not negative, got Infinity'",
    "0.1, 1, 0, 0, false, 'Sgd: momentum must be in [0, 1), got 1.0'",
    "1e39, 0, 0, 0, false, 'Sgd: lr must be finite and not negative, got 1.0E39, which rounds to"
        + " Infinity in float32'",
    "0.1, 0.999999999, 0, 0, false, 'Sgd: momentum must be in [0, 1), got 0.999999999, which rounds to"
        + " 1.0 in float32'",
    "0.1, 0.9, -0.5, 0, false, 'Sgd: dampening must be in [0, 1), got -0.5'",
    "0.1, 0, 0, -1, false, 'Sgd: weightDecay must be finite and not negative, got -1.0'",
    "0.1, 0, 0, 0, true, 'Sgd: nesterov needs momentum and no dampening, got momentum 0.0 and"
        + " dampening 0.0'",
    "0.1, 0.9, 0.5, 0, true, 'Sgd: nesterov needs momentum and no dampening, got momentum 0.9 and"
        + " dampening 0.5'",
  })
  void configurationsOutOfRangeAreRefused(
      double lr, double mu, double dampening, double decay, boolean nesterov, String sentence) {
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Sgd.Config(lr, mu, dampening, decay, nesterov, false, false));
    assertEquals(sentence, thrown.getMessage());
  }
}
