package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import java.util.Arrays;
import java.util.Map;

/// Division of each example by the root mean square over its last axes (Zhang & Sennrich 2019):
///
///     y = x / sqrt(mean(x^2) + epsilon) * weight
///
/// - input: `[..., shape...]`
/// - result: the same shape
///
/// `weight` has the normalised shape, ones at first. PyTorch's `RMSNorm`.
public final class RmsNorm implements Layer {

  /// Stands for the distance from 1 to the next number of the input's type.
  private static final double OF_TYPE = -1;

  private final Affine affine;
  private final int[] shape;
  private final double epsilon;

  private RmsNorm(Affine affine, double epsilon, int... shape) {
    this.affine = affine;
    this.shape = shape.clone();
    this.epsilon = epsilon;
  }

  /// Over last axes of these sizes, with the distance from 1 to the next number of the input's type
  /// as epsilon: PyTorch's default.
  public static RmsNorm of(int... shape) {
    check(1, shape);
    return new RmsNorm(Affine.withoutBias(shape), OF_TYPE, shape);
  }

  /// Over last axes of these sizes.
  public static RmsNorm withEpsilon(double epsilon, int... shape) {
    check(epsilon, shape);
    return new RmsNorm(Affine.withoutBias(shape), epsilon, shape);
  }

  /// Without `weight`.
  public static RmsNorm notAffine(double epsilon, int... shape) {
    check(epsilon, shape);
    return new RmsNorm(Affine.none(), epsilon, shape);
  }

  private static void check(double epsilon, int... shape) {
    if (!(epsilon >= 0) || shape.length == 0) {
      throw new IllegalArgumentException(
          "RmsNorm: needs one or more sizes and an epsilon of at least 0; got "
              + Arrays.toString(shape)
              + " and "
              + epsilon);
    }
  }

  @Override
  public Variable forward(Variable input) {
    LastAxes.require("RmsNorm", input, shape);
    double ofType = input.dtype() == DType.F64 ? Math.ulp(1.0) : Math.ulp(1f);
    return input.rmsNorm(shape.length, affine.weight(), epsilon == OF_TYPE ? ofType : epsilon);
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    return affine.named();
  }

  @Override
  public String toString() {
    return "RmsNorm(" + Arrays.toString(shape) + (affine.weight() == null ? ", not affine)" : ")");
  }
}
