package cerulean.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.Shape;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Derivatives as functions of functions, against derivatives by hand.
class GradTest {

  /// `sum(x^3)`.
  private static Variable cubes(Variable x) {
    return x.mul(x).mul(x).sum();
  }

  private static Variable of(double... values) {
    return Variable.constant(Tensor.of(values, values.length));
  }

  private static void assertValue(double[] expected, Variable actual) {
    assertArrayEquals(expected, actual.value().toDoubleArray(), 1e-12);
  }

  private static double[] d(double... values) {
    return values;
  }

  @Test
  void gradientOfAFunction() {
    Variable x = of(1, -2);
    assertValue(d(3, 12), Grad.of(GradTest::cubes).apply(x));
    assertEquals(-7, Grad.withValue(GradTest::cubes).apply(x).value().value().itemDouble());
  }

  @Test
  void aGradientThatNobodyCanAskForAgainIsNotRecorded() {
    assertFalse(Grad.of(GradTest::cubes).apply(of(1, 2)).requiresGrad());
    assertFalse(Grad.withValue(GradTest::cubes).apply(of(1, 2)).value().requiresGrad());
    assertTrue(Grad.of(GradTest::cubes).apply(Variable.leaf(Tensor.ones(2))).requiresGrad());
  }

  @Test
  void gradientsOfGradientsOfGradients() {
    UnaryOperator<Variable> first = x -> Grad.of(GradTest::cubes).apply(x).sum();
    UnaryOperator<Variable> second = x -> Grad.of(first).apply(x).sum();
    assertValue(d(6, -12), Grad.of(first).apply(of(1, -2)));
    assertValue(d(6, 6), Grad.of(second).apply(of(1, -2)));
  }

  @Test
  void innerDerivativesTakeOuterVariablesForConstant() {
    // d/dx (x * d/dy (x + y)) = 1: a derivative that mixed its variables up would say 2.
    UnaryOperator<Variable> outer = x -> x.mul(Grad.of(y -> x.add(y).sum()).apply(of(1))).sum();
    assertValue(d(1), Grad.of(outer).apply(of(1)));
    UnaryOperator<Variable> forward =
        x -> x.mul(Grad.jvp(y -> x.add(y), of(1), of(1)).tangent()).sum();
    assertValue(d(1), Grad.jvp(forward, of(1), of(1)).tangent().reshape(1));
    assertValue(d(1), Grad.of(forward).apply(of(1)));
    assertValue(d(1), Grad.jvp(outer, of(1), of(1)).tangent().reshape(1));
  }

  @Test
  void whatAFunctionCapturesIsDifferentiatedByTheDerivativeAround() {
    // d/dw sum(d/dx (w x^2)) = 2x.
    Variable x = of(3, 4);
    UnaryOperator<Variable> f = w -> Grad.of(v -> w.mul(v).mul(v).sum()).apply(x).sum();
    assertValue(d(6, 8), Grad.of(f).apply(of(1, 1)));
    Variable w = Variable.leaf(Tensor.of(new double[] {1, 1}, 2));
    f.apply(w).backward();
    assertArrayEquals(d(6, 8), w.grad().toDoubleArray());
    assertNull(x.grad());
  }

  @Test
  void tangentOfAFunction() {
    var both = Grad.jvp(x -> x.mul(x).exp(), of(0.5, -1), of(2, 3));
    assertValue(d(Math.exp(0.25), Math.E), both.value());
    assertValue(d(2 * Math.exp(0.25), -6 * Math.E), both.tangent());
  }

  @Test
  void whatDoesNotMoveHasATangentOfZeros() {
    assertValue(d(0, 0), Grad.jvp(x -> of(1, 2), of(1, 2), of(1, 1)).tangent());
    assertValue(d(0, 0), Grad.jvp(x -> x.detach().exp(), of(1, 2), of(1, 1)).tangent());
    assertValue(d(0, 0), Grad.jvp(Variable::sign, of(1, 2), of(1, 1)).tangent());
  }

  @Test
  void tangentsGoOnInsideNoGrad() {
    assertValue(d(6), Grad.jvp(x -> NoGrad.call(() -> x.mul(x)), of(3), of(1)).tangent());
  }

