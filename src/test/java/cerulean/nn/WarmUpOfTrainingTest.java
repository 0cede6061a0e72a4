package cerulean.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cerulean.autograd.Variable;
import cerulean.nn.loss.Losses;
import cerulean.optim.Adam;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.tensor.WarmUp;
import cerulean.tensor.Workspace;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A warm-up on a second network leaves no trace in what comes after it.
class WarmUpOfTrainingTest {

  private static final class Training {
    private final Philox random = Philox.of(5);
    private final Layer network =
        Sequential.of(Linear.of(20, 17, random), new Relu(), Linear.of(17, 3, random));
    private final Adam adam = Adam.of(network.parameters(), Adam.Config.withLr(0.01));

    float step() {
      try (Workspace _ = Workspace.open()) {
        Variable inputs = Variable.constant(Tensor.normal(random, 0, 1, 33, 20));
        Tensor classes = Tensor.wrap(new long[33], 33);
        adam.zeroGrad();
        Variable loss = Losses.crossEntropy(network.forward(inputs), classes);
        loss.backward();
        adam.step();
        return loss.value().item();
      }
    }
  }

  @Test
  void trainingAfterAWarmUpHasTheSameBits() {
    Training without = new Training();
    Training with = new Training();
    Training other = new Training();
    float first = with.step();
    WarmUp.within(Duration.ofMillis(50), other::step);
    assertEquals(without.step(), first);
    for (int step = 0; step < 5; step++) {
      assertEquals(without.step(), with.step());
    }
    for (int i = 0; i < without.network.parameters().size(); i++) {
      assertArrayEquals(
          without.network.parameters().get(i).value().toArray(),
          with.network.parameters().get(i).value().toArray());
    }
    assertEquals(without.random.nextLong(), with.random.nextLong());
  }
}
