package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.Philox;
import java.util.LinkedHashMap;
import java.util.Map;

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
/// With dropout of both summands and inside the network. A language model's block is this one with
/// [AttentionMask#CAUSAL].
public final class TransformerEncoderLayer implements Layer {

  private final MultiheadAttention attention;
  private final TokenNetwork network;
  private final LayerNorm norm1;
  private final LayerNorm norm2;
  private final Dropout dropout1;
  private final Dropout dropout2;
  private final boolean normFirst;

  private TransformerEncoderLayer(TransformerSettings settings, Philox random) {
    this.attention = MultiheadAttention.of(settings.attention(), random);
    this.network = new TokenNetwork(settings, random);
    this.norm1 = LayerNorm.withEpsilon(settings.epsilon(), settings.size());
    this.norm2 = LayerNorm.withEpsilon(settings.epsilon(), settings.size());
    this.dropout1 = Dropout.of(settings.dropout(), random);
    this.dropout2 = Dropout.of(settings.dropout(), random);
    this.normFirst = settings.normFirst();
  }

  /// A block of any form; masks of dropout are drawn from `random` as in [Dropout].
  public static TransformerEncoderLayer of(TransformerSettings settings, Philox random) {
    return new TransformerEncoderLayer(settings, random);
  }

  /// A block without dropout that normalises what goes into its parts.
  public static TransformerEncoderLayer preNorm(
      int size, int heads, int feedForward, Layer activation, Philox random) {
    return of(plain(size, heads, feedForward, activation).withNormFirst(), random);
  }

  /// A block without dropout that normalises what comes out.
  public static TransformerEncoderLayer postNorm(
      int size, int heads, int feedForward, Layer activation, Philox random) {
    return of(plain(size, heads, feedForward, activation), random);
  }

  private static TransformerSettings plain(int size, int heads, int feedForward, Layer activation) {
    TransformerSettings usual = TransformerSettings.of(size, heads).dropout(0);
    return usual.feedForward(feedForward).activation(activation);
  }

  @Override
  public Variable forward(Variable input) {
    return block(input, AttentionMask.NONE);
  }

  /// With a mask.
  public Variable forward(Variable input, AttentionMask mask) {
    return Observed.seen(this, input, block(input, mask));
  }

  private Variable block(Variable input, AttentionMask mask) {
    if (normFirst) {
      Variable y = input.add(dropout1.call(attention.forward(norm1.call(input), mask)));
      return y.add(dropout2.call(network.forward(norm2.call(y))));
    }
    Variable y = norm1.call(input.add(dropout1.call(attention.forward(input, mask))));
    return norm2.call(y.add(dropout2.call(network.forward(y))));
  }

  @Override
  public Map<String, Layer> children() {
    Map<String, Layer> children = new LinkedHashMap<>();
    children.put("self_attn", attention);
    network.putInto(children);
    children.put("norm1", norm1);
    children.put("norm2", norm2);
    children.put("dropout1", dropout1);
    children.put("dropout2", dropout2);
    return children;
  }

  @Override
  public String toString() {
    return "TransformerEncoderLayer("
        + attention
        + ", "
        + network
        + (normFirst ? ", pre-norm)" : ", post-norm)");
  }
}
