package cerulean.nn.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Conventions of PyTorch that its vectors do not show, by hand.
class LossConventionsTest {

  /// Roundings of a few operations on numbers near 1.
  private static final double ROUNDING = 1e-14;

  private static final double LN2 = Math.log(2);

  private static Variable x(double... values) {
    return Variable.leaf(Tensor.of(values, values.length));
  }

  private static Variable rows(int columns, double... values) {
    return Variable.leaf(Tensor.of(values, values.length / columns, columns));
  }

  private static Tensor classes(long... values) {
    return Tensor.of(values, values.length);
  }

  private static double value(Variable loss) {
    return loss.value().itemDouble();
  }

  private static double[] values(Variable loss) {
    return loss.value().toDoubleArray();
  }

  // ---- Reductions

  @Test
  void reductionsOfTheLossesOfElements() {
    Variable output = rows(2, 1, 2, 3, 5, 0, 0);
    Variable target = rows(2, 0, 0, 0, 0, 0, 0);
    Variable none = Losses.meanSquaredError(output, target, Reduction.NONE);
    assertArrayEquals(new double[] {1, 4, 9, 25, 0, 0}, values(none));
    assertEquals(39, value(Losses.meanSquaredError(output, target, Reduction.SUM)));
    assertEquals(39 / 6.0, value(Losses.meanSquaredError(output, target, Reduction.MEAN)));
    assertEquals(13, value(Losses.meanSquaredError(output, target, Reduction.BATCH_MEAN)));
  }

  @Test
  void anEmptyBatchHasNoMeanButASum() {
    Variable empty = Variable.leaf(Tensor.zeros(DType.F64, 0, 3));
    Tensor noClasses = Tensor.zeros(DType.I64, 0);
    assertEquals(0, value(Losses.meanSquaredError(empty, empty, Reduction.SUM)));
    CrossEntropyLoss sum = new CrossEntropyLoss().withReduction(Reduction.SUM);
    assertEquals(0, value(sum.of(empty, noClasses)));
    CrossEntropyLoss none = sum.withReduction(Reduction.NONE);
    assertEquals(0, none.of(empty, noClasses).shape().size());
  }

  // ---- Classes

  @Test
  void theMeanOfWeightedClassesIsByTheirWeights() {
    Variable logits = rows(2, 0, 0, 0, Math.log(3));
    CrossEntropyLoss loss = new CrossEntropyLoss().withWeight(Tensor.of(new double[] {1, 3}, 2));
    // -ln 1/2 with weight 1 and -ln 3/4 with weight 3
    assertEquals(
        (LN2 + 3 * Math.log(4 / 3.0)) / 4, value(loss.of(logits, classes(0, 1))), ROUNDING);
    assertEquals(
        (LN2 + 3 * Math.log(4 / 3.0)) / 2,
        value(loss.withReduction(Reduction.BATCH_MEAN).of(logits, classes(0, 1))),
        ROUNDING);
  }

  @Test
  void targetsOfMinusHundredAreIgnoredByDefault() {
    Variable logits = rows(2, 0, 0, 0, Math.log(3));
    assertEquals(LN2, value(Losses.crossEntropy(logits, classes(1, -100))), ROUNDING);
    CrossEntropyLoss none = new CrossEntropyLoss().withReduction(Reduction.NONE);
    assertArrayEquals(new double[] {LN2, 0}, values(none.of(logits, classes(1, -100))), ROUNDING);
  }

  @Test
  void theMeanIsNaNWhereAllTargetsAreIgnored() {
    Variable logits = rows(2, 0, 0);
    assertTrue(Double.isNaN(value(Losses.crossEntropy(logits, classes(-100)))));
    assertTrue(Double.isNaN(value(Losses.nll(logits, classes(-100)))));
  }

  /// Its logarithm is minus infinity, which times 0 would be NaN.
  @Test
  void anIgnoredTargetOfProbabilityZeroLosesNothing() {
    Variable logP = rows(2, Double.NEGATIVE_INFINITY, 0, 0, -1);
    assertEquals(1, value(new NllLoss().withIgnoreIndex(0).of(logP, classes(0, 1))));
  }

