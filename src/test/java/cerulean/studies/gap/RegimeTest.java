package cerulean.studies.gap;

import static cerulean.testing.WordForWord.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.nn.gain.GainDynamics;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.testing.WordForWord;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Regimes on two tasks that pull against each other: clouds around opposite points with two
/// classes each, in one of which the classes are on the other side.
class RegimeTest implements WordForWord {

  private static final int FEATURES = 8;

  private static final TaskStream STREAM =
      new TaskStream(List.of(task(1, 0), task(2, 2)), List.of(tested(3, 0), tested(4, 2)));

  /// Four clouds; a task has two of them and two classes of its own.
  private static TaskData task(long seed, int first) {
    int n = 200;
    float[] values = Tensor.normal(Philox.of(seed), 0f, 1f, n, FEATURES).toArray();
    int[] classes = new int[n];
    for (int i = 0; i < n; i++) {
      classes[i] = first + i % 2;
      values[i * FEATURES + classes[i]] += 3;
      values[i * FEATURES + FEATURES - 1] += 3;
    }
    return TaskData.of(Tensor.wrap(values, n, FEATURES), classes);
  }

  private static Batch tested(long seed, int first) {
    TaskData data = task(seed, first);
    int[] rows = new int[data.size()];
    Arrays.setAll(rows, i -> i);
    return Batch.of(data, rows);
  }

  private static final Protocol PROTOCOL =
      new Protocol(
          60,
          32,
          0.05,
          new GainDynamics(0.9, 1, 0.3),
          new Perceptron(List.of(FEATURES, 20, 4), 0.2, 0.2),
          1);

  private static Trial run(Method method, Regime regime) {
    return Trial.run(method, 3, STREAM, PROTOCOL.under(regime), () -> {});
  }

  private static double forgetting(Regime regime) {
    return run(Method.SGD, regime).matrix().forgettingFromLearned();
  }

  private static Regime sequential(Protection protection) {
    return Regime.of(Training.SEQUENTIAL, protection);
  }

  @Test
  void sequentialTrainingForgetsAndJointTrainingDoesNot() {
    double naive = forgetting(sequential(Protection.NONE));
    double joint = forgetting(Regime.ofPaper());
    assertTrue(naive > 50, "forgot " + naive);
    assertTrue(joint < 10, "forgot " + joint);
  }

  /// Twenty examples of the first task in memory are enough for more than half of it.
  @ParameterizedTest
  @CsvSource({"REPLAY, NONE", "SEQUENTIAL, AGEM", "REPLAY, AGEM"})
  void aSmallMemoryKeepsMoreThanHalf(Training training, Protection protection) {
    double kept = forgetting(new Regime(training, protection, 0, 20, Set.of()));
    double naive = forgetting(sequential(Protection.NONE));
    assertTrue(kept < naive / 2, "forgot " + kept + ", without memory " + naive);
  }

  /// What springs and former answers can do with one head for all classes is less, and known to be;
  /// each must forget less than nothing at all does.
  @ParameterizedTest
  @EnumSource(names = {"EWC", "SI", "LWF"})
  void everyProtectionForgetsLessThanNone(Protection protection) {
    double strength = protection == Protection.LWF ? 1 : 30;
    double naive = forgetting(sequential(Protection.NONE));
    double kept = forgetting(new Regime(Training.SEQUENTIAL, protection, strength, 1, Set.of()));
    assertTrue(kept < naive - 5, protection + " forgot " + kept + ", none " + naive);
  }

  @ParameterizedTest
  @EnumSource(names = {"EWC", "SI", "LWF"})
  void withoutStrengthAProtectionIsNoneBitForBit(Protection protection) {
    Regime regime = new Regime(Training.SEQUENTIAL, protection, 0, 1, Set.of());
    assertArrayEquals(
        run(Method.SGD, sequential(Protection.NONE)).curve().loss(),
        run(Method.SGD, regime).curve().loss());
  }

