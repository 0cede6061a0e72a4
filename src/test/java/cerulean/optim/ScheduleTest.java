package cerulean.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Parameter;
import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import cerulean.tensor.io.SafeTensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// Rates along schedules. That they are PyTorch's is tested with its vectors.
@Tag("once")
class ScheduleTest {

  private static double[] values(Schedule schedule, double base, int steps) {
    double[] values = new double[steps];
    for (int i = 0; i < steps; i++) {
      values[i] = schedule.at(base, i);
    }
    return values;
  }

  private static void equal(Schedule schedule, double... expected) {
    assertArrayEquals(expected, values(schedule, 8, expected.length), 1e-12);
  }

  private static void refused(String sentence, Executable call) {
    assertEquals(sentence, assertThrows(RuntimeException.class, call).getMessage());
  }

  @Test
  void stepsByHand() {
    equal(Schedule.step(2, 0.5), 8, 8, 4, 4, 2);
    equal(Schedule.multiStep(0.5, 1, 3, 3), 8, 4, 4, 1, 1);
    equal(Schedule.exponential(0.5), 8, 4, 2, 1);
    equal(Schedule.constant(0.25, 2), 2, 2, 8, 8);
    equal(Schedule.linear(0.5, 1, 2), 4, 6, 8, 8);
    equal(Schedule.linear(1, 0, 2), 8, 4, 0, 0);
    equal(Schedule.polynomial(2, 2), 8, 2, 0, 0);
    equal(Schedule.lambda(step -> 1.0 / (step + 1)), 8, 4, 8 / 3.0, 2);
    equal(Schedule.multiplicative(step -> 1.0 / step), 8, 8, 4, 4 / 3.0);
    equal(Schedule.cosine(2, 4), 8, 6, 4, 6, 8);
    equal(Schedule.cosineRestarts(2, 1, 4), 8, 6, 8, 6, 8);
    equal(Schedule.cosineRestarts(1, 2, 4), 8, 8, 6, 8);
    equal(Schedule.warmUp(4, Schedule.exponential(0.5)), 2, 4, 6, 8, 8, 4, 2);
    equal(Schedule.chained(Schedule.constant(0.5, 1), Schedule.exponential(0.5)), 4, 4, 2);
    equal(
        Schedule.sequential(List.of(Schedule.constant(0.5, 9), Schedule.exponential(0.5)), 2),
        4,
        4,
        8,
        4,
        2);
  }

  @Test
  void aRunningProductCostsOneFactorAStepAndMayGoBack() {
    AtomicInteger calls = new AtomicInteger();
    Schedule schedule =
        Schedule.multiplicative(step -> {
          calls.incrementAndGet();
          return 0.5;
        });
    values(schedule, 1, 11);
    assertEquals(10, calls.get());
    assertEquals(0.25, schedule.at(1, 2));
    assertEquals(Math.pow(0.5, 10), schedule.at(1, 10));
  }

  @Test
  void restartsOfManyPeriodsAreQuick() {
    // A long step with equal periods is not walked period by period.
    assertEquals(8, Schedule.cosineRestarts(3, 1, 0).at(8, 3_000_000_000_000_000L));
  }

  @Test
  void oneCycleRisesOnceAndFallsFarBelow() {
    OneCycle cycle = OneCycle.of(1, 10).rise(0.5).divisors(4, 10).momenta(0.5, 0.75).linear(true);
    // The top is at step 4, the end at 9.
    assertArrayEquals(
        new double[] {0.25, 0.4375, 0.625, 0.8125, 1, 0.805, 0.61, 0.415, 0.22, 0.025},
        values(cycle.rate(), 77, 10),
        1e-12);
    assertArrayEquals(
        new double[] {0.75, 0.6875, 0.625, 0.5625, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75},
        values(cycle.momentum(), 77, 10),
        1e-12);
    assertEquals(0.025, cycle.rate().at(1, 10), "left there by the last step of the scheduler");
    refused(
        "OneCycle: the cycle of 10 steps is over, got step 11 from 0; make it as long as the"
            + " training",
        () -> cycle.rate().at(1, 11));
    refused("OneCycle: steps must be at least 2, got 1", () -> OneCycle.of(1, 1));
    refused(
        "OneCycle: rise must be in [0, 0.5] with three phases, got 0.6",
        () -> OneCycle.of(1, 10).threePhases(true).rise(0.6));
  }

  @Test
  void aRiseOfOneStepBeginsAtTheTop() {
    assertEquals(1, OneCycle.of(1, 10).rise(0.1).rate().at(0, 0));
    assertEquals(1, OneCycle.of(1, 10).rise(1).rate().at(0, 9));
  }