  /// Smoothed classes are mixed with weights of all classes, and their mean is divided by the
  /// weights of the targets.
  @Test
  void smoothingOfWeightedClassesByHand() {
    Variable logits = rows(2, 0, Math.log(3), 0, 0);
    double[] w = {1, 3};
    CrossEntropyLoss loss =
        new CrossEntropyLoss().withWeight(Tensor.of(w, 2)).withLabelSmoothing(0.5);
    double a = Math.log(4);
    double b = Math.log(4 / 3.0);
    double first = 0.5 * w[0] * a + 0.25 * (w[0] * a + w[1] * b);
    double second = 0.5 * w[1] * LN2 + 0.25 * (w[0] + w[1]) * LN2;
    assertEquals((first + second) / 4, value(loss.of(logits, classes(0, 1))), ROUNDING);
    assertEquals(
        first, value(loss.of(logits, classes(0, -100))), ROUNDING, "an ignored row counts nothing");
  }

  @Test
  void smoothedClassesAreTheSameAsSmoothedProbabilities() {
    Variable logits = rows(3, 1, 2, 3, -1, 0, 4);
    CrossEntropyLoss loss = new CrossEntropyLoss().withLabelSmoothing(0.1);
    Tensor certain = Tensor.of(new double[] {0, 0, 1, 1, 0, 0}, 2, 3);
    assertEquals(value(loss.of(logits, certain)), value(loss.of(logits, classes(2, 0))), ROUNDING);
  }

  @Test
  void classesMayBeOfAnyIntegerType() {
    Variable logits = rows(3, 1, 2, 3, -1, 0, 4);
    double want = value(Losses.crossEntropy(logits, classes(2, 0)));
    for (DType type : new DType[] {DType.I32, DType.U8, DType.I8}) {
      Tensor narrow = classes(2, 0).to(type);
      assertEquals(want, value(Losses.crossEntropy(logits, narrow)));
      Variable composed = new CrossEntropyLoss().of(logits, Variable.constant(narrow));
      assertEquals(want, value(composed), ROUNDING);
    }
  }

  @Test
  void oneExampleHasNoAxisOfExamples() {
    Variable logits = x(0, Math.log(3));
    assertEquals(Math.log(4), value(Losses.crossEntropy(logits, Tensor.scalar(0L))), ROUNDING);
    // (0 + max(0, 1 - ln 3 + 0)) / 2 for class 1
    assertEquals(0, value(Losses.multiMargin(logits, Tensor.scalar(1L))));
    assertEquals(
        (1 + Math.log(3)) / 2, value(Losses.multiMargin(logits, Tensor.scalar(0L))), ROUNDING);
  }

  @Test
  void multiMarginByHand() {
    Variable scores = rows(3, 1, 0.5, 2);
    MultiMarginLoss squares =
        new MultiMarginLoss().withP(2).withWeight(Tensor.of(new double[] {2, 1, 1}, 3));
    // class 0: (1 - 1 + 0.5)^2 + (1 - 1 + 2)^2, weight 2
    assertEquals(2 * 4.25 / 3, value(squares.of(scores, classes(0))), ROUNDING);
    assertEquals(2.5 / 3, value(new MultiMarginLoss().of(scores, classes(0))), ROUNDING);
    assertEquals(
        0.5 / 3, value(new MultiMarginLoss().withMargin(-0.5).of(scores, classes(0))), ROUNDING);
  }

  /// The example of PyTorch's documentation: classes 3 and 0.
  @Test
  void multiLabelMarginCountsLabelsBeforeTheFirstMinusOne() {
    Variable scores = rows(4, 0.1, 0.2, 0.4, 0.8);
    Tensor targets = Tensor.of(new long[] {3, 0, -1, 1}, 1, 4);
    double want =
        0.25 * ((1 - (0.1 - 0.2)) + (1 - (0.1 - 0.4)) + (1 - (0.8 - 0.2)) + (1 - (0.8 - 0.4)));
    assertEquals(want, value(Losses.multiLabelMargin(scores, targets)), ROUNDING);
    // what stands behind the end may be no class
    Tensor odd = Tensor.of(new long[] {3, 0, -1, 99}, 1, 4);
    assertEquals(want, value(Losses.multiLabelMargin(scores, odd)), ROUNDING);
    Tensor none = Tensor.of(new long[] {-1, 0, 0, 0}, 1, 4);
    assertEquals(0, value(Losses.multiLabelMargin(scores, none)));
  }

