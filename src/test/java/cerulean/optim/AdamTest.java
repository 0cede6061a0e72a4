package cerulean.optim;

import static cerulean.optim.SgdTest.give;
import static cerulean.optim.SgdTest.parameter;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cerulean.autograd.Parameter;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdamTest {

  /// With both betas 0.5 and no epsilon worth mentioning, for gradients 1, 1, -2, 0, 1:
  ///
  ///     t   m          v          1 - 0.5^t   m / c      v / c      change / lr
  ///     1   0.5        0.5        0.5         1          1          1
  ///     2   0.75       0.75       0.75        1          1          1
  ///     3   -0.625     2.375      0.875       -0.714286  2.714286   -0.433555
  ///     4   -0.3125    1.1875     0.9375      -0.333333  1.266667   -0.296174
  ///     5   0.34375    1.09375    0.96875     0.354839   1.129032   0.333947
  @Test
  void fiveStepsByHand() {
    Parameter w = parameter(0);
    Adam adam = Adam.of(List.of(w), new Adam.Config(1, 0.5, 0.5, 1e-30, 0, false, false, false));
    float[] gradients = {1, 1, -2, 0, 1};
    double[] expected = {-1, -2, -1.566445, -1.270271, -1.604218};
    for (int i = 0; i < 5; i++) {
      give(w, gradients[i]);
      adam.step();
      // Half a unit of the table's last digit in each of up to five changes.
      assertEquals(expected[i], w.value().get(0), 2.5e-6, "step " + (i + 1));
    }
  }

  /// The betas are floats in the kernel and doubles in the bias correction; 0.999 is off by 1.3e-8
  /// there, which 1 - 0.999 makes 1.3e-5 and the root half of that: every step is off by up to 7e-8
  /// (of 0.01). The loss pulls both trajectories together over some tens of steps: 5e-6 in all.
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01})
  void aThousandStepsFollowTheFormulaInDouble(double decay) {
    int n = 37;
    double lr = 0.01;
    Philox random = Philox.of(1);
    Parameter w = Parameter.of(Tensor.normal(random, 0f, 1f, n));
    Adam adam =
        Adam.of(List.of(w), new Adam.Config(lr, 0.9, 0.999, 1e-8, decay, false, false, false));
    double[] expected = new double[n];
    double[] m = new double[n];
    double[] v = new double[n];
    for (int i = 0; i < n; i++) {
      expected[i] = w.value().get(i);
    }
    for (int t = 1; t <= 1000; t++) {
      float[] noise = Tensor.normal(random, 0f, 0.5f, n).toArray();
      float[] gradient = new float[n];
      for (int i = 0; i < n; i++) {
        gradient[i] = w.value().get(i) - noise[i];
        double d = expected[i] - noise[i] + decay * expected[i];
        m[i] = 0.9 * m[i] + 0.1 * d;
        v[i] = 0.999 * v[i] + 0.001 * d * d;
        double mean = m[i] / (1 - Math.pow(0.9, t));
        double square = v[i] / (1 - Math.pow(0.999, t));
        expected[i] -= lr * mean / (Math.sqrt(square) + 1e-8);
      }
      give(w, gradient);
      adam.step();
    }
    for (int i = 0; i < n; i++) {
      assertEquals(expected[i], w.value().get(i), 5e-6, "element " + i);
    }
  }

  @Test
  void defaultsAreThoseOfThePaper() {
    assertEquals(
        new Adam.Config(0.001, 0.9, 0.999, 1e-8, 0, false, false, false), Adam.Config.defaults());
    assertEquals(
        new Adam.Config(0.5, 0.9, 0.999, 1e-8, 0, false, false, false), Adam.Config.withLr(0.5));
  }

  /// From 1e-4 on epsilon is at most 1e-4 of the gradient; the float betas add 7e-6.
  @ParameterizedTest
  @ValueSource(floats = {1e-4f, 1, 1000, 1e10f, -1e-4f, -1e10f})
  void theFirstStepHasTheSizeOfTheRateWhateverTheScaleOfTheGradient(float gradient) {
    Parameter w = parameter(0);
    Adam adam = Adam.of(List.of(w), Adam.Config.defaults());
    give(w, gradient);
    adam.step();
    assertEquals(-0.001 * Math.signum(gradient), w.value().get(0), 0.001 * 1.1e-4);
  }

  @Test
  void aGradientOfZeroChangesNothing() {
    Parameter w = parameter(3);
    Adam adam = Adam.of(List.of(w), Adam.Config.defaults());
    give(w, 0);
    adam.step();
    assertEquals(3f, w.value().get(0));
  }

  @Test
  void weightDecayAloneMovesAWeightByTheRate() {
    Parameter w = parameter(3);
    Adam adam =
        Adam.of(List.of(w), new Adam.Config(0.5, 0.9, 0.999, 1e-8, 0.01, false, false, false));
    give(w, 0);
    adam.step();
    // As an L2 term: its gradient is 0.03, and the first step has the size of the rate.
    assertEquals(2.5, w.value().get(0), 1e-5);
  }

  @Test
  void groupsHaveTheirOwnRates() {
    Parameter slow = parameter(0);
    Parameter fast = parameter(0);
    Adam adam =
        new Adam(
            List.of(
                new ParameterGroup<>(List.of(slow), Adam.Config.withLr(0.25)),
                new ParameterGroup<>(List.of(fast), Adam.Config.withLr(0.5))));
    give(slow, 1);
    give(fast, 1);
    adam.step();
    // One rounded expression times twice the rate.
    assertEquals(2 * slow.value().get(0), fast.value().get(0));
  }

  @Test
  void aParameterThatJoinsLateCountsItsOwnSteps() {
    Parameter early = parameter(0);
    Parameter late = parameter(0);
    Adam adam = Adam.of(List.of(early, late), Adam.Config.withLr(0.5));
    give(early, 1);
    adam.step();
    float first = early.value().get(0);
    give(late, 1);
    adam.step();
    assertEquals(first, late.value().get(0));
  }

  @Test
  void aParameterWithoutGradientIsLeftAlone() {
    Parameter used = parameter(1);
    Parameter unused = parameter(1);
    Adam adam =
        Adam.of(
            List.of(used, unused),
            new Adam.Config(0.5, 0.9, 0.999, 1e-8, 0.1, false, false, false));
    give(used, 1);
    adam.step();
    assertEquals(1f, unused.value().get(0));
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 0.9, 0.999, 1e-8, 0, 'Adam: lr must be finite and not negative, got -1.0'",
    "0.1, 1, 0.999, 1e-8, 0, 'Adam: beta1 must be in [0, 1), got 1.0'",
    "0.1, 0.9, 1, 1e-8, 0, 'Adam: beta2 must be in [0, 1), got 1.0'",
    "0.1, 0.9, -0.1, 1e-8, 0, 'Adam: beta2 must be in [0, 1), got -0.1'",
    "0.1, 0.9, 0.999, 0, 0, 'Adam: epsilon must be positive and finite, got 0.0'",
    "0.1, 0.9, 0.999999999, 1e-8, 0, 'Adam: beta2 must be in [0, 1), got 0.999999999, which rounds to"
        + " 1.0 in float32'",
    "0.1, 0.9, 0.999, 1e-50, 0, 'Adam: epsilon must be positive and finite, got 1.0E-50, which rounds"
        + " to 0.0 in float32'",
    "1e40, 0.9, 0.999, 1e-8, 0, 'Adam: lr must be finite and not negative, got 1.0E40, which rounds to"
        + " Infinity in float32'",
    "0.1, 0.9, 0.999, 1e-8, 1e40, 'Adam: weightDecay must be finite and not negative, got 1.0E40,"
        + " which rounds to Infinity in float32'",
    "0.1, 0.9, 0.999, 1e-8, NaN, 'Adam: weightDecay must be finite and not negative, got NaN'",
  })
  void configurationsOutOfRangeAreRefused(
      double lr, double beta1, double beta2, double epsilon, double decay, String sentence) {
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Adam.Config(lr, beta1, beta2, epsilon, decay, false, false, false));
    assertEquals(sentence, thrown.getMessage());
  }
}
