package cerulean.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Variable;
import cerulean.nn.loss.Losses;
import cerulean.optim.Adam;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import cerulean.tensor.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Two models that train in two threads of one process do what they do alone, to the bit.
class TwoTrainingsTest {

  private static final int STEPS = 12;

  @Test
  void modelsInTwoThreadsTrainAsTheyDoAlone() throws InterruptedException {
    float[] images = images();
    float[] sequences = sequences();
    assertTrue(images[STEPS - 1] < images[0] && sequences[STEPS - 1] < sequences[0]);
    List<float[]> together = Collections.synchronizedList(new ArrayList<>(List.of(images, images)));
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int place = 0; place < 2; place++) {
      int own = place;
      threads.add(
          Thread.ofPlatform()
              .uncaughtExceptionHandler((thread, thrown) -> failures.add(thrown))
              .start(() -> together.set(own, own == 0 ? images() : sequences())));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(List.of(), failures);
    assertArrayEquals(images, together.get(0));
    assertArrayEquals(sequences, together.get(1));
  }

  private static float[] images() {
    Philox random = Philox.of(3);
    Layer network =
        Sequential.of(
            Conv2d.of(1, 4, Window.of(3, 3), random),
            BatchNorm2d.of(4),
            new Relu(),
            MaxPool2d.of(2),
            new Flatten(),
            Linear.of(36, 3, random));
    Tensor x = Tensor.normal(random, 0f, 1f, 16, 1, 8, 8);
    return trained(network, network::forward, x);
  }

  private static float[] sequences() {
    Philox random = Philox.of(5);
    Layer block = TransformerEncoderLayer.preNorm(8, 2, 16, new Gelu(), random);
    Linear last = Linear.of(8, 3, random);
    Tensor x = Tensor.normal(random, 0f, 1f, 16, 5, 8);
    return trained(
        Sequential.of(block, last), in -> last.forward(block.forward(in).mean(false, 1)), x);
  }

  /// The losses, then all parameters.
  private static float[] trained(Layer network, UnaryOperator<Variable> forward, Tensor x) {
    long[] classes = new long[16];
    Arrays.setAll(classes, i -> i % 3);
    Tensor targets = Tensor.wrap(classes, classes.length);
    Adam adam = Adam.of(network.parameters(), Adam.Config.withLr(0.02));
    List<Float> losses = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      try (Workspace _ = Workspace.open()) {
        Variable loss = Losses.crossEntropy(forward.apply(Variable.constant(x)), targets);
        adam.zeroGrad();
        loss.backward();
        adam.step();
        losses.add(loss.value().item());
      }
    }
    List<Tensor> results = new ArrayList<>();
    losses.forEach(loss -> results.add(Tensor.scalar(loss)));
    network.parameters().forEach(p -> results.add(p.value()));
    Tensor[] flat = results.stream().map(t -> t.reshape(t.size())).toArray(Tensor[]::new);
    return Tensor.concat(0, flat).toArray();
  }
}
