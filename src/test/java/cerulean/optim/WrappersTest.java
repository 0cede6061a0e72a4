package cerulean.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// Optimizers around others, and averages beside them. Numbers are sums of powers of two.
class WrappersTest {

  private static Parameter at(double... x) {
    return Parameter.of(Tensor.of(x, x.length));
  }

  private static void give(Parameter w, double... gradient) {
    w.clearGrad();
    w.backward(Variable.constant(Tensor.of(gradient, gradient.length)), false);
  }

  private static void refused(String sentence, Executable call) {
    assertEquals(sentence, assertThrows(RuntimeException.class, call).getMessage());
  }

  // ---- Lookahead

  @Test
  void slowWeightsFollowEverySecondStep() {
    Parameter w = at(0);
    Lookahead<Sgd.Config> lookahead =
        Lookahead.of(Sgd.of(List.of(w), Sgd.Config.plain(1)), 2, 0.25);
    // fast: -1, -2 -> slow -0.5; fast: -1.5, -2.5 -> slow -0.5 + 0.25 * -2 = -1
    double[] expected = {-1, -0.5, -1.5, -1};
    for (double weight : expected) {
      give(w, 1);
      lookahead.step();
      assertEquals(weight, w.value().itemDouble());
    }
  }

  @Test
  void lookaheadIsConfiguredAsTheOptimizerInside() {
    Sgd sgd = Sgd.of(List.of(at(0)), Sgd.Config.plain(1));
    Lookahead<Sgd.Config> lookahead = Lookahead.of(sgd);
    lookahead.configure(0, Sgd.Config.plain(0.5));
    assertEquals(0.5, sgd.groups().getFirst().config().lr());
    refused("Lookahead: interval must be at least 1, got 0", () -> Lookahead.of(sgd, 0, 0.5));
    refused("Lookahead: alpha must be in [0, 1], got 1.5", () -> Lookahead.of(sgd, 1, 1.5));
  }

  // ---- Sharpness-aware minimisation

  @Test
  void samStepsByTheGradientOfTheWorstPoint() {
    // Loss 2 x^2 + y^2 at (0.75, 4): gradient (3, 8), norm sqrt(73).
    Parameter w = at(0.75, 4);
    Variable shape = Variable.constant(Tensor.of(new double[] {2, 1}, 2));
    Sam<Sgd.Config> sam = Sam.of(Sgd.of(List.of(w), Sgd.Config.plain(0.5)), 0.25);
    double loss = sam.step(() -> w.mul(w).mul(shape).sum());
    assertEquals(2 * 0.75 * 0.75 + 16, loss);
    double x = 0.75 + 0.25 * 3 / Math.sqrt(73);
    double y = 4 + 0.25 * 8 / Math.sqrt(73);
    assertArrayEquals(
        new double[] {0.75 - 0.5 * 4 * x, 4 - 0.5 * 2 * y}, w.value().toDoubleArray(), 1e-12);
  }

  @Test
  void adaptiveSamMeasuresDistancesByTheWeights() {
    Parameter w = at(0.75, 4);
    Variable shape = Variable.constant(Tensor.of(new double[] {2, 1}, 2));
    Sam<Sgd.Config> sam = Sam.adaptive(Sgd.of(List.of(w), Sgd.Config.plain(0.5)), 0.25);
    sam.step(() -> w.mul(w).mul(shape).sum());
    double norm = Math.hypot(0.75 * 3, 4 * 8);
    double x = 0.75 + 0.25 * 0.75 * 0.75 * 3 / norm;
    double y = 4 + 0.25 * 16 * 8 / norm;
    assertArrayEquals(
        new double[] {0.75 - 0.5 * 4 * x, 4 - 0.5 * 2 * y}, w.value().toDoubleArray(), 1e-12);
  }

  @Test
  void samWithoutDistanceIsTheOptimizerInside() {
    SmallProblem a = SmallProblem.of(DType.F32);
    SmallProblem b = SmallProblem.of(DType.F32);
    Sam<Sgd.Config> sam = Sam.of(Sgd.of(a.parameters, Sgd.Config.plain(0.1)), 0);
    Sgd sgd = Sgd.of(b.parameters, Sgd.Config.plain(0.1));
    for (int i = 0; i < 5; i++) {
      assertEquals(b.step(sgd), a.step(sam));
    }
    assertArrayEquals(b.weights(), a.weights());
  }

