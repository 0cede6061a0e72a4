package cerulean.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class CheckpointTest {

  private final Variable w = Variable.leaf(Tensor.of(new double[] {2, 3}, 2));
  private final List<Variable> calls = new ArrayList<>();
  private final UnaryOperator<Variable> saving = Checkpoint.of(this::block, List.of(w));

  private Variable block(Variable x) {
    calls.add(x);
    return x.mul(w).exp().mul(x);
  }

  private static Variable leaf() {
    return Variable.leaf(Tensor.of(new double[] {0.5, -1}, 2));
  }

  @Test
  void gradientsAreThoseOfTheFunction() {
    Variable x = leaf();
    block(x).sum().backward();
    double[] dw = w.grad().toDoubleArray();
    w.clearGrad();
    Variable again = leaf();
    saving.apply(again).sum().backward();
    assertArrayEquals(x.grad().toDoubleArray(), again.grad().toDoubleArray());
    assertArrayEquals(dw, w.grad().toDoubleArray());
  }

  @Test
  void gradientsOfGradientsGoThrough() {
    Variable x = leaf();
    UnaryOperator<Variable> plain = y -> block(y).sum();
    UnaryOperator<Variable> saved = y -> saving.apply(y).sum();
    assertArrayEquals(
        Grad.jacobian(Grad.of(plain)).apply(x).value().toDoubleArray(),
        Grad.jacobian(Grad.of(saved)).apply(x).value().toDoubleArray(),
        1e-14);
    assertArrayEquals(
        Grad.hessian(plain).apply(x).value().toDoubleArray(),
        Grad.hessian(saved).apply(x).value().toDoubleArray(),
        1e-14);
  }

  @Test
  void theFunctionRunsAgainForTheGradient() {
    Variable y = saving.apply(leaf()).sum();
    assertEquals(1, calls.size());
    y.backward();
    assertEquals(2, calls.size());
  }

  @Test
  void aResultOutlivesTheWorkspaceOfItsParts() {
    try (Workspace _ = Workspace.open()) {
      Variable x = leaf();
      Variable y = saving.apply(saving.apply(x).mul(0.1));
      y.sum().backward();
      assertEquals(2, y.value().size());
    }
    assertEquals(2, w.grad().size());
  }
}
