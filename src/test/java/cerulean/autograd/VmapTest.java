package cerulean.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cerulean.tensor.Philox;
import cerulean.tensor.Shape;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Functions of one example as functions of many.
class VmapTest {

  private static Variable of(int rows, double... values) {
    return Variable.constant(Tensor.of(values, rows, values.length / rows));
  }

  private static void assertValue(Variable actual, double... expected) {
    assertArrayEquals(expected, actual.value().toDoubleArray(), 1e-12);
  }

  @Test
  void aFunctionSeesOneExample() {
    List<Shape> seen = new ArrayList<>();
    Variable y =
        Vmap.of(
                x -> {
                  seen.add(x.shape());
                  return x.sum();
                })
            .apply(of(2, 1, 2, 3, 4, 5, 6));
    assertEquals(List.of(Shape.of(3)), seen);
    assertValue(y, 6, 15);
  }

  @Test
  void axesOfArgumentAndResultCanBeChosen() {
    Variable x = of(2, 1, 2, 3, 4, 5, 6);
    assertValue(Vmap.of(c -> c.sum(), 1, 0).apply(x), 5, 7, 9);
    assertValue(Vmap.of(c -> c.mul(2), 1, -1).apply(x), 2, 4, 6, 8, 10, 12);
    assertEquals(Shape.of(3, 2), Vmap.of(c -> c.mul(2), 1, 0).apply(x).shape());
  }

  @Test
  void anArgumentMayBeTheSameForAll() {
    Variable x = of(2, 1, 2, 3, 4);
    Variable w = Variable.constant(Tensor.of(new double[] {10, 100}, 2));
    assertValue(Vmap.of((a, b) -> a.mul(b).sum(), 0, Vmap.NOT_MAPPED).apply(x, w), 210, 430);
    assertValue(Vmap.of(a -> a.mul(w).sum()).apply(x), 210, 430);
    assertValue(Vmap.of(a -> w).apply(x), 10, 100, 10, 100);
  }

  @Test
  void callsNest() {
    // All pairs of rows: an outer product of inner products.
    Variable a = of(2, 1, 2, 3, 4);
    Variable b = of(3, 1, 0, 0, 1, 1, 1);
    Variable all = Vmap.of(x -> Vmap.of(y -> x.mul(y).sum()).apply(b)).apply(a);
    assertEquals(Shape.of(2, 3), all.shape());
    assertValue(all, 1, 2, 3, 3, 4, 7);
  }

  @Test
  void perExampleGradientsOfANetworkAreThoseOfALoop() {
    Philox random = Philox.of(7);
    Tensor images = Tensor.normal(random, 0f, 1f, 5, 1, 6, 6);
    Tensor targets = Tensor.of(new long[] {0, 2, 1, 2, 0}, 5);
    List<Variable> parameters =
        List.of(
            Variable.constant(Tensor.normal(random, 0f, 1f, 4, 1, 3, 3)),
            Variable.constant(Tensor.normal(random, 0f, 1f, 4)),
            Variable.constant(Tensor.normal(random, 0f, 1f, 3, 16)),
            Variable.constant(Tensor.normal(random, 0f, 1f, 3)));
    Function<List<Variable>, Variable> loss =
        in -> {
          Variable x = in.get(4).unsqueeze(0);
          Variable hidden = x.conv2d(in.get(0), in.get(1), Window.of(3, 3), 1).relu();
          Variable pooled = hidden.maxPool(Window.of(2, 2).stride(2, 2));
          Variable logits = pooled.flatten(1, 3).linear(in.get(2), in.get(3));
          return logits.crossEntropy(in.get(5).unsqueeze(0));
        };
    UnaryOperator<List<Variable>> gradients = Grad.ofAll(loss, 0, 1, 2, 3);
    int none = Vmap.NOT_MAPPED;
    List<Variable> arguments = new ArrayList<>(parameters);
    arguments.add(Variable.constant(images));
    arguments.add(Variable.constant(targets));
    List<Variable> together = Vmap.ofAll(gradients, none, none, none, none, 0, 0).apply(arguments);
    for (int e = 0; e < 5; e++) {
      arguments.set(4, Variable.constant(images.select(0, e)));
      arguments.set(5, Variable.constant(targets.select(0, e)));
      List<Variable> alone = gradients.apply(arguments);
      for (int p = 0; p < 4; p++) {
        // Sums of nine to 36 products in float32, in another order.
        assertArrayEquals(
            alone.get(p).value().toArray(), together.get(p).select(0, e).value().toArray(), 1e-5f);
      }
    }
  }