  // ---- Yes or no

  @Test
  void binaryCrossEntropyWithLogitsNeitherOverflowsNorCancels() {
    Variable logits = x(-800, 800, -40, 40);
    BceWithLogitsLoss none = new BceWithLogitsLoss().withReduction(Reduction.NONE);
    double small = Math.exp(-40);
    double[] right = values(none.of(logits, Tensor.of(new double[] {0, 1, 0, 1}, 4)));
    assertArrayEquals(new double[] {0, 0, small, small}, right, 1e-15 * small);
    double[] wrong = values(none.of(logits, Tensor.of(new double[] {1, 0, 1, 0}, 4)));
    assertArrayEquals(new double[] {800, 800, 40, 40}, wrong, 40 * ROUNDING);
  }

  @Test
  void targetsMayBeTruthValues() {
    Variable logits = x(0, 0, Math.log(3));
    Tensor yes = Tensor.of(new boolean[] {true, false, true}, 3);
    assertEquals(
        (2 * LN2 + Math.log(4 / 3.0)) / 3,
        value(new BceWithLogitsLoss().of(logits, yes)),
        ROUNDING);
  }

  @Test
  void multiLabelSoftMarginIsTheMeanOverClasses() {
    MultiLabelSoftMarginLoss loss =
        new MultiLabelSoftMarginLoss()
            .withWeight(Tensor.of(new double[] {1, 3}, 2))
            .withReduction(Reduction.NONE);
    Variable logits = rows(2, 0, Math.log(3));
    assertArrayEquals(
        new double[] {(LN2 + 3 * Math.log(4)) / 2},
        values(loss.of(logits, Tensor.of(new double[] {1, 0}, 1, 2))),
        ROUNDING);
  }

  @Test
  void softMarginByHand() {
    Variable output = x(Math.log(3), Math.log(3), 800);
    Tensor target = Tensor.of(new double[] {1, -1, 1}, 3);
    assertArrayEquals(
        new double[] {Math.log(4 / 3.0), Math.log(4), 0},
        values(Losses.softMargin(output, Variable.constant(target), Reduction.NONE)),
        ROUNDING);
  }

  @Test
  void focalLossOfCertainOutputsHasAFiniteGradient() {
    for (double gamma : new double[] {0, 0.5, 1, 2}) {
      Variable logits = x(-1000, 1000);
      new FocalLoss(0.25, gamma, Reduction.SUM)
          .of(logits, Tensor.of(new double[] {0, 1}, 2))
          .backward();
      assertArrayEquals(new double[2], logits.grad().toDoubleArray());
    }
  }

  /// Without focus and weights it is the binary cross-entropy.
  @Test
  void focalLossWithoutFocusIsBinaryCrossEntropy() {
    Variable logits = x(-2, 0.5, 3);
    Variable target = Variable.constant(Tensor.of(new double[] {0, 1, 0.3}, 3));
    assertEquals(
        value(Losses.binaryCrossEntropyWithLogits(logits, target)),
        value(new FocalLoss(-1, 0, Reduction.MEAN).of(logits, target)),
        ROUNDING);
  }

  // ---- Numbers and distributions

  @Test
  void gradientsAtKinksArePyTorchs() {
    Variable zero = x(0, 0);
    Losses.l1(zero, x(0, 0)).backward();
    assertArrayEquals(new double[2], zero.grad().toDoubleArray());
    Variable onTheMargin = x(1);
    Losses.hingeEmbedding(onTheMargin, Variable.constant(Tensor.of(new double[] {-1}, 1)))
        .backward();
    assertArrayEquals(new double[] {-1}, onTheMargin.grad().toDoubleArray());
  }

  @Test
  void huberAndSmoothL1OnBothSidesOfTheBend() {
    Variable output = x(0.5, -3);
    Variable zeros = x(0, 0);
    assertArrayEquals(
        new double[] {0.125, 2 * (3 - 1)},
        values(new HuberLoss(2, Reduction.NONE).of(output, zeros)));
    assertArrayEquals(
        new double[] {0.125 / 2, 3 - 1},
        values(new SmoothL1Loss(2, Reduction.NONE).of(output, zeros)));
    assertArrayEquals(
        new double[] {0.5, 3}, values(new SmoothL1Loss(0, Reduction.NONE).of(output, zeros)));
  }

