package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.Philox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// [TransformerEncoderLayer]s on top of each other, and possibly a normalisation of what the last
/// gives, as those need that normalise what goes in.
///
/// - input: `[batch, tokens, size]`
/// - result: the same shape
///
/// Children are `layers.0`, `layers.1`, ... and `norm`. Weights of each block are drawn by
/// themselves; PyTorch copies those of one.
public final class TransformerEncoder implements Layer {

  private final List<TransformerEncoderLayer> blocks;
  private final @Nullable LayerNorm norm;

  private TransformerEncoder(List<TransformerEncoderLayer> blocks, @Nullable LayerNorm norm) {
    this.blocks = blocks;
    this.norm = norm;
  }

  /// `layers` blocks; with a normalisation at the end if what goes into the blocks is normalised.
  public static TransformerEncoder of(TransformerSettings settings, int layers, Philox random) {
    return of(settings, layers, settings.normFirst(), random);
  }

  /// `layers` blocks; with a normalisation at the end if `norm`.
  public static TransformerEncoder of(
      TransformerSettings settings, int layers, boolean norm, Philox random) {
    Hyperparameters.requireAtLeast("TransformerEncoder", "layers", layers, 1);
    List<TransformerEncoderLayer> blocks = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      blocks.add(TransformerEncoderLayer.of(settings, random));
    }
    LayerNorm last = norm ? LayerNorm.withEpsilon(settings.epsilon(), settings.size()) : null;
    return new TransformerEncoder(List.copyOf(blocks), last);
  }

  @Override
  public Variable forward(Variable input) {
    return stack(input, AttentionMask.NONE);
  }

  /// With a mask.
  public Variable forward(Variable input, AttentionMask mask) {
    return Observed.seen(this, input, stack(input, mask));
  }

  private Variable stack(Variable input, AttentionMask mask) {
    Variable x = input;
    for (TransformerEncoderLayer block : blocks) {
      x = block.forward(x, mask);
    }
    return norm == null ? x : norm.call(x);
  }

  @Override
  public Map<String, Layer> children() {
    Map<String, Layer> children = new LinkedHashMap<>();
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
    return "TransformerEncoder(" + blocks.size() + " of " + blocks.getFirst() + ")";
  }
}
