package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.Philox;
import java.util.LinkedHashMap;
import java.util.Map;

/// One block of a transformer's decoder: self-attention, attention to what an encoder gives, and a
/// small network for each token, all with a way past them.
///
/// - targets: `[batch, tokens, size]`; memory: `[batch, sources, size]`
/// - result: the shape of the targets
///
/// Pre-norm (Xiong et al. 2020):
///
///     y = x + attention(norm1(x))
///     z = y + attention(norm2(y), memory)
///     u = z + linear2(activation(linear1(norm3(z))))
///
/// Post-norm (Vaswani et al. 2017) normalises the three sums instead. With dropout of the summands
/// and inside the network.
public final class TransformerDecoderLayer implements Network {

  private final MultiheadAttention attention;
  private final MultiheadAttention toMemory;
  private final TokenNetwork network;
  private final LayerNorm norm1;
  private final LayerNorm norm2;
  private final LayerNorm norm3;
  private final Dropout dropout1;
  private final Dropout dropout2;
  private final Dropout dropout3;
  private final boolean normFirst;

  private TransformerDecoderLayer(TransformerSettings settings, Philox random) {
    this.attention = MultiheadAttention.of(settings.attention(), random);
    this.toMemory = MultiheadAttention.of(settings.attention(), random);
    this.network = new TokenNetwork(settings, random);
    this.norm1 = LayerNorm.withEpsilon(settings.epsilon(), settings.size());
    this.norm2 = LayerNorm.withEpsilon(settings.epsilon(), settings.size());
    this.norm3 = LayerNorm.withEpsilon(settings.epsilon(), settings.size());
    this.dropout1 = Dropout.of(settings.dropout(), random);
    this.dropout2 = Dropout.of(settings.dropout(), random);
    this.dropout3 = Dropout.of(settings.dropout(), random);
    this.normFirst = settings.normFirst();
  }

  /// A block of any form; masks of dropout are drawn from `random` as in [Dropout].
  public static TransformerDecoderLayer of(TransformerSettings settings, Philox random) {
    return new TransformerDecoderLayer(settings, random);
  }

  /// Each target sees those up to itself, and all of the memory.
  public Variable forward(Variable targets, Variable memory) {
    return forward(targets, memory, AttentionMask.CAUSAL, AttentionMask.NONE);
  }

  /// With a mask for the targets among themselves and one for the memory.
  public Variable forward(
      Variable targets, Variable memory, AttentionMask targetMask, AttentionMask memoryMask) {
    return Observed.worked(this, block(targets, memory, targetMask, memoryMask), 0);
  }

  private Variable block(
      Variable targets, Variable memory, AttentionMask targetMask, AttentionMask memoryMask) {
    if (normFirst) {
      Variable y = targets.add(dropout1.call(attention.forward(norm1.call(targets), targetMask)));
      Variable query = norm2.call(y);
      Variable looked = toMemory.forward(query, memory, memory, memoryMask);
      Variable z = y.add(dropout2.call(looked));
      return z.add(dropout3.call(network.forward(norm3.call(z))));
    }
    Variable y = norm1.call(targets.add(dropout1.call(attention.forward(targets, targetMask))));
    Variable looked = toMemory.forward(y, memory, memory, memoryMask);
    Variable z = norm2.call(y.add(dropout2.call(looked)));
    return norm3.call(z.add(dropout3.call(network.forward(z))));
  }

  @Override
  public Map<String, Layer> children() {
    Map<String, Layer> children = new LinkedHashMap<>();
    children.put("self_attn", attention);
    children.put("multihead_attn", toMemory);
    network.putInto(children);
    children.put("norm1", norm1);
    children.put("norm2", norm2);
    children.put("norm3", norm3);
    children.put("dropout1", dropout1);
    children.put("dropout2", dropout2);
    children.put("dropout3", dropout3);
    return children;
  }

  @Override
  public String toString() {
    return "TransformerDecoderLayer("
        + attention
        + ", "
        + network
        + (normFirst ? ", pre-norm)" : ", post-norm)");
  }
}
