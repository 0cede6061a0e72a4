package cerulean.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds of every optimizer.
class OptimizerConvergenceTest {

  /// From 0.55 at the beginning; the slowest, plain descent with its decay, ends at 0.1.
  @ParameterizedTest
  @MethodSource("cerulean.optim.Catalogue#names")
  void lossesFall(String name) {
    SmallProblem problem = SmallProblem.of(DType.F32);
    Optimizer<?> optimizer = Catalogue.make(name, problem.parameters);
    double first = problem.step(optimizer);
    for (int i = 0; i < 300; i++) {
      problem.step(optimizer);
    }
    double last = problem.loss().value().item();
    assertTrue(last < first / 4, name + " from " + first + " to " + last);
  }

  @ParameterizedTest
  @MethodSource("cerulean.optim.Catalogue#names")
  void workspacesChangeNoBit(String name) {
    SmallProblem outside = SmallProblem.of(DType.F32);
    SmallProblem inside = SmallProblem.of(DType.F32);
    Optimizer<?> a = Catalogue.make(name, outside.parameters);
    Optimizer<?> b = Catalogue.make(name, inside.parameters);
    for (int i = 0; i < 6; i++) {
      outside.step(a);
      try (Workspace _ = Workspace.open()) {
        inside.step(b);
      }
    }
    assertArrayEquals(outside.weights(), inside.weights());
  }

  /// More elements than a thread takes at once, and an odd number.
  @ParameterizedTest
  @MethodSource("cerulean.optim.Catalogue#perParameter")
  void largeParametersAreUpdatedLikeTheirParts(String name) {
    if (name.startsWith("muon")) {
      return; // Not elementwise.
    }
    int n = 150_001;
    Tensor start = Tensor.normal(Philox.of(1), 0f, 1f, n);
    List<Parameter> whole = List.of(Parameter.of(start));
    List<Parameter> parts = new ArrayList<>();
    for (int from = 0; from < n; from += 50_000) {
      parts.add(Parameter.of(start.narrow(0, from, Math.min(50_000, n - from))));
    }
    Optimizer<?> a = Catalogue.make(name, whole);
    Optimizer<?> b = Catalogue.make(name, parts);
    for (int i = 0; i < 3; i++) {
      Tensor gradient = Tensor.normal(Philox.of(2 + i), 0f, 1f, n);
      a.zeroGrad();
      b.zeroGrad();
      whole.getFirst().backward(Variable.constant(gradient), false);
      int from = 0;
      for (Parameter part : parts) {
        int size = part.value().size();
        part.backward(Variable.constant(gradient.narrow(0, from, size)), false);
        from += size;
      }
      a.step();
      b.step();
    }
    Tensor joined = Tensor.concat(0, parts.stream().map(Parameter::value).toArray(Tensor[]::new));
    assertArrayEquals(joined.toArray(), whole.getFirst().value().toArray());
  }

  /// The parameter has 400 kB; what is allocated are lambdas and the heads of tensors. Muon takes
  /// its matrices from the pool of its workspace.
  @ParameterizedTest
  @MethodSource("cerulean.optim.Catalogue#perParameter")
  void aSteadyStepAllocatesNoTensors(String name) {
    var threads = ManagementFactory.getPlatformMXBean(com.sun.management.ThreadMXBean.class);
    Parameter w = Parameter.of(Tensor.normal(Philox.of(1), 0f, 1f, 200, 500));
    Optimizer<?> optimizer = Catalogue.make(name, List.of(w));
    Tensor gradient = Tensor.normal(Philox.of(2), 0f, 1f, 200, 500);
    w.backward(Variable.constant(gradient), false);
    long least = Long.MAX_VALUE;
    try (Workspace _ = Workspace.open()) {
      for (int i = 0; i < 300 && least > 40_000; i++) {
        long before = threads.getTotalThreadAllocatedBytes();
        optimizer.step();
        least = Math.min(least, threads.getTotalThreadAllocatedBytes() - before);
      }
    }
    assertTrue(least <= 40_000, name + " allocates " + least + " bytes");
  }

  @ParameterizedTest
  @MethodSource("cerulean.optim.Catalogue#names")
  void aLossThatIsNotANumberChangesNothing(String name) {
    SmallProblem problem = SmallProblem.of(DType.F32);
    Optimizer<?> optimizer = Catalogue.make(name, problem.parameters);
    double[] before = problem.weights();
    var thrown =
        assertThrows(
            ArithmeticException.class, () -> optimizer.step(() -> problem.loss().mul(Double.NaN)));
    assertEquals(
        "step: the loss is NaN, so nothing was changed; lower the learning rate, clip gradients, or"
            + " find the operation with Anomaly.detect()",
        thrown.getMessage());
    assertArrayEquals(before, problem.weights());
  }

  @ParameterizedTest
  @MethodSource("cerulean.optim.Catalogue#perParameter")
  void parametersOfNoElementsAreLeftAlone(String name) {
    Parameter empty = Parameter.of(Tensor.zeros(0, 3));
    Optimizer<?> optimizer = Catalogue.make(name, List.of(empty));
    empty.sum().backward();
    optimizer.step();
    assertEquals(0, empty.value().size());
  }

  @Test
  void theLossBeforeTheStepIsReturned() {
    Parameter w = SgdTest.parameter(3);
    Sgd sgd = Sgd.of(List.of(w), Sgd.Config.plain(0.5));
    assertEquals(9, sgd.step(() -> w.mul(w).sum()));
    // 3 - 0.5 * 6
    assertEquals(0, w.value().item());
  }
}