  @Test
  void everyOrderOfModesGivesTheSameSecondDerivative() {
    // f = sum(x^3 sigmoid(x)): with v, second derivatives are diagonal.
    UnaryOperator<Variable> f = x -> x.mul(x).mul(x).mul(x.sigmoid()).sum();
    Variable x = of(0.3, -1.2, 2);
    Variable v = of(1, 2, -1);
    Variable reverseOverReverse = Grad.of(y -> Grad.of(f).apply(y).mul(v).sum()).apply(x);
    Variable forwardOverReverse = Grad.hessianProduct(f, x, v);
    Variable reverseOverForward = Grad.of(y -> Grad.jvp(f, y, v).tangent()).apply(x);
    Variable forwardOverForward =
        Variable.stack(
            0,
            List.of(of(1, 0, 0), of(0, 1, 0), of(0, 0, 1)).stream()
                .map(e -> Grad.jvp(y -> Grad.jvp(f, y, v).tangent(), x, e).tangent())
                .toArray(Variable[]::new));
    double[] expected = reverseOverReverse.value().toDoubleArray();
    assertValue(expected, forwardOverReverse);
    assertValue(expected, reverseOverForward);
    assertValue(expected, forwardOverForward);
  }

  @Test
  void jacobiansOfBothModesAreEqual() {
    Variable a = Variable.constant(Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 3, 2));
    UnaryOperator<Variable> f = x -> a.matmul(x).tanh();
    Variable x = of(0.1, -0.05);
    Variable reverse = Grad.jacobian(f).apply(x);
    Variable forward = Grad.jacobianForward(f).apply(x);
    assertEquals(Shape.of(3, 2), reverse.shape());
    double[] expected = new double[6];
    double[] y = f.apply(x).value().toDoubleArray();
    for (int i = 0; i < 6; i++) {
      expected[i] = (1 - y[i / 2] * y[i / 2]) * (i + 1);
    }
    assertValue(expected, reverse);
    assertValue(expected, forward);
  }

  @Test
  void aJacobianHasTheShapesOfResultAndInput() {
    Variable x = Variable.constant(Tensor.ones(2, 3));
    UnaryOperator<Variable> f = y -> y.sum(false, 0).mul(2).unsqueeze(0);
    assertEquals(Shape.of(1, 3, 2, 3), Grad.jacobian(f).apply(x).shape());
    assertEquals(Shape.of(1, 3, 2, 3), Grad.jacobianForward(f).apply(x).shape());
    assertEquals(
        List.of(2f, 0f, 0f),
        List.of(
            Grad.jacobian(f).apply(x).value().get(0, 1, 1, 1),
            Grad.jacobian(f).apply(x).value().get(0, 1, 1, 2),
            Grad.jacobianForward(f).apply(x).value().get(0, 2, 0, 0)));
  }

  @Test
  void hessianOfAProduct() {
    // f = x0^2 x1: [[2 x1, 2 x0], [2 x0, 0]].
    UnaryOperator<Variable> f = x -> x.select(0, 0).mul(x.select(0, 0)).mul(x.select(0, 1));
    assertValue(d(10, 6, 6, 0), Grad.hessian(f).apply(of(3, 5)));
    assertValue(d(10, 6, 6, 0), Grad.jacobian(Grad.of(f)).apply(of(3, 5)));
    assertValue(d(10, 6, 6, 0), Grad.jacobianForward(Grad.of(f)).apply(of(3, 5)));
  }

  @Test
  void aHessianCanBeDifferentiated() {
    // The sum of the Hessian of x^4 is 12 x^2, its gradient 24 x.
    UnaryOperator<Variable> f = x -> x.mul(x).mul(x).mul(x).sum();
    assertValue(d(24, 48), Grad.of(x -> Grad.hessian(f).apply(x).sum()).apply(of(1, 2)));
  }

  @Test
  void pullbacksAndLinearMapsCanBeAppliedAgain() {
    UnaryOperator<Variable> f = x -> x.mul(x);
    var back = Grad.vjp(f, of(3, 4));
    assertValue(d(9, 16), back.value());
    assertValue(d(6, 0), back.map().apply(of(1, 0)));
    assertValue(d(0, 8), back.map().apply(of(0, 1)));
    var linear = Grad.linearize(f, of(3, 4));
    assertValue(d(9, 16), linear.value());
    assertValue(d(6, 16), linear.map().apply(of(1, 2)));
    assertValue(d(12, 8), linear.map().apply(of(2, 1)));
  }

  @Test
  void linearizeRunsItsFunctionOnce() {
    List<Variable> calls = new ArrayList<>();
    var linear =
        Grad.linearize(
            x -> {
              calls.add(x);
              return x.exp();
            },
            of(0));
    assertValue(d(1), linear.map().apply(of(1)));
    assertValue(d(2), linear.map().apply(of(2)));
    assertEquals(1, calls.size());
  }

  @Test
  void functionsOfSeveralVariables() {
    Function<List<Variable>, Variable> f = in -> in.get(0).mul(in.get(0)).mul(in.get(1)).sum();
    List<Variable> both = Grad.ofAll(f).apply(List.of(of(3), of(5)));
    assertValue(d(30), both.get(0));
    assertValue(d(9), both.get(1));
    List<Variable> second = Grad.ofAll(f, 1).apply(List.of(of(3), of(5)));
    assertEquals(1, second.size());
    assertValue(d(9), second.getFirst());
    assertEquals(
        45, Grad.withValueOfAll(f).apply(List.of(of(3), of(5))).value().value().itemDouble());
  }

  @Test
  void leavesAreLeftAlone() {
    Variable w = Variable.leaf(Tensor.of(new double[] {2}, 1));
    assertValue(d(4), Grad.of(x -> x.mul(x).mul(w).sum()).apply(of(1)));
    assertNull(w.grad());
  }

  @Test
  void wrongNumbersOfDirectionsAreSentences() {
    Variable x = Variable.constant(Tensor.ones(2));
    UnaryOperator<List<Variable>> both = in -> List.of(in.get(0), in.get(1));
    assertEquals(
        "vjp: there must be a gradient for each of 2 results; got 1",
        assertThrows(
                IllegalArgumentException.class,
                () -> Grad.vjp(both, List.of(x, x)).map().apply(List.of(x)))
            .getMessage());
    assertEquals(
        "jvp: there must be a direction for each of 2 inputs; got 1",
        assertThrows(
                IllegalArgumentException.class, () -> Grad.jvp(both, List.of(x, x), List.of(x)))
            .getMessage());
    assertEquals(
        "linearize: there must be a direction for each of 2 inputs; got 3",
        assertThrows(
                IllegalArgumentException.class,
                () -> Grad.linearize(both, List.of(x, x)).map().apply(List.of(x, x, x)))
            .getMessage());
  }

  @Test
  void wrongUseIsASentence() {
    var vector =
        assertThrows(IllegalArgumentException.class, () -> Grad.of(x -> x.mul(x)).apply(of(1, 2)));
    assertEquals(
        "grad: the function must give one number; got shape [2]; sum it, or use vjp or jacobian",
        vector.getMessage());
    var direction =
        assertThrows(
            IllegalArgumentException.class, () -> Grad.jvp(GradTest::cubes, of(1, 2), of(1)));
    assertEquals(
        "jvp: a direction must have the shape of its input, [2]; got [1]", direction.getMessage());
    var along =
        assertThrows(
            IllegalArgumentException.class,
            () -> Grad.linearize(GradTest::cubes, of(1, 2)).map().apply(of(1)));
    assertEquals(
        "linearize: a direction must have the shape of its input, [2]; got [1]",
        along.getMessage());
    var back =
        assertThrows(
            IllegalArgumentException.class,
            () -> Grad.vjp(x -> x.mul(x), of(1, 2)).map().apply(of(1)));
    assertEquals(
        "backward: the gradient must have the shape of this mul, [2]; got [1]", back.getMessage());
  }

  @Test
  void twoThreadsDifferentiateAtTheSameTime() throws InterruptedException {
    List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 2; t++) {
      double start = 1 + t;
      threads.add(
          Thread.ofPlatform()
              .uncaughtExceptionHandler((thread, thrown) -> failures.add(thrown))
              .start(() -> {
                for (int i = 0; i < 200; i++) {
                  Variable x = of(start, i);
                  assertValue(d(6 * start, 0, 0, 6 * i), Grad.hessian(GradTest::cubes).apply(x));
                  assertValue(
                      d(3 * start * start, 3.0 * i * i),
                      Vmap.of(Grad.of(GradTest::cubes)).apply(x));
                  Variable w = Variable.leaf(Tensor.of(new double[] {start}, 1));
                  cubes(w).backward();
                  assertEquals(3 * start * start, w.grad().itemDouble());
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(List.of(), failures);
  }
}
