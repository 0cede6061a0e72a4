package cerulean.nn.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CtcLossTest {

  /// Sums of a thousand products.
  private static final double ROUNDING = 1e-12;

  private static final int CLASSES = 3;

  private static Tensor logP(int steps, int batch) {
    return Tensor.normal(Philox.of(steps), 0, 1, steps, batch, CLASSES).to(DType.F64).logSoftmax(2);
  }

  /// The sum over all paths of classes, one by one.
  private static double byEnumeration(Tensor logP, int example, int steps, List<Integer> labels) {
    int paths = (int) Math.pow(CLASSES, steps);
    double sum = 0;
    for (int path = 0; path < paths; path++) {
      List<Integer> read = new ArrayList<>();
      double probability = 1;
      int before = 0;
      for (int t = 0, rest = path; t < steps; t++, rest /= CLASSES) {
        int now = rest % CLASSES;
        probability *= Math.exp(logP.select(0, t).select(0, example).select(0, now).itemDouble());
        if (now != 0 && now != before) {
          read.add(now);
        }
        before = now;
      }
      sum += read.equals(labels) ? probability : 0;
    }
    return -Math.log(sum);
  }

  @Test
  void theLossSumsUpAllPathsThatReadAsTheTarget() {
    Tensor logP = logP(6, 4);
    List<List<Integer>> labels =
        List.of(List.of(1, 2, 1), List.of(2, 2), List.of(), List.of(1, 1, 2));
    int[] steps = {6, 5, 4, 6};
    Tensor targets = Tensor.of(new long[] {1, 2, 1, 2, 2, 9, 9, 9, 9, 1, 1, 2}, 4, 3);
    CtcLoss none = new CtcLoss().withReduction(Reduction.NONE);
    Variable losses = none.of(Variable.leaf(logP), targets, steps, new int[] {3, 2, 0, 3});
    for (int n = 0; n < 4; n++) {
      double want = byEnumeration(logP, n, steps[n], labels.get(n));
      assertEquals(want, losses.value().select(0, n).itemDouble(), ROUNDING);
    }
  }

  @Test
  void theMeanDividesByLabelsFirst() {
    Tensor logP = logP(5, 3);
    Tensor targets = Tensor.of(new long[] {1, 2, 1, 0, 0, 0}, 3, 2);
    int[] steps = {5, 5, 5};
    int[] labels = {2, 1, 0};
    double[] each =
        new CtcLoss()
            .withReduction(Reduction.NONE)
            .of(Variable.leaf(logP), targets, steps, labels)
            .value()
            .toDoubleArray();
    assertEquals(
        (each[0] / 2 + each[1] + each[2]) / 3,
        Losses.ctc(Variable.leaf(logP), targets, steps, labels).value().itemDouble(),
        ROUNDING);
  }

  @Test
  void targetsMayStandOneBehindTheOther() {
    Variable logP = Variable.leaf(logP(5, 2));
    int[] steps = {5, 4};
    int[] labels = {1, 2};
    Tensor table = Tensor.of(new long[] {1, 0, 2, 1}, 2, 2);
    assertEquals(
        Losses.ctc(logP, table, steps, labels).value().itemDouble(),
        Losses.ctc(logP, Tensor.of(new int[] {1, 2, 1}, 3), steps, labels).value().itemDouble());
  }

  @Test
  void oneSequenceNeedsNoBatch() {
    Tensor logP = logP(5, 1);
    Tensor target = Tensor.of(new long[] {2, 2}, 2);
    Variable one =
        new CtcLoss()
            .withReduction(Reduction.NONE)
            .of(Variable.leaf(logP.squeeze(1)), target, new int[] {5}, new int[] {2});
    assertEquals(0, one.shape().rank());
    assertEquals(byEnumeration(logP, 0, 5, List.of(2, 2)), one.value().itemDouble(), ROUNDING);
  }

  @Test
  void anotherClassMayBeTheBlank() {
    Tensor logP = logP(4, 1);
    Tensor turned = Tensor.concat(2, logP.narrow(2, 1, 2), logP.narrow(2, 0, 1));
    int[] steps = {4};
    int[] labels = {2};
    double want =
        Losses.ctc(Variable.leaf(logP), Tensor.of(new long[] {1, 2}, 1, 2), steps, labels)
            .value()
            .itemDouble();
    Variable got =
        new CtcLoss()
            .withBlank(2)
            .of(Variable.leaf(turned), Tensor.of(new long[] {0, 1}, 1, 2), steps, labels);
    assertEquals(want, got.value().itemDouble(), ROUNDING);
  }

  /// Minus the probability of each class: they add up to 1 at each step, and those behind the end
  /// have none.
  @Test
  void theGradientIsTheProbabilityOfEachClassAtEachStep() {
    Variable logP = Variable.leaf(logP(5, 1));
    Tensor target = Tensor.of(new long[] {1, 2}, 1, 2);
    Losses.ctc(logP, target, new int[] {4}, new int[] {1}).backward();
    assertArrayEquals(
        new double[] {-1, -1, -1, -1, 0},
        logP.grad().sum(false, 2).squeeze(1).toDoubleArray(),
        ROUNDING);
    assertEquals(0, logP.grad().select(2, 2).abs().sum().itemDouble(), "class 2 is not read");
  }

  @Test
  void whatNoPathFitsIsInfiniteOrCountsNothing() {
    // three labels with a blank between the equal ones need four steps
    Tensor target = Tensor.of(new long[] {1, 1, 2}, 1, 3);
    int[] steps = {3};
    int[] labels = {3};
    Variable logP = Variable.leaf(logP(3, 1));
    Variable loss = Losses.ctc(logP, target, steps, labels);
    assertEquals(Double.POSITIVE_INFINITY, loss.value().itemDouble());
    loss.backward();
    assertTrue(logP.grad().isNaN().all(false).itemBoolean());

    Variable again = Variable.leaf(logP(3, 1));
    Variable nothing = new CtcLoss().withZeroInfinity(true).of(again, target, steps, labels);
    assertEquals(0, nothing.value().itemDouble());
    nothing.backward();
    assertEquals(0, again.grad().abs().sum().itemDouble());
  }

  @Test
  void noStepsReadNoLabels() {
    Variable logP = Variable.leaf(logP(3, 2));
    Tensor target = Tensor.of(new long[] {1, 1}, 2, 1);
    CtcLoss none = new CtcLoss().withReduction(Reduction.NONE);
    assertArrayEquals(
        new double[] {0, Double.POSITIVE_INFINITY},
        none.of(logP, target, new int[] {0, 0}, new int[] {0, 1}).value().toDoubleArray());
  }

  /// A class that is certain to be absent, in F32, where its logarithm is minus infinity.
  @Test
  void impossibleClassesDoNotDisturb() {
    float never = Float.NEGATIVE_INFINITY;
    float half = (float) Math.log(0.5);
    Variable logP =
        Variable.leaf(Tensor.of(new float[] {half, half, never, half, half, never}, 2, 1, 3));
    Variable loss = Losses.ctc(logP, Tensor.of(new long[] {1}, 1, 1), new int[] {2}, new int[] {1});
    // of four paths three read as 1
    assertEquals(-Math.log(0.75), loss.value().itemDouble(), 1e-7);
    loss.backward();
    // two of the three are in class 1 at each step
    assertArrayEquals(
        new float[] {-1 / 3f, -2 / 3f, 0, -1 / 3f, -2 / 3f, 0}, logP.grad().toArray(), 1e-6f);
  }

  /// Products of a thousand probabilities of 1/3 are far below what a number can be.
  @Test
  void longSequencesDoNotUnderflow() {
    int steps = 1000;
    Tensor logP = Tensor.zeros(DType.F64, steps, 1, CLASSES).logSoftmax(2);
    long[] labels = new long[100];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % 2 == 0 ? 1 : 2;
    }
    Variable leaf = Variable.leaf(logP);
    Variable loss =
        new CtcLoss()
            .withReduction(Reduction.SUM)
            .of(leaf, Tensor.of(labels, 1, 100), new int[] {steps}, new int[] {100});
    // all paths are equally likely; of n = 100 labels, all different from their neighbours, there
    // are (steps + n over 2 n) paths: each label and each gap starts somewhere
    double paths = 0;
    for (int i = 1; i <= 200; i++) {
      paths += Math.log((steps + 100 - 200 + i) / (double) i);
    }
    assertEquals(steps * Math.log(3) - paths, loss.value().itemDouble(), 1e-9 * steps);
    loss.backward();
    assertEquals(-steps, leaf.grad().sum().itemDouble(), 1e-9 * steps);
  }
}
