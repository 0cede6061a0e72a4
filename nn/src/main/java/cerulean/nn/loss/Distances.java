package cerulean.nn.loss;

import cerulean.autograd.Variable;

/// Distances and similarities of vectors. Shapes broadcast.
public final class Distances {

  private Distances() {}

  /// The `p`-norm of `x - y + epsilon` along the last axis, PyTorch's `pairwise_distance`;
  /// `epsilon` keeps the gradient of equal vectors away from the corner at 0.
  ///
  /// - `x`, `y`: `[..., size]`
  /// - result: `[...]`, or `[..., 1]`
  public static Variable pairwise(
      Variable x, Variable y, double p, double epsilon, boolean keepDims) {
    return x.sub(y).add(epsilon).norm(p, keepDims, -1);
  }

  /// As [#pairwise(Variable, Variable, double, double, boolean)] with `p` 2 and `epsilon` 1e-6.
  public static Variable pairwise(Variable x, Variable y) {
    return pairwise(x, y, 2, 1e-6, false);
  }

  /// The `p`-norm of the difference of every vector of `x` and every one of `y`, PyTorch's `cdist`.
  ///
  /// - `x`: `[..., m, size]`; `y`: `[..., n, size]`
  /// - result: `[..., m, n]`
  public static Variable ofAllPairs(Variable x, Variable y, double p) {
    return x.unsqueeze(-2).sub(y.unsqueeze(-3)).norm(p, false, -1);
  }

  /// The cosine of the angle between vectors along an axis, `x y / (max(|x|, epsilon) max(|y|,
  /// epsilon))`; 0 for a vector of zeros.
  public static Variable cosineSimilarity(Variable x, Variable y, int axis, double epsilon) {
    Variable lengthOfX = x.norm(2, false, axis).clamp(epsilon, Double.MAX_VALUE);
    Variable lengthOfY = y.norm(2, false, axis).clamp(epsilon, Double.MAX_VALUE);
    return x.mul(y).sum(false, axis).div(lengthOfX.mul(lengthOfY));
  }

  /// As [#cosineSimilarity(Variable, Variable, int, double)] along the last axis with `epsilon`
  /// 1e-8.
  public static Variable cosineSimilarity(Variable x, Variable y) {
    return cosineSimilarity(x, y, -1, 1e-8);
  }
}
