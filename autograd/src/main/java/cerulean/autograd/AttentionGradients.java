package cerulean.autograd;

import cerulean.tensor.Attention;
import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The derivative of attention.
final class AttentionGradients {

  private AttentionGradients() {}

  static Variable attention(
      Variable query,
      Variable key,
      Variable value,
      @Nullable Variable mask,
      boolean causal,
      double scale) {
    if (mask != null && mask.requiresGrad()) {
      // A kernel has no gradient for it.
      return weights(query, key, mask, causal, scale).matmul(value);
    }
    Tensor added = mask == null ? null : mask.value();
    Tensor y = Attention.attention(query.value(), key.value(), value.value(), added, causal, scale);
    Rule rule =
        Rule.fused(
            "attention",
            (g, in, out) -> {
              Attention.Gradients d =
                  Attention.attentionGradients(
                      g,
                      in.get(0).value(),
                      in.get(1).value(),
                      in.get(2).value(),
                      added,
                      causal,
                      scale);
              return new @Nullable Tensor[] {d.query(), d.key(), d.value()};
            },
            in -> weights(in.get(0), in.get(1), mask, causal, scale).matmul(in.get(2)));
    return Variable.result(rule, y, query, key, value);
  }

  static Variable selfAttention(
      Variable packed, int heads, @Nullable Variable mask, boolean causal, double scale) {
    if (mask != null && mask.requiresGrad()) {
      return composition(packed, heads, mask, causal, scale);
    }
    Tensor added = mask == null ? null : mask.value();
    Tensor y = Attention.selfAttention(packed.value(), heads, added, causal, scale);
    Rule rule =
        Rule.fused(
            "selfAttention",
            (g, in, out) -> {
              Tensor x = in.get(0).value();
              return new @Nullable Tensor[] {
                Attention.selfAttentionGradient(g, x, heads, added, causal, scale)
              };
            },
            in -> composition(in.get(0), heads, mask, causal, scale));
    return Variable.result(rule, y, packed);
  }

  /// Head by head: `[batch, tokens, 3 size]` is taken apart, `[batch, heads, tokens, size / heads]`
  /// put together.
  private static Variable composition(
      Variable packed, int heads, @Nullable Variable mask, boolean causal, double scale) {
    int size = packed.value().dim(2) / 3;
    int[] dims = {packed.value().dim(0), packed.value().dim(1), heads, size / heads};
    List<Variable> parts =
        List.of(packed.split(2, size, size, size)).stream()
            .map(part -> part.reshape(dims).swapAxes(1, 2))
            .toList();
    Variable weights = weights(parts.get(0), parts.get(1), mask, causal, scale);
    return weights.matmul(parts.get(2)).swapAxes(1, 2).flatten(2, 3);
  }

  static Variable weights(
      Variable query, Variable key, @Nullable Variable mask, boolean causal, double scale) {
    Variable scores = query.mul(scale).matmul(key.swapAxes(-1, -2));
    DType type = scores.value().dtype();
    if (mask != null) {
      scores = scores.add(numbers(mask, type));
    }
    if (causal) {
      int targets = scores.value().dim(-2);
      int sources = scores.value().dim(-1);
      Tensor later = Tensor.full(type, Double.NEGATIVE_INFINITY, targets, sources).triu(1);
      scores = scores.add(Variable.constant(later));
    }
    return scores.softmax(-1);
  }

  /// What is added to the scores: 0 where a truth value is true, minus infinity where it is false.
  private static Variable numbers(Variable mask, DType type) {
    if (mask.value().dtype() != DType.BOOL) {
      return mask.to(type);
    }
    Tensor zeros = Tensor.zeros(type, mask.shape().dims());
    return Variable.constant(zeros.maskedFill(mask.value().logicalNot(), Double.NEGATIVE_INFINITY));
  }
}
