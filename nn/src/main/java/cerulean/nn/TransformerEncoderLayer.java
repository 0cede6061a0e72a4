package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One block of a transformer's encoder: self-attention and a small network for each token, both
/// with a way past them.
///
/// - input: `[batch, tokens, size]`
/// - result: the same shape
///
/// Pre-norm (Xiong et al. 2020), which trains without a warm-up:
///
///     y = x + attention(norm1(x))
///     z = y + linear2(activation(linear1(norm2(y))))
///
/// Post-norm (Vaswani et al. 2017):
///
///     y = norm1(x + attention(x))
///     z = norm2(y + linear2(activation(linear1(y))))
///
/// There is no dropout.
public final class TransformerEncoderLayer implements Layer {

  private final MultiheadAttention attention;
  private final Linear first;
  private final Linear second;
  private final LayerNorm norm1;
  private final LayerNorm norm2;
  private final Layer activation;
  private final boolean normFirst;

  private TransformerEncoderLayer(
      int size, int heads, int feedForward, Layer activation, boolean normFirst, Philox random) {
    this.attention = MultiheadAttention.of(size, heads, random);
    this.first = Linear.of(size, feedForward, random);
    this.second = Linear.of(feedForward, size, random);
    this.norm1 = LayerNorm.of(size);
    this.norm2 = LayerNorm.of(size);
    this.activation = activation;
    this.normFirst = normFirst;
  }

  /// A block that normalises what goes into its parts.
  public static TransformerEncoderLayer preNorm(
      int size, int heads, int feedForward, Layer activation, Philox random) {
    return new TransformerEncoderLayer(size, heads, feedForward, activation, true, random);
  }

  /// A block that normalises what comes out.
  public static TransformerEncoderLayer postNorm(
      int size, int heads, int feedForward, Layer activation, Philox random) {
    return new TransformerEncoderLayer(size, heads, feedForward, activation, false, random);
  }

  @Override
  public Variable forward(Variable input) {
    return forward(input, null, null, false);
  }

  /// With masks, as in [MultiheadAttention#forward(Variable, Tensor, Tensor, boolean)].
  public Variable forward(
      Variable input, @Nullable Tensor mask, @Nullable Tensor padding, boolean causal) {
    if (normFirst) {
      Variable y = input.add(attention.forward(norm1.forward(input), mask, padding, causal));
      return y.add(network(norm2.forward(y)));
    }
    Variable y = norm1.forward(input.add(attention.forward(input, mask, padding, causal)));
    return norm2.forward(y.add(network(y)));
  }

  private Variable network(Variable x) {
    return second.forward(activation.forward(first.forward(x)));
  }

  @Override
  public Map<String, Layer> children() {
    Map<String, Layer> children = new LinkedHashMap<>();
    children.put("self_attn", attention);
    children.put("linear1", first);
    children.put("linear2", second);
    children.put("norm1", norm1);
    children.put("norm2", norm2);
    return children;
  }

  @Override
  public String toString() {
    return "TransformerEncoderLayer("
        + attention
        + ", "
        + first
        + ", "
        + activation
        + (normFirst ? ", pre-norm)" : ", post-norm)");
  }
}
