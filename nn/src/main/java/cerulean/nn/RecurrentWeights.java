package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one direction of one layer of a recurrent network learns, `gates` blocks of `hidden` rows
/// each: `weight_ih` `[gates hidden, in]`, `weight_hh` `[gates hidden, state]`, `bias_ih` and
/// `bias_hh` or null, and `weight_hr` `[state, hidden]` where the state is a projection.
record RecurrentWeights(
    Parameter input,
    Parameter hidden,
    @Nullable Parameter inputBias,
    @Nullable Parameter hiddenBias,
    @Nullable Parameter projection) {

  /// All drawn from `U(-k, k)` with `k = 1 / sqrt(hidden)`.
  static RecurrentWeights draw(int gates, int in, Recurrent settings, Philox random) {
    float k = (float) (1 / Math.sqrt(settings.hidden()));
    int rows = gates * settings.hidden();
    Parameter input = Parameter.of(Tensor.uniform(random, -k, k, rows, in));
    Parameter hidden = Parameter.of(Tensor.uniform(random, -k, k, rows, settings.state()));
    boolean biased = settings.bias();
    Parameter inputBias = biased ? Parameter.of(Tensor.uniform(random, -k, k, rows)) : null;
    Parameter hiddenBias = biased ? Parameter.of(Tensor.uniform(random, -k, k, rows)) : null;
    Parameter projection =
        settings.projection() == 0
            ? null
            : Parameter.of(Tensor.uniform(random, -k, k, settings.projection(), settings.hidden()));
    return new RecurrentWeights(input, hidden, inputBias, hiddenBias, projection);
  }

  /// PyTorch's names with an ending: `weight_ih_l0`, ...
  void putInto(Map<String, Parameter> own, String ending) {
    own.put("weight_ih" + ending, input);
    own.put("weight_hh" + ending, hidden);
    if (inputBias != null && hiddenBias != null) {
      own.put("bias_ih" + ending, inputBias);
      own.put("bias_hh" + ending, hiddenBias);
    }
    if (projection != null) {
      own.put("weight_hr" + ending, projection);
    }
  }

  /// Both biases in one; null for none.
  @Nullable Variable bias() {
    return inputBias == null || hiddenBias == null ? null : inputBias.add(hiddenBias);
  }

  /// Numbers of the matrices that each step meets.
  long perStep() {
    long all = (long) input.shape().size() + hidden.shape().size();
    return projection == null ? all : all + projection.shape().size();
  }
}