  @Test
  void gradientsFlowThroughIt() {
    // d/dx sum over rows of (sum of the row)^2 = 2 * sum of the row.
    UnaryOperator<Variable> f = x -> Vmap.of(row -> row.sum().mul(row.sum())).apply(x).sum();
    assertValue(Grad.of(f).apply(of(2, 1, 2, 3, 4)), 6, 6, 14, 14);
    assertValue(Grad.jvp(f, of(2, 1, 2, 3, 4), of(2, 1, 0, 0, 0)).tangent(), 6);
  }

  @Test
  void leavesItCapturesGetTheirGradients() {
    Variable w = Variable.leaf(Tensor.of(new double[] {1, 1}, 2));
    Vmap.of(row -> row.mul(w).sum()).apply(of(2, 1, 2, 3, 4)).sum().backward();
    assertArrayEquals(new double[] {4, 6}, w.grad().toDoubleArray());
  }

  @Test
  void aHessianForEachExample() {
    UnaryOperator<Variable> cubes = x -> x.mul(x).mul(x).sum();
    Variable all = Vmap.of(Grad.hessian(cubes)).apply(of(2, 1, 2, 3, 4));
    assertEquals(Shape.of(2, 2, 2), all.shape());
    assertValue(all, 6, 0, 0, 12, 18, 0, 0, 24);
  }

  @Test
  void noExamplesGiveNoResults() {
    Variable none = Variable.constant(Tensor.zeros(0, 3));
    assertEquals(Shape.of(0), Vmap.of(x -> x.mul(x).sum()).apply(none).shape());
    assertEquals(Shape.of(0, 3), Vmap.of(Grad.of(x -> x.mul(x).sum())).apply(none).shape());
  }

  @Test
  void aPrimitiveWithoutBatchingTakesTheExamplesInTurn() {
    Primitive sums =
        Primitive.unary(
            "sums", Tensor::sum, (g, x, y) -> g.expand(x.shape()), (t, x, y) -> t.sum());
    assertValue(Vmap.of(x -> sums.apply(x)).apply(of(2, 1, 2, 3, 4)), 3, 7);
    assertValue(Vmap.of(Grad.of(x -> sums.apply(x.mul(x)))).apply(of(2, 1, 2, 3, 4)), 2, 4, 6, 8);
  }

  @Test
  void wrongUseIsASentence() {
    Variable x = of(2, 1, 2, 3, 4);
    var value =
        assertThrows(
            IllegalStateException.class, () -> Vmap.of(e -> Variable.constant(e.value())).apply(x));
    assertEquals(
        "value: inside vmap this variable stands for 2 examples of shape [2] and has no single"
            + " value; use operations of Variable",
        value.getMessage());
    UnaryOperator<List<Variable>> two = Vmap.ofAll(in -> in, 0, 0);
    var sizes =
        assertThrows(IllegalArgumentException.class, () -> two.apply(List.of(x, of(3, 1, 2, 3))));
    assertEquals(
        "vmap: arguments must have the same number of examples; argument 0 has 2, argument 1 has"
            + " 3",
        sizes.getMessage());
    var number = assertThrows(IllegalArgumentException.class, () -> two.apply(List.of(x)));
    assertEquals(
        "vmap: there must be an axis for each argument; got 2 for 1; give NOT_MAPPED for those that"
            + " are the same for all examples",
        number.getMessage());
    var none =
        assertThrows(
            IllegalArgumentException.class,
            () -> Vmap.ofAll(in -> in, Vmap.NOT_MAPPED).apply(List.of(x)));
    assertEquals("vmap: one argument at least must be mapped; got none", none.getMessage());
    var axis = assertThrows(IllegalArgumentException.class, () -> Vmap.of(e -> e, 2, 0).apply(x));
    assertEquals("vmap: axis 2 is not one of 2 axes", axis.getMessage());
  }
}
