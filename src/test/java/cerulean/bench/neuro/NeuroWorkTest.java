package cerulean.bench.neuro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.bench.task.Unit;
import cerulean.neuro.SpikeRecorder;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("once")
class NeuroWorkTest {

  /// What the bench refuses to time otherwise.
  @ParameterizedTest
  @EnumSource(
      names = {"DENSE", "SPARSE_1K", "STDP_1K", "SONG_ABBOTT", "CUBA", "COBA", "DIEHL_COOK"})
  void cellsFireAsOftenAsTheWorkSays(NeuroWork work) {
    NeuroWork.Network network = work.network();
    assertEquals(work.cells(), network.cells().size());
    SpikeRecorder spikes = network.simulation().add("recorded", SpikeRecorder.of(network.cells()));
    network.simulation().run(work.checkedMs());
    double hz = spikes.total() / (work.checkedMs() / 1000) / work.cells();
    assertTrue(work.isRight(hz), () -> work.wrong("cerulean", hz));
  }

  @Test
  void aRateThatIsWrongIsASentence() {
    assertFalse(NeuroWork.CUBA.isRight(6.6));
    assertFalse(NeuroWork.CUBA.isRight(Double.NaN));
    assertEquals(
        "cuba: the cells must fire at 4.5 to 6.5 Hz; brian2 has 6.60 Hz",
        NeuroWork.CUBA.wrong("brian2", 6.6));
  }

  @Test
  void unitsAreThoseOfTheWork() {
    assertEquals(Unit.REAL_TIME, NeuroWork.DENSE.unit());
    assertEquals(Unit.MICROSECONDS, NeuroWork.DIEHL_COOK.unit());
    assertEquals(Unit.SECONDS, NeuroWork.FIRST_SECOND.unit());
    assertEquals(Unit.BYTES, NeuroWork.BYTES_STDP.unit());
    assertTrue(NeuroWork.BUILD.isShared());
    assertFalse(NeuroWork.BYTES_STATIC.isShared());
    assertFalse(NeuroWork.COBA.isShared());
  }

  @Test
  void numbersAreReadFromTheLineOfTheProcess() throws IOException {
    assertEquals(
        List.of(1.5, 2e6), NeuroProcess.numbers(List.of("WARNING: x", "neuro: 1.5 2000000.0")));
    assertEquals(
        "cuba has stopped",
        assertThrows(
                IOException.class,
                () -> NeuroProcess.numbers(List.of("neuro wrong: cuba has stopped")))
            .getMessage());
    assertEquals(
        "it printed nothing",
        assertThrows(IOException.class, () -> NeuroProcess.numbers(List.of())).getMessage());
  }

  @Test
  void thePeersLineOfJsonIsReadAndItsRateChecked() throws IOException {
    Said said =
        Said.of(
            List.of(
                "compiling", "{\"sim_s\": 2, \"run_s\": 0.25, \"net_s\": 0.5, \"spikes\": 14000}"));
    assertEquals(new Said(2, 0.25, 0.5, 14000), said);
    said.check(NeuroWork.DENSE, "c");
    assertEquals(
        "cuba: the cells must fire at 4.5 to 6.5 Hz; c has 1.75 Hz",
        assertThrows(IOException.class, () -> said.check(NeuroWork.CUBA, "c")).getMessage());
    assertEquals(
        "gone", assertThrows(IOException.class, () -> Said.of(List.of("gone"))).getMessage());
  }
}
