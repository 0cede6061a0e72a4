package cerulean.studies.continual;

import static cerulean.testing.WordForWord.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.nn.Linear;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.testing.WordForWord;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/// Each rule on networks so small that its numbers can be worked out by hand.
@Tag("once")
class SafeguardTest implements WordForWord {

  private static final Tensor NO_TARGETS = Tensor.of(new long[] {0}, 1);

  private static Linear linear(int in, int out, float... weights) {
    return Linear.withoutBias(in, out, (_, shape) -> Tensor.of(weights, shape), Philox.of(1));
  }

  private static Parameter weight(Linear network) {
    return network.parameters().getFirst();
  }

  /// Leaves this gradient at the weight.
  private static void gradient(Linear network, float... values) {
    Parameter w = weight(network);
    w.clearGrad();
    w.mul(Variable.constant(Tensor.of(values, w.shape().dims()))).sum().backward();
  }

  private static float[] gradient(Linear network) {
    return weight(network).grad().toArray();
  }

  /// Two classes and weights of 0: `p = 1/2`, and the squared gradient of `ln p(y)` is `x^2 / 4`
  /// whichever class is drawn. Over x = 1, 2, 3 the mean is 14 / 12.
  @Test
  void fisherInformationIsTheMeanSquaredGradientOfTheLogarithm() {
    Linear network = linear(1, 2, 0, 0);
    ElasticWeightConsolidation ewc = ElasticWeightConsolidation.of(network, 1, 100, Philox.of(2));
    Tensor fisher = ewc.fisher(Tensor.of(new float[] {1, 2, 3}, 3, 1)).getFirst();
    assertArrayEquals(new float[] {14 / 12f, 14 / 12f}, fisher.toArray(), 2e-7f);
  }

  @Test
  void fisherInformationLooksAtSoManyExamples() {
    Linear network = linear(1, 2, 0, 0);
    ElasticWeightConsolidation ewc = ElasticWeightConsolidation.of(network, 1, 2, Philox.of(2));
    Tensor fisher = ewc.fisher(Tensor.of(new float[] {1, 2, 3}, 3, 1)).getFirst();
    assertArrayEquals(new float[] {5 / 8f, 5 / 8f}, fisher.toArray(), 2e-7f);
  }

  /// Classes are drawn from the prediction: with `p = 0.9` for the first the expectation of the
  /// squared gradient is `p (1 - p) = 0.09`; one draw is 0.01 (nine times of ten) or 0.81. Of 2,000
  /// draws the mean has a standard deviation of 0.24 / sqrt(2000) = 0.0054.
  @Test
  void fisherInformationDrawsItsClassesFromThePrediction() {
    Linear network = linear(1, 2, (float) Math.log(9), 0);
    ElasticWeightConsolidation ewc = ElasticWeightConsolidation.of(network, 1, 2000, Philox.of(2));
    Tensor fisher = ewc.fisher(Tensor.ones(2000, 1)).getFirst();
    assertEquals(0.09, fisher.get(0, 0), 4 * 0.0054);
  }

  @Test
  void springsPullInProportionToInformationAndDistance() {
    Linear network = linear(1, 2, 0, 0);
    ElasticWeightConsolidation ewc = ElasticWeightConsolidation.of(network, 10, 100, Philox.of(2));
    ewc.endOfTask(Tensor.of(new float[] {2}, 1, 1), NO_TARGETS);
    weight(network).value().copyFromInPlace(Tensor.of(new float[] {0.5f, -1}, 2, 1));
    gradient(network, 7, 7);
    ewc.beforeStep();
    // F = 1, so 7 + 10 * 1 * (w - 0)
    assertArrayEquals(new float[] {12, -3}, gradient(network), 1e-5f);
  }

  /// Two springs of one stiffness, at 0 and at where the second task ended (both classes shifted
  /// alike, so that p stays 1/2): together they pull to the middle, twice as hard.
  @Test
  void everyTaskHasItsSpring() {
    Linear network = linear(1, 2, 0, 0);
    ElasticWeightConsolidation ewc = ElasticWeightConsolidation.of(network, 10, 100, Philox.of(2));
    Tensor input = Tensor.of(new float[] {2}, 1, 1);
    ewc.endOfTask(input, NO_TARGETS);
    weight(network).value().fillInPlace(4);
    ewc.endOfTask(input, NO_TARGETS);
    gradient(network, 0, 0);
    ewc.beforeStep();
    // 10 * (1 * (4 - 0) + 1 * (4 - 4))
    assertArrayEquals(new float[] {40, 40}, gradient(network), 1e-4f);
  }

