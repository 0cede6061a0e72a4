package cerulean.autograd;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
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
    return weights(query, key, mask, causal, scale).matmul(value);
  }

  static Variable weights(
      Variable query, Variable key, @Nullable Variable mask, boolean causal, double scale) {
    Variable scores = query.mul(scale).matmul(key.swapAxes(-1, -2));
    DType type = scores.value().dtype();
    if (mask != null) {
      scores = scores.add(numbers(mask, type));
    }
    if (causal) {
      Tensor later =
          Tensor.full(type, Double.NEGATIVE_INFINITY, scores.value().dim(-2), scores.value().dim(-1))
              .triu(1);
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
    return Variable.constant(
        zeros.maskedFill(mask.value().logicalNot(), Double.NEGATIVE_INFINITY));
  }
}
