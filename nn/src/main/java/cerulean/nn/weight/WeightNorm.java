package cerulean.nn.weight;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.nn.Layer;
import cerulean.nn.Linear;
import cerulean.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A layer whose weight is `w = g v / |v|`, so that lengths and directions are learned apart
/// (Salimans & Kingma 2016); lengths are those of the entries along one axis, the outputs.
///
/// `weight_g` has the shape of the weight with the other axes of size 1, `weight_v` that of the
/// weight; `bias` is that of the layer, if it has one. They start so that `w` is the layer's
/// weight.
public final class WeightNorm implements Layer {

  private final Parameter length;
  private final Parameter direction;
  private final @Nullable Parameter bias;
  private final int[] others;
  private final WeightedMap map;

  private WeightNorm(
      Parameter length,
      Parameter direction,
      @Nullable Parameter bias,
      int[] others,
      WeightedMap map) {
    this.length = length;
    this.direction = direction;
    this.bias = bias;
    this.others = others;
    this.map = map;
  }

  /// Of a dense layer, a length for each output.
  public static WeightNorm of(Linear layer) {
    return of(layer, 0, Variable::linear);
  }

  /// Of any layer with a parameter `weight`, and perhaps a `bias`: starts from their values. `axis`
  /// is that of the outputs: 0 but for transposed convolutions.
  public static WeightNorm of(Layer layer, int axis, WeightedMap map) {
    Tensor weight = WeightedMap.weightOf("weightNorm", layer).value();
    int[] others = IntStream.range(0, weight.rank()).filter(each -> each != axis).toArray();
    Parameter bias = layer.ownParameters().get("bias");
    return new WeightNorm(
        Parameter.of(weight.norm(2, true, others)),
        Parameter.of(weight),
        bias == null ? null : Parameter.of(bias.value()),
        others,
        map);
  }

  /// The weight that the layer works with.
  public Variable weight() {
    return direction.mul(length.div(direction.norm(2, true, others)));
  }

  @Override
  public Variable forward(Variable input) {
    return map.of(input, weight(), bias);
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    Map<String, Parameter> own = new LinkedHashMap<>();
    own.put("weight_g", length);
    own.put("weight_v", direction);
    if (bias != null) {
      own.put("bias", bias);
    }
    return own;
  }

  @Override
  public String toString() {
    return "WeightNorm(weight " + Arrays.toString(direction.shape().dims()) + ")";
  }
}
