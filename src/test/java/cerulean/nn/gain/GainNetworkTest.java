package cerulean.nn.gain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.nn.Linear;
import cerulean.nn.Relu;
import cerulean.nn.ResNet;
import cerulean.nn.Sequential;
import cerulean.nn.StateDict;
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
class GainNetworkTest {

  /// A resting gain other than the initial 1, so that the first step shows.
  private static final GainDynamics DYNAMICS = new GainDynamics(0.75, 2, 0.5);

  private static final Variable FIRST =
      Variable.constant(Tensor.normal(Philox.of(1), 0f, 1f, 6, 4));

  private static final Variable SECOND =
      Variable.constant(Tensor.normal(Philox.of(2), 0f, 1f, 6, 4));

  private static final Tensor TARGETS = Tensor.of(new long[] {0, 1, 2, 0, 1, 2}, 6);

  private static GainNetwork network(long seed) {
    return network(seed, Drive.entropy());
  }

  private static GainNetwork network(long seed, Drive drive) {
    Philox random = Philox.of(seed);
    Initializer law = Initializer.normal(0.5);
    Gain gain = Gain.of(DYNAMICS, drive);
    return GainNetwork.of(
        Sequential.of(
            GainModulated.of(Linear.withoutBias(4, 5, law, random), gain),
            new Relu(),
            GainModulated.of(Linear.withoutBias(5, 3, law, random), gain)));
  }

  private static double drive(GainNetwork network) {
    return network.ownBuffers().get("entropy").itemDouble();
  }

  /// One step of plain descent on the cross-entropy; returns the logits before it.
  private static Tensor learn(GainNetwork network, Variable input) {
    Variable logits = network.forward(input);
    network.parameters().forEach(Parameter::clearGrad);
    Losses.crossEntropy(logits, TARGETS).backward();
    network.parameters().forEach(p -> p.value().addScaledInPlace(p.grad(), -0.1f));
    return logits.value();
  }

  private static float gain(GainNetwork network) {
    return network.namedBuffers().get("body.0.gain").get(0);
  }

  @Test
  void aSummaryLeavesModeAndGainsAsTheyWere() {
    Linear linear = Linear.of(2, 2, Philox.of(1));
    GainNetwork network = GainNetwork.of(GainModulated.of(linear, Gain.ofPaper(0.4)));
    Variable x = Variable.constant(Tensor.ones(3, 2));
    network.forward(x);
    network.forward(x);
    double gain = network.meanGain();
    network.eval();
    network.summary(3, 2);
    assertFalse(network.isTraining());
    network.forward(x);
    assertEquals(gain, network.meanGain());
    network.train();
    assertTrue(network.isTraining());
  }

  @Test
  void aNewNetworkHasGainOneAndNoDrive() {
    GainNetwork network = network(1);
    assertEquals(1, network.meanGain());
    assertEquals(0, drive(network));
  }

  @Test
  void theFirstTrainingPassMovesTheGainsWithoutDrive() {
    GainNetwork network = network(1);
    network.forward(FIRST);
    // gamma * 1 + (1 - gamma) * g0 = 0.75 + 0.25 * 2, exact in binary
    assertEquals(1.25f, gain(network));
  }

  @Test
  void theFirstLogitsAreComputedWithTheMovedGains() {
    GainNetwork network = network(1);
    float[] logits = network.forward(FIRST).value().toArray();
    GainNetwork still = network(1);
    still.train(false);
    StateDict.load(still, StateDict.of(network));
    assertArrayEquals(still.forward(FIRST).value().toArray(), logits);
  }

  @Test
  void theSecondPassIsDrivenByTheFirstBatchBeforeItsUpdate() {
    GainNetwork network = network(1);
    double h = (float) Uncertainty.entropy(learn(network, FIRST));
    network.forward(SECOND);
    assertEquals(0.75f * 1.25f + (float) (0.25 * 2 + 0.5 * h), gain(network));
  }

  @Test
  void allModulatedLayersMoveAlike() {
    GainNetwork network = network(1);
    learn(network, FIRST);
    learn(network, SECOND);
    float g = gain(network);
    assertArrayEquals(new float[] {g, g, g}, network.namedBuffers().get("body.2.gain").toArray());
    assertEquals(g, network.meanGain(), 1e-6); // a float sum of eight numbers near 1.5
  }

