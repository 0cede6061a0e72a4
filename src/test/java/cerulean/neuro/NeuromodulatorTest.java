package cerulean.neuro;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.neuro.analysis.Bursts;
import cerulean.tensor.Parallel;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class NeuromodulatorTest {

  @Test
  void releasesDecayToTheTonicLevelExactly() {
    for (double dt : new double[] {0.1, 0.5, 2}) {
      Simulation sim = Simulation.of(dt, 1);
      Neuromodulator dopamine =
          sim.add(
              "DA",
              Neuromodulator.of(0.2, 200)
                  .releaseAt(new double[] {0, 100, 100, 150}, new double[] {1, 2, 3, -1}));
      sim.run(100);
      assertEquals(0.2 + Math.exp(-0.5), dopamine.concentration(), 1e-12);
      sim.run(dt);
      assertEquals(
          0.2 + Math.exp(-(100 + dt) / 200) + 5 * Math.exp(-dt / 200),
          dopamine.concentration(),
          1e-12);
      sim.run(200 - dt);
      assertEquals(
          0.2 + Math.exp(-1.5) + 5 * Math.exp(-1) - Math.exp(-0.75),
          dopamine.concentration(),
          1e-12);
    }
  }

  /// The mean over a step is the integral of the decaying level, not its value at the start.
  @Test
  void valueIsTheMeanOverTheStep() {
    Simulation sim = Simulation.of(10, 1);
    Neuromodulator dopamine = sim.add("DA", Neuromodulator.of(0.5, 20));
    dopamine.release(4);
    assertEquals(0.5, dopamine.value());
    sim.run(10);
    assertEquals(0.5 + 4 * 2 * (1 - Math.exp(-0.5)), dopamine.value(), 1e-12);
    assertEquals(0.5 + 4 * Math.exp(-0.5), dopamine.concentration(), 1e-12);
  }

  @Test
  void everySpikeOfAPopulationReleases() {
    Simulation sim = Simulation.of(1, 1);
    SpikeTrainSource vta =
        sim.add("vta", SpikeTrainSource.of(new double[] {10, 20}, new double[] {10, 30}));
    Neuromodulator dopamine = sim.add("DA", Neuromodulator.of(0, 100).releasedBy(vta, 0.5));
    sim.run(50);
    double expected = 0.5 * (2 * Math.exp(-0.4) + Math.exp(-0.3) + Math.exp(-0.2));
    assertEquals(expected, dopamine.concentration(), 1e-12);
  }

  /// A constant drive: level tau perMs in the end. Acetylcholine drives dopamine, noradrenaline
  /// takes away.
  @Test
  void modulatorsActOnEachOther() {
    Simulation sim = Simulation.of(0.1, 1);
    Neuromodulator acetylcholine = sim.add("ACh", Neuromodulator.of(2, 50));
    Neuromodulator noradrenaline = sim.add("NA", Neuromodulator.of(1, 50));
    Neuromodulator dopamine =
        sim.add(
            "DA",
            Neuromodulator.of(0, 20)
                .releasedBy(acetylcholine, 0.03)
                .releasedBy(noradrenaline, -0.01));
    Lever tonic =
        sim.add("tonic", Lever.number(1, noradrenaline::setTonic).factor(dopamine, x -> 1 + x));
    sim.run(1000);
    // A step's release decays with the step: the sum is dt / (e^(dt / tau) - 1) instead of tau.
    double tau = 0.1 / Math.expm1(0.1 / 20);
    double level = dopamine.concentration();
    assertEquals(tau * (0.06 - 0.01 * noradrenaline.tonic()), level, 1e-9);
    assertEquals(1 + dopamine.value(), tonic.value(), 1e-12);
    assertEquals(noradrenaline.tonic(), tonic.value());
  }

  /// NEST issues 410 and 1242: the concentration by volume transmission on 1, 2 and 3 threads.
  @Test
  void concentrationDependsNeitherOnThreadsNorOnReading() {
    double[] levels = new double[6];
    int before = Parallel.threads();
    try {
      for (int n = 0; n < 6; n++) {
        Parallel.configure(1 + n % 3);
        Simulation sim = Simulation.of(0.5, 3);
        PoissonSource source = sim.add("source", PoissonSource.of(6000, 20));
        Neuromodulator dopamine = sim.add("DA", Neuromodulator.of(0, 200).releasedBy(source, 1e-3));
        for (int k = 0; k < 40; k++) {
          sim.run(5);
          if (n >= 3) {
            dopamine.concentration();
            dopamine.value();
          }
        }
        levels[n] = dopamine.concentration();
      }
    } finally {
      Parallel.configure(before);
    }
    assertTrue(levels[0] > 1, "there is dopamine");
    for (double level : levels) {
      assertEquals(levels[0], level);
    }
  }

  @Test
  void rewardLessItsMeanIsAPulseOfThatArea() {
    Simulation sim = Simulation.of(0.5, 1);
    RewardSignal reward = sim.add("reward", RewardSignal.of(0.2, 10));
    Neuromodulator dopamine = sim.add("DA", Neuromodulator.of(0, 100).releasedBy(reward, 1));
    reward.give(1);
    assertEquals(0.28, reward.expected(), 1e-15);
    sim.run(0.5);
    assertEquals(0.8 / 0.5, reward.value(), 1e-12);
    assertEquals(0.8 * Math.exp(-0.005), dopamine.concentration(), 1e-12);
    sim.run(0.5);
    assertEquals(0, reward.value());
  }

  /// A step of the rate from 0 to 20 Hz: delta is the slope of V less V / tau_r, its integral V's
  /// rise less the discounted area.
  @Test
  void temporalDifferenceFollowsTheKernel() {
    Simulation sim = Simulation.of(0.1, 1);
    SpikeTrainSource critic = sim.add("critic", SpikeTrainSource.of(new double[] {10}));
    TemporalDifference error = sim.add("TD", TemporalDifference.of(critic, 0.5, 0.1, 400, 200, 50));
    SignalRecorder seen = sim.add("seen", SignalRecorder.of(error, error::predicted));
    sim.run(10);
    assertEquals(-0.1 / 400, error.value(), 1e-15);
    error.give(3);
    sim.run(100);
    double area = 0;
    double[] delta = seen.trace(0);
    double[] value = seen.trace(1);
    double discounted = 0;
    for (int n = 100; n < 1100; n++) {
      area += delta[n] * 0.1;
      discounted += value[n] * 0.1 / 400;
    }
    double t = 100;
    double expected = 0.5 * 1000 * (Math.exp(-t / 200) - Math.exp(-t / 50)) / 150 + 0.1;
    // Row r is from the start of its step: the last is 99.9 ms after the spike.
    assertEquals(expected, value[1099], 2e-3);
    assertEquals(value[1099] - 0.1 - discounted + 3, area, 5e-3);
    assertEquals(1000.0 * 0.5 * (1 / 50.0 - 1 / 200.0) / 150 - 0.1 / 400 + 30, delta[100], 1e-9);
  }

  @Test
  void leversCombineFactorsAndOffsetsAroundABaselineThatStays() {
    Simulation sim = Simulation.of(1, 1);
    IzhikevichPopulation cells =
        sim.add("cells", IzhikevichPopulation.of(4, IzhikevichParameters.REGULAR_SPIKING));
    Neuromodulator na = sim.add("NA", Neuromodulator.of(0, 100));
    Neuromodulator ach = sim.add("ACh", Neuromodulator.of(0, 100));
    sim.add("c", Lever.parameter(cells, "c").offset(na, x -> 30 * x));
    sim.add(
        "d",
        Lever.parameter(cells, "d")
            .factor(na, x -> 1 + x)
            .factor(ach, x -> 1 - x)
            .offset(na, x -> -12 * x)
            .offset(ach, x -> x)
            .at(new double[] {1, 0, 0.5, 1}));
    double[] c = cells.parameter("c").clone();
    double[] d = cells.parameter("d").clone();
    sim.run(50);
    assertArrayEquals(c, cells.parameter("c"));
    assertArrayEquals(d, cells.parameter("d"));
    na.setTonic(0.5);
    ach.setTonic(0.25);
    sim.run(1);
    assertArrayEquals(new double[] {-50, -50, -50, -50}, cells.parameter("c"), 1e-12);
    double full = 8 * 1.5 * 0.75 - 6 + 0.25;
    assertArrayEquals(
        new double[] {full, 8, 8 + 0.5 * (full - 8), full}, cells.parameter("d"), 1e-12);
    na.setTonic(0);
    ach.setTonic(0);
    for (int n = 0; n < 20; n++) {
      na.release(0.3);
      sim.run(100);
    }
    sim.run(100_000);
    assertArrayEquals(c, cells.parameter("c"));
    assertArrayEquals(d, cells.parameter("d"));
  }

  /// The mapping of noradrenaline to bursting: c = -65 + 30 NA, d = 8 - 12 NA.
  @Test
  void noradrenalineTurnsRegularSpikingIntoBursts() {
    int[] closeSpikes = new int[2];
    for (int form = 0; form < 2; form++) {
      Simulation sim = Simulation.of(0.5, 1);
      IzhikevichPopulation cells =
          sim.add("cells", IzhikevichPopulation.of(1, IzhikevichParameters.REGULAR_SPIKING));
      sim.stimulate("drive", cells, Stimulus.constant(10));
      Neuromodulator na = sim.add("NA", Neuromodulator.of(0.5 * form, 100));
      sim.add("c", Lever.parameter(cells, "c").offset(na, x -> 30 * x));
      sim.add("d", Lever.parameter(cells, "d").offset(na, x -> -12 * x));
      SpikeRecorder spikes = sim.add("spikes", SpikeRecorder.of(cells));
      sim.run(1000);
      Bursts bursts = Bursts.of(spikes.timesMs(), 7.5, 2);
      closeSpikes[form] = bursts.spikes() - bursts.isolated() - bursts.count();
    }
    assertEquals(0, closeSpikes[0]);
    assertTrue(closeSpikes[1] > 20, "spikes with intervals below 8 ms: " + closeSpikes[1]);
  }

  @Test
  void inputGainScalesCurrentsAndConductances() {
    for (boolean conductance : new boolean[] {false, true}) {
      double[] v = new double[2];
      for (int form = 0; form < 2; form++) {
        Simulation sim = Simulation.of(0.5, 1);
        LifPopulation cells =
            sim.add("cells", LifPopulation.of(1, new LifParameters(20, 200, -70, 100, -70, 0)));
        SpikeTrainSource source = sim.add("source", SpikeTrainSource.of(new double[] {2, 4, 9}));
        cells.attach(
            "port",
            conductance ? new ExponentialConductancePort(5, 0) : new ExponentialCurrentPort(5));
        sim.connect(
            "synapse",
            source,
            cells.port("port"),
            Connectivity.allToAll(),
            Values.constant(form == 0 ? 6 : 2),
            Delays.oneStep());
        sim.stimulate("drive", cells, Stimulus.constant(form == 0 ? 60 : 20));
        if (form == 1) {
          Neuromodulator na = sim.add("NA", Neuromodulator.of(2, 100));
          sim.add("gain", Lever.inputGain(cells.compartment()).factor(na, x -> 1 + x));
        }
        sim.run(20);
        v[form] = cells.state("v")[0];
      }
      assertTrue(v[0] > -69);
      assertEquals(v[0], v[1], 1e-12);
    }
  }

  @Test
  void leversMoveStrengthRateAndTemperature() {
    Neuromodulator na = Neuromodulator.of(1, 100);
    OneSynapse one =
        OneSynapse.of(
            1,
            new double[] {100, 200},
            new double[] {110, 190},
            0.5,
            Delays.oneStep(),
            s ->
                PairStdp.of(s, StdpWindow.of(0.01, 0.01, 20, 20), WeightDependence.ADDITIVE, 0, 1));
    PairStdp rule = (PairStdp) one.simulation.get("rule");
    one.simulation.add("NA", na);
    one.simulation.add(
        "strength", Lever.strength(one.synapse).factor(na, x -> 1 + x).offset(na, x -> 3 * x));
    one.simulation.add("rate", Lever.rate(rule).factor(na, x -> 1 - 3 * x));
    Lever temperature =
        one.simulation.add("temperature", Lever.number(1).factor(na, x -> 1 + 4 * x));
    double weight = one.after(150);
    assertEquals(0.5 - 2 * 0.01 * Math.exp(-0.5), weight, 1e-7);
    assertEquals(5, one.synapse.strength());
    assertEquals(-2, rule.rate());
    assertEquals(5, temperature.value());
    one.simulation.run(51);
    assertEquals(
        5 * weight, ((Population) one.simulation.get("target")).compartment().current()[0], 0.02);
  }

  @Test
  void aSavedRunGoesOnBitForBitWithModulatorsAndLevers(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("run.safetensors");
    Simulation whole = modulated();
    whole.run(1000);
    Simulation first = modulated();
    first.run(333);
    first.save(file);
    Simulation second = modulated();
    second.load(file);
    second.run(667);
    assertEquals(
        ((Neuromodulator) whole.get("DA")).concentration(),
        ((Neuromodulator) second.get("DA")).concentration());
    for (String array : new String[] {"v", "u"}) {
      assertArrayEquals(
          ((Population) whole.get("cells")).state(array),
          ((Population) second.get("cells")).state(array));
    }
    assertArrayEquals(
        ((Population) whole.get("cells")).parameter("d"),
        ((Population) second.get("cells")).parameter("d"));
  }

  private static Simulation modulated() {
    Simulation sim = Simulation.of(0.5, 4);
    IzhikevichPopulation cells =
        sim.add("cells", IzhikevichPopulation.of(50, IzhikevichParameters.REGULAR_SPIKING));
    sim.stimulate("noise", cells, Stimulus.noise(15));
    Neuromodulator dopamine =
        sim.add(
            "DA",
            Neuromodulator.of(0, 80)
                .releasedBy(cells, 0.02)
                .releaseAt(new double[] {100, 330, 340}, new double[] {0.3, 0.2, 0.1}));
    sim.add("d", Lever.parameter(cells, "d").offset(dopamine, x -> -5 * x).every(10));
    sim.add("gain", Lever.inputGain(cells.compartment()).factor(dopamine, x -> 1 + 0.2 * x));
    return sim;
  }

  @Test
  void wrongNumbersAreSentences() {
    Simulation sim = Simulation.of(1, 1);
    IzhikevichPopulation cells =
        sim.add("cells", IzhikevichPopulation.of(3, IzhikevichParameters.REGULAR_SPIKING));
    Neuromodulator na = sim.add("NA", Neuromodulator.of(1, 10));
    assertMessage(
        "Neuromodulator: tauMs must be above 0 and finite; got -5.0",
        () -> Neuromodulator.of(0, -5));
    assertMessage(
        "Neuromodulator: tonic must be at least 0 and finite; got -1.0",
        () -> Neuromodulator.of(-1, 5));
    assertMessage(
        "Neuromodulator.releaseAt: one amount for each time is needed; got 2 times and 1 amounts",
        () -> na.releaseAt(new double[] {1, 2}, new double[] {1}));
    assertMessage(
        "Neuromodulator.releaseAt: timesMs must be ascending, from 0 on; got [2.0, 1.0]",
        () -> na.releaseAt(new double[] {2, 1}, new double[] {1, 1}));
    assertMessage(
        "RewardSignal: trials must be at least 1; got 0.5", () -> RewardSignal.of(0, 0.5));
    assertMessage(
        "TemporalDifference: slowMs must be above fastMs; got 50.0 and 200.0",
        () -> TemporalDifference.of(cells, 1, 0, 100, 50, 200));
    Lever lever = Lever.parameter(cells, "c");
    assertMessage(
        "Lever.parameter: c of cells has a lever already; give that one more factors and offsets",
        () -> Lever.parameter(cells, "c"));
    Lever.inputGain(cells.compartment());
    assertMessage(
        "Lever.inputGain: compartment soma has a lever already; give that one more factors and"
            + " offsets",
        () -> Lever.inputGain(cells.compartment()));
    assertMessage(
        "Lever.at: one density for each of the 3 cells that cells.c has is needed; got 2",
        () -> lever.at(new double[2]));
    assertMessage(
        "Lever.at: densities[1] must be from 0 to 1; got 1.5",
        () -> lever.at(new double[] {0, 1.5, 0}));
    assertMessage(
        "Lever.atCells: cells must be within 0 and 3; got 1 to 4", () -> lever.atCells(1, 4));
    assertMessage(
        "cells: no parameter g; there are [a, b, c, d, quadratic, linear, constant, shift, leak]",
        () -> Lever.parameter(cells, "g"));
    sim.add("wrong", lever.offset(na, x -> Math.log(-x)));
    assertEquals(
        "run: lever wrong on cells.c would be moved by the factor 1.0 and the offset NaN in step 0;"
            + " look at its functions",
        assertThrows(IllegalStateException.class, () -> sim.run(1)).getMessage());
    assertMessage(
        "synapse: no synapse from cell 0 to cell 3; look at targetOf",
        () ->
            SignalRecorder.weights(
                1,
                10,
                OneSynapse.of(
                        1,
                        new double[0],
                        new double[0],
                        1,
                        Delays.oneStep(),
                        s -> WeightSums.of(s, 1, 0))
                    .synapse,
                new int[] {0},
                new int[] {3}));
  }

  private static void assertMessage(String expected, Executable call) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