  /// Passes of a protection are no training steps: gains do not move by them. In the first context,
  /// where nothing is to be kept, runs are the same to the bit.
  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void inTheFirstContextAProtectionChangesNothing(Protection protection) {
    Curve plain = run(Method.NGM, sequential(Protection.NONE)).curve();
    Curve kept = run(Method.NGM, sequential(protection)).curve();
    assertArrayEquals(Arrays.copyOf(plain.loss(), 60), Arrays.copyOf(kept.loss(), 60));
    assertArrayEquals(Arrays.copyOf(plain.gain(), 60), Arrays.copyOf(kept.gain(), 60));
    assertFalse(Arrays.equals(plain.loss(), kept.loss()), "no difference in the second");
  }

  @Test
  void theMatrixHasTheCurvesEnds() {
    Trial trial = run(Method.SGD, Regime.ofPaper());
    assertEquals(trial.curve().accuracy()[59], trial.matrix().accuracy()[0][0]);
    assertEquals(trial.curve().accuracy()[119], trial.matrix().accuracy()[1][0]);
  }

  @Test
  void frozenGainsArePlainDescentBitForBit() {
    Trial frozen = run(Method.NGM, Regime.ofPaper().ablate(Ablation.GAIN_FROZEN));
    assertArrayEquals(run(Method.SGD, Regime.ofPaper()).curve().loss(), frozen.curve().loss());
    assertEquals(1, Arrays.stream(frozen.curve().gain()).max().orElseThrow());
  }

  /// The first step has no drive; from the second on the rate is higher than that of plain descent.
  @Test
  void entropyOnTheRateStartsAsPlainDescentAndGoesAhead() {
    Curve rated = run(Method.NGM, Regime.ofPaper().ablate(Ablation.ENTROPY_RATE)).curve();
    Curve plain = run(Method.SGD, Regime.ofPaper()).curve();
    assertEquals(plain.loss()[0], rated.loss()[0]);
    assertTrue(rated.gain()[1] > 1.2, "gain " + rated.gain()[1]);
    assertTrue(rated.loss()[10] < plain.loss()[10]);
  }

  /// With a gain in the last layer alone the mean is over its gains; the gains have the same
  /// dynamics, but the entropy that drives them is that of another network from the second step on.
  @Test
  void headOnlyIsAnotherNetworkWithGains() {
    Curve head = run(Method.NGM, Regime.ofPaper().ablate(Ablation.HEAD_ONLY)).curve();
    Curve all = run(Method.NGM, Regime.ofPaper()).curve();
    assertEquals(all.loss()[0], head.loss()[0]);
    assertEquals(all.gain()[1], head.gain()[1], 1e-6);
    assertFalse(Arrays.equals(all.loss(), head.loss()));
  }

  @ParameterizedTest
  @EnumSource
  void theOracleResetsMomentumAndAdamAtTheSwitch(Method method) {
    double[] reset = run(method, Regime.ofPaper().ablate(Ablation.ORACLE_RESET)).curve().loss();
    double[] plain = run(method, Regime.ofPaper()).curve().loss();
    assertArrayEquals(Arrays.copyOf(plain, 60), Arrays.copyOf(reset, 60));
    assertEquals(method.hasState(), !Arrays.equals(plain, reset));
  }

  @Test
  void differencesFromThePaperAreSaid() {
    assertEquals("", Regime.ofPaper().differences());
    assertEquals(
        " Earlier tasks are protected by EWC of strength 100.0.",
        sequential(Protection.EWC).differences());
    assertEquals(
        " Earlier tasks are protected by A-GEM. The memory holds 3000 examples. Ablation: the gains"
            + " of NGM-SGD are frozen at 1.",
        Regime.of(Training.REPLAY, Protection.AGEM).ablate(Ablation.GAIN_FROZEN).differences());
  }

  static List<Arguments> sentences() {
    return List.of(
        row(
            () -> new Regime(Training.JOINT, Protection.NONE, 0, 0, Set.of()),
            "memory: must be at least 1; got 0"),
        row(
            () -> new Regime(Training.JOINT, Protection.EWC, -1, 1, Set.of()),
            "strength: must be finite and not negative; got -1.0"),
        row(
            () -> Regime.ofPaper().ablate(Ablation.ENTROPY_RATE, Ablation.HEAD_ONLY),
            "ablate: entropy-rate leaves no gain to freeze or to restrict; got"
                + " head-only,entropy-rate"));
  }
}
