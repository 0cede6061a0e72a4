package cerulean.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What backward passes keep, and what they give back before their workspace closes.
class WorkspaceGradientTest {

  private static final String RELEASED =
      " was released, with its workspace or as a cleared gradient; keep it with Workspace.keep, or"
          + " copy it before";

  private static Parameter parameter(float... values) {
    return Parameter.of(Tensor.of(values, values.length));
  }

  @Test
  void gradientsOutliveTheirWorkspaceAndEndWhenCleared() {
    Parameter w = parameter(1, 2);
    try (Workspace _ = Workspace.openPoisoned()) {
      w.mul(3f).sum().backward();
    }
    try (Workspace _ = Workspace.openPoisoned()) {
      Tensor.empty(DType.F32, Shape.of(2));
      Tensor.empty(DType.F32, Shape.of(2));
      assertArrayEquals(new float[] {3, 3}, w.grad().toArray());
    }
    Tensor held = w.grad();
    w.clearGrad();
    assertNull(w.grad());
    var thrown = assertThrows(IllegalStateException.class, () -> held.add(1));
    assertEquals("tensor: F32 [2]" + RELEASED, thrown.getMessage());
  }

  @Test
  void gradientsMadeOutsideOutliveTheirClearing() {
    Parameter w = parameter(1, 2);
    w.mul(3f).sum().backward();
    Tensor held = w.grad();
    w.clearGrad();
    assertArrayEquals(new float[] {3, 3}, held.toArray());
  }

  @Test
  void gradientsAddUpOverSeveralWorkspaces() {
    Parameter w = parameter(1, 2);
    for (int i = 1; i <= 3; i++) {
      try (Workspace _ = Workspace.openPoisoned()) {
        w.mul(w).mul((float) i).sum().backward();
      }
    }
    // 2 w (1 + 2 + 3)
    assertArrayEquals(new float[] {12, 24}, w.grad().toArray());
  }

  @Test
  void aGradientAddedOutsideToOneFromAWorkspaceIsKept() {
    Parameter w = parameter(1, 2);
    try (Workspace _ = Workspace.openPoisoned()) {
      w.mul(3f).sum().backward();
    }
    w.mul(4f).sum().backward();
    assertArrayEquals(new float[] {7, 7}, w.grad().toArray());
  }

  @Test
  void parametersMadeInsideOutliveTheWorkspace() {
    Parameter w;
    try (Workspace _ = Workspace.openPoisoned()) {
      w = Parameter.of(Tensor.ones(3));
    }
    assertEquals(3f, w.value().sum().item());
  }

  @Test
  void gradientsOfGradientsLiveAsLongAsTheWorkspace() {
    Variable x = Variable.leaf(Tensor.of(new float[] {2, 3}, 2));
    Variable first;
    try (Workspace step = Workspace.openPoisoned()) {
      first = x.mul(x).mul(x).sum().gradients(List.of(x)).getFirst();
      Variable second = first.sum().gradients(List.of(x)).getFirst();
      assertArrayEquals(new float[] {12, 27}, first.value().toArray());
      assertArrayEquals(new float[] {12, 18}, step.keep(second.value()).toArray());
    }
    assertThrows(IllegalStateException.class, () -> first.value().sum());
  }

  @Test
  void gradientsOfInnerVariablesGiveTheirMemoryBackAtOnce() {
    int size = 23_456;
    int depth = 50;
    Variable x = Variable.leaf(Tensor.ones(size));
    Variable c = Variable.constant(Tensor.ones(size));
    long before = Workspace.pooledBytes();
    try (Workspace _ = Workspace.open()) {
      Variable y = x;
      for (int i = 0; i < depth; i++) {
        y = y.mul(c);
      }
      y.sum().backward();
    }
    long arrays = (Workspace.pooledBytes() - before) / (4L * size);
    assertTrue(
        arrays <= depth + 3,
        "values of the forward pass and a few more; got " + arrays + " arrays");
    assertEquals(size, x.grad().sum().item());
  }

  @Test
  void valuesThatTheCallerHoldsStayUntilTheEnd() {
    Variable x = Variable.leaf(Tensor.ones(4));
    try (Workspace _ = Workspace.openPoisoned()) {
      Variable y = x.mul(2f);
      Variable z = y.relu();
      z.sum().backward();
      for (int i = 0; i < 8; i++) {
        Tensor.empty(DType.F32, Shape.of(4));
      }
      assertEquals(8f, y.value().sum().item());
      assertEquals(8f, z.value().sum().item());
    }
  }

  @Test
  void aSeedAndSharedGradientsAreNotGivenBack() {
    Variable x = Variable.leaf(Tensor.ones(4));
    Variable y = Variable.leaf(Tensor.ones(4));
    try (Workspace _ = Workspace.openPoisoned()) {
      Variable seed = Variable.constant(Tensor.full(3f, 4));
      x.add(y).add(x).backward(seed, false);
      for (int i = 0; i < 8; i++) {
        Tensor.empty(DType.F32, Shape.of(4));
      }
      assertEquals(12f, seed.value().sum().item());
    }
    assertEquals(24f, x.grad().sum().item());
    assertEquals(12f, y.grad().sum().item());
  }
}
