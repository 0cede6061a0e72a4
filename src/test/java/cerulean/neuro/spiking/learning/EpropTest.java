package cerulean.neuro.spiking.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.neuro.AdaptiveLifParameters;
import cerulean.neuro.IzhikevichParameters;
import cerulean.neuro.IzhikevichScheme;
import cerulean.neuro.LifParameters;
import cerulean.neuro.NaudSprekelerParameters;
import cerulean.neuro.spiking.Neuron;
import cerulean.neuro.spiking.Reset;
import cerulean.neuro.spiking.SpikingLayer;
import cerulean.neuro.spiking.SpikingState;
import cerulean.neuro.spiking.Surrogate;
import cerulean.neuro.spiking.coding.RateCode;
import cerulean.nn.Linear;
import cerulean.nn.loss.Losses;
import cerulean.nn.weight.ParameterVector;
import cerulean.optim.Adam;
import cerulean.optim.Sgd;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Gradients made online against those of backpropagation through time.
class EpropTest {

  private static final int BATCH = 3;
  private static final int SOURCES = 6;
  private static final int CELLS = 5;
  private static final int OUTPUTS = 2;
  private static final int STEPS = 20;
  private static final Tensor LABELS = Tensor.of(new long[] {1, 0, 1}, BATCH);

  /// Cells, and what their weights are multiplied by so that they fire.
  record Case(String name, SpikingLayer cells, double scale) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static SpikingLayer layer(Neuron neuron, double dt, Reset reset, double slope) {
    return SpikingLayer.of(CELLS, neuron, dt).with(reset).with(Surrogate.fastSigmoid(slope));
  }

  static Stream<Case> cases() {
    LifParameters membrane = new LifParameters(8, 100, -65, -55, -68, 2);
    List<Case> all = new ArrayList<>();
    for (Reset reset : List.of(Reset.TO_VALUE, Reset.BY_SUBTRACTION, Reset.TO_VALUE.detached())) {
      all.add(new Case("leaky, " + reset, layer(Neuron.leaky(0.9), 1, reset, 2), 1.5));
      all.add(new Case("refractory, " + reset, layer(Neuron.lif(membrane), 1, reset, 0.3), 900));
      all.add(
          new Case(
              "adaptive, " + reset,
              layer(
                  Neuron.adaptiveLif(new AdaptiveLifParameters(membrane, 30, 40, 2, 30, 1.3)),
                  1,
                  reset,
                  0.3),
              900));
    }
    all.add(
        new Case(
            "conductance",
            layer(Neuron.conductanceLif(membrane, 5, 0, 10, -80), 1, Reset.TO_VALUE, 0.3),
            9));
    all.add(
        new Case(
            "Izhikevich",
            layer(
                Neuron.izhikevich(
                    IzhikevichParameters.REGULAR_SPIKING, IzhikevichScheme.HALF_STEPS_2003),
                1,
                Reset.TO_VALUE,
                0.1),
            40));
    all.add(
        new Case(
            "two compartments",
            layer(Neuron.twoCompartments(NaudSprekelerParameters.LAYER5), 0.5, Reset.TO_VALUE, 0.3),
            9000));
    return all.stream();
  }

  /// A network of this layer, in F64.
  private static Eprop network(SpikingLayer cells, double scale, Feedback feedback) {
    Philox random = Philox.of(11);
    Linear in = Linear.of(SOURCES, cells.width(), random);
    Linear out = Linear.of(cells.size(), OUTPUTS, random);
    in.to(DType.F64);
    out.to(DType.F64);
    cells.to(DType.F64);
    in.parameters()
        .forEach(parameter -> {
          // More excitation than inhibition.
          parameter.value().addInPlace(0.15);
          parameter.value().mulInPlace(scale);
        });
    return Eprop.of(in, cells, out, 10, feedback);
  }

  private static Tensor[] sequence() {
    Tensor p = Tensor.full(DType.F64, 0.4, BATCH, SOURCES);
    return RateCode.bernoulli(p, STEPS, Philox.of(12)).unbind(0);
  }

  /// The loss in every other step.
  private static boolean counts(int t) {
    return t % 2 == 1;
  }

  private static Tensor online(Eprop eprop) {
    eprop.start(BATCH);
    Tensor[] sequence = sequence();
    for (int t = 0; t < STEPS; t++) {
      Variable y = eprop.step(sequence[t]);
      if (counts(t)) {
        eprop.learn(Losses.crossEntropy(y, LABELS));
      }
    }
    return taken(eprop);
  }

