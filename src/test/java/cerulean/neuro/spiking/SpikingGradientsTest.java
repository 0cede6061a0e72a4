package cerulean.neuro.spiking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Variable;
import cerulean.neuro.AdaptiveLifParameters;
import cerulean.neuro.IzhikevichParameters;
import cerulean.neuro.IzhikevichScheme;
import cerulean.neuro.LifParameters;
import cerulean.neuro.NaudSprekelerParameters;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The fused kernels against the same equations in operations of variables: spikes, states and
/// gradients of inputs, states, coefficients and weights.
class SpikingGradientsTest {

  private static final int BATCH = 3;

  /// Two vectors of AVX-512 floats and a rest.
  private static final int SIZE = 37;

  private static final LifParameters MEMBRANE = new LifParameters(8, 100, -65, -55, -68, 0);
  private static final LifParameters REFRACTORY = new LifParameters(8, 100, -65, -55, -68, 2);

  /// A model with inputs that make it fire, `mean + spread x uniform(-1, 1)`.
  record Case(String name, SpikingLayer layer, double mean, double spread, int steps) {

    Case(String name, SpikingLayer layer, double mean, double spread) {
      this(name, layer, mean, spread, 12);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Case make(String name, Neuron neuron, double dt, double mean, double spread) {
    SpikingLayer layer = SpikingLayer.of(SIZE, neuron, dt).with(Surrogate.fastSigmoid(0.5));
    return new Case(name, layer, mean, spread);
  }

  static List<Case> models() {
    List<Case> all = new ArrayList<>();
    all.add(make("leaky", Neuron.leaky(0.8), 1, 0.3, 0.5));
    all.add(make("lif", Neuron.lif(MEMBRANE), 1, 180, 200));
    all.add(make("lif, refractory", Neuron.lif(REFRACTORY), 1, 180, 200));
    all.add(
        make(
            "adaptive",
            Neuron.adaptiveLif(new AdaptiveLifParameters(MEMBRANE, 30, 40, 2, 30, 1.3)),
            1,
            180,
            200));
    all.add(
        make(
            "adaptive, refractory, equal time constants",
            Neuron.adaptiveLif(new AdaptiveLifParameters(REFRACTORY, 30, 8, 2, 30, 1.3)),
            1,
            180,
            200));
    all.add(make("conductance", Neuron.conductanceLif(MEMBRANE, 5, 0, 10, -80), 1, 1.5, 1.5));
    all.add(
        make(
            "conductance, refractory",
            Neuron.conductanceLif(REFRACTORY, 5, 0, 10, -80),
            1,
            1.5,
            1.5));
    for (IzhikevichScheme scheme : IzhikevichScheme.values()) {
      if (scheme != IzhikevichScheme.RUNGE_KUTTA_4) {
        all.add(
            make(
                "Izhikevich, " + scheme,
                Neuron.izhikevich(IzhikevichParameters.of(0.02, 0.2, -50, 2), scheme),
                0.5,
                30,
                20));
      }
    }
    all.add(
        make(
            "two compartments",
            Neuron.twoCompartments(NaudSprekelerParameters.LAYER5),
            0.5,
            2500,
            2000));
    all.add(make("readout", Neuron.readout(10), 1, 0, 1));
    return all;
  }

  static Stream<Case> cases() {
    List<Reset> resets =
        List.of(
            Reset.TO_VALUE,
            Reset.BY_SUBTRACTION,
            Reset.NONE,
            Reset.TO_VALUE.detached(),
            Reset.BY_SUBTRACTION.detached());
    List<Case> all = new ArrayList<>();
    for (Case one : models()) {
      for (Reset reset : resets) {
        SpikingLayer layer = one.layer.with(reset);
        // The voltage of Izhikevich's cells goes to infinity if nothing brings it down.
        boolean runsAway = one.name.startsWith("Izh") && reset.kind() != Reset.Kind.VALUE;
        String name = one.name + ", " + reset;
        all.add(
            runsAway
                ? new Case(name, layer, 150, 40, 3)
                : new Case(name, layer, one.mean, one.spread));
      }
      Tensor weight = random(5, one.spread / 4, one.layer.width(), SIZE);
      SpikingLayer recurrent = one.layer.recurrent(weight);
      recurrent.to(DType.F64);
      all.add(new Case(one.name + ", recurrent", recurrent, one.mean, one.spread));
    }
    return all.stream();
  }

  static Stream<Surrogate> surrogates() {
    return Stream.of(
        Surrogate.fastSigmoid(0.7),
        Surrogate.superSpike(0.7),
        Surrogate.arctan(0.4),
        Surrogate.triangle(0.3),
        Surrogate.boxcar(0.2),
        Surrogate.gaussian(0.3),
        Surrogate.straightThrough(),
        Surrogate.fastSigmoid(0.7).scaled(0.3),
        Surrogate.of("bell", u -> u.square().add(1).reciprocal()),
        Surrogate.of("bell", u -> u.square().add(1).reciprocal()).scaled(2));
  }

  private static boolean hasTimer(SpikingLayer layer) {
    return layer.stateNames().size() > layer.neuron().states().size();
  }

  private static Tensor random(long seed, double scale, int... dims) {
    Tensor values = Tensor.uniform(Philox.of(seed), -1, 1, dims);
    return values.to(DType.F64).mul(scale);
  }

  private static Tensor input(Case one, DType type, int steps) {
    Tensor noise = random(1, one.spread, steps, BATCH, one.layer.width());
    return noise.add(one.mean).to(type);
  }

  /// The output of all steps with the last states behind it, and gradients of a weighted sum of it.
  private record Outcome(Tensor packed, List<Tensor> gradients) {}

  private static Outcome outcome(Case one, DType type, boolean fused, boolean same) {
    SpikingLayer layer = one.layer;
    Variable x = Variable.leaf(input(one, type, same ? 1 : one.steps));
    SpikingState start = layer.start(BATCH, type);
    Tensor noise = random(2, 0.5, start.values().shape().dims()).to(type);
    Tensor initial = start.values().value().add(noise);
    if (hasTimer(layer)) {
      initial.select(0, initial.dim(0) - 1).fillInPlace(0);
    }
    Variable states = Variable.leaf(initial);
    Variable c = Variable.leaf(layer.coefficients(type).value().copy());
    List<Variable> leaves = new ArrayList<>(List.of(x, states, c));
    if (layer.recurrentWeight() != null) {
      Tensor before = random(3, 1, BATCH, SIZE).gt(0.5).to(type);
      leaves.add(Variable.leaf(before));
      leaves.add(Variable.leaf(layer.recurrentWeight().value().to(type)));
    }
    SpikingSequence sequence =
        new SpikingSequence(layer.neuron(), layer.firing(), layer.surrogate(), one.steps);
    Variable packed;
    if (fused) {
      Variable spikes = leaves.size() > 3 ? leaves.get(3) : start.output();
      Variable weight = leaves.size() > 3 ? leaves.get(4) : null;
      packed = sequence.apply(x, new SpikingState(spikes, states, start.names()), c, weight);
    } else {
      packed = sequence.formula(leaves.toArray(Variable[]::new));
    }
    Tensor loss = random(4, 1, packed.shape().dims()).to(type);
    packed.mul(Variable.constant(loss)).sum().backward();
    return new Outcome(packed.value(), leaves.stream().map(Variable::grad).toList());
  }

  /// Each gradient to `tolerance` of its largest element: sums of thousands of terms in another
  /// order, of which some cancel.
  private static void compare(Case one, DType type, boolean same, double tolerance) {
    Outcome fused = outcome(one, type, true, same);
    Outcome plain = outcome(one, type, false, same);
    double[] expected = plain.packed.toDoubleArray();
    double[] values = fused.packed.toDoubleArray();
    int spikes = one.steps * BATCH * SIZE;
    if (one.layer.neuron().fires()) {
      double total = 0;
      for (int i = 0; i < spikes; i++) {
        assertEquals(expected[i], values[i], "spike " + i);
        total += values[i];
      }
      assertTrue(total > 0.01 * spikes, "cells fire: " + total);
      assertTrue(total < spikes, "not always");
    }
    for (int i = 0; i < values.length; i++) {
      assertEquals(expected[i], values[i], tolerance * Math.max(1, Math.abs(expected[i])));
    }
    for (int k = 0; k < fused.gradients.size(); k++) {
      double[] a = plain.gradients.get(k).toDoubleArray();
      double[] b = fused.gradients.get(k).toDoubleArray();
      assertEquals(a.length, b.length);
      if (k == 2) {
        rows(one, a, b, tolerance);
        continue;
      }
      double largest = 0;
      for (double v : a) {
        largest = Math.max(largest, Math.abs(v));
      }
      assertTrue(largest > 0, "operand " + k + " has a gradient");
      assertArrayEquals(a, b, tolerance * largest, "operand " + k);
    }
  }

  /// Coefficients row by row, since they are of different units; the step and the timer have none.
  private static void rows(Case one, double[] expected, double[] values, double tolerance) {
    boolean stepped = one.layer.neuron().isStrict();
    for (int row = 0; row < expected.length / SIZE; row++) {
      if (row == 1 || (row == 2 && stepped)) {
        continue;
      }
      double largest = 0;
      for (int i = row * SIZE; i < (row + 1) * SIZE; i++) {
        largest = Math.max(largest, Math.abs(expected[i]));
      }
      for (int i = row * SIZE; i < (row + 1) * SIZE; i++) {
        assertEquals(expected[i], values[i], tolerance * largest, "coefficient " + row);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsAreThoseOfTheEquations(Case one) {
    compare(one, DType.F64, false, 1e-9);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void oneInputForAllStepsIsTheSequenceOfIt(Case one) {
    compare(one, DType.F64, true, 1e-9);
  }

  @ParameterizedTest
  @MethodSource("surrogates")
  void everySurrogateGivesTheGradientsOfTheEquations(Surrogate surrogate) {
    for (Case one : models()) {
      compare(
          new Case(one.name, one.layer.with(surrogate), one.mean, one.spread),
          DType.F64,
          false,
          1e-9);
    }
  }
}
