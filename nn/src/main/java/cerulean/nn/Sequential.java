package cerulean.nn;

import cerulean.autograd.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Layers one after another, named by their places, `0`, `1`, ..., or as one likes.
///
/// A [Linear] that is followed by [Relu], [Tanh] or [Sigmoid] computes it in its own pass; a
/// [LayerObserver] sees both.
public final class Sequential implements Layer {

  private final Map<String, Layer> named;
  private final List<Layer> layers;

  private Sequential(Map<String, Layer> named) {
    this.named = named;
    this.layers = new ArrayList<>(named.values());
  }

  /// The composition that applies `layers` from first to last.
  public static Sequential of(Layer... layers) {
    Map<String, Layer> named = new LinkedHashMap<>();
    for (int i = 0; i < layers.length; i++) {
      named.put(Integer.toString(i), layers[i]);
    }
    return new Sequential(named);
  }

  /// The composition that applies `layers` in their order and has their names.
  public static Sequential named(Map<String, ? extends Layer> layers) {
    for (String name : layers.keySet()) {
      if (name.isEmpty() || name.contains(".")) {
        throw badName(name);
      }
    }
    return new Sequential(new LinkedHashMap<>(layers));
  }

  @Override
  public Variable forward(Variable input) {
    Variable x = input;
    for (int i = 0; i < layers.size(); i++) {
      boolean fused =
          !Observed.isOn()
              && layers.get(i) instanceof Linear
              && i + 1 < layers.size()
              && layers.get(i + 1) instanceof FusedActivation;
      if (fused) {
        Linear linear = (Linear) layers.get(i);
        i++;
        x = linear.forward(x, ((FusedActivation) layers.get(i)).fused());
      } else {
        x = layers.get(i).call(x);
      }
    }
    return x;
  }

  /// The layer at a place; counted from the end if negative.
  public Layer get(int place) {
    return layers.get(place < 0 ? layers.size() + place : place);
  }

  /// How many layers there are.
  public int size() {
    return layers.size();
  }

  @Override
  public Map<String, Layer> children() {
    return new LinkedHashMap<>(named);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("Sequential(\n");
    layers.forEach(layer -> text.append(layer.toString().indent(2)));
    return text.append(')').toString();
  }

  private static IllegalArgumentException badName(String name) {
    return new IllegalArgumentException(
        "Sequential: names must not be empty or contain dots; got \"" + name + "\"");
  }
}
