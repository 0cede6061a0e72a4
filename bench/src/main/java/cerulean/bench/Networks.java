package cerulean.bench;

import cerulean.bench.task.Network;
import cerulean.nn.Layer;
import cerulean.nn.Linear;
import cerulean.nn.Relu;
import cerulean.nn.Sequential;
import cerulean.tensor.Philox;
import java.util.Set;

/// The networks of the training steps, made of Cerulean's layers. Their parameters come in the
/// order of [Network#blocks].
final class Networks {

  private static final Set<Network> KNOWN = Set.of(Network.MLP, Network.TINY);

  private Networks() {}

  /// Whether Cerulean has the layers.
  static boolean knows(Network network) {
    return KNOWN.contains(network);
  }

  /// A new network, with any parameters.
  static Layer of(Network network) {
    return switch (network) {
      case MLP -> dense(784, 400, 400, 10);
      case TINY -> dense(4, 32, 32, 2);
      default -> throw new IllegalArgumentException("training: no layers for " + network);
    };
  }

  private static Layer dense(int in, int first, int second, int out) {
    Philox random = Philox.of(1);
    return Sequential.of(
        Linear.of(in, first, random),
        new Relu(),
        Linear.of(first, second, random),
        new Relu(),
        Linear.of(second, out, random));
  }
}
