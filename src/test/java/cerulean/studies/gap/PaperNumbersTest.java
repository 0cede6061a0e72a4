package cerulean.studies.gap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.nn.gain.GainDynamics;
import cerulean.studies.gap.GapSettings.Dataset;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The paper's numbers stand beside those of a run as in the paper, and of no other.
@Tag("once")
class PaperNumbersTest {

  private static final Protocol PAPER = Benchmark.SPLIT.protocol();

  private static GapSettings settings(Dataset dataset, Protocol protocol) {
    return new GapSettings(
        Benchmark.SPLIT,
        dataset,
        Path.of("data"),
        List.of(Method.values()),
        List.of(1L),
        100,
        protocol);
  }

  private static Protocol with(
      int iterations, int batch, double lr, GainDynamics gain, NetworkPlan network) {
    return new Protocol(iterations, batch, lr, gain, network, 1);
  }

  private static void requireAlone(String departure, Dataset dataset, Protocol protocol) {
    GapSettings settings = settings(dataset, protocol);
    assertEquals(List.of(departure), settings.departures());
    for (Method method : Method.values()) {
      assertNull(PaperNumbers.beside(settings, method), departure);
      assertTrue(Double.isNaN(PaperNumbers.printedBeside(settings, method)), departure);
    }
    assertTrue(Double.isNaN(PaperNumbers.gainSlopeBeside(settings)), departure);
  }

  @Test
  void aRunAsInThePaperHasThemHoweverOftenItIsEvaluated() {
    for (int every : new int[] {1, 10}) {
      Protocol sparse =
          new Protocol(
              PAPER.iterations(), PAPER.batch(), PAPER.lr(), PAPER.gain(), PAPER.network(), every);
      GapSettings settings = settings(Dataset.MNIST, sparse);
      assertTrue(settings.asInPaper());
      assertNotNull(PaperNumbers.beside(settings, Method.NGM));
      assertEquals(0.017, PaperNumbers.printedBeside(settings, Method.NGM));
      assertEquals(0.22, PaperNumbers.gainSlopeBeside(settings));
    }
  }

  @Test
  void everythingElseThatDecidesTheNumbersTakesThemAway() {
    requireAlone("generated digits in place of MNIST", Dataset.DIGITS, PAPER);
    requireAlone(
        "iterations per context 50 in place of 200",
        Dataset.MNIST,
        with(50, PAPER.batch(), PAPER.lr(), PAPER.gain(), PAPER.network()));
    requireAlone(
        "batch 64 in place of 128",
        Dataset.MNIST,
        with(PAPER.iterations(), 64, PAPER.lr(), PAPER.gain(), PAPER.network()));
    requireAlone(
        "learning rate 0.02 in place of 0.01",
        Dataset.MNIST,
        with(PAPER.iterations(), PAPER.batch(), 0.02, PAPER.gain(), PAPER.network()));
    requireAlone(
        "another network",
        Dataset.MNIST,
        with(
            PAPER.iterations(),
            PAPER.batch(),
            PAPER.lr(),
            PAPER.gain(),
            new Perceptron(List.of(784, 100, 10), 0.01, 0.05)));
    requireAlone(
        "another regime", Dataset.MNIST, PAPER.under(Regime.of(Training.REPLAY, Protection.NONE)));
  }

  @Test
  void soDoesEachSettingOfTheGain() {
    requireGain("gamma 0.8 in place of 0.9", new GainDynamics(0.8, 1, 0.4));
    requireGain("g0 1.5 in place of 1.0", new GainDynamics(0.9, 1.5, 0.4));
    requireGain("eta 0.3 in place of 0.4", new GainDynamics(0.9, 1, 0.3));
    requireGain(
        "lowest gain 0.5 in place of -Infinity",
        new GainDynamics(0.9, 1, 0.4, 0.5, Double.POSITIVE_INFINITY));
    requireGain(
        "highest gain 3.0 in place of Infinity",
        new GainDynamics(0.9, 1, 0.4, Double.NEGATIVE_INFINITY, 3));
  }

  private static void requireGain(String departure, GainDynamics gain) {
    requireAlone(
        departure,
        Dataset.MNIST,
        with(PAPER.iterations(), PAPER.batch(), PAPER.lr(), gain, PAPER.network()));
  }
}
