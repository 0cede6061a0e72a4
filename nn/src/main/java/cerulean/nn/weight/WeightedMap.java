package cerulean.nn.weight;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.nn.Layer;
import org.jspecify.annotations.Nullable;

/// What a layer does with its input once its weight is known, such as `Variable::linear` or `(x, w,
/// b) -> x.conv2d(w, b, window, 1)`.
@FunctionalInterface
public interface WeightedMap {

  /// The output; `bias` is null where the layer has none.
  Variable of(Variable input, Variable weight, @Nullable Variable bias);

  /// The parameter `weight` of a layer that is to get another weight.
  static Parameter weightOf(String op, Layer layer) {
    Parameter weight = layer.ownParameters().get("weight");
    if (weight == null) {
      throw new IllegalArgumentException(
          op + ": the layer must have a parameter weight; got " + layer);
    }
    return weight;
  }
}
