// Specialised at build time for double.
package cerulean.tensor.kernel;

/// Parameter updates of Adam and its kin, each in one pass over its arrays: they keep running means
/// `m = b1 m + (1 - b1) d` and `v = b2 v + (1 - b2) d^2`. Plain loops in both modes, with the
/// conventions of [FloatUpdates].
///
/// The means start at 0; after `t` steps they are `1 - b^t` of what they would be. These
/// corrections are those of the rounded shares, which the loops work with.
public final class FloatMomentUpdates {

  private FloatMomentUpdates() {}

  /// Adam: `w = keep w - lr (m / c1) / (sqrt(v / c2) + eps)` with `c = 1 - b^t`.
  public static void adam(
      float[] w,
      float[] g,
      float[] m,
      float[] v,
      double lr,
      double beta1,
      double beta2,
      double epsilon,
      double decay,
      double keep,
      double sign,
      long t,
      int from,
      int to) {
    float b1 = (float) beta1;
    float b2 = (float) beta2;
    float c1 = (float) (1 - Math.pow(b1, (double) t));
    float c2 = (float) (1 - Math.pow(b2, (double) t));
    float step = (float) lr / c1;
    float rootCorrection = (float) (1 / Math.sqrt(c2));
    scaled(
        w,
        g,
        m,
        v,
        b1,
        b2,
        step,
        rootCorrection,
        (float) epsilon,
        (float) decay,
        (float) keep,
        (float) sign,
        from,
        to);
  }

  /// Rectified Adam: `w = keep w - lr r (m / c1) sqrt(c2) / (sqrt(v) + eps)`, where the factor `r`
  /// accounts for how few gradients `v` has seen (Liu et al. 2020, Algorithm 2); while they are too
  /// few, `w = keep w - lr m / c1`.
  public static void radam(
      float[] w,
      float[] g,
      float[] m,
      float[] v,
      double lr,
      double beta1,
      double beta2,
      double epsilon,
      double decay,
      double keep,
      double sign,
      long t,
      int from,
      int to) {
    float b1 = (float) beta1;
    float b2 = (float) beta2;
    double c1 = 1 - Math.pow(b1, (double) t);
    // Of the share as given: this difference of two large numbers does not stand its rounding.
    double power = Math.pow(beta2, (double) t);
    double longest = 2 / (1 - beta2) - 1;
    double known = longest - 2 * t * power / (1 - power);
    if (known <= 5) {
      unscaled(
          w,
          g,
          m,
          v,
          b1,
          b2,
          (float) (lr / c1),
          (float) decay,
          (float) keep,
          (float) sign,
          from,
          to);
      return;
    }
    double rectification =
        Math.sqrt((known - 4) * (known - 2) * longest / ((longest - 4) * (longest - 2) * known));
    double c2 = 1 - Math.pow(b2, (double) t);
    float step = (float) (lr / c1 * rectification * Math.sqrt(c2));
    scaled(
        w,
        g,
        m,
        v,
        b1,
        b2,
        step,
        1f,
        (float) epsilon,
        (float) decay,
        (float) keep,
        (float) sign,
        from,
        to);
  }

  /// Moves by the mean over the corrected root of the mean square.
  private static void scaled(
      float[] w,
      float[] g,
      float[] m,
      float[] v,
      float b1,
      float b2,
      float step,
      float rootCorrection,
      float eps,
      float decay,
      float keep,
      float sign,
      int from,
      int to) {
    float fresh1 = 1f - b1;
    float fresh2 = 1f - b2;
    for (int i = from; i < to; i++) {
      float d = sign * g[i] + decay * w[i];
      float mean = b1 * m[i] + fresh1 * d;
      float square = b2 * v[i] + fresh2 * d * d;
      m[i] = mean;
      v[i] = square;
      w[i] = keep * w[i] - step * mean / ((float) Math.sqrt(square) * rootCorrection + eps);
    }
  }

