package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.nn.init.Initializer;
import cerulean.tensor.Philox;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Bilinear map of two inputs `z_k = sum_ij x_i W_kij y_j + b_k`.
///
/// - inputs `x`: `[..., first]`, `y`: `[..., second]`, with the same axes in front
/// - result `z`: `[..., out]`
///
/// `weight` is `[out, first, second]` and `bias` `[out]`, if there is one, both drawn from `U(-k,
/// k)` with `k = 1 / sqrt(first)`.
public final class Bilinear implements Network {

  private final Parameter weight;
  private final @Nullable Parameter bias;

  private Bilinear(Parameter weight, @Nullable Parameter bias) {
    this.weight = weight;
    this.bias = bias;
  }

  /// A map of `first` and `second` numbers to `out`, with a bias.
  public static Bilinear of(int first, int second, int out, Philox random) {
    return of(first, second, out, true, random);
  }

  /// A map of `first` and `second` numbers to `out`.
  public static Bilinear of(int first, int second, int out, boolean bias, Philox random) {
    Hyperparameters.requireAtLeast("Bilinear", "first", first, 1);
    Hyperparameters.requireAtLeast("Bilinear", "second", second, 1);
    Hyperparameters.requireAtLeast("Bilinear", "out", out, 1);
    float bound = (float) (1 / Math.sqrt(first));
    Initializer law = (stream, shape) -> Tensor.uniform(stream, -bound, bound, shape);
    return new Bilinear(
        Parameter.of(law.draw(random, out, first, second)),
        bias ? Parameter.of(law.draw(random, out)) : null);
  }

  /// The map of `x` and `y`.
  public Variable forward(Variable x, Variable y) {
    if (x.shape().rank() == 0 || x.shape().rank() != y.shape().rank()) {
      throw axes(x, y);
    }
    Variable z = Variable.einsum("...i,kij,...j->...k", x, weight, y);
    int[] sizes = weight.shape().dims();
    // A row of x times the matrix of a result, and that times the row of y.
    long rows = z.shape().size() / sizes[0];
    long work = rows * sizes[0] * sizes[2] * (sizes[1] + 1L);
    return Observed.worked(this, bias == null ? z : z.add(bias), work);
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    Map<String, Parameter> own = new LinkedHashMap<>();
    own.put("weight", weight);
    if (bias != null) {
      own.put("bias", bias);
    }
    return own;
  }

  @Override
  public String toString() {
    int[] dims = weight.shape().dims();
    String sizes = dims[1] + ", " + dims[2] + " -> " + dims[0];
    return "Bilinear(" + sizes + (bias == null ? ", no bias" : "") + ")";
  }

  private static ShapeException axes(Variable x, Variable y) {
    return new ShapeException(
        "Bilinear",
        "inputs must be [..., first] and [..., second]; got " + x.shape() + " and " + y.shape(),
        x.shape(),
        y.shape());
  }
}
