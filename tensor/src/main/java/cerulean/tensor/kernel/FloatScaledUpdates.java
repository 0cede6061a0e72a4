// Specialised at build time for double.
package cerulean.tensor.kernel;

/// Parameter updates that divide the gradient by the root of a sum or mean of its squares, each in
/// one pass over its arrays. Plain loops in both modes, with the conventions of [FloatUpdates].
public final class FloatScaledUpdates {

  private FloatScaledUpdates() {}

  /// `v = alpha v + (1 - alpha) d^2`, `w = w - lr d / (sqrt(v) + eps)`.
  public static void rmsprop(
      float[] w,
      float[] g,
      float[] v,
      double lr,
      double alpha,
      double epsilon,
      double decay,
      double sign,
      int from,
      int to) {
    float rate = (float) lr;
    float share = (float) alpha;
    float fresh = 1f - share;
    float eps = (float) epsilon;
    float shrink = (float) decay;
    float way = (float) sign;
    for (int i = from; i < to; i++) {
      float d = way * g[i] + shrink * w[i];
      float square = share * v[i] + fresh * d * d;
      v[i] = square;
      w[i] -= rate * d / ((float) Math.sqrt(square) + eps);
    }
  }

  /// As [#rmsprop] with momentum: `b = mu b + d / (sqrt(v) + eps)`, `w = w - lr b`.
  public static void rmspropMomentum(
      float[] w,
      float[] g,
      float[] v,
      float[] b,
      double lr,
      double alpha,
      double epsilon,
      double mu,
      double decay,
      double sign,
      int from,
      int to) {
    float rate = (float) lr;
    float share = (float) alpha;
    float fresh = 1f - share;
    float eps = (float) epsilon;
    float inertia = (float) mu;
    float shrink = (float) decay;
    float way = (float) sign;
    for (int i = from; i < to; i++) {
      float d = way * g[i] + shrink * w[i];
      float square = share * v[i] + fresh * d * d;
      float velocity = inertia * b[i] + d / ((float) Math.sqrt(square) + eps);
      v[i] = square;
      b[i] = velocity;
      w[i] -= rate * velocity;
    }
  }

  /// As [#rmsprop] with the variance in place of the mean square: `a = alpha a + (1 - alpha) d`,
  /// and `v - a^2` under the root. Rounding may leave less than 0, which counts as 0.
  public static void rmspropCentered(
      float[] w,
      float[] g,
      float[] v,
      float[] a,
      double lr,
      double alpha,
      double epsilon,
      double decay,
      double sign,
      int from,
      int to) {
    float rate = (float) lr;
    float share = (float) alpha;
    float fresh = 1f - share;
    float eps = (float) epsilon;
    float shrink = (float) decay;
    float way = (float) sign;
    for (int i = from; i < to; i++) {
      float d = way * g[i] + shrink * w[i];
      float square = share * v[i] + fresh * d * d;
      float mean = share * a[i] + fresh * d;
      v[i] = square;
      a[i] = mean;
      w[i] -= rate * d / ((float) Math.sqrt(Math.max(square - mean * mean, 0f)) + eps);
    }
  }

  /// [#rmspropCentered] with the momentum of [#rmspropMomentum].
  public static void rmspropCenteredMomentum(
      float[] w,
      float[] g,
      float[] v,
      float[] a,
      float[] b,
      double lr,
      double alpha,
      double epsilon,
      double mu,
      double decay,
      double sign,
      int from,
      int to) {
    float rate = (float) lr;
    float share = (float) alpha;
    float fresh = 1f - share;
    float eps = (float) epsilon;
    float inertia = (float) mu;
    float shrink = (float) decay;
    float way = (float) sign;
    for (int i = from; i < to; i++) {
      float d = way * g[i] + shrink * w[i];
      float square = share * v[i] + fresh * d * d;
      float mean = share * a[i] + fresh * d;
      float root = (float) Math.sqrt(Math.max(square - mean * mean, 0f));
      float velocity = inertia * b[i] + d / (root + eps);
      v[i] = square;
      a[i] = mean;
      b[i] = velocity;
      w[i] -= rate * velocity;
    }
  }

  /// Adagrad: `sum = sum + d^2`, `w = w - lr d / (sqrt(sum) + eps)`.
  public static void adagrad(
      float[] w,
      float[] g,
      float[] sum,
      double lr,
      double epsilon,
      double decay,
      double sign,
      int from,
      int to) {
    float rate = (float) lr;
    float eps = (float) epsilon;
    float shrink = (float) decay;
    float way = (float) sign;
    for (int i = from; i < to; i++) {
      float d = way * g[i] + shrink * w[i];
      float total = sum[i] + d * d;
      sum[i] = total;
      w[i] -= rate * d / ((float) Math.sqrt(total) + eps);
    }
  }

  /// Adadelta: `v = rho v + (1 - rho) d^2`, `x = d sqrt(u + eps) / sqrt(v + eps)`, `u = rho u + (1
  /// - rho) x^2`, `w = w - lr x`.
  public static void adadelta(
      float[] w,
      float[] g,
      float[] v,
      float[] u,
      double lr,
      double rho,
      double epsilon,
      double decay,
      double sign,
      int from,
      int to) {
    float rate = (float) lr;
    float share = (float) rho;
    float fresh = 1f - share;
    float eps = (float) epsilon;
    float shrink = (float) decay;
    float way = (float) sign;
    for (int i = from; i < to; i++) {
      float d = way * g[i] + shrink * w[i];
      float square = share * v[i] + fresh * d * d;
      float change = d * (float) Math.sqrt(u[i] + eps) / (float) Math.sqrt(square + eps);
      v[i] = square;
      u[i] = share * u[i] + fresh * change * change;
      w[i] -= rate * change;
    }
  }
}
