package cerulean.studies.gap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.nn.gain.GainDynamics;
import cerulean.tensor.Parallel;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The claims of arXiv:2507.14056 on a class-incremental problem that needs no download: ten
/// Gaussian clouds in 64 dimensions, two more per context. The clouds have means of norm 4 in
/// random directions, one common offset of norm 6, unit noise, and everything is three times as
/// large.
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
/// The record also has MSGD's gap below Adam's. That is not asserted: it held on 12 of the 30 data
/// sets, the mean difference was 0.007 with a standard deviation of 0.094, and Adam's figure moves
/// by 0.04 between SIMD and scalar kernels, that is, by rounding. What is asserted held on all 30.
class SynthSplitTest {

  private static final int CLASSES = 10;

  private static final int FEATURES = 64;

  private static final int TRAIN = 4000;

  private static final int TEST = 1000;

  private static final Protocol PROTOCOL =
      new Protocol(
          150,
          64,
          0.01,
          new GainDynamics(0.9, 1, 0.3),
          new NetworkPlan(List.of(FEATURES, 100, 100, CLASSES), 0.02, 0.05),
          1);

  private static final List<Method> METHODS = List.of(Method.values());

  private static final int BEFORE = Parallel.threads();

  private static final Map<Method, List<Trial>> TRIALS = new EnumMap<>(Method.class);

  @BeforeAll
  static void runThreeSeeds() {
    Experiment experiment =
        Experiment.run(METHODS, List.of(0L, 1L, 2L), stream(Philox.of(8)), PROTOCOL, () -> {});
    TRIALS.putAll(experiment.trials());
  }

  @AfterAll
  static void restoreThreads() {
    Parallel.configure(BEFORE);
  }

  private static TaskStream stream(Philox random) {
    float[][] means = new float[CLASSES][];
    for (int k = 0; k < CLASSES; k++) {
      means[k] = direction(random, 4);
    }
    float[] offset = direction(random, 6);
    List<TaskData> tasks = new ArrayList<>();
    for (int first = 0; first < CLASSES; first += 2) {
      tasks.add(cloud(random, means, offset, first, 2 * TRAIN / CLASSES));
    }
    int tested = 2 * TEST / CLASSES;
    int[] all = new int[tested];
    Arrays.setAll(all, i -> i);
    List<Batch> tests = new ArrayList<>();
    for (int first = 0; first < CLASSES; first += 2) {
      tests.add(Batch.of(cloud(random, means, offset, first, tested), all));
    }
    return new TaskStream(tasks, tests);
  }

  /// A vector of the length `norm` in a direction without preference.
  private static float[] direction(Philox random, double norm) {
    float[] v = Tensor.normal(random, 0f, 1f, FEATURES).toArray();
    double length = 0;
    for (float x : v) {
      length += (double) x * x;
    }
    float scale = (float) (norm / Math.sqrt(length));
    for (int i = 0; i < FEATURES; i++) {
      v[i] *= scale;
    }
    return v;
  }

  /// `n` examples of the classes `first` and `first + 1`, in turn.
  private static TaskData cloud(Philox random, float[][] means, float[] offset, int first, int n) {
    float[] noise = Tensor.normal(random, 0f, 1f, n, FEATURES).toArray();
    int[] classes = new int[n];
    for (int i = 0; i < n; i++) {
      classes[i] = first + i % 2;
      for (int j = 0; j < FEATURES; j++) {
        int at = i * FEATURES + j;
        noise[at] = 3 * (means[classes[i]][j] + offset[j] + noise[at]);
      }
    }
    return TaskData.of(Tensor.wrap(noise, n, FEATURES), classes);
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
    TaskStream stream = stream(Philox.of(8));
    for (Method method : METHODS) {
      Curve shared = TRIALS.get(method).getFirst().curve();
      for (int threads = 1; threads <= 2; threads++) {
        Parallel.configure(threads);
        Curve alone = Trial.run(method, 0, stream, PROTOCOL, () -> {}).curve();
        assertArrayEquals(shared.accuracy(), alone.accuracy(), method + " accuracy");
        assertArrayEquals(shared.loss(), alone.loss(), method + " loss");
        assertArrayEquals(shared.gain(), alone.gain(), method + " gain");
        assertArrayEquals(shared.trainLoss(), alone.trainLoss(), method + " trainLoss");
        assertArrayEquals(shared.entropy(), alone.entropy(), method + " entropy");
      }
    }
  }
}
