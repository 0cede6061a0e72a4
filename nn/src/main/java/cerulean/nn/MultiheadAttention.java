package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Scaled dot-product attention in several heads (Vaswani et al. 2017, section 3.2).
///
/// - queries: `[batch, targets, size]`; keys and values: `[batch, sources, size]`
/// - result: `[batch, targets, size]`
///
/// Each head attends with `size / heads` of the projected numbers. `in_proj_weight` `[3 size,
/// size]` has the rows of queries, keys and values, drawn from `U(-k, k)` with `k = sqrt(6 / (4
/// size))` (Glorot & Bengio 2010); `in_proj_bias` and `out_proj.bias` are zeros, `out_proj.weight`
/// is drawn as [Linear]'s.
public final class MultiheadAttention implements Layer {

  private final Parameter weight;
  private final Parameter bias;
  private final Linear out;
  private final int heads;

  private MultiheadAttention(Parameter weight, Parameter bias, Linear out, int heads) {
    this.weight = weight;
    this.bias = bias;
    this.out = out;
    this.heads = heads;
  }

  /// A layer of `heads` heads, which divide `size`.
  public static MultiheadAttention of(int size, int heads, Philox random) {
    if (heads < 1 || size < 1 || size % heads != 0) {
      throw new IllegalArgumentException(
          "MultiheadAttention: size " + size + " does not divide into " + heads + " heads");
    }
    float k = (float) Math.sqrt(6.0 / (4 * size));
    return new MultiheadAttention(
        Parameter.of(Tensor.uniform(random, -k, k, 3 * size, size)),
        Parameter.of(Tensor.zeros(3 * size)),
        Linear.withZeroBias(size, size, random),
        heads);
  }

  /// Every token attends to all of its sequence.
  @Override
  public Variable forward(Variable input) {
    return forward(input, null, null, false);
  }

  /// Self-attention.
  ///
  /// - `mask`: `[tokens, tokens]`: numbers added to the scores, or truth values that are true where
  ///   a query may not look; null for none
  /// - `padding`: `[batch, tokens]` truth values that are true where a token is padding, to which
  ///   none looks; null for none
  /// - `causal`: whether a token sees those up to itself alone
  public Variable forward(
      Variable input, @Nullable Tensor mask, @Nullable Tensor padding, boolean causal) {
    require(input);
    Variable packed = input.linear(weight, bias);
    Variable added = combined(mask, padding, packed.value().dtype());
    return out.forward(packed.selfAttention(heads, added, causal, scale()));
  }

  /// Attention of queries to other keys and values; the masks as in self-attention, with `targets`
  /// rows and `sources` columns.
  public Variable forward(
      Variable query,
      Variable key,
      Variable value,
      @Nullable Tensor mask,
      @Nullable Tensor padding,
      boolean causal) {
    require(query);
    require(key);
    require(value);
    Variable[] weights = weight.split(0, thirds());
    Variable[] biases = bias.split(0, thirds());
    Variable q = heads(query.linear(weights[0], biases[0]));
    Variable k = heads(key.linear(weights[1], biases[1]));
    Variable v = heads(value.linear(weights[2], biases[2]));
    Variable added = combined(mask, padding, q.value().dtype());
    return out.forward(q.attention(k, v, added, causal, scale()).swapAxes(1, 2).flatten(2, 3));
  }

  /// The weights with which targets look at sources, `[batch, heads, targets, sources]`; arguments
  /// as in [#forward(Variable, Variable, Variable, Tensor, Tensor, boolean)].
  public Variable weights(
      Variable query,
      Variable key,
      @Nullable Tensor mask,
      @Nullable Tensor padding,
      boolean causal) {
    require(query);
    require(key);
    Variable[] weights = weight.split(0, thirds());
    Variable[] biases = bias.split(0, thirds());
    Variable q = heads(query.linear(weights[0], biases[0]));
    Variable k = heads(key.linear(weights[1], biases[1]));
    return q.attentionWeights(k, combined(mask, padding, q.value().dtype()), causal, scale());
  }

  private double scale() {
    return 1 / Math.sqrt((double) size() / heads);
  }

  /// `[batch, tokens, size]` as `[batch, heads, tokens, size / heads]`.
  private Variable heads(Variable x) {
    int[] dims = {x.value().dim(0), x.value().dim(1), heads, size() / heads};
    return x.reshape(dims).swapAxes(1, 2);
  }

  private int[] thirds() {
    return new int[] {size(), size(), size()};
  }

  private int size() {
    return weight.value().dim(1);
  }

  /// What is added to the scores `[batch, heads, targets, sources]`.
  private static @Nullable Variable combined(
      @Nullable Tensor mask, @Nullable Tensor padding, DType type) {
    Tensor added = mask == null ? null : numbers(mask, type);
    if (padding != null) {
      Tensor hidden = numbers(padding, type).unsqueeze(1).unsqueeze(1);
      added = added == null ? hidden : hidden.add(added);
    }
    return added == null ? null : Variable.constant(added);
  }

  private static Tensor numbers(Tensor mask, DType type) {
    return mask.dtype() == DType.BOOL
        ? Tensor.zeros(type, mask.shape().dims()).maskedFill(mask, Double.NEGATIVE_INFINITY)
        : mask.to(type);
  }

  private void require(Variable input) {
    if (input.shape().rank() != 3 || input.shape().dim(2) != size()) {
      throw new ShapeException(
          "MultiheadAttention",
          "input must be [batch, tokens, " + size() + "]; got " + input.shape(),
          input.shape());
    }
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    Map<String, Parameter> own = new LinkedHashMap<>();
    own.put("in_proj_weight", weight);
    own.put("in_proj_bias", bias);
    return own;
  }

  @Override
  public Map<String, Layer> children() {
    return Map.of("out_proj", out);
  }

  @Override
  public String toString() {
    return "MultiheadAttention(" + size() + ", " + heads + " heads)";
  }
}
