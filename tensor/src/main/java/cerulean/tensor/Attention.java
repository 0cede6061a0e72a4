package cerulean.tensor;

import org.jspecify.annotations.Nullable;

/// Scaled dot-product attention (Vaswani et al. 2017) and its gradients, a head and a block of
/// queries at a time: no more scores exist at once than those of a block.
///
/// - queries `[..., targets, size]`, keys `[..., sources, size]`, values `[..., sources, width]`,
///   any views of one type, F32 or F64, with the same axes before the last two
/// - `mask`: null, numbers added to the scores, or truth values that are true where a query may
///   look; broadcasts to `[..., targets, sources]`
/// - `causal`: query `i` sees sources up to `i` alone
/// - `scale`: of the scores, usually `1 / sqrt(size)`
///
/// A query that may look nowhere gets NaN.
public final class Attention {

  /// Gradients with respect to the three operands.
  public record Gradients(Tensor query, Tensor key, Tensor value) {}

  private Attention() {}

  /// `softmax(scale query key^T + mask) value`, `[..., targets, width]`.
  public static Tensor attention(
      Tensor query, Tensor key, Tensor value, @Nullable Tensor mask, boolean causal, double scale) {
    return AttentionOps.attention(query, key, value, mask, causal, scale);
  }

  /// The gradients of [#attention], given the one with respect to its result.
  public static Gradients attentionGradients(
      Tensor gradient,
      Tensor query,
      Tensor key,
      Tensor value,
      @Nullable Tensor mask,
      boolean causal,
      double scale) {
    return AttentionOps.gradients(gradient, query, key, value, mask, causal, scale);
  }

  /// [#attention] of the tokens of a sequence to each other in several heads.
  ///
  /// - `packed`: `[batch, tokens, 3 size]`: queries, keys and values, each with the heads one
  ///   behind the other
  /// - `mask`: broadcasts to `[batch, heads, tokens, tokens]`
  /// - result: `[batch, tokens, size]`
  public static Tensor selfAttention(
      Tensor packed, int heads, @Nullable Tensor mask, boolean causal, double scale) {
    return AttentionOps.selfAttention(packed, heads, mask, causal, scale);
  }

  /// The gradient of [#selfAttention] with respect to `packed`, given the one with respect to its
  /// result.
  public static Tensor selfAttentionGradient(
      Tensor gradient,
      Tensor packed,
      int heads,
      @Nullable Tensor mask,
      boolean causal,
      double scale) {
    return AttentionOps.selfGradient(gradient, packed, heads, mask, causal, scale);
  }
}