  /// Steps of descent with rate 1/2: `omega` adds up `g^2 / 2`, here 2^2 / 2 + 1 / 2 = 2.5; the way
  /// is -1.5, so `Omega = 2.5 / (2.25 + 0.1)`.
  @Test
  void importanceIsTheLossThatAParameterTookAwayOverItsWay() {
    Linear network = linear(1, 1, 3);
    SynapticIntelligence si = SynapticIntelligence.of(network, 0.5);
    for (float g : new float[] {2, 1}) {
      gradient(network, g);
      si.beforeStep();
      assertArrayEquals(new float[] {g}, gradient(network));
      weight(network).value().addScaledInPlace(weight(network).grad(), -0.5);
      si.afterStep();
    }
    si.endOfTask(Tensor.ones(1, 1), NO_TARGETS);
    float importance = 2.5f / 2.35f;
    assertEquals(importance, si.importance(0).item(), 1e-6f);
    weight(network).value().fillInPlace(3.5);
    gradient(network, 0);
    si.beforeStep();
    // 2 c Omega (3.5 - 1.5)
    assertArrayEquals(new float[] {2 * importance}, gradient(network), 1e-6f);
  }

  @Test
  void aParameterThatRaisedTheLossIsNotImportant() {
    Linear network = linear(1, 1, 3);
    SynapticIntelligence si = SynapticIntelligence.of(network, 0.5);
    gradient(network, 2);
    si.beforeStep();
    weight(network).value().addInPlace(1);
    si.afterStep();
    si.endOfTask(Tensor.ones(1, 1), NO_TARGETS);
    assertEquals(0, si.importance(0).item());
  }

  /// The reference is (1, 2): a gradient of (-3, 0) opposes it by 3, of 5; 3 / 5 (1, 2) is added,
  /// and what is left is at right angles.
  @Test
  void aGradientThatOpposesTheMemoryIsTurnedToARightAngle() {
    Linear network = linear(2, 1, 1, 1);
    Variable remembered = Variable.constant(Tensor.of(new float[] {1, 2}, 1, 2));
    AveragedGem agem = AveragedGem.of(network, () -> network.forward(remembered).sum());
    gradient(network, -3, 0);
    agem.beforeStep();
    assertArrayEquals(new float[] {-2.4f, 1.2f}, gradient(network), 1e-6f);
  }

  @Test
  void aGradientThatAgreesWithTheMemoryStays() {
    Linear network = linear(2, 1, 1, 1);
    Variable remembered = Variable.constant(Tensor.of(new float[] {1, 2}, 1, 2));
    AveragedGem agem = AveragedGem.of(network, () -> network.forward(remembered).sum());
    gradient(network, 3, -1);
    agem.beforeStep();
    assertArrayEquals(new float[] {3, -1}, gradient(network));
  }

  @Test
  void withoutMemoryNothingIsTurned() {
    Linear network = linear(2, 1, 1, 1);
    AveragedGem agem = AveragedGem.of(network, () -> null);
    gradient(network, -3, 0);
    agem.beforeStep();
    assertArrayEquals(new float[] {-3, 0}, gradient(network));
  }

  private static final Tensor INPUT = Tensor.of(new float[] {1}, 1, 1);

  private static Variable objective(LearningWithoutForgetting lwf, Linear network) {
    Variable logits = network.forward(Variable.constant(INPUT));
    return lwf.objective(logits.sum().mul(0), INPUT, logits);
  }

  @Test
  void beforeTheFirstTaskHasEndedTheObjectiveIsTheLoss() {
    Linear network = linear(1, 3, 1, 2, 3);
    LearningWithoutForgetting lwf = LearningWithoutForgetting.of(network, linear(1, 3, 0, 0, 0), 1);
    assertEquals(0, objective(lwf, network).value().item());
  }

  /// Classes 0 and 2 were seen, with logits 0 and ln 9: over T = 2 that is softmax (1/4, 3/4). As
  /// the network answers now, (0, 0), each has 1/2: the cross-entropy is ln 2, times T^2.
  @Test
  void formerAnswersForClassesThatWereSeenAreKept() {
    Linear network = linear(1, 3, 0, 5, (float) Math.log(9));
    LearningWithoutForgetting lwf =
        LearningWithoutForgetting.of(network, linear(1, 3, 0, 0, 0), 1.5);
    lwf.endOfTask(INPUT, Tensor.of(new long[] {2, 0, 2}, 3));
    weight(network).value().copyFromInPlace(Tensor.of(new float[] {0, 100, 0}, 3, 1));
    Variable objective = objective(lwf, network);
    assertEquals(1.5 * 4 * Math.log(2), objective.value().item(), 1e-5);
    objective.backward();
    // lambda T (p - q), and nothing for the class that was not seen
    assertArrayEquals(new float[] {0.75f, 0, -0.75f}, gradient(network), 1e-5f);
  }

  static List<Arguments> sentences() {
    Linear network = linear(1, 1, 1);
    return List.of(
        row(
            () -> ElasticWeightConsolidation.of(network, -1, 5, Philox.of(1)),
            "EWC: needs a finite lambda that is not negative and an example, got -1.0 and 5"),
        row(
            () -> ElasticWeightConsolidation.of(network, 1, 0, Philox.of(1)),
            "EWC: needs a finite lambda that is not negative and an example, got 1.0 and 0"),
        row(
            () -> SynapticIntelligence.of(network, Double.NaN),
            "SI: strength must be finite and not negative, got NaN"),
        row(
            () -> LearningWithoutForgetting.of(network, network, -0.5),
            "LwF: lambda must be finite and not negative, got -0.5"));
  }
}