  @Test
  void evaluationLeavesGainsAndDriveAlone() {
    GainNetwork network = network(1);
    learn(network, FIRST);
    float g = gain(network);
    double before = drive(network);
    network.train(false);
    network.forward(SECOND);
    assertEquals(g, gain(network));
    assertEquals(before, drive(network));
  }

  @Test
  void evaluationUsesTheGains() {
    GainNetwork network = network(1);
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
    GainNetwork evaluated = network(1);
    GainNetwork other = network(1);
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
    GainNetwork network = network(1);
    learn(network, FIRST);
    learn(network, SECOND);
    Map<String, Tensor> saved = StateDict.of(network);
    GainNetwork restored = network(99);
    assertNotEquals(drive(network), drive(restored));
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

  @Test
  void heldGainsAreUsedAndStandStillInTraining() {
    GainNetwork network = network(1);
    learn(network, FIRST);
    float g = gain(network);
    double before = drive(network);
    network.hold(true);
    learn(network, SECOND);
    assertEquals(g, gain(network));
    assertEquals(before, drive(network));
    network.hold(false);
    network.forward(SECOND);
    assertEquals(0.75f * g + (float) (0.25 * 2 + 0.5 * before), gain(network));
  }

  /// The same order with another drive: the loss of the pass before.
  @Test
  void aLossDrivesTheNextPass() {
    GainNetwork network = network(1, Drive.loss());
    network.forward(FIRST);
    assertEquals(1.25f, gain(network));
    network.observeLoss(3);
    network.forward(FIRST);
    assertEquals(0.75f * 1.25f + (0.25f * 2 + 0.5f * 3), gain(network));
  }

  @Test
  void aLossThatIsNotToldIsASentence() {
    GainNetwork network = network(1, Drive.loss());
    network.forward(FIRST);
    var thrown = assertThrows(IllegalStateException.class, () -> network.forward(SECOND));
    assertEquals(
        "gain: the drive was not told the loss of the training pass before; call"
            + " observeLoss(loss) after each",
        thrown.getMessage());
  }

  @Test
  void aLossThatIsNotFiniteIsASentence() {
    GainNetwork network = network(1, Drive.loss());
    var thrown =
        assertThrows(IllegalArgumentException.class, () -> network.observeLoss(Double.NaN));
    assertEquals("gain: a loss must be finite, got NaN", thrown.getMessage());
  }

  @Test
  void aNetworkWithoutGainsIsASentence() {
    var thrown =
        assertThrows(
            IllegalArgumentException.class, () -> GainNetwork.of(Sequential.of(new Relu())));
    assertEquals(
        "GainNetwork: no layer has a gain; put one on with GainModulated.of", thrown.getMessage());
  }

  /// The head alone, as the paper does with its convolutional network.
  @Test
  void theHeadOfAResNetCanBeTheOnlyLayerWithGain() {
    Gain gain = Gain.of(DYNAMICS, Drive.entropy());
    ResNet plain = ResNet.of(1, 2, 3, Philox.of(4), 1, 1);
    GainNetwork network = GainNetwork.of(plain.withHead(linear -> GainModulated.of(linear, gain)));
    assertEquals(1, network.modulated().size());
    assertEquals(
        List.copyOf(plain.namedParameters().keySet()),
        network.namedParameters().keySet().stream().map(name -> name.substring(5)).toList());
    assertSame(
        plain.namedParameters().get("linear.weight"),
        network.namedParameters().get("body.linear.weight"));
    Variable images = Variable.constant(Tensor.normal(Philox.of(5), 0f, 1f, 4, 1, 8, 8));
    network.forward(images);
    assertArrayEquals(
        new float[] {1.25f, 1.25f, 1.25f},
        network.namedBuffers().get("body.linear.gain").toArray());
  }

  @Test
  void drivesOfSeveralLayersAreNumbered() {
    Philox random = Philox.of(1);
    GainNetwork network =
        GainNetwork.of(
            Sequential.of(
                GainModulated.of(Linear.of(4, 5, random), Gain.of(DYNAMICS, Drive.entropy())),
                GainModulated.of(Linear.of(5, 3, random), Gain.of(DYNAMICS, Drive.loss()))));
    assertEquals(List.of("0.entropy", "1.loss"), List.copyOf(network.ownBuffers().keySet()));
  }
}
