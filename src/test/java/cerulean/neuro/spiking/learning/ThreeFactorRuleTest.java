package cerulean.neuro.spiking.learning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Variable;
import cerulean.neuro.RewardSignal;
import cerulean.neuro.StdpWindow;
import cerulean.neuro.StdpWindow.Coincidence;
import cerulean.neuro.StdpWindow.Pairing;
import cerulean.neuro.spiking.Neuron;
import cerulean.neuro.spiking.Reset;
import cerulean.neuro.spiking.SpikingLayer;
import cerulean.neuro.spiking.SpikingState;
import cerulean.neuro.spiking.coding.RateCode;
import cerulean.nn.Linear;
import cerulean.nn.loss.Losses;
import cerulean.optim.Adam;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreeFactorRuleTest {

  private static final int STEPS = 60;

  private static Linear weights(int in, int out, double low, double high) {
    Linear layer = Linear.withoutBias(in, out, Philox.of(1));
    layer.to(DType.F64);
    Tensor weight = layer.ownParameters().get("weight").value();
    weight.copyFromInPlace(
        Tensor.uniform(Philox.of(2), (float) low, (float) high, out, in).to(DType.F64));
    return layer;
  }

  private static Tensor sources(int batch, int n) {
    return RateCode.bernoulli(Tensor.full(DType.F64, 0.3, batch, n), STEPS, Philox.of(3));
  }

  /// A loop over all pairs of spikes of a synapse.
  private static double byPairs(StdpWindow rule, double tau, boolean[] pre, boolean[] post) {
    double sum = 0;
    boolean nearest = rule.pairing() == Pairing.NEAREST;
    for (int t = 0; t < STEPS; t++) {
      double fade = Math.exp(-(STEPS - 1 - t) / tau);
      int first = rule.coincidence() == Coincidence.PRE_FIRST ? t : t - 1;
      for (int s = first; post[t] && s >= 0; s--) {
        if (pre[s]) {
          sum += fade * rule.aPlus() * Math.exp(-(t - s) / rule.tauPlusMs());
          if (nearest) {
            break;
          }
        }
      }
      first = rule.coincidence() == Coincidence.POST_FIRST ? t : t - 1;
      for (int s = first; pre[t] && s >= 0; s--) {
        if (post[s]) {
          sum -= fade * rule.aMinus() * Math.exp(-(t - s) / rule.tauMinusMs());
          if (nearest) {
            break;
          }
        }
      }
    }
    return sum;
  }

  @ParameterizedTest
  @CsvSource({
    "ALL_TO_ALL, NO_PAIR", "ALL_TO_ALL, PRE_FIRST", "ALL_TO_ALL, POST_FIRST",
    "NEAREST, NO_PAIR", "NEAREST, PRE_FIRST", "NEAREST, POST_FIRST"
  })
  void eligibilitiesAreSumsOverPairs(Pairing pairing, Coincidence coincidence) {
    StdpWindow window = new StdpWindow(0.7, 0.9, 9, 14, pairing, coincidence);
    Linear in = weights(4, 3, 0, 0.6);
    SpikingLayer cells = SpikingLayer.of(3, Neuron.leaky(0.9), 1);
    ThreeFactorRule rule = ThreeFactorRule.pairs(in, cells, window, 50);
    SpikingState state = rule.start(2);
    boolean[][][] pre = new boolean[2][4][STEPS];
    boolean[][][] post = new boolean[2][3][STEPS];
    Tensor[] sequence = sources(2, 4).unbind(0);
    int spikes = 0;
    for (int t = 0; t < STEPS; t++) {
      state = rule.step(sequence[t], state);
      for (int b = 0; b < 2; b++) {
        for (int i = 0; i < 4; i++) {
          pre[b][i][t] = sequence[t].getDouble(b, i) > 0;
        }
        for (int j = 0; j < 3; j++) {
          post[b][j][t] = state.output().value().getDouble(b, j) > 0;
          spikes += post[b][j][t] ? 1 : 0;
        }
      }
    }
    assertTrue(spikes > 30, spikes + " spikes");
    for (int b = 0; b < 2; b++) {
      for (int j = 0; j < 3; j++) {
        for (int i = 0; i < 4; i++) {
          assertEquals(
              byPairs(window, 50, pre[b][i], post[b][j]),
              rule.eligibility().getDouble(b, j, i),
              1e-12);
        }
      }
    }
  }

  /// With spikes as constants in the reset, a cell's derivative by a weight is its surrogate times
  /// the trace of the source that its membrane keeps.
  @Test
  void surrogateEligibilitiesAreSurrogateTimesTrace() {
    double beta = 0.9;
    Linear in = weights(4, 3, 0, 0.6);
    SpikingLayer cells =
        SpikingLayer.of(3, Neuron.leaky(beta), 1).with(Reset.BY_SUBTRACTION.detached());
    ThreeFactorRule rule = ThreeFactorRule.surrogate(in, cells, 50);
    SpikingState state = rule.start(2);
    Tensor trace = Tensor.zeros(DType.F64, 2, 4);
    Tensor expected = Tensor.zeros(DType.F64, 2, 3, 4);
    Tensor v = Tensor.zeros(DType.F64, 2, 3);
    Tensor weight = in.ownParameters().get("weight").value();
    for (Tensor s : sources(2, 4).unbind(0)) {
      state = rule.step(s, state);
      trace = trace.mul(beta).add(s);
      v = v.mul(beta).add(s.matmul(weight.transpose()));
      Tensor h = cells.surrogate().at(Variable.constant(v.sub(1))).value();
      expected = expected.mul(Math.exp(-1 / 50.0)).add(h.unsqueeze(2).mul(trace.unsqueeze(1)));
      v = v.sub(v.ge(1).to(DType.F64));
    }
    assertArrayEquals(expected.toDoubleArray(), rule.eligibility().toDoubleArray(), 1e-9);
  }

  // ---- The third factor

  @Test
  void modulatorsGateByNumberExampleAndCell() {
    StdpWindow window = StdpWindow.of(1, 0.5, 10, 10);
    for (Tensor gate :
        List.of(
            Tensor.scalar(0.5),
            Tensor.of(new double[] {1, -2}, 2),
            Tensor.of(new double[] {1, 0, -1, 2, 3, 0}, 2, 3))) {
      Linear in = weights(4, 3, 0, 0.6);
      Tensor weight = in.ownParameters().get("weight").value();
      Tensor before = weight.copy();
      ThreeFactorRule rule =
          ThreeFactorRule.pairs(in, SpikingLayer.of(3, Neuron.leaky(0.9), 1), window, 50);
      SpikingState state = rule.start(2);
      for (Tensor s : sources(2, 4).unbind(0)) {
        state = rule.step(s, state);
      }
      assertArrayEquals(before.toDoubleArray(), weight.toDoubleArray());
      rule.modulate(gate, 0.1);
      Tensor c = rule.eligibility();
      for (int j = 0; j < 3; j++) {
        for (int i = 0; i < 4; i++) {
          double sum = 0;
          for (int b = 0; b < 2; b++) {
            double m =
                gate.rank() == 0
                    ? gate.itemDouble()
                    : gate.rank() == 1 ? gate.getDouble(b) : gate.getDouble(b, j);
            sum += m * c.getDouble(b, j, i);
          }
          assertEquals(before.getDouble(j, i) + 0.1 * sum / 2, weight.getDouble(j, i), 1e-12);
        }
      }
    }
  }

  @Test
  void weightsStayWithinBounds() {
    Linear in = weights(4, 3, 0.1, 0.6);
    ThreeFactorRule rule =
        ThreeFactorRule.pairs(
                in, SpikingLayer.of(3, Neuron.leaky(0.9), 1), StdpWindow.of(1, 0.5, 10, 10), 50)
            .within(0, 0.5);
    SpikingState state = rule.start(2);
    for (Tensor s : sources(2, 4).unbind(0)) {
      state = rule.step(s, state);
    }
    rule.modulate(Tensor.scalar(1.0), 100);
    for (double w : in.ownParameters().get("weight").value().toDoubleArray()) {
      assertTrue(w == 0 || w == 0.5, "w " + w);
    }
  }

  /// Two patterns, two cells; reward for the cell of the pattern firing more than the other.
  @Test
  void rewardTeachesWhichCellAnswersWhichPattern() {
    Linear in = weights(8, 2, 0.2, 0.3);
    SpikingLayer cells = SpikingLayer.of(2, Neuron.leaky(0.8), 1);
    ThreeFactorRule rule =
        ThreeFactorRule.pairs(
                in,
                cells,
                new StdpWindow(1, 0, 5, 5, Pairing.ALL_TO_ALL, Coincidence.PRE_FIRST),
                100)
            .within(0, 1);
    RewardSignal reward = RewardSignal.of(0, 10);
    Philox random = Philox.of(5);
    int right = 0;
    for (int trial = 0; trial < 300; trial++) {
      int pattern = trial % 2;
      double[] p = new double[8];
      for (int i = 0; i < 8; i++) {
        p[i] = i / 4 == pattern ? 0.4 : 0.02;
      }
      SpikingState state = rule.start(1);
      double difference = 0;
      for (Tensor s : RateCode.bernoulli(Tensor.of(p, 1, 8), 30, random).unbind(0)) {
        // Each cell hears the pattern and some noise of its own, so that they differ.
        state = rule.step(s, state);
        double[] z = state.output().value().toDoubleArray();
        difference += z[pattern] - z[1 - pattern];
      }
      double given = Math.signum(difference);
      double expected = reward.expected();
      reward.give(given);
      // Of the cell that won, as an action is reinforced.
      int winner = difference >= 0 ? pattern : 1 - pattern;
      double[] gate = new double[2];
      gate[winner] = given - expected;
      rule.modulate(Tensor.of(gate, 1, 2), 0.002);
      right += trial >= 200 && difference > 0 ? 1 : 0;
    }
    assertTrue(right >= 90, right + " of 100");
  }

  /// The hidden layer learns by the rule with the output's error, the readout by its gradient.
  @Test
  void aReadoutLearnsByGradientWhileTheLayerLearnsByTheRule() {
    int batch = 8;
    Linear in = weights(10, 20, -0.2, 0.5);
    Linear out = weights(20, 2, -0.2, 0.2);
    Tensor hidden = in.ownParameters().get("weight").value();
    Tensor start = hidden.copy();
    SpikingLayer cells = SpikingLayer.of(20, Neuron.leaky(0.9), 1);
    ThreeFactorRule rule = ThreeFactorRule.surrogate(in, cells, 20);
    Adam adam = Adam.of(out.parameters(), Adam.Config.withLr(0.01));
    // Class 1 is the sum of two sources above that of two others: noise in the rest.
    Tensor x = Tensor.uniform(Philox.of(6), 0, 0.6f, batch, 10).to(DType.F64);
    Tensor labels =
        x.narrow(1, 0, 2).sum(false, 1).gt(x.narrow(1, 2, 2).sum(false, 1)).to(DType.I64);
    Tensor sequence = RateCode.bernoulli(x, 40, Philox.of(7));
    double first = 0;
    double last = 0;
    for (int i = 0; i < 60; i++) {
      SpikingState state = rule.start(batch);
      Variable total = Variable.constant(Tensor.zeros(DType.F64, batch, 20));
      for (Tensor s : sequence.unbind(0)) {
        state = rule.step(s, state);
        total = total.add(state.output());
      }
      Variable y = Variable.leaf(total.value().mul(0.1));
      Variable loss = Losses.crossEntropy(out.forward(y), labels);
      loss.backward();
      rule.modulate(y.grad().neg().mul(batch), 0.02);
      adam.step();
      adam.zeroGrad();
      last = loss.value().itemDouble();
      first = i == 0 ? last : first;
    }
    assertTrue(last < 0.3 * first, first + " -> " + last);
    assertTrue(hidden.sub(start).abs().amax(false, 0, 1).itemDouble() > 0.01);
  }

  // ---- What can be wrong

  private static void says(String sentence, Executable wrong) {
    assertEquals(sentence, assertThrows(RuntimeException.class, wrong).getMessage());
  }

  @Test
  void wrongUseIsASentence() {
    StdpWindow window = StdpWindow.of(1, 1, 10, 10);
    SpikingLayer cells = SpikingLayer.of(3, Neuron.leaky(0.9), 1);
    Linear in = weights(4, 3, 0, 1);
    says(
        "ThreeFactorRule: tauMs must be above 0 and finite; got 0.0",
        () -> ThreeFactorRule.pairs(in, cells, window, 0));
    says(
        "ThreeFactorRule: weights must lead to 3 cells of one input each; got"
            + " Linear(4 -> 2, no bias) and SpikingLayer(3, LIF, 1.0 ms)",
        () -> ThreeFactorRule.surrogate(weights(4, 2, 0, 1), cells, 10));
    ThreeFactorRule rule = ThreeFactorRule.pairs(in, cells, window, 10);
    says("ThreeFactorRule: min must not be above max; got 1.0 and 0.0", () -> rule.within(1, 0));
    says(
        "ThreeFactorRule: nothing runs yet; call start(batch) first",
        () -> rule.modulate(Tensor.scalar(1.0), 1));
    rule.start(2);
    says(
        "ThreeFactorRule: sources must be [2, n]; got [3, 4]",
        () -> rule.step(Tensor.zeros(DType.F64, 3, 4), cells.start(3, DType.F64)));
    says(
        "ThreeFactorRule: a modulator must be [], [2] or [2, 3]; got [4]",
        () -> rule.modulate(Tensor.zeros(4), 1));
    says(
        "ThreeFactorRule: rate must be finite; got NaN",
        () -> rule.modulate(Tensor.scalar(1.0), Double.NaN));
  }
}