  @Test
  void aProbabilityOfZeroHasNoDivergenceAndNoGradient() {
    Variable logP = x(-1, -2);
    Variable target = x(0, 1);
    new KlDivLoss(Reduction.SUM).of(logP, target).backward();
    assertEquals(2, value(new KlDivLoss(Reduction.SUM).of(logP, target)));
    // ln t + 1 - x at t = 1; of t = 0 the part of the product alone
    assertArrayEquals(new double[] {1, 3}, target.grad().toDoubleArray());
    assertArrayEquals(new double[] {0, -1}, logP.grad().toDoubleArray(), ROUNDING);
  }

  @Test
  void stirlingsTermIsAddedForCountsAboveOne() {
    PoissonNllLoss loss = new PoissonNllLoss().withReduction(Reduction.NONE);
    Variable logMeans = x(0, 0, 0);
    Variable counts = x(0, 1, 5);
    assertArrayEquals(new double[] {1, 1, 1}, values(loss.of(logMeans, counts)));
    double stirling = 5 * Math.log(5) - 5 + 0.5 * Math.log(2 * Math.PI * 5);
    assertArrayEquals(
        new double[] {1, 1, 1 + stirling},
        values(loss.withFull(true).of(logMeans, counts)),
        10 * ROUNDING);
    // mean 0 of count 0 loses nothing, of count 1 a finite number
    assertArrayEquals(
        new double[] {0, -Math.log(1e-8), -5 * Math.log(1e-8)},
        values(loss.withLogInput(false).of(logMeans, counts)),
        100 * ROUNDING);
  }

  @Test
  void aSmallVarianceCountsAsEpsilonAndKeepsItsGradient() {
    Variable variance = x(0);
    new GaussianNllLoss(false, 0.25, Reduction.SUM).of(x(1), x(0), variance).backward();
    // (1 / v - d^2 / v^2) / 2 at v = 0.25
    assertArrayEquals(new double[] {(4 - 16) / 2.0}, variance.grad().toDoubleArray());
  }

  @Test
  void aVarianceMayLackTheLastAxis() {
    Variable output = rows(2, 1, 2, 3, 4);
    Variable target = rows(2, 0, 0, 0, 0);
    double want = value(Losses.gaussianNll(output, target, rows(2, 1, 1, 2, 2)));
    assertEquals(want, value(Losses.gaussianNll(output, target, x(1, 2))), ROUNDING);
    assertEquals(want, value(Losses.gaussianNll(output, target, rows(1, 1, 2))), ROUNDING);
  }

  // ---- Pairs

  @Test
  void marginRankingByHand() {
    Variable first = x(2, 2);
    Variable second = x(1, 1);
    Tensor target = Tensor.of(new double[] {1, -1}, 2);
    assertArrayEquals(
        new double[] {0.5, 2.5},
        values(new MarginRankingLoss(1.5, Reduction.NONE).of(first, second, target)));
  }

  @Test
  void distancesByHand() {
    Variable x = rows(2, 0, 0, 3, 4);
    Variable y = rows(2, 3, 4, 3, 4);
    assertArrayEquals(new double[] {5, 0}, values(Distances.pairwise(x, y, 2, 0, false)), ROUNDING);
    assertEquals("[2, 1]", Distances.pairwise(x, y, 1, 0, true).shape().toString());
    assertArrayEquals(new double[] {7, 7, 0, 0}, values(Distances.ofAllPairs(x, y, 1)), ROUNDING);
    assertArrayEquals(new double[] {0, 1}, values(Distances.cosineSimilarity(x, y)), ROUNDING);
  }

  @Test
  void vectorsOfZerosHaveFiniteGradients() {
    Variable zeros = rows(2, 0, 0);
    Losses.cosineEmbedding(zeros, rows(2, 1, 1), x(1)).backward();
    assertFalse(zeros.grad().isNaN().any(false).itemBoolean());
    Variable others = rows(2, 0, 0);
    Distances.cosineSimilarity(others, rows(2, 1, 1)).sum().backward();
    assertFalse(others.grad().isNaN().any(false).itemBoolean());
  }
}