  @Test
  void trianglesGoUpAndDown() {
    Cyclic cycle = Cyclic.of(1, 5, 2).momenta(0.5, 0.75);
    assertArrayEquals(new double[] {1, 3, 5, 3, 1, 3}, values(cycle.rate(), 77, 6), 1e-12);
    assertArrayEquals(
        new double[] {0.75, 0.625, 0.5, 0.625, 0.75}, values(cycle.momentum(), 77, 5), 1e-12);
    assertArrayEquals(
        new double[] {1, 5, 11 / 3.0, 7 / 3.0, 1, 3},
        values(Cyclic.of(1, 5, 1).down(3).halving().rate(), 77, 6),
        1e-12);
    assertArrayEquals(
        new double[] {1, 2, 2, 1.25, 1},
        values(Cyclic.of(1, 5, 2).exponential(0.5).rate(), 77, 5),
        1e-12);
    refused("Cyclic: up must be at least 1, got 0", () -> Cyclic.of(1, 5, 0));
  }

  @Test
  void schedulesOutOfRangeAreRefused() {
    refused("step: size must be at least 1, got 0", () -> Schedule.step(0, 0.5));
    refused(
        "exponential: gamma must be finite and not negative, got -0.5",
        () -> Schedule.exponential(-0.5));
    refused("constant: factor must be in [0, 1], got 2.0", () -> Schedule.constant(2, 3));
    refused("linear: from must be in [0, 1], got NaN", () -> Schedule.linear(Double.NaN, 1, 3));
    refused("cosine: steps must be at least 1, got 0", () -> Schedule.cosine(0, 0));
    refused(
        "cosineRestarts: factor must be at least 1, got 0", () -> Schedule.cosineRestarts(1, 0, 0));
    refused(
        "polynomial: power must be finite and not negative, got -1.0",
        () -> Schedule.polynomial(2, -1));
    refused(
        "warmUp: steps must be at least 1, got 0",
        () -> Schedule.warmUp(0, Schedule.exponential(1)));
    refused(
        "sequential: needs one milestone between neighbours, rising and positive, got 2 schedules"
            + " and milestones [5, 5]",
        () -> Schedule.sequential(List.of(Schedule.exponential(1), Schedule.exponential(1)), 5, 5));
  }

  // ---- Schedulers

  private static Sgd twoGroups() {
    return new Sgd(
        List.of(
            new ParameterGroup<>(
                List.of(SgdTest.parameter(1)), Sgd.Config.momentum(8, 0.5).weightDecay(0.25)),
            new ParameterGroup<>(List.of(SgdTest.parameter(1)), Sgd.Config.plain(4))));
  }

  private static double rate(Optimizer<?> optimizer, int group) {
    return optimizer.groups().get(group).config().lr();
  }

  @Test
  void everyGroupStartsFromItsOwnRateAndKeepsTheRest() {
    Sgd sgd = twoGroups();
    Scheduler scheduler = Scheduler.of(sgd, Schedule.linear(0.5, 1, 2));
    assertEquals(4, rate(sgd, 0));
    assertEquals(2, rate(sgd, 1));
    scheduler.step();
    assertEquals(6, rate(sgd, 0));
    assertEquals(3, scheduler.rate(1));
    assertEquals(1, scheduler.steps());
    assertEquals(Sgd.Config.momentum(6, 0.5).weightDecay(0.25), sgd.groups().getFirst().config());
  }

  @Test
  void groupsMayHaveSchedulesOfTheirOwn() {
    Sgd sgd = twoGroups();
    Scheduler scheduler =
        Scheduler.perGroup(sgd, List.of(Schedule.exponential(0.5), Schedule.exponential(1)));
    scheduler.step();
    assertEquals(4, rate(sgd, 0));
    assertEquals(4, rate(sgd, 1));
    refused(
        "Scheduler: there must be a schedule for each group, got 1 schedules for 2 groups",
        () -> Scheduler.perGroup(sgd, List.of(Schedule.exponential(0.5))));
  }

  @Test
  void momentumIsMovedToo() {
    Sgd sgd = twoGroups();
    Scheduler scheduler =
        Scheduler.of(sgd, Schedule.exponential(1)).withMomentum(sgd, Schedule.exponential(0.5));
    scheduler.step();
    assertEquals(0.25, sgd.groups().getFirst().config().momentum());
    assertEquals(8, rate(sgd, 0));
  }

  @Test
  void anySortOfOptimizerIsScheduled() {
    Optimizer<?> wrapped =
        Lookahead.of(Adam.of(List.of(SgdTest.parameter(1)), Adam.Config.withLr(8)));
    Scheduler.of(wrapped, Schedule.exponential(0.5)).step();
    assertEquals(4, rate(wrapped, 0));
  }

  @TempDir private Path folder;

