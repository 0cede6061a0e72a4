package cerulean.nn.weight;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.nn.Layer;
import cerulean.nn.Linear;
import cerulean.tensor.Distributions;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A layer whose weight is divided by its largest singular value, so that it stretches nothing
/// (Miyato et al. 2018): `w = W / s`, `s = u W v`.
///
/// `u` and `v` are found by power iteration, one step for each run in training, from the ones
/// before; gradients take them as constants. The weight counts as a matrix of outputs by everything
/// else.
///
/// `weight_orig` is learned, `bias` is that of the layer, if it has one; `weight_u` and `weight_v`
/// are buffers, normal numbers at first and iterated 15 times.
public final class SpectralNorm implements Layer {

  /// So many steps find most singular values at the start, as in PyTorch.
  private static final int FIRST_STEPS = 15;

  /// Keeps the vectors of a weight of zeros finite.
  private static final double LEAST_LENGTH = 1e-12;

  private final Parameter weight;
  private final @Nullable Parameter bias;
  private final int axis;
  private final int steps;
  private final Tensor left;
  private final Tensor right;
  private final WeightedMap map;
  private boolean training = true;

  private SpectralNorm(
      Parameter weight,
      @Nullable Parameter bias,
      int axis,
      int steps,
      Philox random,
      WeightedMap map) {
    this.weight = weight;
    this.bias = bias;
    this.axis = axis;
    this.steps = steps;
    this.map = map;
    Tensor matrix = matrix(weight.value());
    left = unit(normal(random, matrix.dim(0), matrix));
    right = unit(normal(random, matrix.dim(1), matrix));
    iterate(FIRST_STEPS);
  }

  /// Of a dense layer.
  public static SpectralNorm of(Linear layer, Philox random) {
    return of(layer, 0, 1, random, Variable::linear);
  }

  /// Of any layer with a parameter `weight`, and perhaps a `bias`: starts from their values.
  ///
  /// - `axis`: that of the outputs, 0 but for transposed convolutions
  /// - `steps`: of the power iteration for each run in training, at least 1
  public static SpectralNorm of(Layer layer, int axis, int steps, Philox random, WeightedMap map) {
    if (steps < 1) {
      throw new IllegalArgumentException("spectralNorm: steps must be at least 1; got " + steps);
    }
    Parameter weight = Parameter.of(WeightedMap.weightOf("spectralNorm", layer).value());
    Parameter bias = layer.ownParameters().get("bias");
    Parameter own = bias == null ? null : Parameter.of(bias.value());
    return new SpectralNorm(weight, own, axis, steps, random, map);
  }

  /// The weight that the layer works with, by the vectors as they are.
  public Variable weight() {
    Variable matrix = weight.moveAxis(axis, 0).reshape(left.size(), right.size());
    // Copies: the next run changes the vectors before gradients may have flowed back.
    Variable u = Variable.constant(left.copy());
    Variable v = Variable.constant(right.copy());
    return weight.div(u.dot(matrix.matmul(v)));
  }

  @Override
  public Variable forward(Variable input) {
    if (training) {
      iterate(steps);
    }
    return map.of(input, weight(), bias);
  }

  private void iterate(int times) {
    Tensor matrix = matrix(weight.value());
    for (int i = 0; i < times; i++) {
      right.copyFromInPlace(unit(matrix.transpose().matmul(left)));
      left.copyFromInPlace(unit(matrix.matmul(right)));
    }
  }

  private Tensor matrix(Tensor w) {
    return w.moveAxis(axis, 0).reshape(w.dim(axis), -1);
  }

  private static Tensor normal(Philox random, int size, Tensor like) {
    double[] numbers = new double[size];
    Distributions.normal(random, 0.0, 1.0, numbers, 0, size);
    return Tensor.wrap(numbers, size).to(like.dtype());
  }

  private static Tensor unit(Tensor vector) {
    return vector.div(vector.norm(2, false).maximum(LEAST_LENGTH));
  }

  @Override
  public void train(boolean on) {
    training = on;
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    Map<String, Parameter> own = new LinkedHashMap<>();
    if (bias != null) {
      own.put("bias", bias);
    }
    own.put("weight_orig", weight);
    return own;
  }

  @Override
  public Map<String, Tensor> ownBuffers() {
    Map<String, Tensor> own = new LinkedHashMap<>();
    own.put("weight_u", left);
    own.put("weight_v", right);
    return own;
  }

  @Override
  public String toString() {
    return "SpectralNorm(weight " + Arrays.toString(weight.shape().dims()) + ")";
  }
}
