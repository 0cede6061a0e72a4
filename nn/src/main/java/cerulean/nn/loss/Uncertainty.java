package cerulean.nn.loss;

import cerulean.tensor.Tensor;

/// How unsure a classifier is.
public final class Uncertainty {

  private Uncertainty() {}

  /// Mean entropy of the softmax of every row of logits `[rows, classes]`, in nats: `-(1/rows)
  /// sum_i sum_k p_ik ln p_ik`, from 0 to `ln classes`.
  public static double entropy(Tensor logits) {
    Tensor logP = logits.logSoftmax(1);
    // A probability of 0 adds nothing; its logarithm may be minus infinity, and 0 times that is
    // NaN.
    Tensor finite = logP.maximum(Tensor.scalar(-Float.MAX_VALUE));
    return -finite.mul(logP.exp()).sum(false, 1).mean().item();
  }
}
