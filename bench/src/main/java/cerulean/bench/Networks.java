package cerulean.bench;

import cerulean.autograd.Variable;
import cerulean.bench.task.Network;
import cerulean.nn.Conv2d;
import cerulean.nn.Flatten;
import cerulean.nn.Gelu;
import cerulean.nn.Layer;
import cerulean.nn.Linear;
import cerulean.nn.Lstm;
import cerulean.nn.MaxPool2d;
import cerulean.nn.Relu;
import cerulean.nn.ResNet;
import cerulean.nn.Sequential;
import cerulean.nn.TransformerEncoderLayer;
import cerulean.tensor.Philox;
import cerulean.tensor.Window;
import java.util.LinkedHashMap;
import java.util.Map;

/// The networks of the training steps, made of Cerulean's layers. Their parameters come in the
/// order of [Network#blocks].
final class Networks {

  private Networks() {}

  /// A new network, with any parameters.
  static Layer of(Network network) {
    Philox random = Philox.of(1);
    return switch (network) {
      case MLP -> dense(784, 400, 400, 10, random);
      case TINY -> dense(4, 32, 32, 2, random);
      case CNN -> convolutional(random);
      case RESNET -> ResNet.slim18(3, 10, random);
      case LSTM ->
          new LastState(
              Lstm.of(Network.WIDTH, Network.WIDTH, random), Linear.of(Network.WIDTH, 10, random));
      case TRANSFORMER ->
          TransformerEncoderLayer.preNorm(
              Network.WIDTH, Network.HEADS, 4 * Network.WIDTH, new Gelu(), random);
    };
  }

  private static Layer dense(int in, int first, int second, int out, Philox random) {
    return Sequential.of(
        Linear.of(in, first, random),
        new Relu(),
        Linear.of(first, second, random),
        new Relu(),
        Linear.of(second, out, random));
  }

  private static Layer convolutional(Philox random) {
    return Sequential.of(
        Conv2d.of(1, 32, Window.of(3, 3), random),
        new Relu(),
        Conv2d.of(32, 64, Window.of(3, 3), random),
        new Relu(),
        MaxPool2d.of(2),
        new Flatten(),
        Linear.of(9216, 128, random),
        new Relu(),
        Linear.of(128, 10, random));
  }

  /// A linear layer on the last state of a sequence.
  private record LastState(Lstm lstm, Linear head) implements Layer {
    @Override
    public Variable forward(Variable input) {
      return head.forward(lstm.run(input).hidden().select(0, 0));
    }

    @Override
    public Map<String, Layer> children() {
      Map<String, Layer> children = new LinkedHashMap<>();
      children.put("lstm", lstm);
      children.put("head", head);
      return children;
    }
  }
}
