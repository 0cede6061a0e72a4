package cerulean.neuro;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class SourcesAndRecordersTest {

  /// 2000 cells for 50 s: 100,000 expected spikes at each rate; Bernoulli, so sd is sqrt(n p q).
  @Test
  void poissonCellsFireAtTheirRates() {
    Simulation sim = Simulation.of(1, 9);
    PoissonSource source = sim.add("source", PoissonSource.of(3000, 20));
    double[] rates = source.parameter("rateHz");
    for (int i = 0; i < rates.length; i += 2) {
      rates[i] = 2;
    }
    SpikeRecorder spikes = sim.add("spikes", SpikeRecorder.of(source));
    sim.run(20_000);
    double[] counts = new double[2];
    for (int cell : spikes.cells()) {
      counts[cell % 2]++;
    }
    assertEquals(1500 * 20 * 2, counts[0], 4 * Math.sqrt(60_000));
    assertEquals(1500 * 20 * 20, counts[1], 4 * Math.sqrt(600_000));
  }

  @Test
  void rateOfOneSpikePerStepFiresAlways() {
    Simulation sim = Simulation.of(1, 9);
    PoissonSource source = sim.add("source", PoissonSource.of(1500, 1000));
    SpikeRecorder spikes = sim.add("spikes", SpikeRecorder.of(source));
    sim.run(10);
    assertEquals(15_000, spikes.total());
    source.fill("rateHz", 1001);
    assertEquals(
        "PoissonSource: rateHz must be from 0 to one spike per step, 1000.0 Hz; cell 0 of source"
            + " has 1001.0",
        assertThrows(IllegalArgumentException.class, () -> sim.run(1)).getMessage());
  }

  @Test
  void spikeTrainsComeBackAsGiven() {
    Simulation sim = Simulation.of(0.1, 1);
    SpikeTrainSource source =
        sim.add(
            "source",
            SpikeTrainSource.of(new double[] {0.1, 5, 5.04, 9.9}, new double[0], new double[] {5}));
    SpikeRecorder spikes = sim.add("spikes", SpikeRecorder.of(source));
    sim.run(10);
    // 5 and 5.04 are in the same step.
    assertArrayEquals(new double[] {0.1, 5, 9.9}, spikes.timesMs(0), 1e-12);
    assertArrayEquals(new double[] {5}, spikes.timesMs(2), 1e-12);
    assertArrayEquals(new int[] {0, 0, 2, 0}, spikes.cells());
    assertEquals(
        "SpikeTrainSource: times must be above 0, finite and ascending; cell 1 has 3.0 after 4.0",
        assertThrows(
                IllegalArgumentException.class,
                () -> SpikeTrainSource.of(new double[0], new double[] {4, 3}))
            .getMessage());
  }

  @Test
  void recordersAreBounded() {
    Simulation sim = Simulation.of(1, 1);
    PoissonSource source = sim.add("source", PoissonSource.of(10, 1000));
    LifPopulation cells = sim.add("cells", LifPopulation.of(1, LifParameters.DEFAULT));
    SpikeRecorder spikes = sim.add("spikes", SpikeRecorder.of(source, 25));
    StateRecorder v = sim.add("v", StateRecorder.every(10, 5, cells, "v", 0));
    RateRecorder rate = sim.add("rate", RateRecorder.of(source, 5));
    sim.run(100);
    assertEquals(1000, spikes.total());
    assertEquals(25, spikes.cells().length);
    assertEquals(975, spikes.dropped());
    assertArrayEquals(new double[] {10, 20, 30, 40, 50}, v.timesMs(), 1e-12);
    assertEquals(5, v.dropped());
    assertEquals(20, rate.counts().length);
    assertEquals(50, rate.counts()[19]);
    assertEquals(1000, rate.ratesHz()[0], 1e-9);
    assertEquals(
        "StateRecorder: no cell 1 in cells, which has 1",
        assertThrows(IllegalArgumentException.class, () -> StateRecorder.of(cells, "v", 0, 1))
            .getMessage());
  }

  @Test
  void spikesGoToAFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("spikes.csv");
    Simulation sim = Simulation.of(0.5, 1);
    SpikeTrainSource source =
        sim.add("source", SpikeTrainSource.of(new double[] {1}, new double[] {1, 2.5}));
    SpikeRecorder spikes = sim.add("spikes", SpikeRecorder.toFile(source, file));
    sim.run(5);
    assertEquals(List.of("1.0,0", "1.0,1", "2.5,1"), Files.readAllLines(file));
    assertEquals(3, spikes.total());
    assertEquals(0, spikes.dropped());
  }

  @Test
  void stimuliAreOfTheStartOfTheStep() {
    Simulation sim = Simulation.of(0.1, 1);
    // tau so large that v is the integral of the current: dv = I dt / C.
    LifPopulation cells =
        sim.add("cells", LifPopulation.of(2, new LifParameters(1e7, 1, 0, 1e9, 0, 0)));
    sim.stimulate("pulse", cells, Stimulus.pulse(0.3, 0.7, 10));
    sim.stimulate("ramp", cells, Stimulus.of(timeMs -> timeMs));
    sim.stimulate("each", cells, Stimulus.constant(new double[] {0, 100}));
    sim.run(1);
    // Four steps of the pulse; 0 + 0.1 + ... + 0.9 = 4.5 of the ramp.
    assertEquals(0.1 * (4 * 10 + 4.5), cells.state("v")[0], 1e-5);
    assertEquals(0.1 * (4 * 10 + 4.5 + 1000), cells.state("v")[1], 1e-5);
    assertEquals(
        "Stimulus.noise: one number for each of the 2 cells is needed; got 3",
        assertThrows(
                IllegalArgumentException.class,
                () -> sim.stimulate("wrong", cells, Stimulus.noise(new double[3])))
            .getMessage());
  }
}
