package cerulean.nn;

import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Variable;
import cerulean.nn.loss.Losses;
import cerulean.optim.Adam;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Small networks of each kind learn sixteen random examples by heart.
class TrainingTest {

  private static final Philox RANDOM = Philox.of(11);

  @Test
  void aConvolutionalNetworkLearns() {
    Layer network =
        Sequential.of(
            Conv2d.of(1, 4, Window.of(3, 3), RANDOM),
            new Relu(),
            MaxPool2d.of(2),
            new Flatten(),
            Linear.of(36, 3, RANDOM));
    learns(network, network::forward, normal(16, 1, 8, 8));
  }

  @Test
  void aResidualNetworkLearns() {
    Layer network = ResNet.of(1, 4, 3, RANDOM, 1, 1);
    learns(network, network::forward, normal(16, 1, 8, 8));
  }

  @Test
  void recurrentNetworksLearn() {
    Lstm lstm = Lstm.of(3, 12, 2, RANDOM);
    Linear last = Linear.of(12, 3, RANDOM);
    learns(
        Sequential.of(lstm, last),
        x -> last.forward(lstm.forward(x).select(0, -1)),
        normal(5, 16, 3));
    Gru gru = Gru.of(3, 12, RANDOM);
    Linear end = Linear.of(12, 3, RANDOM);
    learns(
        Sequential.of(gru, end), x -> end.forward(gru.forward(x).select(0, -1)), normal(5, 16, 3));
  }

  @Test
  void aTransformerLearns() {
    Layer block = TransformerEncoderLayer.preNorm(8, 2, 16, new Gelu(), RANDOM);
    Linear last = Linear.of(8, 3, RANDOM);
    learns(
        Sequential.of(block, last),
        x -> last.forward(block.forward(x).mean(false, 1)),
        normal(16, 5, 8));
  }

  private static Variable normal(int... shape) {
    return Variable.constant(Tensor.normal(RANDOM, 0f, 1f, shape));
  }

  private static void learns(Layer network, UnaryOperator<Variable> function, Variable inputs) {
    long[] classes = new long[16];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = i % 3;
    }
    Tensor targets = Tensor.wrap(classes, classes.length);
    Adam updates = Adam.of(network.parameters(), Adam.Config.withLr(0.02));
    float first = 0;
    float loss = 0;
    for (int step = 0; step < 80; step++) {
      Variable mean = Losses.crossEntropy(function.apply(inputs), targets);
      updates.zeroGrad();
      mean.backward();
      updates.step();
      loss = mean.value().item();
      first = step == 0 ? loss : first;
    }
    assertTrue(loss < first / 4, first + " fell to " + loss);
  }
}
