package cerulean.neuro.spiking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Variable;
import cerulean.neuro.AdaptiveLifParameters;
import cerulean.neuro.IzhikevichParameters;
import cerulean.neuro.IzhikevichScheme;
import cerulean.neuro.LifParameters;
import cerulean.neuro.NaudSprekelerParameters;
import cerulean.nn.Linear;
import cerulean.nn.Sequential;
import cerulean.nn.gain.Gain;
import cerulean.nn.gain.GainModulated;
import cerulean.nn.gain.GainNetwork;
import cerulean.nn.gain.Granularity;
import cerulean.nn.gain.Place;
import cerulean.nn.loss.Losses;
import cerulean.optim.Adam;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class NeuromodulationTest {

  private static void says(String sentence, Executable wrong) {
    assertEquals(sentence, assertThrows(RuntimeException.class, wrong).getMessage());
  }

  // ---- Noradrenaline

  private static SpikingLayer tutorial(double level) {
    return SpikingLayer.of(3, Neuron.adaptiveLif(AdaptiveLifParameters.noradrenaline(level)), 0.1);
  }

  /// The exact map: the layer at a level is the layer of the cell of that level, parameter by
  /// parameter and spike by spike.
  @Test
  void aLayerAtALevelIsTheTutorialsCellOfThatLevel() {
    Variable input = Variable.constant(Tensor.of(new float[] {2500, 3000, 4000}, 1, 3));
    for (double level : new double[] {0, 0.3, 1}) {
      SpikingLayer aroused = Noradrenaline.OF_TUTORIAL.on(tutorial(0), level);
      SpikingLayer expected = tutorial(level);
      for (String name : expected.parameterNames()) {
        assertEquals(
            expected.value(name).itemDouble(), aroused.value(name).itemDouble(), 1e-12, name);
      }
      Tensor spikes = expected.hold(input, 3_000, expected.start(1)).output().value();
      assertTrue(spikes.sum().item() > 3);
      assertArrayEquals(
          spikes.toArray(),
          aroused.hold(input, 3_000, aroused.start(1)).output().value().toArray());
    }
  }

  /// Claim 11 of the papers' list: the response to current is steeper, and adapts less.
  @Test
  void noradrenalineSteepensTheResponseAndWeakensAdaptation() {
    double[] slope = new double[2];
    double[] adaptation = new double[2];
    for (int na = 0; na < 2; na++) {
      SpikingLayer cells = Noradrenaline.OF_TUTORIAL.on(tutorial(0), na);
      Variable input = Variable.constant(Tensor.of(new float[] {2500, 3500, 4500}, 1, 3));
      Tensor spikes = cells.hold(input, 5_000, cells.start(1)).output().value();
      double[] rates = spikes.mean(false, 0, 1).toDoubleArray();
      slope[na] = (rates[2] - rates[0]) / 2;
      // Spikes in the last tenth to those in the first.
      double early = spikes.narrow(0, 0, 500).sum().item();
      adaptation[na] = spikes.narrow(0, 4_500, 500).sum().item() / early;
    }
    assertTrue(slope[1] > 2 * slope[0], slope[0] + " to " + slope[1]);
    assertTrue(adaptation[1] > adaptation[0], adaptation[0] + " to " + adaptation[1]);
  }

  @Test
  void gainOfCellsWithoutOneIsThatOfTheirInput() {
    SpikingLayer lif = SpikingLayer.of(4, Neuron.lif(LifParameters.DEFAULT), 1);
    Tensor levels = Tensor.of(new double[] {0, 0.2, 0.5, 1}, 4);
    SpikingLayer aroused = new Noradrenaline(1, 0, 0).on(lif, levels);
    Tensor x = Tensor.uniform(Philox.of(1), 0, 600, 200, 2, 4);
    Tensor more = x.mul(levels.add(1)).to(DType.F32);
    Tensor expected = lif.forward(Variable.constant(more)).value();
    assertTrue(expected.sum().item() > 20);
    assertArrayEquals(
        expected.sum(false, 0, 1).toArray(),
        aroused.forward(Variable.constant(x)).value().sum(false, 0, 1).toArray(),
        1);
  }

  @Test
  void weightsAndStatesStayTheLayersOwn() {
    SpikingLayer layer = tutorial(0).recurrent(Philox.of(1));
    SpikingLayer aroused = Noradrenaline.OF_TUTORIAL.on(layer, 0.5);
    assertSame(layer.recurrentWeight(), aroused.recurrentWeight());
    assertEquals(layer.stateNames(), aroused.stateNames());
  }

  @Test
  void wrongLevelsAreSentences() {
    says(
        "Noradrenaline: a level must be from 0 to 1; got 1.5",
        () -> Noradrenaline.OF_TUTORIAL.on(tutorial(0), 1.5));
    says(
        "Noradrenaline: inputGain must be above -1 and finite; got -1.0",
        () -> new Noradrenaline(-1, 0, 0));
    says(
        "Noradrenaline: adaptation and thresholdMv must be finite; got NaN and 0.0",
        () -> new Noradrenaline(1, Double.NaN, 0));
    says(
        "Noradrenaline: Izhikevich, Euler, v and u together cells have no gain; put one on the weights before them with"
            + " GainModulated",
        () ->
            Noradrenaline.OF_TUTORIAL.on(
                SpikingLayer.of(
                    1,
                    Neuron.izhikevich(IzhikevichParameters.REGULAR_SPIKING, IzhikevichScheme.EULER),
                    1),
                0.5));
  }

  // ---- Gain by entropy

  private static Sequential network(Linear in, Linear out, boolean gained, Gain gain) {
    SpikingLayer cells = SpikingLayer.of(20, Neuron.leaky(0.9), 1);
    return Sequential.of(
        gained ? GainModulated.of(in, gain) : in,
        Held.of(cells, 15),
        gained ? GainModulated.of(out, gain) : out,
        OverSteps.MEAN);
  }

  @Test
  void gainsOfASpikingNetworkFollowItsEntropy() {
    Philox random = Philox.of(1);
    Linear in = Linear.of(6, 20, random);
    Linear out = Linear.of(20, 3, random);
    Gain gain = Gain.ofPaper(0.4);
    GainNetwork network = GainNetwork.of(network(in, out, true, gain));
    Tensor x = Tensor.uniform(Philox.of(2), 0, 2, 16, 6);
    double expected = 1;
    double entropy = 0;
    for (int i = 0; i < 12; i++) {
      expected = 0.9 * expected + 0.1 + 0.4 * entropy;
      Tensor logits = network.forward(Variable.constant(x)).value();
      assertEquals(expected, network.meanGain(), 1e-5);
      Tensor p = logits.softmax(1);
      entropy = -p.mul(p.log()).sum().itemDouble() / 16;
    }
    assertTrue(expected > 2);
  }

  /// `z = g (W x) + b` into the cells: the network with weights `g W`.
  @Test
  void aGainBeforeTheCellsIsOneOfTheirInput() {
    Philox random = Philox.of(1);
    Linear in = Linear.of(6, 20, random);
    Linear out = Linear.of(20, 3, random);
    Gain gain = Gain.ofPaper(0.4);
    Sequential gained = network(in, out, true, gain);
    GainNetwork.of(gained).modulated().forEach(each -> each.gain().fillInPlace(2));
    Tensor x = Tensor.uniform(Philox.of(2), 0, 2, 16, 6);
    Tensor y = gained.forward(Variable.constant(x)).value();
    in.ownParameters().get("weight").value().mulInPlace(2);
    out.ownParameters().get("weight").value().mulInPlace(2);
    Tensor expected = network(in, out, false, gain).forward(Variable.constant(x)).value();
    assertArrayEquals(expected.toArray(), y.toArray(), 1e-5f);
  }

  @Test
  void aGainAroundTheCellsThemselvesScalesTheirSpikes() {
    SpikingLayer cells = SpikingLayer.of(4, Neuron.leaky(0.9), 1);
    GainModulated gained =
        GainModulated.of(cells, Gain.ofPaper(0.4).on(Place.OUTPUT).per(Granularity.along(-1, 4)));
    gained.gain().copyFromInPlace(Tensor.of(new float[] {1, 2, 3, 0}, 4));
    Variable x = Variable.constant(Tensor.uniform(Philox.of(1), 0, 0.6f, 30, 2, 4));
    Tensor spikes = cells.forward(x).value();
    assertTrue(spikes.sum().item() > 20);
    assertArrayEquals(
        spikes.mul(Tensor.of(new float[] {1, 2, 3, 0}, 4)).toArray(),
        gained.forward(x).value().toArray());
  }

  @Test
  void layersOverStepsSumUp() {
    Variable x = Variable.constant(Tensor.of(new float[] {1, 5, 3, 1}, 2, 1, 2));
    assertArrayEquals(new float[] {4, 6}, OverSteps.SUM.forward(x).value().toArray());
    assertArrayEquals(new float[] {2, 3}, OverSteps.MEAN.forward(x).value().toArray());
    assertArrayEquals(new float[] {3, 5}, OverSteps.MAX.forward(x).value().toArray());
    SpikingLayer cells = SpikingLayer.of(2, Neuron.leaky(0.9), 1);
    says("Held: steps must be at least 1; got 0", () -> Held.of(cells, 0));
    says("Held: an input must be [batch, 2]; got [2, 1, 2]", () -> Held.of(cells, 2).forward(x));
  }

  // ---- Gating by context

  @Test
  void theSameShareOfCellsIsOpenInEachContext() {
    ContextGate gate = ContextGate.of(5, 50, 0.2, Philox.of(1));
    for (int c = 0; c < 5; c++) {
      assertEquals(10, gate.open(c).sum().item());
    }
    assertTrue(gate.open(0).mul(gate.open(1)).sum().item() < 8);
    assertArrayEquals(
        gate.open(3).toArray(), ContextGate.of(5, 50, 0.2, Philox.of(1)).open(3).toArray());
  }

  /// What is learned in a context changes no weight from a closed cell or to it.
  @Test
  void closedCellsKeepTheirWeights() {
    Philox random = Philox.of(1);
    Linear in = Linear.withoutBias(6, 20, random);
    Linear out = Linear.withoutBias(20, 3, random);
    SpikingLayer cells = SpikingLayer.of(20, Neuron.leaky(0.9), 1);
    ContextGate gate = ContextGate.of(2, 20, 0.3, random);
    Sequential both = Sequential.of(in, out);
    Adam adam = Adam.of(both.parameters(), Adam.Config.withLr(0.01));
    Tensor before = in.ownParameters().get("weight").value().copy();
    Tensor beforeOut = out.ownParameters().get("weight").value().copy();
    Variable x = Variable.constant(Tensor.uniform(Philox.of(2), 0, 2, 8, 6));
    for (int i = 0; i < 3; i++) {
      Variable spikes = cells.hold(in.forward(x), 15, cells.start(8)).output();
      Variable logits = out.forward(gate.gate(spikes, 1)).mean(false, 0);
      Losses.crossEntropy(logits, Tensor.of(new long[] {0, 1, 2, 0, 1, 2, 0, 1}, 8)).backward();
      adam.step();
      adam.zeroGrad();
    }
    Tensor open = gate.open(1);
    Tensor moved = in.ownParameters().get("weight").value().sub(before).abs().amax(false, 1);
    Tensor movedOut = out.ownParameters().get("weight").value().sub(beforeOut).abs().amax(false, 0);
    Tensor closed = open.neg().add(1);
    assertEquals(0, moved.mul(closed).sum().item());
    assertEquals(0, movedOut.mul(closed).sum().item());
    assertTrue(moved.mul(open).countNonZero(false, 0).itemLong() > 3);
  }

  /// The same drive to the somata: context decides who answers it.
  @Test
  void contextInTheDendriteOpensCells() {
    SpikingLayer cells =
        SpikingLayer.of(20, Neuron.twoCompartments(NaudSprekelerParameters.LAYER5), 0.5);
    ContextGate gate = ContextGate.of(2, 20, 0.5, Philox.of(3));
    Variable soma = Variable.leaf(Tensor.full(400f, 1, 20));
    double[] rates = new double[2];
    for (int c = 0; c < 2; c++) {
      Variable input = gate.toDendrites(soma, c, 700, -300);
      Variable spikes = cells.hold(input, 800, cells.start(1)).output();
      Tensor counts = spikes.value().sum(false, 0, 1);
      double open = counts.mul(gate.open(c)).sum().itemDouble();
      rates[c] = open;
      double closed = counts.sum().itemDouble() - open;
      assertTrue(open > 2 * closed && open > 20, open + " and " + closed);
      Tensor gradient = spikes.sum().gradients(List.of(soma)).getFirst().value();
      assertTrue(gradient.isFinite().all(false, 0, 1).itemBoolean());
      assertTrue(gradient.countNonZero(false, 0, 1).itemLong() > 0);
    }
    assertEquals(rates[0], rates[1], 1e-9);
  }

  @Test
  void wrongContextsAreSentences() {
    ContextGate gate = ContextGate.of(2, 4, 0.5, Philox.of(1));
    says("ContextGate: contexts are 0 to 1; got 2", () -> gate.open(2));
    says(
        "ContextGate: needs [..., 4]; got [2, 3]",
        () -> gate.gate(Variable.constant(Tensor.zeros(2, 3)), 0));
    says(
        "ContextGate: share must be above 0 and at most 1; got 0.0",
        () -> ContextGate.of(2, 4, 0, Philox.of(1)));
    says(
        "ContextGate: contexts and cells must be at least 1; got 0 and 4",
        () -> ContextGate.of(0, 4, 0.5, Philox.of(1)));
    assertEquals("ContextGate(2 contexts, 4 cells, 0.5 open)", gate.toString());
  }
}
