package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.Philox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// [TransformerDecoderLayer]s on top of each other, and possibly a normalisation of what the last
/// gives, as those need that normalise what goes in.
///
/// - targets: `[batch, tokens, size]`; memory: `[batch, sources, size]`
/// - result: the shape of the targets
///
/// Children are `layers.0`, `layers.1`, ... and `norm`. Weights of each block are drawn by
/// themselves; PyTorch copies those of one.
public final class TransformerDecoder implements Network {

  private final List<TransformerDecoderLayer> blocks;
  private final @Nullable LayerNorm norm;

  private TransformerDecoder(List<TransformerDecoderLayer> blocks, @Nullable LayerNorm norm) {
    this.blocks = blocks;
    this.norm = norm;
  }

  /// `layers` blocks; with a normalisation at the end if what goes into the blocks is normalised.
  public static TransformerDecoder of(TransformerSettings settings, int layers, Philox random) {
    return of(settings, layers, settings.normFirst(), random);
  }

  /// `layers` blocks; with a normalisation at the end if `norm`.
  public static TransformerDecoder of(
      TransformerSettings settings, int layers, boolean norm, Philox random) {
    Hyperparameters.requireAtLeast("TransformerDecoder", "layers", layers, 1);
    List<TransformerDecoderLayer> blocks = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      blocks.add(TransformerDecoderLayer.of(settings, random));
    }
    LayerNorm last = norm ? LayerNorm.withEpsilon(settings.epsilon(), settings.size()) : null;
    return new TransformerDecoder(List.copyOf(blocks), last);
  }

  /// Each target sees those up to itself, and all of the memory.
  public Variable forward(Variable targets, Variable memory) {
    return forward(targets, memory, AttentionMask.CAUSAL, AttentionMask.NONE);
  }

  /// With a mask for the targets among themselves and one for the memory.
  public Variable forward(
      Variable targets, Variable memory, AttentionMask targetMask, AttentionMask memoryMask) {
    Variable x = targets;
    for (TransformerDecoderLayer block : blocks) {
      x = block.forward(x, memory, targetMask, memoryMask);
    }
    return Observed.worked(this, norm == null ? x : norm.call(x), 0);
  }

  @Override
  public Map<String, Network> children() {
    Map<String, Network> children = new LinkedHashMap<>();
    for (int i = 0; i < blocks.size(); i++) {
      children.put("layers." + i, blocks.get(i));
    }
    if (norm != null) {
      children.put("norm", norm);
    }
    return children;
  }

  @Override
  public String toString() {
    return "TransformerDecoder(" + blocks.size() + " of " + blocks.getFirst() + ")";
  }
}
