package cerulean.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cerulean.autograd.Parameter;
import cerulean.bench.task.Block;
import cerulean.bench.task.Network;
import cerulean.bench.task.Task;
import cerulean.bench.task.Work;
import cerulean.bench.task.WrongResultException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What the benchmarks time is what they say.
class OursTest {

  private static Work ours(Task task) throws ReflectiveOperationException {
    return Plan.benchmark(task).getConstructor().newInstance().ours(task);
  }

  @ParameterizedTest
  @CsvSource({
    "gemm, NN 5x7x9",
    "gemm, NT 5x7x9",
    "gemm, TN 5x7x9",
    "gemm, gemv 33",
    "conv, forward 2x3x9 to 4 k3s1p0",
    "conv, forward 2x4x9 to 4 k3s2p1g4",
    "conv, input 2x3x9 to 4 k3s2p1",
    "conv, input 2x3x8 to 4 k3s2p1",
    "conv, weight 2x3x9 to 4 k3s2p1",
    "conv, weight 2x4x9 to 6 k1s1p0g2",
    "elementwise, add 1e3 new",
    "elementwise, add 1e3 given",
    "elementwise, add 1e3 in place",
    "elementwise, mul 1e3 new",
    "elementwise, mul 1e3 given",
    "elementwise, mul 1e3 in place",
    "elementwise, fma 1e3 new",
    "elementwise, fma 1e3 given",
    "elementwise, fma 1e3 in place",
    "elementwise, relu 1e3 new",
    "elementwise, relu 1e3 given",
    "elementwise, exp 1e3 new",
    "elementwise, exp 1e3 given",
    "elementwise, tanh 1e3 new",
    "elementwise, tanh 1e3 given",
    "elementwise, sigmoid 1e3 new",
    "elementwise, sigmoid 1e3 given",
    "elementwise, gelu 1e3 new",
    "elementwise, gelu 1e3 given",
    "elementwise, sum 1e3 new",
    "elementwise, adam 1e3 in place",
    "rows, softmax 5x33",
    "rows, layernorm 5x33",
    "sorting, sort 5x33",
    "sorting, top10 5x33",
    "embedding, select 7 of 5x3",
    "embedding, gradient 7 of 5x3",
    "pooling, max 2x3x9 k2s2p0",
    "pooling, max 2x3x9 k3s2p1",
    "pooling, max gradient 2x3x9 k2s2p0",
    "pooling, max gradient 2x3x9 k3s2p1",
    "pooling, mean 2x3x9 k2s2p0",
    "pooling, mean 2x3x9 k3s2p1",
    "pooling, mean gradient 2x3x9 k2s2p0",
    "pooling, mean gradient 2x3x9 k3s2p1",
    "training, tiny batch 2 sgd",
    "training, tiny batch 2 momentum",
    "training, mlp batch 2 adam",
    "spiking, 784-1000-10 step",
    "spiking, 784-1000-10 fc2",
    "spiking, 784-1000-10 adam",
  })
  void theResultIsRightAndRunsCanBeRepeated(String group, String work)
      throws ReflectiveOperationException {
    Task task = Task.of(group, work);
    Work ours = ours(task);
    float[] numbers = ours.numbers();
    task.check(numbers);
    ours.run();
    ours.run();
    assertArrayEquals(numbers, ours(task).numbers());
  }

  @ParameterizedTest
  @CsvSource({
    "gemm, NT 5x7x9",
    "conv, forward 2x3x9 to 4 k3s1p0",
    "conv, input 2x3x9 to 4 k3s1p0",
    "conv, weight 2x3x9 to 4 k3s1p0",
    "elementwise, gelu 1e3 new",
    "elementwise, sum 1e3 new",
    "elementwise, adam 1e3 in place",
    "rows, softmax 5x33",
    "rows, layernorm 5x33",
  })
  void aResultThatIsWrongByAThousandthIsRefused(String group, String work)
      throws ReflectiveOperationException {
    Task task = Task.of(group, work);
    float[] numbers = ours(task).numbers();
    float largest = 0;
    for (float x : numbers) {
      largest = Math.max(largest, Math.abs(x));
    }
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] += 2e-3f * largest;
    }
    assertThrows(WrongResultException.class, () -> task.check(numbers));
  }

  @ParameterizedTest
  @EnumSource(Network.class)
  void parametersComeInTheOrderOfTheBlocks(Network network) {
    List<Block> blocks = network.blocks();
    List<Parameter> parameters = Networks.of(network).parameters();
    assertEquals(blocks.size(), parameters.size());
    for (int i = 0; i < blocks.size(); i++) {
      assertArrayEquals(
          blocks.get(i).shape(), parameters.get(i).value().shape().dims(), blocks.get(i).name());
    }
  }

  @Test
  @Tag("once")
  void thereIsNoPeerWithoutTheProfile() {
    assertEquals(List.of(), Peers.all());
    assertEquals(
        "bench: no peer has this name; got openblas; build with -Ppeers to have peers",
        assertThrows(IllegalArgumentException.class, () -> Peers.named("openblas")).getMessage());
  }
}