  /// Backpropagation through time; `stopped`: with recurrent spikes as constants.
  private static Tensor offline(Eprop eprop, boolean stopped) {
    Linear in = (Linear) eprop.children().get("input");
    SpikingLayer cells = (SpikingLayer) eprop.children().get("cells");
    Linear out = (Linear) eprop.children().get("output");
    Parameter recurrent = cells.recurrentWeight();
    SpikingState state = cells.start(BATCH, DType.F64);
    double keep = Math.exp(-cells.dtMs() / 10);
    Variable y = Variable.constant(Tensor.zeros(DType.F64, BATCH, OUTPUTS));
    Variable loss = Variable.constant(Tensor.scalar(0.0));
    Tensor[] sequence = sequence();
    double spikes = 0;
    for (int t = 0; t < STEPS; t++) {
      Variable x = in.forward(Variable.constant(sequence[t]));
      if (recurrent != null && stopped) {
        // What the layer adds has no gradient; the same again has one by the weights alone.
        Variable again = state.output().detach().linear(recurrent, null);
        x = x.add(again).sub(again.detach());
        state = new SpikingState(state.output().detach(), state.values(), state.names());
        Variable driven = x;
        Parameter weight = recurrent;
        SpikingState before = state;
        state =
            Parameter.replaced(
                Map.of(weight, Variable.constant(weight.value())),
                () -> cells.step(driven, before));
      } else {
        state = cells.step(x, state);
      }
      spikes += state.output().value().sum().itemDouble();
      y = y.mul(keep).add(out.forward(state.output()).mul(1 - keep));
      if (counts(t)) {
        loss = loss.add(Losses.crossEntropy(y, LABELS));
      }
    }
    assertTrue(spikes > 15 && spikes < 0.8 * STEPS * BATCH * CELLS, spikes + " spikes");
    loss.backward();
    return taken(eprop);
  }

  private static Tensor taken(Eprop eprop) {
    Tensor gradients = ParameterVector.ofGradients(eprop.parameters()).copy();
    eprop.parameters().forEach(Parameter::clearGrad);
    return gradients;
  }

  private static double cosine(Tensor a, Tensor b) {
    return a.dot(b).itemDouble() / Math.sqrt(a.dot(a).itemDouble() * b.dot(b).itemDouble());
  }

  private static void assertNear(Tensor expected, Tensor actual) {
    double scale = expected.abs().amax(false, 0).itemDouble();
    double distance = expected.sub(actual).abs().amax(false, 0).itemDouble();
    assertTrue(scale > 1e-9, "no gradient");
    assertTrue(distance <= 1e-6 * scale, distance + " of " + scale);
  }

  // ---- Equality

