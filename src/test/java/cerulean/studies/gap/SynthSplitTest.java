package cerulean.studies.gap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.Parallel;
import cerulean.tensor.Philox;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The claims of arXiv:2507.14056 on [SynthSplit].
///
/// Per-seed metrics; first the project's record (another program, three seeds), then this test (one
/// data set, three seeds, SIMD kernels), then the mean and standard deviation over 30 data sets
/// with one seed each:
///
/// | method | record: avg-ACC, min-ACC, avg-SG, SG_1 | here | 30 data sets |
/// |---|---|---|---|
/// | NGM | 97.2 87.5 .103 .114 | 98.4 86.4 .122 .262 | 98.0+-0.7 87.5+-3.7 .110+-.036 .177+-.107 |
/// | SGD | 95.9 93.1 .035 .057 | 97.1 93.5 .039 .067 | 96.4+-0.9 93.4+-1.6 .036+-.009 .060+-.018 |
/// | MSGD | 97.1 70.7 .274 .841 | 98.0 59.6 .389 .997 | 97.4+-0.8 64.0+-5.8 .342+-.061 .874+-.175 |
/// | Adam | 96.6 58.0 .401 .717 | 97.6 63.8 .346 .913 | 97.3+-0.9 64.8+-8.1 .335+-.082 .779+-.211 |
///
/// The record's gaps are asserted within the spread over data sets. It also has MSGD's gap below
/// Adam's. That is not asserted: it held on 12 of the 30 data sets, the mean difference was 0.007
/// with a standard deviation of 0.094, and Adam's figure moves by 0.04 between SIMD and scalar
/// kernels, that is, by rounding. What is asserted held on all 30.
class SynthSplitTest {

  private static final List<Method> METHODS = List.of(Method.values());

  private static final int BEFORE = Parallel.threads();

  private static final Map<Method, List<Trial>> TRIALS = new EnumMap<>(Method.class);

  @BeforeAll
  static void runThreeSeeds() {
    Experiment experiment =
        Experiment.run(
            METHODS,
            List.of(0L, 1L, 2L),
            SynthSplit.stream(Philox.of(8)),
            SynthSplit.protocol(),
            () -> {});
    TRIALS.putAll(experiment.trials());
  }

  @AfterAll
  static void restoreThreads() {
    Parallel.configure(BEFORE);
  }

  private static double mean(Method method, ToDoubleFunction<Trial> figure) {
    return TRIALS.get(method).stream().mapToDouble(figure).average().orElseThrow();
  }

  private static double gap(Method method) {
    return mean(method, trial -> trial.metrics().avgSg());
  }

  private static void assertLess(double smaller, double larger) {
    assertTrue(smaller < larger, smaller + " is not less than " + larger);
  }

  /// The record's data set and this one are two draws: their difference has the square root of two
  /// times the standard deviation over 30 data sets, and the tolerance is two of that. Three seeds
  /// vary less than the one seed of each of the 30.
  @ParameterizedTest
  @CsvSource({"NGM, 0.103, 0.036", "SGD, 0.035, 0.009", "MSGD, 0.274, 0.061", "ADAM, 0.401, 0.082"})
  void gapsAreThoseOfTheRecord(Method method, double record, double overDataSets) {
    assertEquals(record, gap(method), 2 * Math.sqrt(2) * overDataSets);
  }

  @Test
  void gainModulationHasASmallerGapThanMomentum() {
    assertLess(gap(Method.NGM), gap(Method.MSGD));
  }

  @Test
  void gainModulationHasASmallerGapThanAdam() {
    assertLess(gap(Method.NGM), gap(Method.ADAM));
  }

  @Test
  void momentumLosesMoreThanHalfAtTheFirstSwitch() {
    assertLess(0.5, mean(Method.MSGD, trial -> trial.metrics().sgPerSwitch().getFirst()));
  }

  @Test
  void gainModulationLearnsMoreThanPlainDescent() {
    assertLess(
        mean(Method.SGD, trial -> trial.metrics().avgAcc()),
        mean(Method.NGM, trial -> trial.metrics().avgAcc()));
  }

  @Test
  void theGainRisesWithTheNumberOfClasses() {
    assertLess(
        mean(Method.NGM, trial -> trial.curve().gainPerContext()[0]),
        mean(Method.NGM, trial -> trial.curve().gainPerContext()[4]));
  }

  /// With one thread the runs follow each other; with two they share the machine. A run alone with
  /// two threads spreads its own products instead.
  @Test
  void aSeedGivesTheSameCurvesOnAnyNumberOfThreads() {
    TaskStream stream = SynthSplit.stream(Philox.of(8));
    for (Method method : METHODS) {
      Curve shared = TRIALS.get(method).getFirst().curve();
      for (int threads = 1; threads <= 2; threads++) {
        Parallel.configure(threads);
        Curve alone = Trial.run(method, 0, stream, SynthSplit.protocol(), () -> {}).curve();
        assertArrayEquals(shared.accuracy(), alone.accuracy(), method + " accuracy");
        assertArrayEquals(shared.loss(), alone.loss(), method + " loss");
        assertArrayEquals(shared.gain(), alone.gain(), method + " gain");
        assertArrayEquals(shared.trainLoss(), alone.trainLoss(), method + " trainLoss");
        assertArrayEquals(shared.entropy(), alone.entropy(), method + " entropy");
      }
    }
  }
}
