package cerulean.studies.gap;

import cerulean.nn.Layer;
import cerulean.nn.Linear;
import cerulean.nn.Relu;
import cerulean.nn.Sequential;
import cerulean.nn.gain.Gain;
import cerulean.nn.gain.GainModulated;
import cerulean.nn.init.Initializer;
import cerulean.optim.Sgd;
import cerulean.tensor.Philox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A multilayer perceptron with rectifiers and without biases, as in the paper.
///
/// - `sizes`: inputs, hidden units of each layer, classes
/// - `hiddenSd`, `outputSd`: standard deviation of the initial weights (normal, mean 0) of the
///   hidden layers and of the last one
public record Perceptron(List<Integer> sizes, double hiddenSd, double outputSd)
    implements NetworkPlan {

  /// Keeps an unmodifiable copy of the sizes.
  public Perceptron {
    sizes = List.copyOf(sizes);
  }

  /// The paper's network for MNIST: 784-400-400-10, initial spread 0.01 and 0.05.
  public static Perceptron ofPaper() {
    return new Perceptron(List.of(784, 400, 400, 10), 0.01, 0.05);
  }

  @Override
  public Layer plain(Philox random) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 1; i < sizes.size(); i++) {
      layers.add(Linear.withoutBias(sizes.get(i - 1), sizes.get(i), law(i), random));
    }
    return chain(layers);
  }

  @Override
  public Layer withGains(Philox random, Gain gain, boolean headOnly) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 1; i < sizes.size(); i++) {
      Layer layer = Linear.withoutBias(sizes.get(i - 1), sizes.get(i), law(i), random);
      boolean plain = headOnly && i < sizes.size() - 1;
      layers.add(plain ? layer : GainModulated.of(layer, gain));
    }
    return chain(layers);
  }

  /// Test examples per forward pass: activations of 1,024 rows stay in a second-level cache.
  @Override
  public int rowsAtOnce() {
    return 1024;
  }

  @Override
  public Sgd modulatedDescent(Layer network, double lr) {
    return Sgd.of(network.parameters(), Sgd.Config.plain(lr));
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("layers", sizes);
    settings.put("hiddenSd", hiddenSd);
    settings.put("outputSd", outputSd);
    return settings;
  }

  @Override
  public String sentence() {
    return "A multilayer perceptron "
        + String.join("-", sizes.stream().map(String::valueOf).toList())
        + " with rectifiers and without biases";
  }

  @Override
  public String gainSentence() {
    return "a network whose every weighted sum is multiplied by a gain";
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
