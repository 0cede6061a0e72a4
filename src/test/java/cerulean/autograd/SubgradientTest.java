package cerulean.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import cerulean.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What gradients are where a function has a kink, a tie, a pole or nothing to work on. The numbers
/// are PyTorch's.
@Tag("once")
class SubgradientTest {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static final double NAN = Double.NaN;

  /// The gradient of the sum of `f`; -0 as 0.
  private static double[] slope(UnaryOperator<Variable> f, double... at) {
    return Grad.of(x -> f.apply(x).sum()).apply(numbers(at)).value().add(0).toDoubleArray();
  }

  private static Variable numbers(double... values) {
    return Variable.constant(Tensor.of(values, values.length));
  }

  private static double[] numbersOf(double... values) {
    return values;
  }

  @Test
  void clampPassesOnItsBoundsAndHardTanhDoesNot() {
    assertArrayEquals(
        numbersOf(0, 1, 1, 1, 0), slope(x -> x.clamp(-1, 2), -1.5, -1, 0, 2, 3), "clamp");
    assertArrayEquals(
        numbersOf(0, 0, 1, 0, 0), slope(x -> x.hardTanh(-1, 2), -1.5, -1, 0, 2, 3), "hardTanh");
    assertArrayEquals(numbersOf(0, 1, 0), slope(Variable::relu6, 0, 3, 6), "relu6");
  }

  @Test
  void activationsAtTheirKinks() {
    assertArrayEquals(numbersOf(0.1), slope(x -> x.leakyRelu(0.1), 0));
    assertArrayEquals(numbersOf(2), slope(x -> x.elu(2), 0));
    assertArrayEquals(numbersOf(0, 0, 1), slope(x -> x.hardShrink(1), -1, 1, 1.5));
    assertArrayEquals(numbersOf(0, 0, 1), slope(x -> x.softShrink(1), -1, 1, 1.5));
    assertArrayEquals(numbersOf(0, 1), slope(x -> x.threshold(1, -2), 1, 1.5));
    assertArrayEquals(numbersOf(0, 0.25, 0), slope(x -> x.hardSigmoid(0.25, 0.5), -2, 0, 2));
    assertArrayEquals(numbersOf(0, 0.5, 1, 1), slope(Variable::hardSwish, -3, 0, 3, 4));
  }

  @Test
  void exponentialsThatAreNotUsedDoNotOverflowIntoGradients() {
    assertArrayEquals(numbersOf(1), slope(x -> x.elu(1), 1000));
    assertArrayEquals(
        numbersOf(0), slope(x -> Grad.of(v -> v.elu(1).sum()).apply(x), 1000), "second derivative");
  }

  @Test
  void extremesOfPairs() {
    assertArrayEquals(numbersOf(1, 0, 1), slope(x -> x.fmax(numbers(1, 2, NAN)), 1, 1, 1));
    assertArrayEquals(numbersOf(1, 1, 1), slope(x -> x.fmin(numbers(1, 2, NAN)), 1, 1, 1));
    assertArrayEquals(numbersOf(0.5, 0, 1), slope(x -> x.maximum(1), 1, 0, 2));
    assertArrayEquals(numbersOf(0.5, 1, 0), slope(x -> x.minimum(1), 1, 0, 2));
  }

  @Test
  void powersOfZero() {
    assertArrayEquals(numbersOf(0, 0, 0), slope(x -> x.pow(0), 0, 2, -1));
    assertArrayEquals(numbersOf(0, 1, 0), slope(x -> x.pow(numbers(0, 1, 2)), 0, 0, 0));
    assertArrayEquals(numbersOf(0, 0), slope(p -> numbers(0, 0).pow(p), 0, 2), "exponent");
    assertArrayEquals(numbersOf(NAN), slope(p -> numbers(-1).pow(p), 2), "negative base");
  }

  @Test
  void whatWhereDoesNotTakeGetsZeroEvenOfNaN() {
    Variable taken = numbers(NAN, 1);
    assertArrayEquals(
        numbersOf(0, 1), slope(x -> Variable.where(x.gt(0), x, numbers(0, 0)).mul(taken), -1, 1));
  }

