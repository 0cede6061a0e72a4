package cerulean.autograd;

import cerulean.tensor.Attention;
import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Attention and its derivatives. The mask is the last input, where there is one.
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
    Primitive attention =
        Primitive.composed(
            "attention",
            (in, node) ->
                Attention.attention(
                    in[0].value(), in[1].value(), in[2].value(), value(mask(in, 3)), causal, scale),
            (g, in, y) -> {
              Attention.Gradients d =
                  Attention.attentionGradients(
                      g,
                      in[0].value(),
                      in[1].value(),
                      in[2].value(),
                      value(mask(in, 3)),
                      causal,
                      scale);
              return new @Nullable Tensor[] {d.query(), d.key(), d.value(), null};
            },
            in -> weights(in[0], in[1], mask(in, 3), causal, scale).matmul(in[2]));
    return mask == null
        ? Variable.apply(attention, query, key, value)
        : Variable.apply(attention, query, key, value, mask);
  }

  static Variable selfAttention(
      Variable packed, int heads, @Nullable Variable mask, boolean causal, double scale) {
    if (mask != null && mask.requiresGrad()) {
      return composition(packed, heads, mask, causal, scale);
    }
    Primitive selfAttention =
        Primitive.composed(
            "selfAttention",
            (in, node) ->
                Attention.selfAttention(in[0].value(), heads, value(mask(in, 1)), causal, scale),
            (g, in, y) ->
                new @Nullable Tensor[] {
                  Attention.selfAttentionGradient(
                      g, in[0].value(), heads, value(mask(in, 1)), causal, scale),
                  null
                },
            in -> composition(in[0], heads, mask(in, 1), causal, scale));
    return mask == null
        ? Variable.apply(selfAttention, packed)
        : Variable.apply(selfAttention, packed, mask);
  }

  static Variable selfAttentionGradient(
      Variable gradient,
      Variable packed,
      int heads,
      @Nullable Variable mask,
      boolean causal,
      double scale) {
    if (mask != null && mask.requiresGrad()) {
      return gradient(gradient, packed, heads, mask, causal, scale);
    }
    Primitive selfAttentionGradient =
        Primitive.composed(
            "selfAttentionGradient",
            (in, node) ->
                Attention.selfAttentionGradient(
                    in[0].value(), in[1].value(), heads, value(mask(in, 2)), causal, scale),
            null,
            in -> gradient(in[0], in[1], heads, mask(in, 2), causal, scale));
    return mask == null
        ? Variable.apply(selfAttentionGradient, gradient, packed)
        : Variable.apply(selfAttentionGradient, gradient, packed, mask);
  }

  /// With weights `P` and `dP = g v^T`: `dS = scale P (dP - sum(P dP))`, `dq = dS k`, `dk = dS^T
  /// q`, `dv = P^T g`.
  private static Variable gradient(
      Variable g,
      Variable packed,
      int heads,
      @Nullable Variable mask,
      boolean causal,
      double scale) {
    List<Variable> parts = parts(packed, heads);
    Variable query = parts.get(0);
    Variable key = parts.get(1);
    Variable slopes = byHead(g, heads);
    Variable weights = weights(query, key, mask, causal, scale);
    Variable byWeights = slopes.matmul(parts.get(2).swapAxes(-1, -2));
    Variable mean = weights.mul(byWeights).sum(true, -1);
    Variable byScores = weights.mul(byWeights.sub(mean)).mul(scale);
    return Variable.concat(
        2,
        together(byScores.matmul(key)),
        together(byScores.swapAxes(-1, -2).matmul(query)),
        together(weights.swapAxes(-1, -2).matmul(slopes)));
  }

  private static @Nullable Variable mask(Variable[] in, int place) {
    return in.length > place ? in[place] : null;
  }

  private static @Nullable Tensor value(@Nullable Variable mask) {
    return mask == null ? null : mask.value();
  }

  /// Head by head: `[batch, tokens, 3 size]` is taken apart, `[batch, heads, tokens, size / heads]`
  /// put together.
  private static Variable composition(
      Variable packed, int heads, @Nullable Variable mask, boolean causal, double scale) {
    List<Variable> parts = parts(packed, heads);
    Variable weights = weights(parts.get(0), parts.get(1), mask, causal, scale);
    return together(weights.matmul(parts.get(2)));
  }

  /// Queries, keys and values.
  private static List<Variable> parts(Variable packed, int heads) {
    int size = packed.shape().dim(2) / 3;
    return Stream.of(packed.split(2, size, size, size)).map(part -> byHead(part, heads)).toList();
  }

  private static Variable byHead(Variable x, int heads) {
    int[] dims = x.shape().dims();
    return x.reshape(dims[0], dims[1], heads, dims[2] / heads).swapAxes(1, 2);
  }

  private static Variable together(Variable x) {
    return x.swapAxes(1, 2).flatten(2, 3);
  }

  static Variable weights(
      Variable query, Variable key, @Nullable Variable mask, boolean causal, double scale) {
    Variable scores = query.mul(scale).matmul(key.swapAxes(-1, -2));
    DType type = scores.dtype();
    if (mask != null) {
      scores = scores.add(numbers(mask, type));
    }
    if (causal) {
      int targets = scores.shape().dim(-2);
      int sources = scores.shape().dim(-1);
      Tensor later = Tensor.full(type, Double.NEGATIVE_INFINITY, targets, sources).triu(1);
      scores = scores.add(Variable.constant(later));
    }
    return scores.softmax(-1);
  }

  private static final Primitive NUMBERS =
      Primitive.constant(
          "maskToNumbers",
          in ->
              Tensor.zeros(in[1].dtype(), in[0].shape().dims())
                  .maskedFill(in[0].logicalNot(), Double.NEGATIVE_INFINITY));

  /// What is added to the scores: 0 where a truth value is true, minus infinity where it is false.
  private static Variable numbers(Variable mask, DType type) {
    return mask.dtype() == DType.BOOL
        ? NUMBERS.apply(mask, Variable.constant(Tensor.zeros(type)))
        : mask.to(type);
  }
}
