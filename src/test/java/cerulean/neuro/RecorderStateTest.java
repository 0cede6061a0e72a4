package cerulean.neuro;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was recorded stays when a run stops and goes on.
@Tag("once")
class RecorderStateTest {

  /// Noisy cells with a recorder of every kind, in memory and in files of `folder`.
  private static final class Recorded {
    final Simulation sim = Simulation.of(0.5, 4);
    final SpikeRecorder spikes;
    final StateRecorder v;
    final SignalRecorder signal;
    final RateRecorder rate;
    final Path folder;

    Recorded(Path folder) throws IOException {
      this.folder = Files.createDirectories(folder);
      IzhikevichPopulation cells =
          sim.add("cells", IzhikevichPopulation.of(20, IzhikevichParameters.REGULAR_SPIKING));
      sim.stimulate("noise", cells, Stimulus.noise(20));
      spikes = sim.add("spikes", SpikeRecorder.of(cells));
      v = sim.add("v", StateRecorder.every(3, 150, cells, "v", 2, 7));
      signal = sim.add("signal", SignalRecorder.every(5, 1000, () -> cells.state("u")[3]));
      rate = sim.add("rate", RateRecorder.of(cells, 7, 20));
      sim.add("spike file", SpikeRecorder.toFile(cells, folder.resolve("spikes.csv")));
      sim.add("v file", StateRecorder.toFile(folder.resolve("v.csv"), 3, cells, "v", 2, 7));
      sim.add(
          "signal file",
          SignalRecorder.toFile(folder.resolve("u.csv"), 5, () -> cells.state("u")[3]));
    }

    void assertSame(Recorded other) throws IOException {
      assertArrayEquals(spikes.steps(), other.spikes.steps());
      assertArrayEquals(spikes.cells(), other.spikes.cells());
      assertArrayEquals(spikes.timesMs(), other.spikes.timesMs());
      assertEquals(spikes.total(), other.spikes.total());
      for (int k = 0; k < 2; k++) {
        assertArrayEquals(v.trace(k), other.v.trace(k));
      }
      assertArrayEquals(v.timesMs(), other.v.timesMs());
      assertEquals(v.dropped(), other.v.dropped());
      assertArrayEquals(signal.trace(0), other.signal.trace(0));
      assertArrayEquals(signal.timesMs(), other.signal.timesMs());
      assertArrayEquals(rate.counts(), other.rate.counts());
      assertArrayEquals(rate.ratesHz(), other.rate.ratesHz());
      assertEquals(rate.startMs(), other.rate.startMs());
      assertEquals(rate.dropped(), other.rate.dropped());
      for (String name : List.of("spikes.csv", "v.csv", "u.csv")) {
        assertEquals(
            Files.readAllLines(folder.resolve(name)),
            Files.readAllLines(other.folder.resolve(name)));
      }
    }
  }

  /// The second half is run twice: what came after the save is cut off the files.
  @Test
  void whatWasRecordedGoesOnAfterALoad(@TempDir Path folder) throws IOException {
    Recorded whole = new Recorded(folder.resolve("whole"));
    whole.sim.run(300);
    assertTrue(whole.spikes.total() > 100 && whole.v.dropped() > 0 && whole.rate.dropped() > 0);
    Recorded stopped = new Recorded(folder.resolve("stopped"));
    stopped.sim.run(140);
    Path file = folder.resolve("half.safetensors");
    stopped.sim.save(file);
    stopped.sim.run(30);
    Recorded gone = new Recorded(folder.resolve("stopped"));
    gone.sim.load(file);
    assertEquals(140, gone.rate.startMs() + 7 * gone.rate.counts().length);
    gone.sim.run(160);
    whole.assertSame(gone);
  }

  @Test
  void whatWasLoadedIsReadWithoutAnotherStep(@TempDir Path folder) throws IOException {
    Recorded first = new Recorded(folder.resolve("first"));
    first.sim.run(140);
    Path file = folder.resolve("saved.safetensors");
    first.sim.save(file);
    Recorded second = new Recorded(folder.resolve("first"));
    second.sim.load(file);
    first.assertSame(second);
  }

