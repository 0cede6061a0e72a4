package cerulean.neuro;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class LifPopulationTest {

  /// tau 20 ms, R 1 GOhm (C 20 pF), rest and reset 0, threshold 20 mV.
  private static final LifParameters CELL = new LifParameters(20, 20, 0, 20, 0, 0);

  private static SpikeRecorder fired(LifParameters cell, double dtMs, double pA, double ms) {
    Simulation sim = Simulation.of(dtMs, 1);
    LifPopulation cells = sim.add("cells", LifPopulation.of(1, cell));
    sim.stimulate("drive", cells, Stimulus.constant(pA));
    SpikeRecorder spikes = sim.add("spikes", SpikeRecorder.of(cells));
    sim.run(ms);
    return spikes;
  }

  @Test
  void periodUnderConstantCurrentIsTheClosedForm() {
    // 20 ln(25 / (25 - 20)) = 32.189 ms, rounded up to the step.
    double[] times = fired(CELL, 0.001, 25, 100).timesMs();
    assertArrayEquals(new double[] {32.189, 64.378, 96.567}, times, 1e-9);
    // With 2 ms refractory: 34.189 ms, 29.25 Hz; the last of 100 s is not complete.
    LifParameters refractory = new LifParameters(20, 20, 0, 20, 0, 2);
    assertEquals(2924, fired(refractory, 0.001, 25, 100_000).total());
  }

  @Test
  void responseToAStepIsExactForEveryStepLength() {
    for (double dtMs : new double[] {0.1, 1, 5}) {
      Simulation sim = Simulation.of(dtMs, 1);
      LifPopulation cells = sim.add("cells", LifPopulation.of(1, CELL));
      sim.stimulate("drive", cells, Stimulus.constant(15));
      sim.run(30);
      assertEquals(15 * -Math.expm1(-1.5), cells.state("v")[0], 1e-12);
    }
  }

  /// One spike of 1 pA into an exponential current: the difference of two exponentials, exact for
  /// every step.
  @Test
  void responseToAnExponentialCurrentIsExactForEveryStepLength() {
    for (double tauSyn : new double[] {5, 20, 40}) {
      for (double dtMs : new double[] {0.5, 2}) {
        Simulation sim = Simulation.of(dtMs, 1);
        SpikeTrainSource source = sim.add("source", SpikeTrainSource.of(new double[] {2}));
        LifPopulation cells = sim.add("cells", LifPopulation.of(1, CELL));
        cells.attach("in", new ExponentialCurrentPort(tauSyn));
        sim.connect(
            "s",
            source,
            cells.port("in"),
            Connectivity.allToAll(),
            Values.constant(10),
            Delays.oneStep());
        sim.run(20);
        double t = 18;
        double expected =
            tauSyn == 20
                ? 10.0 / 20 * t * Math.exp(-t / 20)
                : 10.0 / 20 * (Math.exp(-t / tauSyn) - Math.exp(-t / 20)) / (1.0 / 20 - 1 / tauSyn);
        assertEquals(expected, cells.state("v")[0], 1e-12);
      }
    }
  }

  /// A constant conductance has a closed form; here it decays so slowly that it is constant to
  /// 1e-7.
  @Test
  void conductanceDrawsToItsReversal() {
    Simulation sim = Simulation.of(0.5, 1);
    SpikeTrainSource source = sim.add("source", SpikeTrainSource.of(new double[] {0.5}));
    LifParameters cell = new LifParameters(20, 200, -70, -40, -70, 0);
    LifPopulation cells = sim.add("cells", LifPopulation.of(1, cell));
    cells.attach("in", new ExponentialConductancePort(1e9, -50));
    sim.connect(
        "s",
        source,
        cells.port("in"),
        Connectivity.allToAll(),
        Values.constant(30),
        Delays.oneStep());
    sim.run(10.5);
    // g_L 10 nS, g 30 nS: v_inf = -55, tau_eff = 5 ms; 20 steps of x = 0.1 with error x^5/720 each.
    assertEquals(-55 - 15 * Math.exp(-2), cells.state("v")[0], 15 * 20 * 1e-5 / 720 + 1e-6);
  }

  @Test
  void refractoryCellStaysAtResetAndLosesInput() {
    LifParameters cell = new LifParameters(20, 20, 0, 20, -5, 3);
    Simulation sim = Simulation.of(1, 1);
    LifPopulation cells = sim.add("cells", LifPopulation.of(1, cell));
    sim.stimulate("drive", cells, Stimulus.constant(1000));
    StateRecorder v = sim.add("v", StateRecorder.of(cells, "v", 0));
    SpikeRecorder spikes = sim.add("spikes", SpikeRecorder.of(cells));
    sim.run(9);
    // Fires in step 0, is held in steps 1 to 3, fires in step 4.
    assertArrayEquals(new long[] {0, 4, 8}, spikes.steps());
    for (double held : v.trace(0)) {
      assertEquals(-5, held);
    }
  }

  /// Current noise of standard deviation s, held for steps of h: variance s^2 (1 - e) / (1 + e) in
  /// units of the asymptotic response, e = exp(-h / tau).
  @Test
  void varianceUnderNoiseIsTheClosedForm() {
    int n = 4000;
    Simulation sim = Simulation.of(1, 3);
    LifParameters cell = new LifParameters(20, 20, 0, 1000, 0, 0);
    LifPopulation cells = sim.add("cells", LifPopulation.of(n, cell));
    sim.stimulate("noise", cells, Stimulus.noise(10));
    double square = 0;
    int samples = 20;
    sim.run(200);
    for (int k = 0; k < samples; k++) {
      sim.run(100);
      for (double v : cells.state("v")) {
        square += v * v;
      }
    }
    double e = Math.exp(-0.05);
    double expected = 100 * (1 - e) / (1 + e);
    // Samples 100 ms = 5 tau apart are independent to 1 %; four standard deviations.
    double sd = expected * Math.sqrt(2.0 / (n * samples));
    assertEquals(expected, square / (n * samples), 4 * sd);
  }

  @Test
  void wrongParametersAreSentences() {
    assertEquals(
        "LifParameters: tauMs must be above 0 and finite; got NaN",
        assertThrows(
                IllegalArgumentException.class, () -> new LifParameters(Double.NaN, 1, 0, 1, 0, 0))
            .getMessage());
    assertEquals(
        "LifParameters: resetMv must be below thresholdMv, or a cell fires for ever; got -50.0 and"
            + " -55.0",
        assertThrows(
                IllegalArgumentException.class, () -> new LifParameters(10, 250, -70, -55, -50, 2))
            .getMessage());
  }

  /// One membrane for all has loops of its own; a cell of another kind at the end brings the others
  /// back. Cells fire and are refractory meanwhile.
  @Test
  void cellsOfOneKindAreBitForBitThoseAmongOthers() {
    for (boolean conductances : new boolean[] {false, true}) {
      double[] alone = voltages(2000, conductances, false);
      double[] among = voltages(2001, conductances, true);
      assertArrayEquals(alone, java.util.Arrays.copyOf(among, 2000));
    }
  }

  private static double[] voltages(int size, boolean conductances, boolean another) {
    Simulation sim = Simulation.of(0.1, 7);
    LifPopulation cells = sim.add("cells", LifPopulation.of(size, LifParameters.DEFAULT));
    PoissonSource source = sim.add("source", PoissonSource.of(50, 400));
    Port port =
        cells.attach(
            "in",
            conductances ? new ExponentialConductancePort(3, 0) : new ExponentialCurrentPort(3));
    if (another) {
      cells.parameter("tauMs")[size - 1] = 17;
      cells.changed();
    }
    sim.connect(
        "synapses",
        source,
        port,
        Connectivity.allToAll(),
        Values.of((from, to) -> (conductances ? 0.6 : 20) * (1 + from * to % 7)),
        Delays.oneStep());
    SpikeRecorder spikes = sim.add("spikes", SpikeRecorder.of(cells));
    sim.run(100);
    assertEquals(true, spikes.total() > size, "cells fire");
    return cells.state("v");
  }

  /// What is written into the state counts from the next step on, once it is said.
  @Test
  void refractoryTimeMayBeWritten() {
    Simulation sim = Simulation.of(1, 1);
    LifPopulation cells = sim.add("cells", LifPopulation.of(2, CELL));
    sim.stimulate("drive", cells, Stimulus.constant(10));
    sim.run(1);
    cells.state("refractory")[1] = 2;
    cells.changed();
    sim.run(2);
    assertEquals(0, cells.state("v")[1]);
    assertEquals(10 * -Math.expm1(-0.15), cells.state("v")[0], 1e-12);
    sim.run(1);
    assertEquals(10 * -Math.expm1(-0.05), cells.state("v")[1], 1e-12);
    assertEquals(0, cells.state("refractory")[1]);
  }
}
