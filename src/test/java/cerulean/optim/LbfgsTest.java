package cerulean.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Quasi-Newton steps. That they are PyTorch's is tested with its vectors.
class LbfgsTest {

  private static Parameter at(double... x) {
    return Parameter.of(Tensor.of(x, x.length));
  }

  /// `100 (y - x^2)^2 + (1 - x)^2`, Rosenbrock's valley, with its minimum at (1, 1).
  private static Variable rosenbrock(Parameter p) {
    Variable x = p.select(0, 0);
    Variable y = p.select(0, 1);
    Variable bend = y.sub(x.mul(x));
    Variable rest = x.add(-1);
    return bend.mul(bend).mul(100).add(rest.mul(rest));
  }

  @Test
  void theEndOfRosenbrocksValleyIsFound() {
    Parameter p = at(-1.2, 1);
    Lbfgs lbfgs = Lbfgs.of(List.of(p), Lbfgs.Config.searching().iterations(100));
    assertEquals(24.2, lbfgs.step(() -> rosenbrock(p)), 1e-12);
    // Where the largest element of the gradient is 1e-7 or the loss changes by less than 1e-9.
    assertArrayEquals(new double[] {1, 1}, p.value().toDoubleArray(), 1e-4);
  }

  @Test
  void aQuadraticOfVeryDifferentCurvaturesIsSolvedInTwentyMoves() {
    Parameter p = at(1, -2, 3, -4);
    Variable curvature = Variable.constant(Tensor.of(new double[] {1, 10, 100, 1000}, 4));
    Lbfgs lbfgs = Lbfgs.of(List.of(p), Lbfgs.Config.searching().iterations(20).changeTolerance(0));
    lbfgs.step(() -> p.mul(p).mul(curvature).sum());
    assertArrayEquals(new double[4], p.value().toDoubleArray(), 1e-6);
  }

  @Test
  void atAMinimumNothingMoves() {
    Parameter p = at(0, 0);
    Lbfgs lbfgs = Lbfgs.of(List.of(p), Lbfgs.Config.searching());
    AtomicInteger calls = new AtomicInteger();
    lbfgs.step(() -> {
      calls.incrementAndGet();
      return p.mul(p).sum();
    });
    assertEquals(1, calls.get());
    assertArrayEquals(new double[2], p.value().toDoubleArray());
  }

  @Test
  void parametersWithoutGradientStay() {
    Parameter used = at(3);
    Parameter unused = at(7);
    Lbfgs lbfgs = Lbfgs.of(List.of(used, unused), Lbfgs.Config.searching());
    lbfgs.step(() -> used.mul(used).sum());
    assertEquals(0, used.value().itemDouble(), 1e-7);
    assertEquals(7, unused.value().itemDouble());
  }

  @Test
  void theSearchEndsAtAStrongWolfePoint() {
    // f(t) = (t - 3)^4 from 0: steep at first, flat around 3.
    WolfeSearch.Line line =
        t -> new WolfeSearch.Point(t, Math.pow(t - 3, 4), Tensor.zeros(1), 4 * Math.pow(t - 3, 3));
    WolfeSearch.Point start = line.at(0);
    for (double first : new double[] {1e-6, 0.01, 1, 5, 6.5, 100, 1e6}) {
      WolfeSearch.Result found = new WolfeSearch(line, start, 1, 1e-9).from(first);
      double t = found.point().t();
      assertTrue(
          found.point().loss() <= start.loss() + 1e-4 * t * start.slope(),
          "decrease from " + first);
      assertTrue(
          Math.abs(found.point().slope()) <= 0.9 * Math.abs(start.slope()), "slope from " + first);
      assertTrue(found.evaluations() <= 26, found.evaluations() + " evaluations from " + first);
    }
  }

  @Test
  void theCubicThroughTwoPointsIsMinimised() {
    // f(t) = t^3 - 3 t has its minimum at 1.
    WolfeSearch.Point a = new WolfeSearch.Point(0, 0, Tensor.zeros(1), -3);
    WolfeSearch.Point b = new WolfeSearch.Point(2, 2, Tensor.zeros(1), 9);
    assertEquals(1, WolfeSearch.cubic(a, b, 0, 2), 1e-15);
    assertEquals(1, WolfeSearch.cubic(b, a, 0, 2), 1e-15);
    assertEquals(1.5, WolfeSearch.cubic(a, b, 1.5, 2));
    // t^3 + t has none.
    WolfeSearch.Point c = new WolfeSearch.Point(0, 0, Tensor.zeros(1), 1);
    WolfeSearch.Point d = new WolfeSearch.Point(1, 2, Tensor.zeros(1), 4);
    assertEquals(0.5, WolfeSearch.cubic(c, d, 0, 1));
  }

  @Test
  void aStepWithoutLossIsRefused() {
    Lbfgs lbfgs = Lbfgs.of(List.of(at(1)), Lbfgs.Config.defaults());
    assertEquals(
        "Lbfgs: a step computes the loss several times; call step(() -> loss)",
        assertThrows(UnsupportedOperationException.class, lbfgs::step).getMessage());
  }

  @Test
  void parametersOfSeveralTypesAreRefused() {
    List<Parameter> mixed = List.of(at(1), Parameter.of(Tensor.zeros(DType.F32, 2)));
    assertEquals(
        "Lbfgs: parameters must be some and of one type, got [F64 [1], F32 [2]]",
        assertThrows(IllegalArgumentException.class, () -> Lbfgs.of(mixed, Lbfgs.Config.defaults()))
            .getMessage());
  }
}
