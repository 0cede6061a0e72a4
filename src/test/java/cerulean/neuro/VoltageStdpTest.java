package cerulean.neuro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class VoltageStdpTest {

  private static final VoltageStdpParameters VISUAL = VoltageStdpParameters.VISUAL_CORTEX;

  /// NEST's test of the rule: weights in percent after scaling five pairings to 75.
  static final double[] PERCENT = {57.826, 72.167, 149.434, 103.304, 124.036, 157.029};

  private static final double[][] SOURCE = {
    {29, 129, 229, 329, 429},
    {29, 62.3, 95.7, 129, 162.3},
    {29, 49, 69, 89, 109},
    {129, 229, 329, 429, 529, 629},
    {62.3, 95.6, 129, 162.3, 195.6, 229},
    {49, 69, 89, 109, 129, 149}
  };

  private static final double[][] TARGET = {
    {19, 119, 219, 319, 419},
    {19, 52.3, 85.7, 119, 152.3},
    {19, 39, 59, 79, 99},
    {139, 239, 339, 439, 539, 639},
    {72.3, 105.6, 139, 172.3, 205.6, 239},
    {59, 79, 99, 119, 139, 159}
  };

  /// Weight in percent after protocol `n`, as it leaves with the last spike of the source.
  static double percent(int n) {
    double[] source = SOURCE[n];
    ClopathCell cell = new ClopathCell(Arrays.stream(TARGET[n]).map(t -> t + 0.1).toArray());
    OneSynapse one =
        OneSynapse.of(
            0.1,
            source,
            cell,
            0.5,
            Delays.oneStep(),
            s -> VoltageStdp.of(s, VISUAL.withDelayMs(4), 0, 100));
    double weight = one.after(source[source.length - 1]);
    return 100 * (1 + 15 * (weight - 0.5) / 0.5);
  }

  /// Voltages and averages are of one step of 0.1 ms here, of adaptive steps within it there: 1 % of the change.
  @Test
  void pairingsAtThreeFrequenciesGiveTheWeightsOfNest() {
    for (int n = 0; n < 6; n++) {
      System.out.println(PERCENT[n]+" "+percent(n));
      assertEquals(PERCENT[n], percent(n), 1.5, "protocol " + n);
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
      double strengthening =
          8e-5 * Math.max(0, v + 45.3) * Math.max(0, v + 70.6) * area;
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
