package cerulean.neuro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class VoltageStdpTest {

  private static final VoltageStdpParameters VISUAL = VoltageStdpParameters.VISUAL_CORTEX;

  /// Within the step in which the cell is at its peak for the first time, averages see here the
  /// voltage of the start of the step, 24 mV lower; there they follow adaptive steps within it.
  /// That is 1.3 % of what a spike strengthens.
  @Test
  void pairingsAtThreeFrequenciesGiveTheWeightsOfNest() {
    for (int n = 0; n < 6; n++) {
      assertEquals(
          ClopathProtocol.PERCENT.get(n), ClopathProtocol.percent(n), 1.5, "protocol " + n);
    }
  }

  /// A constant voltage: averages are known, so weakening and strengthening are too.
  @Test
  void constantVoltageGivesTheFormula() {
    for (double v : new double[] {-80, -60, -40}) {
      OneSynapse one =
          OneSynapse.of(
              0.1,
              new double[] {10, 20},
              ScriptedCells.ofVoltage(t -> v, new double[0]),
              0.5,
              Delays.oneStep(),
              s -> VoltageStdp.of(s, VISUAL, 0, 1));
      double weight = one.after(30);
      double weakening = 2 * 1.4e-4 * Math.max(0, v + 70.6);
      double trace = 0;
      double area = 0;
      for (int n = 1; n <= 300; n++) {
        trace *= Math.exp(-0.1 / 15);
        area += 0.1 * trace;
        trace += n == 100 || n == 200 ? 1 / 15.0 : 0;
      }
      double strengthening = 8e-5 * Math.max(0, v + 45.3) * Math.max(0, v + 70.6) * area;
      assertEquals(0.5 - weakening + strengthening, weight, 2e-6);
    }
  }

  @Test
  void averagesOfAStepOfVoltageAreExponentials() {
    OneSynapse one =
        OneSynapse.of(
            0.1,
            new double[0],
            ScriptedCells.ofVoltage(t -> t < 9.95 ? -70 : -50, new double[0]),
            0.5,
            Delays.oneStep(),
            s -> VoltageStdp.of(s, VISUAL, 0, 1));
    one.after(30);
    VoltageStdp rule = (VoltageStdp) one.simulation.get("rule");
    assertEquals(-50 - 20 * Math.exp(-20 / 10.0), rule.minusAverageMv(0), 1e-9);
    assertEquals(-50 - 20 * Math.exp(-20 / 7.0), rule.plusAverageMv(0), 1e-9);
  }

  /// A model that cuts its spikes off is seen with a spike of given height and length.
  @Test
  void spikesThatAModelCutsOffCanBeShown() {
    double[] weights = new double[2];
    for (int form = 0; form < 2; form++) {
      VoltageStdpParameters parameters = form == 0 ? VISUAL : VISUAL.withSpikes(20, 2);
      OneSynapse one =
          OneSynapse.of(
              0.1,
              new double[] {10, 40, 70},
              ScriptedCells.ofVoltage(t -> -65, new double[] {15, 45, 75}),
              0.5,
              Delays.oneStep(),
              s -> VoltageStdp.of(s, parameters, 0, 1));
      weights[form] = one.after(100);
      VoltageStdp rule = (VoltageStdp) one.simulation.get("rule");
      double spike = form * 85 * (1 - Math.exp(-0.2));
      double shown = spike * (Math.exp(-2.3) + Math.exp(-5.3) + Math.exp(-8.3));
      assertEquals(-65 + shown, rule.minusAverageMv(0), 1e-9);
    }
    assertTrue(weights[0] < 0.5, "no voltage above theta_+, only weakening");
    assertTrue(weights[1] > weights[0] + 1e-3);
  }

  /// Twice the reference depolarisation weakens four times as much.
  @Test
  void homeostasisScalesWeakeningWithTheSquareOfTheAverage() {
    double[] change = new double[2];
    for (int form = 0; form < 2; form++) {
      double above = 2 + 2 * form;
      OneSynapse one =
          OneSynapse.of(
              1,
              new double[] {9999},
              ScriptedCells.ofVoltage(t -> -70.6 + above, new double[0]),
              0.5,
              Delays.oneStep(),
              s -> VoltageStdp.of(s, VISUAL, 0, 1).withReference(2, 1000));
      change[form] = 0.5 - one.after(10_000);
      assertEquals(1.4e-4 * above * (form == 0 ? 1 : 4), change[form], 2e-6);
    }
  }

  @Test
  void wrongNumbersAreSentences() {
    assertEquals(
        "VoltageStdpParameters: tauXMs must be above 0 and finite; got 0.0",
        assertThrows(
                IllegalArgumentException.class,
                () -> new VoltageStdpParameters(1, 1, -70, -45, 0, 10, 7, 0, 0, 0))
            .getMessage());
    OneSynapse one =
        OneSynapse.of(
            1,
            new double[0],
            new double[0],
            0.5,
            Delays.oneStep(),
            s -> VoltageStdp.of(s, VISUAL, 0, 1));
    assertEquals(
        "VoltageStdp.withReference: mv must be above 0 and finite; got 0.0",
        assertThrows(
                IllegalArgumentException.class,
                () -> ((VoltageStdp) one.simulation.get("rule")).withReference(0, 1))
            .getMessage());
  }
}
