package cerulean.nn;

import cerulean.autograd.Variable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Layers one after another, named by their places: `0`, `1`, ...
public final class Sequential implements Layer {

  private final List<Layer> layers;

  private Sequential(List<Layer> layers) {
    this.layers = layers;
  }

  /// The composition that applies `layers` from first to last.
  public static Sequential of(Layer... layers) {
    return new Sequential(List.of(layers));
  }

  @Override
  public Variable forward(Variable input) {
    Variable x = input;
    for (Layer layer : layers) {
      x = layer.forward(x);
    }
    return x;
  }

  @Override
  public Map<String, Layer> children() {
    Map<String, Layer> children = new LinkedHashMap<>();
    for (int i = 0; i < layers.size(); i++) {
      children.put(Integer.toString(i), layers.get(i));
    }
    return children;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("Sequential(\n");
    layers.forEach(layer -> text.append(layer.toString().indent(2)));
    return text.append(')').toString();
  }
}
