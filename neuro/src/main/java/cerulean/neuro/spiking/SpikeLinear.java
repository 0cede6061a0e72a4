package cerulean.neuro.spiking;

import cerulean.autograd.Parameter;
import cerulean.autograd.Primitive;
import cerulean.autograd.Variable;
import cerulean.nn.Layer;
import cerulean.nn.init.Initializer;
import cerulean.tensor.Philox;
import cerulean.tensor.ShapeException;
import cerulean.tensor.SpikeProducts;
import cerulean.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Weights behind a spiking layer, `y = s W^T`: what [cerulean.nn.Linear] without bias computes,
/// faster where spikes are few, since rows of weights are then added up instead of multiplied by
/// zeros and ones; so is the weight's gradient.
///
/// - input `s`: `[..., in]`; any numbers, but only zeros and ones gain
/// - result `y`: `[..., out]`
///
/// `weight` is `[out, in]`, drawn from `U(-k, k)` with `k = 1 / sqrt(in)`.
public final class SpikeLinear implements Layer {

  private static final String NAME = "SpikeLinear";

  private static final Primitive PRODUCT =
      Primitive.fused(NAME, Tensor.class, new Products(), in -> in[0].linear(in[1], null));

  private final Parameter weight;

  private SpikeLinear(Parameter weight) {
    this.weight = weight;
  }

  /// Weights for `in` cells, drawn.
  public static SpikeLinear of(int in, int out, Philox random) {
    if (in < 1 || out < 1) {
      throw badSizes(in, out);
    }
    return new SpikeLinear(Parameter.of(Initializer.uniformByInputs().draw(random, out, in)));
  }

  /// The products and their gradients on `[rows, in]` and `[out, in]`.
  private static final class Products implements Primitive.Kernels<Tensor> {
    @Override
    public Tensor run(boolean recorded, Tensor... in) {
      return SpikeProducts.product(in[0], in[1]);
    }

    @Override
    public Tensor value(Tensor run) {
      return run;
    }

    @Override
    public @Nullable Tensor[] gradients(Tensor g, Tensor run, boolean[] wanted, Tensor... in) {
      return new @Nullable Tensor[] {
        wanted[0] ? g.matmul(in[1]) : null,
        wanted[1] ? SpikeProducts.weightGradient(g, in[0]) : null
      };
    }
  }

  @Override
  public Variable forward(Variable spikes) {
    int[] dims = spikes.shape().dims();
    int in = weight.shape().dim(1);
    if (dims.length == 0 || dims[dims.length - 1] != in) {
      throw otherInput(spikes, in);
    }
    int rows = 1;
    for (int axis = 0; axis < dims.length - 1; axis++) {
      rows *= dims[axis];
    }
    dims[dims.length - 1] = weight.shape().dim(0);
    return PRODUCT.apply(spikes.reshape(rows, in), weight).reshape(dims);
  }

  @Override
  public long multiplyAdds(Variable input, Variable output) {
    return (long) output.shape().size() * weight.shape().dim(1);
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    return Map.of("weight", weight);
  }

  @Override
  public String toString() {
    return NAME + "(" + weight.shape().dim(1) + " -> " + weight.shape().dim(0) + ")";
  }

  private static IllegalArgumentException badSizes(int in, int out) {
    return new IllegalArgumentException(
        NAME + ": in and out must be at least 1; got " + in + " and " + out);
  }

  private static ShapeException otherInput(Variable input, int in) {
    return new ShapeException(
        NAME, "input must be [..., " + in + "]; got " + input.shape(), input.shape());
  }
}