  @Test
  void specialFunctionsAtTheirEdges() {
    assertArrayEquals(numbersOf(0), slope(Variable::sinc, 0));
    assertArrayEquals(
        numbersOf(-Math.PI * Math.PI / 3),
        slope(x -> Grad.of(v -> v.sinc().sum()).apply(x), 0),
        1e-15);
    assertArrayEquals(numbersOf(NAN, 4, NAN), slope(Variable::logit, -1, 0.5, 2));
    assertArrayEquals(numbersOf(0, 4, 0), slope(x -> x.logit(0.1), -1, 0.5, 2));
    assertArrayEquals(numbersOf(0, 1, 0), slope(x -> x.nanToNum(0, 1, 2), NAN, 1, INFINITY));
    assertArrayEquals(numbersOf(0, 0), slope(x -> x.xlogy(numbers(0, -1)), 0, 0));
  }

  /// pi^2 / 6, pi^2 / 2, and by reflection pi^2 / 2 + 4.
  @Test
  void digammaMovesByTheTrigammaFunction() {
    double square = Math.PI * Math.PI;
    assertArrayEquals(
        numbersOf(square / 6, square / 2, square / 2 + 4),
        slope(Variable::digamma, 1, 0.5, -0.5),
        1e-13);
  }

  @Test
  void productsWithZeros() {
    assertArrayEquals(numbersOf(12, 8, 6), slope(Variable::prod, 2, 3, 4));
    assertArrayEquals(numbersOf(0, 8, 0), slope(Variable::prod, 2, 0, 4));
    assertArrayEquals(numbersOf(0, 0, 0), slope(Variable::prod, 0, 0, 4));
    assertArrayEquals(numbersOf(1, 10, 0), slope(x -> x.cumprod(0), 2, 0, 4));
  }

  @Test
  void normsAtZero() {
    for (double order : new double[] {0, 0.5, 1, 2, 3, -1, INFINITY}) {
      assertArrayEquals(numbersOf(0, 0), slope(x -> x.norm(order, false), 0, 0), "order " + order);
    }
    assertArrayEquals(numbersOf(0.5, 0, -0.5), slope(x -> x.norm(INFINITY, false), 2, 1, -2));
    assertArrayEquals(numbersOf(0, 0), slope(x -> x.std(1, false), 3, 3));
  }

  @Test
  void equalElementsInOrder() {
    assertArrayEquals(numbersOf(0, 1, 1), slope(x -> x.cummax(0).narrow(0, 1, 2), 1, 1, 1));
    assertArrayEquals(numbersOf(1, 0, 0), slope(x -> x.topK(1, 0, true).values(), 1, 1, 1));
    assertArrayEquals(
        numbersOf(0, 1, 0), slope(x -> x.kthValue(2, 0, false).values(), 1, 1, 1), "kthValue");
    assertArrayEquals(numbersOf(0, 1, 0), slope(x -> x.lowerMedian(false, 0), 1, 1, 1), "axis");
    double third = 1.0 / 3;
    assertArrayEquals(
        numbersOf(third, third, third), slope(x -> x.lowerMedian(false), 1, 1, 1), "all");
  }

  @Test
  void nothingGivesNoGradients() {
    assertArrayEquals(numbersOf(), slope(Variable::prod));
    assertArrayEquals(numbersOf(), slope(x -> x.cumprod(0)));
    assertArrayEquals(numbersOf(), slope(x -> x.cummax(0)));
    assertArrayEquals(numbersOf(), slope(x -> x.logCumSumExp(0)));
    assertArrayEquals(numbersOf(), slope(x -> x.diff(2, 0)));
    assertArrayEquals(numbersOf(), slope(x -> x.sort(0).values()));
    assertArrayEquals(numbersOf(0), slope(x -> x.diff(2, 0), 5));
    assertArrayEquals(
        numbersOf(0), slope(x -> x.maskedSelect(Tensor.of(new boolean[] {false}, 1)), 5));
  }

  @Test
  void minusInfinityCountsNothingInRunningSumsOfExponentials() {
    assertArrayEquals(
        numbersOf(0, 2), slope(x -> x.logCumSumExp(0).narrow(0, 1, 1).mul(2), -INFINITY, 1));
    assertArrayEquals(numbersOf(1, 1), slope(x -> x.logCumSumExp(0), 0, 2000), "no overflow");
  }
}
