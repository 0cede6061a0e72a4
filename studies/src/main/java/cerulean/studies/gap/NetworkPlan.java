package cerulean.studies.gap;

import cerulean.nn.Layer;
import cerulean.nn.Linear;
import cerulean.nn.Relu;
import cerulean.nn.Sequential;
import cerulean.nn.gain.Gain;
import cerulean.nn.gain.GainModulated;
import cerulean.nn.init.Initializer;
import cerulean.tensor.Philox;
import java.util.ArrayList;
import java.util.List;

/// A multilayer perceptron with rectifiers and without biases, as in the paper.
///
/// - `sizes`: inputs, hidden units of each layer, classes
/// - `hiddenSd`, `outputSd`: standard deviation of the initial weights (normal, mean 0) of the
///   hidden layers and of the last one
public record NetworkPlan(List<Integer> sizes, double hiddenSd, double outputSd) {

  /// Keeps an unmodifiable copy of the sizes.
  public NetworkPlan {
    sizes = List.copyOf(sizes);
  }

  /// The paper's network for MNIST: 784-400-400-10, initial spread 0.01 and 0.05.
  public static NetworkPlan ofPaper() {
    return new NetworkPlan(List.of(784, 400, 400, 10), 0.01, 0.05);
  }

  /// The network without gains.
  Layer plain(Philox random) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 1; i < sizes.size(); i++) {
      layers.add(Linear.withoutBias(sizes.get(i - 1), sizes.get(i), law(i), random));
    }
    return chain(layers);
  }

  /// The same network, with the same weights for the same random numbers, and a gain in every
  /// layer, or in the last one alone.
  Layer withGains(Philox random, Gain gain, boolean headOnly) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 1; i < sizes.size(); i++) {
      Layer layer = Linear.withoutBias(sizes.get(i - 1), sizes.get(i), law(i), random);
      boolean plain = headOnly && i < sizes.size() - 1;
      layers.add(plain ? layer : GainModulated.of(layer, gain));
    }
    return chain(layers);
  }

  private Initializer law(int layer) {
    return Initializer.normal(layer == sizes.size() - 1 ? outputSd : hiddenSd);
  }

  private static Layer chain(List<Layer> weighted) {
    List<Layer> layers = new ArrayList<>();
    for (Layer layer : weighted) {
      if (!layers.isEmpty()) {
        layers.add(new Relu());
      }
      layers.add(layer);
    }
    return Sequential.of(layers.toArray(Layer[]::new));
  }
}
