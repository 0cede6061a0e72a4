// Specialised at build time for double.
package cerulean.tensor.kernel;

import org.jspecify.annotations.Nullable;

/// The softmax of a row of attention scores, and its derivative.
public final class FloatAttention {

  private FloatAttention() {}

  /// Turns `n` scores into weights: scaled, moved by the mask, `exp(s - max)`, divided by their
  /// sum.
  ///
  /// - `mask`: what is added from `mo` on, or null
  /// - `seen`: scores from here on get the weight 0
  public static void weights(
      FloatElementwise elementwise,
      FloatReductions reductions,
      FloatTranscendental functions,
      float[] s,
      int so,
      float scale,
      float @Nullable [] mask,
      int mo,
      int seen,
      int n) {
    elementwise.mulScalar(s, so, scale, s, so, seen);
    if (mask != null) {
      elementwise.add(s, so, mask, mo, s, so, seen);
    }
    float max = reductions.max(s, so, seen);
    elementwise.addScalar(s, so, -max, s, so, seen);
    functions.exp(s, so, s, so, seen);
    elementwise.mulScalar(s, so, 1 / reductions.sum(s, so, seen), s, so, seen);
    for (int i = seen; i < n; i++) {
      s[so + i] = 0;
    }
  }

  /// Turns the gradient `d` with respect to weights `p` into the one with respect to the products
  /// behind the scores: `d = scale p (d - sum(p d))`.
  public static void weightsGradient(float[] p, int po, float[] d, int o, float scale, int n) {
    float sum = 0;
    for (int i = 0; i < n; i++) {
      sum += p[po + i] * d[o + i];
    }
    for (int i = 0; i < n; i++) {
      d[o + i] = scale * p[po + i] * (d[o + i] - sum);
    }
  }
}
