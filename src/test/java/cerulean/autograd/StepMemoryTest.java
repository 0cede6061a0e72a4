package cerulean.autograd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cerulean.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class StepMemoryTest {

  @Test
  void valuesAreCountedByTheOperationsThatMadeThem() {
    Variable x = Variable.constant(Tensor.ones(10, 4));
    Variable w = Variable.leaf(Tensor.ones(3, 4));
    Variable loss = x.matmul(w.transpose()).tanh().sum();
    StepMemory memory = StepMemory.of(loss);
    // Floats: x 40, w 12 (its transpose is a view), product 30, tanh 30, sum 1.
    assertEquals(
        Map.of("constant", 160L, "leaf", 48L, "matmul", 120L, "tanh", 120L, "sum", 4L),
        memory.byOperation());
    assertEquals(452, memory.values());
    // At the tanh: all values but the sum's, the gradients of tanh and of its input.
    assertEquals("tanh", memory.at());
    assertEquals(240, memory.gradients());
    assertEquals(448 + 240, memory.peak());
  }

  @Test
  void aChainHoldsTwoGradientsAtATime() {
    Variable x = Variable.leaf(Tensor.ones(100));
    Variable y = x;
    for (int i = 0; i < 50; i++) {
      y = y.tanh();
    }
    StepMemory memory = StepMemory.of(y.sum());
    assertEquals(51 * 400 + 4, memory.values());
    assertEquals(51 * 400 + 2 * 400, memory.peak());
    assertEquals(800, memory.gradients());
  }

  @Test
  void aVariableUsedTwiceWaitsWithOneGradient() {
    Variable x = Variable.leaf(Tensor.ones(100));
    StepMemory memory = StepMemory.of(x.mul(x).sum());
    assertEquals(804, memory.values());
    assertEquals(800 + 800, memory.peak());
  }

  @Test
  void theReportIsReadable() {
    Variable x = Variable.leaf(Tensor.ones(1000));
    assertEquals(
        """
        peak 16,000 bytes at mul: 8,000 of values, 8,000 of gradients
        8,004 bytes of values are held when the walk begins:
          leaf                               4,000   50.0 %
          mul                                4,000   50.0 %
          sum                                    4    0.0 %
        """,
        StepMemory.of(x.mul(x).sum()).toString());
  }

  @Test
  void theGraphStaysAndAReleasedOneIsRefused() {
    Variable x = Variable.leaf(Tensor.ones(3));
    Variable loss = x.mul(x).sum();
    StepMemory.of(loss);
    loss.backward();
    assertNotNull(x.grad());
    assertEquals(
        "backward: the graph behind this sum was released by an earlier backward; keep it with"
            + " backward(true), or compute the loss again",
        assertThrows(IllegalStateException.class, () -> StepMemory.of(loss)).getMessage());
  }
}