  /// Of the rates, of the momenta, and of the weights they lead to.
  @Test
  void anInterruptedRunGoesOnWithTheSameBits() throws IOException {
    SmallProblem whole = SmallProblem.of(DType.F32);
    Adam first = Adam.of(whole.parameters, Adam.Config.withLr(0.03));
    OneCycle cycle = OneCycle.of(0.05, 12);
    Scheduler before = cycle.scheduler(first);
    for (int i = 0; i < 5; i++) {
      whole.step(first);
      before.step();
    }
    SafeTensors.write(folder.resolve("optimizer"), first.state());
    SafeTensors.write(folder.resolve("scheduler"), before.state());
    SmallProblem resumed = SmallProblem.of(DType.F32);
    resumed.copyFrom(whole);
    Adam second = Adam.of(resumed.parameters, Adam.Config.withLr(0.03));
    Scheduler after = Scheduler.of(second, cycle.rate()).withMomentum(second, cycle.momentum());
    second.load(SafeTensors.read(folder.resolve("optimizer")).tensors());
    after.load(SafeTensors.read(folder.resolve("scheduler")).tensors());
    for (int i = 0; i < 7; i++) {
      assertEquals(first.groups(), regrouped(second, whole.parameters));
      whole.step(first);
      before.step();
      resumed.step(second);
      after.step();
    }
    assertArrayEquals(whole.weights(), resumed.weights());
  }

  /// The configurations of one optimizer, on the parameters of another.
  private static List<ParameterGroup<Adam.Config>> regrouped(
      Adam adam, List<Parameter> parameters) {
    return List.of(new ParameterGroup<>(parameters, adam.groups().getFirst().config()));
  }

  @Test
  void aSchedulersStateMustFit() {
    Scheduler scheduler = Scheduler.of(twoGroups(), Schedule.exponential(0.5));
    Map<String, Tensor> state = new LinkedHashMap<>(scheduler.state());
    state.put("base_lrs", Tensor.zeros(DType.F64, 3));
    state.remove("last_epoch");
    state.put("gamma", Tensor.scalar(0.5));
    refused(
        "Scheduler: state does not fit; missing last_epoch; base_lrs is [3], needs [2]; unexpected"
            + " gamma",
        () -> scheduler.load(state));
  }

  // ---- Plateau

  @Test
  void ratesFallAfterMoreThanPatienceMetricsThatAreNoBetter() {
    Sgd sgd = twoGroups();
    Plateau plateau = Plateau.of(sgd, Plateau.Config.forLoss().factor(0.5).patience(2));
    assertFalse(plateau.step(10));
    assertFalse(plateau.step(9));
    assertFalse(plateau.step(9));
    // Better, but by less than 1e-4 of it.
    assertFalse(plateau.step(8.9999));
    assertEquals(8, rate(sgd, 0));
    assertTrue(plateau.step(Double.NaN));
    assertEquals(4, rate(sgd, 0));
    assertEquals(2, rate(sgd, 1));
    assertEquals(9, plateau.best());
  }

  @Test
  void accuraciesAreToRise() {
    Sgd sgd = twoGroups();
    Plateau plateau =
        Plateau.of(sgd, Plateau.Config.forAccuracy().patience(0).absolute(0.1).factor(0.5));
    assertFalse(plateau.step(0.5));
    assertTrue(plateau.step(0.55));
    assertFalse(plateau.step(0.7));
  }

  @Test
  void afterAReductionBadMetricsDoNotCountForAWhile() {
    Sgd sgd = twoGroups();
    Plateau plateau = Plateau.of(sgd, Plateau.Config.forLoss().patience(0).cooldown(2).factor(0.5));
    plateau.step(1);
    assertTrue(plateau.step(2));
    assertFalse(plateau.step(2));
    assertFalse(plateau.step(2));
    assertTrue(plateau.step(2));
  }

  @Test
  void ratesDoNotFallBelowTheLeast() {
    Sgd sgd = twoGroups();
    Plateau plateau = Plateau.of(sgd, Plateau.Config.forLoss().patience(0).factor(0.1).least(2));
    plateau.step(1);
    plateau.step(1);
    assertEquals(2, rate(sgd, 0));
    assertEquals(2, rate(sgd, 1));
  }

  /// A tenth of a loss below 0 is a distance like any other; PyTorch takes it for the other way.
  @Test
  void lossesBelowZeroFallToo() {
    Plateau plateau = Plateau.of(twoGroups(), Plateau.Config.forLoss().relative(0.1).patience(0));
    plateau.step(-10);
    assertTrue(plateau.step(-10.5));
    assertFalse(plateau.step(-12));
  }

  @Test
  void aPlateauGoesOnFromItsState() {
    Plateau.Config config = Plateau.Config.forLoss().patience(2);
    Plateau whole = Plateau.of(twoGroups(), config);
    whole.step(1);
    whole.step(2);
    whole.step(2);
    Plateau resumed = Plateau.of(twoGroups(), config);
    resumed.load(whole.state());
    assertEquals(1, resumed.best());
    assertTrue(resumed.step(2));
    Map<String, Tensor> state = new LinkedHashMap<>(whole.state());
    state.remove("best");
    refused("Plateau: state does not fit; missing best", () -> resumed.load(state));
    refused("Plateau: factor must be in [0, 1), got 1.0", () -> config.factor(1));
    refused("Plateau: patience must be at least 0, got -1", () -> config.patience(-1));
  }
}
