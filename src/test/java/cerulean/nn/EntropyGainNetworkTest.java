package cerulean.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.nn.init.Initializer;
import cerulean.nn.loss.Losses;
import cerulean.nn.loss.Uncertainty;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The order of Algorithm 1 of arXiv:2507.14056: gains move by the entropy of the batch before,
/// then the logits are computed.
class EntropyGainNetworkTest {

  /// A resting gain other than the initial 1, so that the first step shows.
  private static final GainDynamics DYNAMICS = new GainDynamics(0.75, 2, 0.5);

  private static final Variable FIRST =
      Variable.constant(Tensor.normal(Philox.of(1), 0f, 1f, 6, 4));

  private static final Variable SECOND =
      Variable.constant(Tensor.normal(Philox.of(2), 0f, 1f, 6, 4));

  private static final Tensor TARGETS = Tensor.of(new long[] {0, 1, 2, 0, 1, 2}, 6);

  private static EntropyGainNetwork network(long seed) {
    Philox random = Philox.of(seed);
    GainLinear hidden = GainLinear.withoutBias(4, 5, Initializer.normal(0.5), random);
    GainLinear output = GainLinear.withoutBias(5, 3, Initializer.normal(0.5), random);
    return EntropyGainNetwork.of(
        Sequential.of(hidden, new Relu(), output), List.of(hidden, output), DYNAMICS);
  }

  /// One step of plain descent on the cross-entropy; returns the logits before it.
  private static Tensor learn(EntropyGainNetwork network, Variable input) {
    Variable logits = network.forward(input);
    network.parameters().forEach(Parameter::clearGrad);
    Losses.crossEntropy(logits, TARGETS).backward();
    network.parameters().forEach(p -> p.value().addScaledInPlace(p.grad(), -0.1f));
    return logits.value();
  }

  private static float gain(EntropyGainNetwork network) {
    return network.namedBuffers().get("body.0.gain").get(0);
  }

  @Test
  void aNewNetworkHasGainOneAndNoDrive() {
    EntropyGainNetwork network = network(1);
    assertEquals(1, network.meanGain());
    assertEquals(0, network.entropy());
  }

  @Test
  void theFirstTrainingPassMovesTheGainsWithoutDrive() {
    EntropyGainNetwork network = network(1);
    network.forward(FIRST);
    // gamma * 1 + (1 - gamma) * g0 = 0.75 + 0.25 * 2, exact in binary
    assertEquals(1.25f, gain(network));
  }

  @Test
  void theFirstLogitsAreComputedWithTheMovedGains() {
    EntropyGainNetwork network = network(1);
    float[] logits = network.forward(FIRST).value().toArray();
    EntropyGainNetwork still = network(1);
    still.train(false);
    StateDict.load(still, StateDict.of(network));
    assertArrayEquals(still.forward(FIRST).value().toArray(), logits);
  }

  @Test
  void theSecondPassIsDrivenByTheFirstBatchBeforeItsUpdate() {
    EntropyGainNetwork network = network(1);
    double drive = (float) Uncertainty.entropy(learn(network, FIRST));
    network.forward(SECOND);
    assertEquals(0.75f * 1.25f + (float) (0.25 * 2 + 0.5 * drive), gain(network));
  }

  @Test
  void allModulatedLayersMoveAlike() {
    EntropyGainNetwork network = network(1);
    learn(network, FIRST);
    learn(network, SECOND);
    float g = gain(network);
    assertArrayEquals(new float[] {g, g, g}, network.namedBuffers().get("body.2.gain").toArray());
    assertEquals(g, network.meanGain(), 1e-6); // a float sum of eight numbers near 1.5
  }

  @Test
  void evaluationLeavesGainsAndDriveAlone() {
    EntropyGainNetwork network = network(1);
    learn(network, FIRST);
    float g = gain(network);
    double drive = network.entropy();
    network.train(false);
    network.forward(SECOND);
    assertEquals(g, gain(network));
    assertEquals(drive, network.entropy());
  }

  @Test
  void evaluationUsesTheGains() {
    EntropyGainNetwork network = network(1);
    network.train(false);
    float[] atOne = network.forward(FIRST).value().toArray();
    network.namedBuffers().get("body.2.gain").mulInPlace(2);
    float[] atTwo = network.forward(FIRST).value().toArray();
    // The output layer is linear and without bias, and twice a float is exact.
    for (int i = 0; i < atOne.length; i++) {
      assertEquals(2 * atOne[i], atTwo[i]);
    }
  }

  @Test
  void trainingAfterEvaluationGoesOnAsIfThereHadBeenNone() {
    EntropyGainNetwork evaluated = network(1);
    EntropyGainNetwork other = network(1);
    learn(evaluated, FIRST);
    learn(other, FIRST);
    evaluated.train(false);
    evaluated.forward(SECOND);
    evaluated.train(true);
    assertArrayEquals(learn(other, SECOND).toArray(), learn(evaluated, SECOND).toArray());
  }

  @Test
  void theStateHasWeightsDriveAndGains() {
    assertEquals(
        List.of("body.0.weight", "body.2.weight", "entropy", "body.0.gain", "body.2.gain"),
        List.copyOf(StateDict.of(network(1)).keySet()));
  }

  @Test
  void aLoadedStateContinuesTheSameTrajectoryBitForBit() {
    EntropyGainNetwork network = network(1);
    learn(network, FIRST);
    learn(network, SECOND);
    Map<String, Tensor> saved = StateDict.of(network);
    EntropyGainNetwork restored = network(99);
    assertNotEquals(network.entropy(), restored.entropy());
    StateDict.load(restored, saved);
    List<float[]> expected = new ArrayList<>();
    List<float[]> actual = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Variable batch = i % 2 == 0 ? FIRST : SECOND;
      expected.add(learn(network, batch).toArray());
      actual.add(learn(restored, batch).toArray());
    }
    for (int i = 0; i < 5; i++) {
      assertArrayEquals(expected.get(i), actual.get(i), "step " + i);
    }
    assertEquals(gain(network), gain(restored));
  }
}