  @ParameterizedTest
  @MethodSource("cases")
  void aLayerWithoutRecurrenceHasTheGradientsOfBackpropagation(Case one) {
    Eprop eprop = network(one.cells, one.scale, Feedback.symmetric());
    assertNear(offline(eprop, false), online(eprop));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aRecurrentLayerHasThoseWithRecurrentSpikesAsConstants(Case one) {
    SpikingLayer cells = one.cells.recurrent(Philox.of(3));
    cells.recurrentWeight().value().mulInPlace(0.5 * one.scale);
    Eprop eprop = network(cells, one.scale, Feedback.symmetric());
    assertNear(offline(eprop, true), online(eprop));
  }

  @Test
  void aRecurrentLayerPointsWhereBackpropagationPoints() {
    SpikingLayer cells =
        layer(Neuron.leaky(0.9), 1, Reset.BY_SUBTRACTION, 2).recurrent(Philox.of(3));
    Eprop eprop = network(cells, 1.5, Feedback.symmetric());
    double cosine = cosine(offline(eprop, false), online(eprop));
    assertTrue(cosine > 0.9 && cosine < 0.99999, "cosine " + cosine);
  }

  // ---- Feedback

  @Test
  void randomFeedbackLeavesTheOutputsGradientsAndTurnsTheOthers() {
    SpikingLayer cells = layer(Neuron.leaky(0.9), 1, Reset.BY_SUBTRACTION, 2);
    Eprop symmetric = network(cells, 1.5, Feedback.symmetric());
    Eprop random = network(cells, 1.5, Feedback.random(Philox.of(9)));
    Tensor own = online(symmetric);
    Tensor other = online(random);
    int inputs = (SOURCES + 1) * CELLS;
    int outputs = (CELLS + 1) * OUTPUTS;
    assertEquals(
        0,
        own.narrow(0, inputs, outputs)
            .sub(other.narrow(0, inputs, outputs))
            .abs()
            .amax(false, 0)
            .itemDouble());
    assertTrue(cosine(own.narrow(0, 0, inputs), other.narrow(0, 0, inputs)) < 0.9);
    // With the outputs' weights as feedback the two are one.
    random.feedback().value().copyFromInPlace(symmetric.feedback().value());
    assertEquals(0, own.sub(online(random)).abs().amax(false, 0).itemDouble());
  }

  @Test
  void adaptiveFeedbackComesToAgreeWithTheOutputs() {
    SpikingLayer cells = layer(Neuron.leaky(0.9), 1, Reset.BY_SUBTRACTION, 2);
    Eprop eprop = network(cells, 1.5, Feedback.adaptive(Philox.of(9)));
    Parameter out = ((Linear) eprop.children().get("output")).ownParameters().get("weight");
    assertTrue(eprop.parameters().contains(eprop.feedback()));
    double before = cosine(out.value().flatten(), eprop.feedback().value().flatten());
    Sgd sgd =
        Sgd.of(List.of(out, eprop.feedback()), new Sgd.Config(0.1, 0, 0, 0.1, false, false, false));
    for (int i = 0; i < 100; i++) {
      eprop.start(BATCH);
      for (Tensor sources : sequence()) {
        eprop.learn(Losses.crossEntropy(eprop.step(sources), LABELS));
      }
      sgd.step();
      eprop.parameters().forEach(Parameter::clearGrad);
    }
    double after = cosine(out.value().flatten(), eprop.feedback().value().flatten());
    assertTrue(before < 0.8, "before " + before);
    assertTrue(after > 0.98, "after " + after);
  }

  @ParameterizedTest
  @MethodSource("feedbacks")
  void allKindsOfFeedbackLearn(Feedback feedback) {
    SpikingLayer cells =
        SpikingLayer.of(60, Neuron.leaky(0.9), 1)
            .with(Reset.BY_SUBTRACTION)
            .recurrent(Philox.of(3));
    Eprop eprop = network(cells, 1.5, feedback);
    Adam adam = Adam.of(eprop.parameters(), Adam.Config.withLr(0.01));
    double first = 0;
    double last = 0;
    for (int i = 0; i < 60; i++) {
      eprop.start(BATCH);
      last = 0;
      for (Tensor sources : sequence()) {
        Variable loss = Losses.crossEntropy(eprop.step(sources), LABELS);
        eprop.learn(loss);
        last += loss.value().itemDouble();
      }
      first = i == 0 ? last : first;
      adam.step();
      adam.zeroGrad();
    }
    assertTrue(last < 0.4 * first, first + " -> " + last);
  }

  static Stream<Feedback> feedbacks() {
    return Stream.of(
        Feedback.symmetric(), Feedback.random(Philox.of(9)), Feedback.adaptive(Philox.of(9)));
  }

  // ---- What can be wrong

  private static void says(String sentence, Executable wrong) {
    assertEquals(sentence, assertThrows(RuntimeException.class, wrong).getMessage());
  }

  @Test
  void wrongUseIsASentence() {
    Philox random = Philox.of(1);
    SpikingLayer cells = SpikingLayer.of(4, Neuron.leaky(0.9), 1);
    Linear in = Linear.of(3, 4, random);
    Linear out = Linear.of(4, 2, random);
    says(
        "Eprop: weights must lead to the 4 inputs and from the 4 cells; got Linear(3 -> 4) and"
            + " Linear(3 -> 4)",
        () -> Eprop.of(in, cells, in, 5, Feedback.symmetric()));
    says(
        "Eprop: tauMs must be at least 0 and finite; got -1.0",
        () -> Eprop.of(in, cells, out, -1, Feedback.symmetric()));
    Eprop eprop = Eprop.of(in, cells, out, 0, Feedback.symmetric());
    says(
        "Eprop: nothing runs yet; call start(batch) and step first",
        () -> eprop.step(Tensor.zeros(2, 3)));
    eprop.start(2);
    says(
        "Eprop: nothing runs yet; call start(batch) and step first",
        () -> eprop.learn(Variable.constant(Tensor.scalar(1f))));
    says("Eprop: sources must be [2, n]; got [5, 3]", () -> eprop.step(Tensor.zeros(5, 3)));
  }
}