  /// Moves by the mean alone; the mean square is kept for later.
  private static void unscaled(
      float[] w,
      float[] g,
      float[] m,
      float[] v,
      float b1,
      float b2,
      float step,
      float decay,
      float keep,
      float sign,
      int from,
      int to) {
    float fresh1 = 1f - b1;
    float fresh2 = 1f - b2;
    for (int i = from; i < to; i++) {
      float d = sign * g[i] + decay * w[i];
      float mean = b1 * m[i] + fresh1 * d;
      m[i] = mean;
      v[i] = b2 * v[i] + fresh2 * d * d;
      w[i] = keep * w[i] - step * mean;
    }
  }

  /// AMSGrad: [#adam] with the largest `v` so far, `most`, in the place of `v`.
  public static void amsgrad(
      float[] w,
      float[] g,
      float[] m,
      float[] v,
      float[] most,
      double lr,
      double beta1,
      double beta2,
      double epsilon,
      double decay,
      double keep,
      double sign,
      long t,
      int from,
      int to) {
    float b1 = (float) beta1;
    float b2 = (float) beta2;
    float c1 = (float) (1 - Math.pow(b1, (double) t));
    float c2 = (float) (1 - Math.pow(b2, (double) t));
    float step = (float) lr / c1;
    float rootCorrection = (float) (1 / Math.sqrt(c2));
    float eps = (float) epsilon;
    float shrink = (float) decay;
    float kept = (float) keep;
    float way = (float) sign;
    float fresh1 = 1f - b1;
    float fresh2 = 1f - b2;
    for (int i = from; i < to; i++) {
      float d = way * g[i] + shrink * w[i];
      float mean = b1 * m[i] + fresh1 * d;
      float square = b2 * v[i] + fresh2 * d * d;
      float largest = Math.max(most[i], square);
      m[i] = mean;
      v[i] = square;
      most[i] = largest;
      w[i] = kept * w[i] - step * mean / ((float) Math.sqrt(largest) * rootCorrection + eps);
    }
  }

  /// NAdam: `w = keep w - (now d + next m) / (sqrt(v / c2) + eps)`, where `now` and `next` are the
  /// rates with their corrections for the momentum of this step and the next.
  public static void nadam(
      float[] w,
      float[] g,
      float[] m,
      float[] v,
      double now,
      double next,
      double beta1,
      double beta2,
      double epsilon,
      double decay,
      double keep,
      double sign,
      long t,
      int from,
      int to) {
    float b1 = (float) beta1;
    float b2 = (float) beta2;
    float rootCorrection = (float) (1 / Math.sqrt(1 - Math.pow(b2, (double) t)));
    float ofGradient = (float) now;
    float ofMean = (float) next;
    float eps = (float) epsilon;
    float shrink = (float) decay;
    float kept = (float) keep;
    float way = (float) sign;
    float fresh1 = 1f - b1;
    float fresh2 = 1f - b2;
    for (int i = from; i < to; i++) {
      float d = way * g[i] + shrink * w[i];
      float mean = b1 * m[i] + fresh1 * d;
      float square = b2 * v[i] + fresh2 * d * d;
      float root = (float) Math.sqrt(square) * rootCorrection + eps;
      m[i] = mean;
      v[i] = square;
      w[i] = kept * w[i] - (ofGradient * d + ofMean * mean) / root;
    }
  }

  /// Adamax: `u = max(b2 u, |d| + eps)`, `w = w - lr (m / c1) / u`.
  public static void adamax(
      float[] w,
      float[] g,
      float[] m,
      float[] u,
      double lr,
      double beta1,
      double beta2,
      double epsilon,
      double decay,
      double sign,
      long t,
      int from,
      int to) {
    float b1 = (float) beta1;
    float b2 = (float) beta2;
    float step = (float) (lr / (1 - Math.pow(b1, (double) t)));
    float eps = (float) epsilon;
    float shrink = (float) decay;
    float way = (float) sign;
    float fresh1 = 1f - b1;
    for (int i = from; i < to; i++) {
      float d = way * g[i] + shrink * w[i];
      float mean = b1 * m[i] + fresh1 * d;
      float largest = Math.max(b2 * u[i], Math.abs(d) + eps);
      m[i] = mean;
      u[i] = largest;
      w[i] -= step * mean / largest;
    }
  }
}
