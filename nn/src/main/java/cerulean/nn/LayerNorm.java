package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Normalisation of each example over its last axes (Ba, Kiros & Hinton 2016):
///
///     y = (x - mean) / sqrt(variance + epsilon) * weight + bias
///
/// - input: `[..., shape...]`
/// - result: the same shape
///
/// `weight` (ones at first) and `bias` (zeros) have the normalised shape; the variance is divided by
/// the number of elements.
public final class LayerNorm implements Layer {

  private static final double EPSILON = 1e-5;

  private final Parameter weight;
  private final Parameter bias;
  private final double epsilon;

  private LayerNorm(Parameter weight, Parameter bias, double epsilon) {
    this.weight = weight;
    this.bias = bias;
    this.epsilon = epsilon;
  }

  /// Over last axes of these sizes, with an epsilon of 1e-5.
  public static LayerNorm of(int... shape) {
    return withEpsilon(EPSILON, shape);
  }

  /// Over last axes of these sizes.
  public static LayerNorm withEpsilon(double epsilon, int... shape) {
    if (!(epsilon > 0) || shape.length == 0) {
      throw new IllegalArgumentException(
          "LayerNorm: needs one or more sizes and an epsilon above 0; got "
              + Arrays.toString(shape)
              + " and "
              + epsilon);
    }
    return new LayerNorm(
        Parameter.of(Tensor.ones(shape)), Parameter.of(Tensor.zeros(shape)), epsilon);
  }

  @Override
  public Variable forward(Variable input) {
    return input.layerNorm(weight.shape().rank(), weight, bias, epsilon);
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    Map<String, Parameter> own = new LinkedHashMap<>();
    own.put("weight", weight);
    own.put("bias", bias);
    return own;
  }

  @Override
  public String toString() {
    return "LayerNorm(" + weight.shape() + ")";
  }
}