  @Test
  void samPutsTheWeightsBackWhenTheWorstPointHasNoLoss() {
    Parameter w = at(0.75, 4);
    Sam<Sgd.Config> sam = Sam.of(Sgd.of(List.of(w), Sgd.Config.plain(0.5)), 0.25);
    List<Double> factors = new ArrayList<>(List.of(1.0, Double.NaN));
    assertThrows(
        ArithmeticException.class, () -> sam.step(() -> w.mul(w).sum().mul(factors.removeFirst())));
    assertArrayEquals(new double[] {0.75, 4}, w.value().toDoubleArray());
  }

  @Test
  void samLeavesAParameterThatHasNoGradientNow() {
    Parameter used = at(1);
    Parameter idle = at(2);
    Sam<Sgd.Config> sam = Sam.of(Sgd.of(List.of(used, idle), Sgd.Config.plain(0.5)), 0.25);
    sam.step(() -> used.mul(idle).sum());
    idle.value().fillInPlace(7);
    sam.step(() -> used.mul(used).sum());
    assertEquals(7, idle.value().itemDouble());
  }

  @Test
  void samNeedsTheLoss() {
    Sgd sgd = Sgd.of(List.of(at(1)), Sgd.Config.plain(1));
    refused(
        "Sam: a step computes the loss twice; call step(() -> loss)", () -> Sam.of(sgd, 1).step());
    refused("Sam: rho must be finite and not negative, got -1.0", () -> Sam.of(sgd, -1));
  }

  // ---- Accumulation

  @Test
  void threePartsAreOneStepByTheirMean() {
    Parameter w = at(0);
    GradientAccumulation<Sgd.Config> parts =
        GradientAccumulation.of(Sgd.of(List.of(w), Sgd.Config.plain(1)), 3);
    double[] gradients = {3, 6, 0, 1, 1, 1};
    double[] expected = {0, 0, -3, -3, -3, -4};
    for (int i = 0; i < 6; i++) {
      parts.zeroGrad();
      w.backward(Variable.constant(Tensor.of(new double[] {gradients[i]}, 1)), false);
      assertEquals(i % 3 == 2, parts.isDue());
      parts.step();
      assertEquals(expected[i], w.value().itemDouble());
    }
    parts.zeroGrad();
    assertNull(w.grad());
  }

  @Test
  void partsThatWereSavedAreAddedTo() {
    Parameter w = at(0);
    Parameter other = at(0);
    GradientAccumulation<Sgd.Config> first =
        GradientAccumulation.of(Sgd.of(List.of(w), Sgd.Config.plain(1)), 2);
    give(w, 3);
    first.step();
    GradientAccumulation<Sgd.Config> second =
        GradientAccumulation.of(Sgd.of(List.of(other), Sgd.Config.plain(1)), 2);
    second.load(first.state());
    assertNotNull(other.grad());
    second.zeroGrad();
    other.backward(Variable.constant(Tensor.of(new double[] {5}, 1)), false);
    second.step();
    assertEquals(-4, other.value().itemDouble());
    refused(
        "GradientAccumulation: interval must be at least 1, got 0",
        () -> GradientAccumulation.of(Sgd.of(List.of(w), Sgd.Config.plain(1)), 0));
  }

  // ---- Averages

  @Test
  void anExponentialAverageStartsAtTheFirstWeights() {
    Parameter w = at(8);
    WeightAverage average = WeightAverage.exponential(List.of(w), 0.75);
    double[] weights = {4, 8, 0};
    // 4; 0.75 * 4 + 0.25 * 8 = 5; 0.75 * 5 = 3.75
    double[] expected = {4, 5, 3.75};
    for (int i = 0; i < 3; i++) {
      w.value().fillInPlace(weights[i]);
      average.update();
      assertEquals(expected[i], average.averages().getFirst().itemDouble());
    }
    assertEquals(3, average.updates());
  }

