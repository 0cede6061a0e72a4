package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import java.util.Arrays;
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

  private final Affine affine;
  private final int[] shape;
  private final double epsilon;

  private LayerNorm(Affine affine, double epsilon, int... shape) {
    this.affine = affine;
    this.shape = shape.clone();
    this.epsilon = epsilon;
  }

  /// Over last axes of these sizes, with an epsilon of 1e-5.
  public static LayerNorm of(int... shape) {
    return withEpsilon(EPSILON, shape);
  }

  /// Over last axes of these sizes.
  public static LayerNorm withEpsilon(double epsilon, int... shape) {
    check(epsilon, shape);
    return new LayerNorm(Affine.of(shape), epsilon, shape);
  }

  /// Without `bias`.
  public static LayerNorm withoutBias(double epsilon, int... shape) {
    check(epsilon, shape);
    return new LayerNorm(Affine.withoutBias(shape), epsilon, shape);
  }

  /// Without `weight` and `bias`.
  public static LayerNorm notAffine(double epsilon, int... shape) {
    check(epsilon, shape);
    return new LayerNorm(Affine.none(), epsilon, shape);
  }

  private static void check(double epsilon, int... shape) {
    if (!(epsilon > 0) || shape.length == 0) {
      throw new IllegalArgumentException(
          "LayerNorm: needs one or more sizes and an epsilon above 0; got "
              + Arrays.toString(shape)
              + " and "
              + epsilon);
    }
  }

  @Override
  public Variable forward(Variable input) {
    LastAxes.require("LayerNorm", input, shape);
    return input.layerNorm(shape.length, affine.weight(), affine.bias(), epsilon);
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    return affine.named();
  }

  @Override
  public String toString() {
    return "LayerNorm(" + Arrays.toString(shape) + affine.text() + ")";
  }
}
