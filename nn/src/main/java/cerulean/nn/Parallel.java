package cerulean.nn;

import cerulean.autograd.Variable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Layers beside each other, which all take the same input, named by their places: `0`, `1`, ...
/// What they give is put one behind the other along an axis, or added up.
public final class Parallel implements Layer {

  /// Results are added up.
  private static final int SUM = Integer.MIN_VALUE;

  private final List<Layer> layers;
  private final int axis;

  private Parallel(List<Layer> layers, int axis) {
    this.layers = layers;
    this.axis = axis;
  }

  /// What the layers give, one behind the other along `axis`, counted from the end if negative.
  public static Parallel concat(int axis, Layer... layers) {
    return new Parallel(required(layers), axis);
  }

  /// The sum of what the layers give.
  public static Parallel sum(Layer... layers) {
    return new Parallel(required(layers), SUM);
  }

  private static List<Layer> required(Layer... layers) {
    if (layers.length == 0) {
      throw new IllegalArgumentException("Parallel: needs a layer; got none");
    }
    return List.of(layers);
  }

  @Override
  public Variable forward(Variable input) {
    List<Variable> results = layers.stream().map(layer -> layer.call(input)).toList();
    return axis == SUM
        ? results.stream().reduce(Variable::add).orElseThrow()
        : Variable.concat(axis, results.toArray(Variable[]::new));
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
    String how = axis == SUM ? "sum" : "concat along " + axis;
    StringBuilder text = new StringBuilder("Parallel(" + how + "\n");
    layers.forEach(layer -> text.append(layer.toString().indent(2)));
    return text.append(')').toString();
  }
}