  @Test
  void anEqualAverageIsTheMean() {
    Parameter w = at(8);
    WeightAverage average = WeightAverage.equal(List.of(w));
    for (double weight : new double[] {4, 8, 0, 4}) {
      w.value().fillInPlace(weight);
      average.update();
    }
    assertEquals(4, average.averages().getFirst().itemDouble(), 1e-15);
  }

  @Test
  void averagesTakeThePlaceOfTheWeightsForAWhile() {
    Parameter w = at(0.1);
    WeightAverage average = WeightAverage.exponential(List.of(w), 0.5);
    average.update();
    w.value().fillInPlace(0.3);
    assertEquals(0.1, average.during(() -> w.value().itemDouble()));
    assertEquals(0.3, w.value().itemDouble());
    assertThrows(
        IllegalStateException.class,
        () ->
            average.during(() -> {
              throw new IllegalStateException("stop");
            }));
    assertEquals(0.3, w.value().itemDouble());
  }

  @Test
  void averagesGoOnFromTheirState() {
    Parameter w = at(0.1);
    WeightAverage whole = WeightAverage.equal(List.of(w));
    whole.update();
    w.value().fillInPlace(0.3);
    whole.update();
    WeightAverage resumed = WeightAverage.equal(List.of(w));
    resumed.load(whole.state());
    w.value().fillInPlace(0.7);
    whole.update();
    resumed.update();
    assertEquals(
        whole.averages().getFirst().itemDouble(), resumed.averages().getFirst().itemDouble());
    Map<String, Tensor> wrong = new LinkedHashMap<>(whole.state());
    wrong.remove("n_averaged");
    wrong.put("average.0", Tensor.zeros(2));
    refused(
        "WeightAverage: state does not fit; missing n_averaged; average.0 is [2], needs [1]",
        () -> resumed.load(wrong));
    refused(
        "WeightAverage: decay must be in [0, 1), got 1.0",
        () -> WeightAverage.exponential(List.of(w), 1));
  }

  @Test
  void averagesThatAreTheWeightsAreNotAveraged() {
    Parameter w = at(1);
    WeightAverage average = WeightAverage.exponential(List.of(w), 0.5);
    average.update();
    Map<String, Tensor> state = average.state();
    average.exchange();
    String rest = " needs the weights in their place, but averages are; exchange() them back";
    refused("WeightAverage: update" + rest, average::update);
    refused("WeightAverage: state" + rest, average::state);
    refused("WeightAverage: load" + rest, () -> average.load(state));
    average.exchange();
    average.update();
    assertEquals(2, average.updates());
  }

  // ---- Projection

  @Test
  void aGradientAgainstTheMemoryIsTurned() {
    Parameter a = at(0, 0);
    Parameter b = at(0);
    GradientProjection agem = GradientProjection.agem(List.of(a, b));
    give(a, 1, 0);
    give(b, 1);
    agem.remember();
    assertNull(a.grad());
    give(a, -3, 5);
    give(b, 1);
    // g . r = -2, r . r = 2: g + r
    assertTrue(agem.project());
    assertArrayEquals(new double[] {-2, 5}, a.grad().toDoubleArray());
    assertArrayEquals(new double[] {2}, b.grad().toDoubleArray());
    // Now across.
    assertFalse(agem.project());
  }

  @Test
  void aGradientWithTheMemoryStays() {
    Parameter a = at(0, 0);
    GradientProjection agem = GradientProjection.agem(List.of(a));
    give(a, 1, 0);
    agem.remember();
    give(a, 3, 5);
    assertFalse(agem.project());
    assertArrayEquals(new double[] {3, 5}, a.grad().toDoubleArray());
    // A memory whose gradient is 0 forbids nothing.
    a.clearGrad();
    agem.remember();
    give(a, -3, 5);
    assertFalse(agem.project());
  }

  @Test
  void withoutMemoryNothingIsProjected() {
    GradientProjection agem = GradientProjection.agem(List.of(at(1)));
    refused(
        "project: no gradient on the memory is known; call remember() after its backward pass",
        agem::project);
  }
}