  @Test
  void aNewRecorderStartsEmptyAndAMissingOneIsRefused(@TempDir Path folder) throws IOException {
    Simulation plain = Simulation.of(1, 1);
    plain.add("source", PoissonSource.of(10, 50));
    plain.run(50);
    Path file = folder.resolve("plain.safetensors");
    plain.save(file);
    Simulation recorded = Simulation.of(1, 1);
    PoissonSource source = recorded.add("source", PoissonSource.of(10, 50));
    SpikeRecorder spikes = recorded.add("spikes", SpikeRecorder.of(source));
    recorded.load(file);
    assertEquals(0, spikes.total());
    recorded.run(50);
    recorded.save(file);
    assertEquals(
        "load: the file has spikes/cells, the simulation no such array; build the same network, with"
            + " the same recorders, before loading",
        assertThrows(IllegalArgumentException.class, () -> plain.load(file)).getMessage());
  }

  @Test
  void aFileThatIsGoneIsASentence(@TempDir Path folder) throws IOException {
    Recorded first = new Recorded(folder.resolve("there"));
    first.sim.run(10);
    Path file = folder.resolve("saved.safetensors");
    first.sim.save(file);
    Recorded elsewhere = new Recorded(folder.resolve("elsewhere"));
    String message =
        assertThrows(IllegalArgumentException.class, () -> elsewhere.sim.load(file)).getMessage();
    assertTrue(
        message.matches(
            "load: .*elsewhere.spikes\\.csv had \\d+ bytes when the run was saved, now 0; put the file back"
                + " where it was written"),
        message);
  }

  @Test
  void rowsOfOtherCellsAreRefused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("saved.safetensors");
    recordingOf(0, 1).save(file);
    Simulation other = recordingOf(0, 1, 2);
    assertEquals(
        "load: v has rows of 3 numbers, the file 20 numbers in 10 rows; record the same cells",
        assertThrows(IllegalArgumentException.class, () -> other.load(file)).getMessage());
  }

  private static Simulation recordingOf(int... recorded) {
    Simulation sim = Simulation.of(1, 1);
    LifPopulation cells = sim.add("cells", LifPopulation.of(3, LifParameters.DEFAULT));
    sim.add("v", StateRecorder.of(cells, "v", recorded));
    sim.run(10);
    return sim;
  }

  @Test
  void aRunWithoutSpikesLeavesAnEmptyFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("spikes.csv"), "1.0,0\n");
    Simulation sim = Simulation.of(1, 1);
    PoissonSource silent = sim.add("source", PoissonSource.of(3, 0));
    sim.add("spikes", SpikeRecorder.toFile(silent, file));
    sim.run(10);
    assertEquals("", Files.readString(file));
  }

  @Test
  void recordingASynapseThatDoesNotExistIsASentence() {
    Simulation sim = Simulation.of(1, 1);
    PoissonSource source = sim.add("source", PoissonSource.of(3, 0));
    LifPopulation cells = sim.add("cells", LifPopulation.of(3, LifParameters.DEFAULT));
    cells.attach("input", new CurrentPort());
    Projection synapses =
        sim.connect(
            "synapses",
            source,
            cells.port("input"),
            Connectivity.oneToOne(),
            Values.constant(1),
            Delays.oneStep());
    assertEquals(
        "synapses: no synapse from cell 1 to cell 2; look at targetOf",
        assertThrows(
                IllegalArgumentException.class,
                () -> SignalRecorder.weights(1, 10, synapses, new int[] {0, 1}, new int[] {0, 2}))
            .getMessage());
    assertEquals(
        "cells: no state w; there are [v, refractory]",
        assertThrows(IllegalArgumentException.class, () -> StateRecorder.of(cells, "w", 0))
            .getMessage());
  }
}
