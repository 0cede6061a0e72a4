package cerulean.neuro;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// Parameters of cells and receptors: drawn per cell, and refused.
@Tag("once")
class CellParametersTest {

  private static double[] drawn(int size, CellValues law, long seed) {
    LifPopulation cells = LifPopulation.of(size, LifParameters.DEFAULT);
    cells.fill("tauMs", law, seed);
    return cells.parameter("tauMs");
  }

  @Test
  void aCellsNumberDependsOnSeedArrayAndCellAlone() {
    CellValues law = CellValues.normal(20, 3);
    double[] few = drawn(10, law, 7);
    assertArrayEquals(few, Arrays.copyOf(drawn(1000, law, 7), 10));
    assertNotEquals(few[0], drawn(10, law, 8)[0]);
    LifPopulation cells = LifPopulation.of(10, LifParameters.DEFAULT);
    cells.fill("restMv", law, 7);
    assertNotEquals(few[0], cells.parameter("restMv")[0]);
    cells.fill("tauMs", law, 7);
    assertArrayEquals(few, cells.parameter("tauMs"));
  }

  /// Four standard errors of 10,000 draws.
  @Test
  void lawsHaveTheirMomentsAndBounds() {
    int n = 10_000;
    double[] normal = drawn(n, CellValues.normal(20, 3), 1);
    assertEquals(20, mean(normal), 4 * 3 / 100.0);
    double[] uniform = drawn(n, CellValues.uniform(5, 11), 1);
    assertEquals(8, mean(uniform), 4 * 6 / Math.sqrt(12) / 100);
    assertTrue(Arrays.stream(uniform).allMatch(x -> x >= 5 && x < 11));
    double[] logNormal = drawn(n, CellValues.logNormal(20, 0.5), 1);
    assertEquals(n / 2.0, (double) Arrays.stream(logNormal).filter(x -> x < 20).count(), 200);
    assertTrue(Arrays.stream(logNormal).allMatch(x -> x > 0));
    double[] within = drawn(n, CellValues.normal(20, 3).within(18, 25), 1);
    assertTrue(Arrays.stream(within).allMatch(x -> x >= 18 && x <= 25));
    double[] two = drawn(10, CellValues.below(4, CellValues.constant(1), CellValues.of(i -> i)), 1);
    assertArrayEquals(new double[] {1, 1, 1, 1, 4, 5, 6, 7, 8, 9}, two);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  @Test
  void wrongLawsAreSentences() {
    assertMessage(
        "CellValues.uniform: low must not be above high, both finite; got 2.0 and 1.0",
        () -> CellValues.uniform(2, 1));
    assertMessage(
        "CellValues.normal: sd must be at least 0 and finite; got -1.0",
        () -> CellValues.normal(0, -1));
    assertMessage(
        "CellValues.within: no draw of 10000 is from 100.0 to 101.0; widen the interval",
        () -> drawn(1, CellValues.normal(0, 1).within(100, 101), 1));
    assertMessage(
        "LifPopulation: tauMs must be finite; cell 2 has NaN",
        () -> drawn(5, CellValues.of(i -> i == 2 ? Double.NaN : 1), 1));
  }

  /// A distribution or a modulator that writes what no cell can have is found before the next step.
  @Test
  void wrongArraysAreFoundBeforeTheNextStep() {
    assertRefused("tauMs", 0, "cells: tauMs must be above 0 and finite; cell 1 has 0.0", "LIF");
    assertRefused(
        "refractoryMs",
        -1,
        "cells: refractoryMs must be at least 0 and finite; cell 1 has -1.0",
        "LIF");
    assertRefused(
        "adaptationMs",
        -5,
        "cells: adaptationMs must be above 0 and finite; cell 1 has -5.0",
        "AdEx");
    assertRefused(
        "capacitancePf",
        Double.NaN,
        "cells: capacitancePf must be above 0 and finite; cell 1 has NaN",
        "RS 2007");
    assertRefused("c", Double.NaN, "cells: c must be finite; cell 1 has NaN", "RS 2003");
    assertRefused(
        "potassiumNs",
        -1,
        "cells: potassiumNs must be at least 0 and finite; cell 1 has -1.0",
        "squid");
  }

  private static void assertRefused(String array, double value, String message, String type) {
    Simulation sim = Simulation.of(0.1, 1);
    Population cells =
        sim.add(
            "cells",
            type.equals("LIF")
                ? LifPopulation.of(3, LifParameters.DEFAULT)
                : CellType.named(type).population(3));
    sim.run(0.1);
    cells.parameter(array)[1] = value;
    cells.changed();
    assertMessage(message, () -> sim.run(0.1));
  }

  @Test
  void wrongRecordsAreSentences() {
    assertMessage(
        "Izhikevich2007Parameters: capacitancePf must be above 0 and finite; got 0.0",
        () -> Izhikevich2007Parameters.of(0, 1, -60, -40, 35, 0.03, 1, -50, 100));
    assertMessage(
        "Izhikevich2007Parameters: cMv must be below peakMv, or every reset is a spike; got 40.0 and"
            + " 35.0",
        () -> Izhikevich2007Parameters.REGULAR_SPIKING.withReset(40, 100));
    assertMessage(
        "Izhikevich2007Parameters: mostRecovery must be finite; got NaN",
        () -> Izhikevich2007Parameters.REGULAR_SPIKING.withMostRecovery(Double.NaN));
    assertMessage(
        "AdaptiveLifParameters: adaptationMs must be above 0 and finite; got -100.0",
        () -> AdaptiveLifParameters.current(LifParameters.DEFAULT, 1, -100));
    assertMessage(
        "AdaptiveLifParameters.noradrenaline: level must be from 0 to 1; got 2.0",
        () -> AdaptiveLifParameters.noradrenaline(2));
    assertMessage(
        "AdExParameters: resetMv and thresholdMv must be below peakMv; got -70.0, -50.0 and -60.0",
        () -> new AdExParameters(281, 30, -70, -50, 2, 144, 4, 80, -70, -60));
    assertMessage(
        "HodgkinHuxleyParameters.squid: areaUm2 must be above 0 and finite; got -1.0",
        () -> HodgkinHuxleyParameters.squid(-1));
    assertMessage(
        "PassiveParameters: leakNs must be above 0 and finite; got 0.0",
        () -> new PassiveParameters(100, 0, -70));
    assertMessage(
        "DendriteParameters: widthMv must be above 0 and finite; got 0.0",
        () -> new DendriteParameters(170, 20, -70, 1200, -38, 0, 0.1, -13));
    assertMessage(
        "NaudSprekelerParameters: restMv must be below thresholdMv, or a cell fires for ever; got -50.0"
            + " and -50.0",
        () ->
            new NaudSprekelerParameters(
                16, 370, 1300, -200, 100, 7, 170, 1200, -13, 30, -50, -50, 2, 27, 2600, 2, -38, 6));
    assertMessage(
        "RatePopulation: tauMs must be above 0 and finite; got 0.0",
        () -> RatePopulation.of(1, 0, RatePopulation.Transfer.LINEAR));
  }

  @Test
  void wrongReceptorsAreSentences() {
    assertMessage(
        "AlphaCurrentPort: tauMs must be above 0 and finite; got 0.0",
        () -> new AlphaCurrentPort(0));
    assertMessage(
        "DualExponentialConductancePort: riseMs must not be above decayMs; got 5.0 and 1.0",
        () -> new DualExponentialConductancePort(5, 1, 0));
    assertMessage(
        "NmdaPort: magnesiumMm must be at least 0 and finite; got -1.0",
        () -> NmdaPort.magnesium(100, 0, -1));
    assertMessage(
        "NmdaPort: mostNs must be above 0; got 0.0",
        () -> NmdaPort.quadratic(100, 0).saturatingAt(0));
    assertMessage(
        "Stimulus.ornsteinUhlenbeck: tauMs must be above 0 and finite; got 0.0",
        () -> Stimulus.ornsteinUhlenbeck(1, 0));
    assertMessage(
        "GapJunctions: junction 0 is of cell 1 with itself",
        () -> GapJunctions.of(new int[] {1}, new int[] {1}, new double[] {1}));
    assertMessage(
        "GapJunctions: two cells and one conductance per junction are needed; got 1, 2 and 1",
        () -> GapJunctions.of(new int[] {1}, new int[] {1, 2}, new double[] {1}));
    LifPopulation cells = LifPopulation.of(2, LifParameters.DEFAULT);
    Simulation sim = Simulation.of(1, 1);
    sim.add("cells", cells);
    GapJunctions outside = GapJunctions.of(new int[] {0}, new int[] {2}, new double[] {1});
    assertMessage(
        "GapJunctions: junction 0 is of cell 2; the population has cells 0 to 1",
        () -> sim.stimulate("gaps", cells, outside));
    RatePopulation units = RatePopulation.of(2, 10, RatePopulation.Transfer.LINEAR);
    assertMessage(
        "RateInput: one weight for each of the 2 sources is needed; row 0 has 1",
        () -> RateInput.of(units, new double[][] {{1}}));
    RateInput rows = RateInput.of(units, new double[][] {{1, 2}});
    assertMessage(
        "RateInput: one row for each of the 2 targets is needed; got 1",
        () -> sim.stimulate("rates", cells, rows));
  }

  @Test
  void wrongShortTermPlasticityIsASentence() {
    Simulation sim = Simulation.of(1, 1);
    SpikeTrainSource source = sim.add("source", SpikeTrainSource.of(new double[] {1}));
    LifPopulation cells = sim.add("cells", LifPopulation.of(1, LifParameters.DEFAULT));
    cells.attach("in", Receptors.ampa());
    Projection synapses =
        sim.connect(
            "s",
            source,
            cells.port("in"),
            Connectivity.allToAll(),
            Values.constant(1),
            Delays.oneStep());
    assertMessage(
        "ShortTermPlasticity: use must be above 0 and at most 1; got 0.0",
        () -> ShortTermPlasticity.of(synapses, 0, 0, 100));
    assertMessage(
        "ShortTermPlasticity: depressionMs must be at least 0 and finite; got -1.0",
        () -> ShortTermPlasticity.of(synapses, 0.5, 0, -1));
    sim.add("first", ShortTermPlasticity.of(synapses, 0.5, 0, 100));
    assertMessage(
        "ShortTermPlasticity: s has one already, first; a projection takes one",
        () -> sim.add("second", ShortTermPlasticity.of(synapses, 0.5, 0, 100)));
  }

  private static void assertMessage(String expected, Executable call) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
