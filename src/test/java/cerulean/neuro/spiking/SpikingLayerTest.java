package cerulean.neuro.spiking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Grad;
import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.neuro.IzhikevichParameters;
import cerulean.neuro.IzhikevichScheme;
import cerulean.neuro.LifParameters;
import cerulean.nn.Linear;
import cerulean.nn.Sequential;
import cerulean.tensor.DType;
import cerulean.tensor.Parallel;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpikingLayerTest {

  private static final int BATCH = 2;
  private static final int SIZE = 5;

  private static SpikingLayer leaky() {
    return SpikingLayer.of(SIZE, Neuron.leaky(0.9), 1);
  }

  private static Variable sequence(int steps, int batch) {
    return Variable.leaf(Tensor.uniform(Philox.of(1), 0, 0.8f, steps, batch, SIZE));
  }

  private static void says(String sentence, Executable wrong) {
    assertEquals(sentence, assertThrows(RuntimeException.class, wrong).getMessage());
  }

  // ---- Running

  /// beta 0.5, input 0.75: 0.75, 1.125 and a spike, then again.
  @Test
  void aLeakyCellByHand() {
    SpikingLayer layer = SpikingLayer.of(1, Neuron.leaky(0.5), 1).with("tauMs", -1 / Math.log(0.5));
    Variable input = Variable.constant(Tensor.full(0.75f, 1, 1));
    SpikingRun run = layer.with(Reset.TO_VALUE).hold(input, 4, layer.start(1));
    assertArrayEquals(new float[] {0, 1, 0, 1}, run.output().value().toArray());
    assertEquals(0, run.last().get("v").value().item());
    run = layer.with(Reset.BY_SUBTRACTION).hold(input, 4, layer.start(1));
    // 0.75, 1.125 - 1, 0.8125, 1.15625 - 1
    assertArrayEquals(new float[] {0, 1, 0, 1}, run.output().value().toArray());
    assertEquals(0.15625f, run.last().get("v").value().item(), 1e-6f);
    run = layer.with(Reset.NONE).hold(input, 4, layer.start(1));
    assertArrayEquals(new float[] {0, 1, 1, 1}, run.output().value().toArray());
    assertEquals(1.40625f, run.last().get("v").value().item(), 1e-6f);
  }

  @Test
  void stepsGiveWhatTheSequenceGives() {
    for (SpikingLayer layer : List.of(leaky(), leaky().recurrent(Philox.of(2)))) {
      Variable x = sequence(9, BATCH);
      SpikingRun run = layer.forward(x, layer.start(BATCH));
      SpikingState state = layer.start(BATCH);
      List<Variable> spikes = new ArrayList<>();
      for (Variable input : x.unbind(0)) {
        state = layer.step(input, state);
        spikes.add(state.output());
      }
      Tensor stacked = Variable.stack(0, spikes.toArray(Variable[]::new)).value();
      assertArrayEquals(run.output().value().toArray(), stacked.toArray());
      assertArrayEquals(run.last().values().value().toArray(), state.values().value().toArray());
      assertArrayEquals(run.last().output().value().toArray(), state.output().value().toArray());
      float[] whole = run.output().sum().gradients(List.of(x)).getFirst().value().toArray();
      Variable total = Variable.stack(0, spikes.toArray(Variable[]::new)).sum();
      assertArrayEquals(whole, total.gradients(List.of(x)).getFirst().value().toArray(), 1e-5f);
    }
  }

  @Test
  void theSurrogateChangesNoSpike() {
    Tensor spikes = leaky().forward(sequence(20, BATCH)).value();
    assertTrue(spikes.sum().item() > 10);
    for (Surrogate other : SpikingGradientsTest.surrogates().toList()) {
      Tensor again = leaky().with(other).forward(sequence(20, BATCH)).value();
      assertArrayEquals(spikes.toArray(), again.toArray());
    }
  }

  @Test
  void aRefractoryCellPausesAndHoldsItsVoltage() {
    LifParameters cell = new LifParameters(10, 10, 0, 1, -0.5, 3);
    SpikingLayer layer = SpikingLayer.of(1, Neuron.lif(cell), 1);
    SpikingRun run = layer.hold(Variable.constant(Tensor.full(20f, 1, 1)), 9, layer.start(1));
    assertArrayEquals(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, run.output().value().toArray());
    assertEquals(-0.5f, run.last().get("v").value().item());
    assertEquals(3, run.last().get("refractory").value().item());
  }

  @Test
  void aReadoutIsARunningMean() {
    SpikingLayer layer = SpikingLayer.of(1, Neuron.readout(1 / Math.log(2)), 1);
    Variable x = Variable.constant(Tensor.of(new float[] {1, 0, 4}, 3, 1, 1));
    assertArrayEquals(new float[] {0.5f, 0.25f, 2.125f}, layer.forward(x).value().toArray(), 1e-6f);
  }

  @Test
  void layersStandInASequential() {
    Philox random = Philox.of(4);
    Sequential net =
        Sequential.of(Linear.of(3, SIZE, random), leaky(), Linear.of(SIZE, 2, random), readout(2));
    Variable x = Variable.constant(Tensor.uniform(random, 0, 3, 6, BATCH, 3));
    net.forward(x).square().sum().backward();
    assertEquals(List.of(6, BATCH, 2), dims(net.forward(x)));
    for (Parameter parameter : net.parameters()) {
      assertTrue(parameter.grad().abs().sum().item() > 0);
    }
  }

  private static SpikingLayer readout(int size) {
    return SpikingLayer.of(size, Neuron.readout(10), 1);
  }

  private static List<Integer> dims(Variable v) {
    List<Integer> dims = new ArrayList<>();
    for (int dim : v.shape().dims()) {
      dims.add(dim);
    }
    return dims;
  }

  @Test
  void noStepsLeaveTheState() {
    SpikingLayer layer = leaky();
    SpikingState start = layer.start(BATCH);
    SpikingRun run = layer.forward(Variable.constant(Tensor.zeros(0, BATCH, SIZE)), start);
    assertEquals(List.of(0, BATCH, SIZE), dims(run.output()));
    assertArrayEquals(start.values().value().toArray(), run.last().values().value().toArray());
  }

  @Test
  void threadsChangeNoBit() {
    SpikingLayer layer = leaky().recurrent(Philox.of(2)).learning("tauMs", "thresholdMv");
    List<float[]> one = gradients(layer, 1);
    List<float[]> three = gradients(layer, 3);
    for (int k = 0; k < one.size(); k++) {
      assertArrayEquals(one.get(k), three.get(k));
    }
  }

  private static List<float[]> gradients(SpikingLayer layer, int threads) {
    int before = Parallel.threads();
    Parallel.configure(threads);
    try {
      Variable x = sequence(7, 50);
      List<Variable> all = new ArrayList<>(List.of(x));
      all.addAll(layer.parameters());
      return layer.forward(x).square().sum().gradients(all).stream()
          .map(g -> g.value().toArray())
          .toList();
    } finally {
      Parallel.configure(before);
    }
  }

  /// To 24 bits, less what ten steps of sums lose.
  @Test
  void floatsGiveTheGradientsOfDoubles() {
    SpikingLayer layer = leaky().learning("tauMs");
    Variable x = sequence(10, BATCH);
    Variable precise = Variable.leaf(x.value().to(DType.F64));
    layer.forward(x).sum().backward();
    double own = layer.parameters().getFirst().grad().item();
    layer.to(DType.F64);
    layer.forward(precise).sum().backward();
    assertArrayEquals(precise.grad().toDoubleArray(), x.grad().to(DType.F64).toDoubleArray(), 2e-5);
    double exact = layer.parameters().getFirst().grad().toDoubleArray()[0];
    assertEquals(exact, own, 1e-4 * Math.abs(exact));
  }

  /// The kernel has no second derivative: the equations have, and forward mode and examples side by
  /// side go through them too. A quadratic readout of voltages: its Hessian is 2 J^T J.
  @Test
  void otherDerivativesGoThroughTheEquations() {
    SpikingLayer layer = readout(2);
    Tensor x = Tensor.uniform(Philox.of(3), 0, 1, 3, 1, 2).to(DType.F64);
    UnaryOperator<Variable> f = input -> layer.forward(input).square().sum();
    double[] gradient = Grad.of(f).apply(Variable.constant(x)).value().toDoubleArray();
    double[] hessian = Grad.hessian(f).apply(Variable.constant(x)).value().toDoubleArray();
    // f is a quadratic form: its gradient is its Hessian times x.
    double[] product = new double[6];
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 6; j++) {
        product[i] += hessian[6 * i + j] * x.toDoubleArray()[j];
      }
    }
    assertArrayEquals(gradient, product, 1e-12);
  }

  // ---- State

  @Test
  void aDetachedStateCutsTheGradient() {
    SpikingLayer layer = leaky();
    Variable first = sequence(4, BATCH);
    Variable second = sequence(4, BATCH);
    SpikingState between = layer.forward(first, layer.start(BATCH)).last();
    layer.forward(second, between.detach()).output().sum().backward();
    assertEquals(null, first.grad());
    float[] cut = second.grad().toArray();
    Variable whole = sequence(4, BATCH);
    layer.forward(whole, between).output().sum().backward();
    assertArrayEquals(cut, whole.grad().toArray());
    assertTrue(first.grad().abs().sum().item() > 0, "and without detach it goes on");
  }

  @Test
  void aStaleStateIsASentence() {
    SpikingLayer layer = leaky();
    SpikingRun run = layer.forward(sequence(4, BATCH), layer.start(BATCH));
    run.output().sum().backward();
    says(
        "SpikingLayer: the state belongs to a sequence whose backward pass has been; call detach() on"
            + " it before the next sequence, or keep the graph with backward(true)",
        () -> layer.forward(sequence(4, BATCH), run.last()));
    layer.forward(sequence(4, BATCH), run.last().detach()).output().sum().backward();
  }

  @Test
  void aStateGoesOnWhileItsGraphIsKept() {
    SpikingLayer layer = leaky();
    SpikingRun run = layer.forward(sequence(4, BATCH), layer.start(BATCH));
    run.output().sum().backward(true);
    layer.forward(sequence(4, BATCH), run.last()).output().sum().backward();
  }

  @Test
  void aSecondBackwardPassThroughOneSequenceIsASentence() {
    SpikingLayer layer = leaky();
    SpikingRun run = layer.forward(sequence(4, BATCH), layer.start(BATCH));
    Variable later = layer.forward(sequence(4, BATCH), run.last()).output().sum();
    run.output().sum().backward();
    says(
        "backward: the graph behind this spikingLayer was released by an earlier backward; keep it with"
            + " backward(true), or compute the loss again",
        later::backward);
  }

  @Test
  void aStateOfOtherExamplesOrCellsIsASentence() {
    SpikingLayer layer = leaky();
    says(
        "SpikingLayer: the state is of 3 examples and the input of 2; begin with start(2)",
        () -> layer.forward(sequence(4, 2), layer.start(3)));
    SpikingLayer other = SpikingLayer.of(SIZE, Neuron.lif(LifParameters.DEFAULT), 1);
    says(
        "SpikingLayer: a state must be [v] of 5 cells; got [v, refractory] of 5; begin with start(batch) of"
            + " this layer",
        () -> layer.forward(sequence(4, 2), other.start(2)));
    says("SpikingState: there is no state u; the states are [v]", () -> layer.start(2).get("u"));
  }

  // ---- Parameters of the cells

  @Test
  void everyCellMayHaveItsOwnTimeConstant() {
    Tensor taus = Tensor.of(new double[] {2, 4, 8, 16, 32}, SIZE);
    SpikingLayer layer = leaky().with(Reset.NONE).with("thresholdMv", 1e9).with("tauMs", taus);
    Tensor one = Tensor.zeros(DType.F64, 2, 1, SIZE);
    one.select(0, 0).fillInPlace(1);
    SpikingRun run = layer.forward(Variable.constant(one), layer.start(1, DType.F64));
    double capacitance = layer.value("capacitancePf").toDoubleArray()[0];
    double[] v = run.last().get("v").value().toDoubleArray();
    for (int i = 0; i < SIZE; i++) {
      double tau = taus.toDoubleArray()[i];
      double first = tau / capacitance * -Math.expm1(-1 / tau);
      assertEquals(first * Math.exp(-1 / tau), v[i], 1e-12);
    }
  }

  @Test
  void learnedParametersAppearUnderTheirNames() {
    SpikingLayer layer =
        leaky()
            .with("tauMs", Tensor.full(DType.F64, 20, SIZE))
            .learning("tauMs", "thresholdMv")
            .recurrent(Philox.of(1));
    assertEquals(Set.of("logTauMs", "thresholdMv", "recurrent"), layer.namedParameters().keySet());
    assertEquals(SIZE, layer.namedParameters().get("logTauMs").value().size());
    assertEquals(1, layer.namedParameters().get("thresholdMv").value().size());
    assertEquals(20, layer.value("tauMs").toDoubleArray()[3], 1e-5);
    assertTrue(leaky().parameters().isEmpty(), "others stay as they are");
    assertFalse(layer.with("tauMs", 10).namedParameters().containsKey("logTauMs"));
  }

  @Test
  void learnedTimeConstantsDescend() {
    SpikingLayer layer = readout(1).learning("tauMs");
    Parameter log = layer.parameters().getFirst();
    Variable x = Variable.constant(Tensor.ones(1, 1));
    // The voltage after 5 steps is 1 - e^(-5 / tau); wanted is that of tau = 4.
    double wanted = -Math.expm1(-5.0 / 4);
    for (int i = 0; i < 200; i++) {
      Variable v = layer.hold(x, 5, layer.start(1)).last().get("v");
      v.sub(wanted).square().sum().backward();
      log.value().addInPlace(log.grad().mul(-5));
      log.clearGrad();
    }
    assertEquals(4, layer.value("tauMs").toDoubleArray()[0], 0.01);
  }

  @Test
  void wrongParametersAreSentences() {
    says("SpikingLayer: tauMs must be above 0 and finite; got 0.0", () -> leaky().with("tauMs", 0));
    says(
        "SpikingLayer: tauMs must be above 0 and finite; got -3.0",
        () -> leaky().with("tauMs", Tensor.of(new double[] {1, 2, -3, 4, 5}, SIZE)));
    says(
        "SpikingLayer: refractoryMs must be at least 0 and finite; got -1.0",
        () -> leaky().with("refractoryMs", -1));
    says(
        "SpikingLayer: thresholdMv must be finite; got NaN",
        () -> leaky().with("thresholdMv", Double.NaN));
    says(
        "SpikingLayer: tauMs must be one number or [5]; got [3]",
        () -> leaky().with("tauMs", Tensor.ones(3)));
    says(
        "SpikingLayer: LIF cells have no parameter a; they have [tauMs, capacitancePf, restMv, thresholdMv,"
            + " resetMv, refractoryMs]",
        () -> leaky().learning("a"));
    says(
        "SpikingLayer: refractoryMs is a number of steps, which has no gradient; leave it fixed",
        () -> leaky().learning("refractoryMs"));
    says("Neuron.leaky: beta must be above 0 and below 1; got 1.0", () -> Neuron.leaky(1));
    says(
        "Neuron.izhikevich: layers take one of the Euler schemes; got Runge-Kutta of order 4",
        () ->
            Neuron.izhikevich(
                IzhikevichParameters.of(0.02, 0.2, -65, 8), IzhikevichScheme.RUNGE_KUTTA_4));
  }

  @Test
  void wrongSizesAreSentences() {
    says(
        "SpikingLayer: size must be at least 1; got 0",
        () -> SpikingLayer.of(0, Neuron.leaky(0.9), 1));
    says(
        "SpikingLayer: dtMs must be above 0 and finite; got 0.0",
        () -> SpikingLayer.of(1, Neuron.leaky(0.9), 0));
    says(
        "SpikingLayer: a sequence must be [steps, batch, 5]; got [2, 5]",
        () -> leaky().forward(Variable.constant(Tensor.zeros(2, 5))));
    says(
        "SpikingLayer: an input must be [batch, 5]; got [2, 4]",
        () -> leaky().step(Variable.constant(Tensor.zeros(2, 4)), leaky().start(2)));
    says(
        "SpikingLayer: steps must be at least 1; got 0",
        () -> leaky().hold(Variable.constant(Tensor.zeros(2, 5)), 0, leaky().start(2)));
    says(
        "SpikingLayer: recurrent weights must be [5, 5]; got [5, 4]",
        () -> leaky().recurrent(Tensor.zeros(5, 4)));
    says(
        "SpikingLayer: the state is F64 and the input F32; begin with start(batch, DType.F32)",
        () -> leaky().forward(sequence(2, 2), leaky().start(2, DType.F64)));
  }

  // ---- Surrogates

  static List<Object[]> formulas() {
    double k = 1.7;
    double c = Math.PI / 2 * k;
    double normal = k / Math.sqrt(2 * Math.PI);
    return List.of(
        new Object[] {
          Surrogate.fastSigmoid(k), (DoubleUnaryOperator) u -> 1 / sq(1 + k * Math.abs(u))
        },
        new Object[] {
          Surrogate.superSpike(k), (DoubleUnaryOperator) u -> k / sq(1 + k * Math.abs(u))
        },
        new Object[] {Surrogate.arctan(k), (DoubleUnaryOperator) u -> k / 2 / (1 + sq(c * u))},
        new Object[] {
          Surrogate.triangle(k), (DoubleUnaryOperator) u -> k * Math.max(0, 1 - k * Math.abs(u))
        },
        new Object[] {
          Surrogate.boxcar(k), (DoubleUnaryOperator) u -> k * Math.abs(u) <= 0.5 ? k : 0
        },
        new Object[] {
          Surrogate.gaussian(k), (DoubleUnaryOperator) u -> normal * Math.exp(-sq(k * u) / 2)
        },
        new Object[] {Surrogate.straightThrough(), (DoubleUnaryOperator) u -> 1},
        new Object[] {Surrogate.straightThrough().scaled(0.3), (DoubleUnaryOperator) u -> 0.3},
        new Object[] {Surrogate.of("own", u -> u.mul(u)), (DoubleUnaryOperator) u -> u * u});
  }

  private static double sq(double x) {
    return x * x;
  }

  /// One step of a cell that keeps nothing: the gradient of the spike by the input is the surrogate
  /// times the input's share.
  @ParameterizedTest
  @MethodSource("formulas")
  void surrogatesAreTheirFormulas(Surrogate surrogate, DoubleUnaryOperator formula) {
    double[] distances = {-2, -0.4, -0.1, 0.05, 0.2, 0.9, 3};
    SpikingLayer layer = SpikingLayer.of(distances.length, Neuron.leaky(0.5), 1).with(surrogate);
    double[] inputs = distances.clone();
    double[] expected = new double[distances.length];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] += 1;
      expected[i] = formula.applyAsDouble(distances[i]);
    }
    Variable x = Variable.leaf(Tensor.of(inputs, 1, inputs.length));
    layer.hold(x, 1, layer.start(1, DType.F64)).output().sum().backward();
    assertArrayEquals(expected, x.grad().toDoubleArray(), 1e-12);
    Variable u = Variable.constant(Tensor.of(distances, distances.length));
    assertArrayEquals(expected, surrogate.at(u).value().toDoubleArray(), 1e-12);
  }

  @Test
  void wrongSurrogatesAreSentences() {
    says("Surrogate.arctan: slope must be above 0 and finite; got 0.0", () -> Surrogate.arctan(0));
    says(
        "Surrogate.scaled: factor must be finite; got NaN",
        () -> Surrogate.straightThrough().scaled(Double.NaN));
    says(
        "surrogate: the function must give a number for every distance; got NaN",
        () -> backward(Surrogate.of("log", Variable::log)));
    says(
        "surrogate: the function must give a number of the same type for each distance,"
            + " F32[4, 2, 5]; got F32[]",
        () -> backward(Surrogate.of("sum", Variable::sum)));
  }

  private static void backward(Surrogate surrogate) {
    leaky().with(surrogate).forward(sequence(4, BATCH)).sum().backward();
  }

  @Test
  void layersSayWhatTheyAre() {
    assertEquals(
        "SpikingLayer(5, LIF, 1.0 ms, recurrent)", leaky().recurrent(Philox.of(1)).toString());
    assertEquals("arctan(2.0)", leaky().surrogate().toString());
  }
}
