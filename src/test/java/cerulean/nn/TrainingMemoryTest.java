package cerulean.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.nn.gain.Gain;
import cerulean.nn.gain.GainModulated;
import cerulean.nn.gain.GainNetwork;
import cerulean.nn.init.Initializer;
import cerulean.nn.loss.Losses;
import cerulean.optim.Adam;
import cerulean.optim.Optimizer;
import cerulean.optim.Sgd;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Training steps in workspaces: the numbers are those of steps without, and nothing is allocated
/// but the small objects that describe tensors.
class TrainingMemoryTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static Sequential network(int in, int hidden) {
    Philox random = Philox.of(7);
    return Sequential.of(
        Linear.of(in, hidden, random),
        new Relu(),
        Linear.of(hidden, hidden, random),
        new Relu(),
        Linear.of(hidden, 10, random));
  }

  private static Optimizer<?> optimizer(String name, List<Parameter> parameters) {
    return name.equals("adam")
        ? Adam.of(parameters, Adam.Config.withLr(0.01))
        : Sgd.of(parameters, Sgd.Config.momentum(0.01, 0.9));
  }

  private static Tensor targets(int rows) {
    long[] targets = new long[rows];
    for (int i = 0; i < rows; i++) {
      targets[i] = i % 10;
    }
    return Tensor.of(targets, rows);
  }

  private static void accumulate(Layer network, Tensor inputs, Tensor targets) {
    Losses.crossEntropy(network.forward(Variable.constant(inputs)), targets).backward();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgd", "adam"})
  void workspacesChangeNoBit(String name) {
    assertArrayEquals(trained(name, false), trained(name, true));
  }

  /// All weights after ten steps, each on the gradients of two batches.
  private static float[] trained(String name, boolean workspaces) {
    Sequential network = network(20, 30);
    Optimizer<?> optimizer = optimizer(name, network.parameters());
    Philox random = Philox.of(3);
    for (int i = 0; i < 20; i++) {
      Tensor inputs = Tensor.normal(random, 0f, 1f, 9, 20);
      if (i % 2 == 0) {
        optimizer.zeroGrad();
      }
      if (workspaces) {
        try (Workspace _ = Workspace.open()) {
          accumulate(network, inputs, targets(9));
        }
      } else {
        accumulate(network, inputs, targets(9));
      }
      if (i % 2 == 1) {
        optimizer.step();
      }
    }
    Tensor[] flat =
        network.parameters().stream().map(p -> p.value().reshape(-1)).toArray(Tensor[]::new);
    return Tensor.concat(0, flat).toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgd", "adam"})
  void aSteadyStepAllocatesLessThanAHundredthOfWhatItTouches(String name) {
    Sequential network = network(784, 400);
    Optimizer<?> optimizer = optimizer(name, network.parameters());
    Tensor inputs = Tensor.uniform(Philox.of(5), 0f, 1f, 8, 784);
    Tensor targets = targets(8);
    long weights = 784 * 400 + 400 * 400 + 400 * 10;
    // At the least: weights are read forwards and, but for the first layer, backwards, gradients
    // are
    // written; the update reads gradients, reads and writes weights and the optimizer's state.
    long touched = weights * Float.BYTES * (name.equals("adam") ? 9 : 7);
    // Vectors are objects until the kernels are compiled, so the steady state takes a while.
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 400 && least >= touched / 100; round++) {
      long before = THREADS.getTotalThreadAllocatedBytes();
      for (int i = 0; i < 5; i++) {
        try (Workspace _ = Workspace.open()) {
          optimizer.zeroGrad();
          accumulate(network, inputs, targets);
          optimizer.step();
        }
      }
      least = Math.min(least, (THREADS.getTotalThreadAllocatedBytes() - before) / 5);
    }
    assertTrue(least < touched / 100, least + " bytes of " + touched);
  }

  @Test
  void snapshotsTakenInAStepStay() {
    Sequential network = network(4, 5);
    float[] before = network.parameters().getFirst().value().toArray();
    Map<String, Tensor> state;
    try (Workspace _ = Workspace.open()) {
      state = StateDict.of(network);
    }
    StateDict.load(network, state);
    assertArrayEquals(before, network.parameters().getFirst().value().toArray());
  }

  @Test
  void layersMadeInAStepStay() {
    GainNetwork network;
    try (Workspace _ = Workspace.open()) {
      Linear layer = Linear.withoutBias(3, 2, Initializer.uniformByInputs(), Philox.of(1));
      network = GainNetwork.of(GainModulated.of(layer, Gain.ofPaper(0.1)));
    }
    assertEquals(1.0, network.meanGain());
    assertEquals(0.0, network.ownBuffers().get("entropy").itemDouble());
    assertArrayEquals(
        new int[] {5, 2}, network.forward(Variable.constant(Tensor.ones(5, 3))).shape().dims());
  }
}
