package cerulean.neuro;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.neuro.analysis.FiringRates;
import cerulean.neuro.analysis.PowerSpectrum;
import cerulean.neuro.analysis.SpikeTrains;
import cerulean.neuro.analysis.Synchrony;
import cerulean.neuro.networks.Network2003;
import cerulean.tensor.Parallel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class SimulationTest {

  /// What a run leaves: every spike, and the voltages at the end to the last bit.
  private record Outcome(long[] steps, int[] cells, double[] v) {
    void assertSame(Outcome other) {
      assertArrayEquals(steps, other.steps);
      assertArrayEquals(cells, other.cells);
      assertArrayEquals(v, other.v);
    }
  }

  private static Outcome run(Network2003 net, double ms) {
    SpikeRecorder spikes = net.simulation().add("spikes", SpikeRecorder.of(net.cells()));
    net.simulation().run(ms);
    return new Outcome(spikes.steps(), spikes.cells(), net.cells().state("v").clone());
  }

  private static Outcome onThreads(int threads, boolean dense) {
    int before = Parallel.threads();
    try {
      Parallel.configure(threads);
      return run(dense ? Network2003.dense(3) : Network2003.sparse(6000, 3), 300);
    } finally {
      Parallel.configure(before);
    }
  }

  @Test
  void spikesAreTheSameOnOneTwoAndThreeThreads() {
    for (boolean dense : new boolean[] {true, false}) {
      Outcome one = onThreads(1, dense);
      assertTrue(one.cells.length > 1000, "the comparison is of cells that fire");
      one.assertSame(onThreads(2, dense));
      one.assertSame(onThreads(3, dense));
    }
  }

  @Test
  void seedNamesTheRun() {
    Outcome first = run(Network2003.sparse(1000, 1), 100);
    first.assertSame(run(Network2003.sparse(1000, 1), 100));
    assertNotEquals(first.cells.length, run(Network2003.sparse(1000, 2), 100).cells.length);
  }

  /// Cells with noise, several populations and blocks, each cell also alone with the same input.
  @Test
  void populationIsEqualToOneCellAtATime() {
    int size = 2500;
    List<IzhikevichParameters> kinds =
        List.of(
            IzhikevichParameters.REGULAR_SPIKING,
            IzhikevichParameters.FAST_SPIKING,
            IzhikevichParameters.CHATTERING);
    for (IzhikevichScheme scheme : IzhikevichScheme.values()) {
      Simulation sim = Simulation.of(0.5, 1);
      IzhikevichPopulation all =
          sim.add(
              "all",
              IzhikevichPopulation.of(
                  java.util.stream.IntStream.range(0, size)
                      .mapToObj(i -> kinds.get(i % 3))
                      .toList(),
                  scheme));
      double[] currents = new double[size];
      for (int i = 0; i < size; i++) {
        currents[i] = 0.01 * i;
      }
      sim.stimulate("drive", all, Stimulus.constant(currents));
      SpikeRecorder spikes = sim.add("spikes", SpikeRecorder.of(all));
      sim.run(200);
      assertTrue(spikes.total() > size);
      for (int cell : new int[] {0, 1, 2, 1023, 1024, 2048, 2499}) {
        IzhikevichPopulation alone = IzhikevichPopulation.of(1, kinds.get(cell % 3), scheme);
        for (int n = 0; n < 400; n++) {
          alone.step(0.5, new double[] {currents[cell]}, new int[1]);
        }
        assertEquals(alone.voltageMv(0), all.voltageMv(cell));
        assertEquals(alone.recovery(0), all.recovery(cell));
      }
    }
  }

  /// A network with everything that is in flight: delays of 1 to 20 ms, decaying currents and
  /// conductances, refractory cells, noise, sources.
  private static Simulation mixed() {
    Simulation sim = Simulation.of(0.5, 11);
    PoissonSource source = sim.add("source", PoissonSource.of(1500, 20));
    LifPopulation lif = sim.add("lif", LifPopulation.of(400, LifParameters.DEFAULT));
    IzhikevichPopulation izhikevich =
        sim.add("izhikevich", IzhikevichPopulation.of(300, IzhikevichParameters.REGULAR_SPIKING));
    lif.attach("ampa", new ExponentialConductancePort(5, 0));
    lif.attach("current", new ExponentialCurrentPort(3));
    izhikevich.attach("current", new ExponentialCurrentPort(4));
    izhikevich.attach("jump", new VoltagePort());
    sim.connect(
        "source-lif",
        source,
        lif.port("ampa"),
        Connectivity.fixedProbability(0.1),
        Values.uniform(0, 4),
        Delays.uniformMs(1, 20));
    sim.connect(
        "lif-izhikevich",
        lif,
        izhikevich.port("current"),
        Connectivity.fixedOutDegree(30),
        Values.normal(1, 0.5),
        Delays.uniformMs(0.5, 15));
    sim.connect(
        "izhikevich-lif",
        izhikevich,
        lif.port("current"),
        Connectivity.allToAll(),
        Values.uniform(-10, 0),
        Delays.ms(7));
    sim.connect(
        "izhikevich-izhikevich",
        izhikevich,
        izhikevich.port("jump"),
        Connectivity.fixedProbability(0.05, false),
        Values.constant(-0.5),
        Delays.ms(2));
    sim.stimulate("noise", izhikevich, Stimulus.noise(4));
    sim.add("lif spikes", SpikeRecorder.of(lif));
    sim.add("izhikevich spikes", SpikeRecorder.of(izhikevich));
    return sim;
  }

  @Test
  void aSavedRunGoesOnBitForBitInTheMiddleOfDelays(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("run.safetensors");
    Simulation whole = mixed();
    whole.run(300);
    Simulation first = mixed();
    first.run(113.5);
    first.save(file);
    Simulation second = mixed();
    second.load(file);
    assertEquals(113.5, second.timeMs());
    second.run(300 - 113.5);
    for (String name : List.of("lif spikes", "izhikevich spikes")) {
      SpikeRecorder all = (SpikeRecorder) whole.get(name);
      SpikeRecorder early = (SpikeRecorder) first.get(name);
      SpikeRecorder late = (SpikeRecorder) second.get(name);
      assertTrue(early.total() > 100 && late.total() > early.total() + 100, name + " fire");
      assertEquals(all.total(), late.total());
      assertArrayEquals(all.steps(), late.steps());
      assertArrayEquals(all.cells(), late.cells());
    }
    for (String name : List.of("lif", "izhikevich")) {
      assertArrayEquals(
          ((Population) whole.get(name)).state("v"), ((Population) second.get(name)).state("v"));
    }
  }

  @Test
  void aFileOfAnotherRunIsRefused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("run.safetensors");
    Network2003.sparse(500, 1).simulation().save(file);
    assertMessage(
        "load: the file is of seed 1 and dt 1.0 ms, the simulation of seed 2 and dt 1.0 ms",
        () -> Network2003.sparse(500, 2).simulation().load(file));
    assertMessage(
        "load: cells/v should be F64 [600], the file has F64 [500]; build the same network before"
            + " loading",
        () -> Network2003.sparse(600, 1).simulation().load(file));
    Simulation more = Network2003.sparse(500, 1).simulation();
    more.add("extra", PoissonSource.of(1, 1));
    assertMessage(
        "load: extra/rateHz should be F64 [1], the file has nothing; build the same network before"
            + " loading",
        () -> more.load(file));
    Files.write(file, new byte[100]);
    assertThrows(IOException.class, () -> Network2003.sparse(500, 1).simulation().load(file));
  }

  /// Reference: 40 seeds of a program in NumPy: 7533 +- 165 spikes in the first second (7153 to
  /// 7858); in the second one 7.25 +- 0.14 Hz and 6.65 +- 0.25 Hz, sd/mean of the count per ms 0.66
  /// +- 0.06, 3.5 +- 0.6 % of the cells silent, a peak of the spectrum at 31 +- 4 Hz. Bounds are
  /// four standard deviations.
  @Test
  void networkOf2003HasItsStatistics() {
    Network2003 net = Network2003.dense(5);
    SpikeRecorder spikes = net.simulation().add("spikes", SpikeRecorder.of(net.cells()));
    net.simulation().run(2000);
    assertEquals(7533, (double) SpikeTrains.of(spikes, 0, 1000).total(), 4 * 165);
    SpikeTrains second = SpikeTrains.of(spikes, 1000, 2000);
    assertEquals(7.25, FiringRates.meanHz(second.cells(0, 800)), 4 * 0.14);
    assertEquals(6.65, FiringRates.meanHz(second.cells(800, 1000)), 4 * 0.25);
    assertEquals(0.66, Synchrony.fluctuation(second, 1), 4 * 0.06);
    int silent = 0;
    for (int cell = 0; cell < second.size(); cell++) {
      silent += second.count(cell) == 0 ? 1 : 0;
    }
    assertEquals(35, silent, 4 * 6);
    PowerSpectrum spectrum = PowerSpectrum.welch(FiringRates.populationHz(second, 1), 1, 500);
    assertEquals(31, spectrum.peakHz(20, 80), 4 * 4);
  }

  @Test
  void summaryNamesModelsSchemesAndUnits() {
    String summary = Network2003.dense(1).simulation().summary();
    assertTrue(summary.contains("dt 1.0 ms, seed 1"), summary);
    assertTrue(
        summary.contains(
            "1000 cells, Izhikevich 2003, two Euler half steps for v, then u (2003), reset above 30"
                + " mV"),
        summary);
    assertTrue(summary.contains("current for one step, weights in mV/ms"), summary);
    assertTrue(
        summary.contains("cells to cells.input, all to all, 1000000 synapses, 4.0 bytes each"),
        summary);
  }

  @Test
  void aRunThatGoesNaNStopsAndNamesTheCell() {
    Simulation sim = Simulation.of(0.5, 1);
    IzhikevichPopulation cells =
        sim.add("cells", IzhikevichPopulation.of(2000, IzhikevichParameters.REGULAR_SPIKING));
    sim.run(10);
    cells.state("u")[1500] = Double.NaN;
    assertEquals(
        "run: v of cell 1500 of cells is not a number in step 20 (at 10.0 ms); make dt smaller, or"
            + " look for a NaN or a very large value in its input",
        assertThrows(IllegalStateException.class, () -> sim.run(1)).getMessage());
  }

  @Test
  void wrongUseIsASentence() {
    Simulation sim = Simulation.of(0.1, 1);
    LifPopulation cells = sim.add("cells", LifPopulation.of(10, LifParameters.DEFAULT));
    cells.attach("ampa", new ExponentialConductancePort(5, 0));
    PoissonSource source = sim.add("source", PoissonSource.of(10, 5));
    assertMessage(
        "Simulation: dtMs must be above 0 and finite; got 0.0", () -> Simulation.of(0, 1));
    assertMessage(
        "run: ms must be a whole number of steps of 0.1 ms; got 1.05", () -> sim.run(1.05));
    assertMessage(
        "add: a name must be new, not empty and without a slash; got \"cells\"",
        () -> sim.add("cells", PoissonSource.of(1, 1)));
    assertMessage("cells: no port nmda; there are [ampa]", () -> cells.port("nmda"));
    assertMessage("cells: no state w; there are [v, refractory]", () -> cells.state("w"));
    assertMessage(
        "source: a source of spikes has no compartment; choose a population of cells",
        () -> sim.stimulate("drive", source, Stimulus.constant(1)));
    assertMessage(
        "connect: a weight of a conductance (nS) must be at least 0; got -1.0 for port cells.ampa;"
            + " an inhibitory synapse has a low reversal voltage, not a negative weight",
        () ->
            sim.connect(
                "wrong",
                source,
                cells.port("ampa"),
                Connectivity.allToAll(),
                Values.constant(-1),
                Delays.oneStep()));
    assertMessage(
        "connect: a delay must be from one step, 0.1 ms, to 32767 steps; got 0.04 ms; make dt"
            + " smaller or the delay longer",
        () ->
            sim.connect(
                "wrong",
                source,
                cells.port("ampa"),
                Connectivity.allToAll(),
                Values.constant(1),
                Delays.ms(0.04)));
    assertMessage(
        "ExponentialConductancePort: tauMs must be above 0 and finite; got -5.0",
        () -> new ExponentialConductancePort(-5, 0));
    Projection one =
        sim.connect(
            "right",
            source,
            cells.port("ampa"),
            Connectivity.oneToOne(),
            Values.constant(2),
            Delays.oneStep());
    assertEquals(2, one.weight(3, 3));
    assertMessage(
        "right: no synapse from cell 3 to cell 4; look at targetOf", () -> one.weight(3, 4));
  }

  private static void assertMessage(String expected, Executable call) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
