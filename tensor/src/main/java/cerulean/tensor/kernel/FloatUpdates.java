// Specialised at build time for double.
package cerulean.tensor.kernel;

/// Parameter updates of optimizers that follow the gradient or its sign, each in one pass over its
/// arrays.
///
/// Plain loops in both modes: all arrays share one index, which the compiler turns into vector code
/// by itself. In every method `w` are the parameters, `g` their gradients, and `d = sign g + decay
/// w` is what is descended; `sign` is -1 to climb. Parameters are multiplied by `keep` before the
/// update, which is how decay beside the gradient is made; 1 leaves every bit as it is. Rates and
/// shares are rounded to the type of the elements once.
public final class FloatUpdates {

  private FloatUpdates() {}

  /// Gradient descent: `w = keep w - lr d`.
  public static void sgd(
      float[] w, float[] g, double lr, double decay, double keep, double sign, int from, int to) {
    float rate = (float) lr;
    float shrink = (float) decay;
    float kept = (float) keep;
    float way = (float) sign;
    for (int i = from; i < to; i++) {
      w[i] = kept * w[i] - rate * (way * g[i] + shrink * w[i]);
    }
  }

  /// Momentum: `v = mu v + (1 - dampening) d`, `w = keep w - lr v`.
  public static void momentum(
      float[] w,
      float[] g,
      float[] v,
      double lr,
      double mu,
      double dampening,
      double decay,
      double keep,
      double sign,
      int from,
      int to) {
    float rate = (float) lr;
    float share = (float) mu;
    float fresh = 1f - (float) dampening;
    float shrink = (float) decay;
    float kept = (float) keep;
    float way = (float) sign;
    for (int i = from; i < to; i++) {
      float velocity = share * v[i] + fresh * (way * g[i] + shrink * w[i]);
      v[i] = velocity;
      w[i] = kept * w[i] - rate * velocity;
    }
  }

  /// Nesterov momentum: velocity as in [#momentum], then `w = keep w - lr (d + mu v)`.
  public static void nesterov(
      float[] w,
      float[] g,
      float[] v,
      double lr,
      double mu,
      double dampening,
      double decay,
      double keep,
      double sign,
      int from,
      int to) {
    float rate = (float) lr;
    float share = (float) mu;
    float fresh = 1f - (float) dampening;
    float shrink = (float) decay;
    float kept = (float) keep;
    float way = (float) sign;
    for (int i = from; i < to; i++) {
      float d = way * g[i] + shrink * w[i];
      float velocity = share * v[i] + fresh * d;
      v[i] = velocity;
      w[i] = kept * w[i] - rate * (d + share * velocity);
    }
  }

  /// Lion: `w = keep w - lr sign(b1 m + (1 - b1) d)`, then `m = b2 m + (1 - b2) d`, without decay
  /// in `d`.
  public static void lion(
      float[] w,
      float[] g,
      float[] m,
      double lr,
      double beta1,
      double beta2,
      double keep,
      double sign,
      int from,
      int to) {
    float rate = (float) lr;
    float b1 = (float) beta1;
    float b2 = (float) beta2;
    float fresh1 = 1f - b1;
    float fresh2 = 1f - b2;
    float kept = (float) keep;
    float way = (float) sign;
    for (int i = from; i < to; i++) {
      float d = way * g[i];
      float mean = m[i];
      // The sign: even the smallest number times the largest twice is beyond 1. The compiler turns
      // bounds into vector code, Math.signum only at times.
      float far = (b1 * mean + fresh1 * d) * Float.MAX_VALUE * Float.MAX_VALUE;
      w[i] = kept * w[i] - rate * Math.min(Math.max(far, -1f), 1f);
      m[i] = b2 * mean + fresh2 * d;
    }
  }

  /// Fast and slow weights that are added: with `s = w - f`, `f = keepFast f - fast d` and `s =
  /// keepSlow s - slow d`, then `w = s + f`, without decay in `d`.
  public static void fastAndSlow(
      float[] w,
      float[] g,
      float[] f,
      double slow,
      double keepSlow,
      double fast,
      double keepFast,
      double sign,
      int from,
      int to) {
    float slowRate = (float) slow;
    float slowKept = (float) keepSlow;
    float fastRate = (float) fast;
    float fastKept = (float) keepFast;
    float way = (float) sign;
    for (int i = from; i < to; i++) {
      float d = way * g[i];
      float quick = fastKept * f[i] - fastRate * d;
      w[i] = slowKept * (w[i] - f[i]) - slowRate * d + quick;
      f[i] = quick;
    }
  }

  /// Averaged descent: `w = keep w - lr d`, and `average` moves towards `w` by `share`, all the way
  /// with 1.
  public static void averaged(
      float[] w,
      float[] g,
      float[] average,
      double lr,
      double share,
      double decay,
      double keep,
      double sign,
      int from,
      int to) {
    float rate = (float) lr;
    float taken = (float) share;
    float left = 1f - taken;
    float shrink = (float) decay;
    float kept = (float) keep;
    float way = (float) sign;
    for (int i = from; i < to; i++) {
      float x = kept * w[i] - rate * (way * g[i] + shrink * w[i]);
      w[i] = x;
      average[i] = left * average[i] + taken * x;
    }
  }

  /// Resilient propagation: `step` grows by `grow` where `d` has the sign of `before`, shrinks by
  /// `shrink` where it has the other, and is held in `[least, most]`; `w = w - sign(d) step`, but
  /// not where the sign has changed: there `before` is 0 for the next time, else `d`. No decay.
  public static void rprop(
      float[] w,
      float[] g,
      float[] before,
      float[] step,
      double shrink,
      double grow,
      double least,
      double most,
      double sign,
      int from,
      int to) {
    float less = (float) shrink;
    float more = (float) grow;
    float low = (float) least;
    float high = (float) most;
    float way = (float) sign;
    for (int i = from; i < to; i++) {
      float d = way * g[i];
      float agreement = d * before[i];
      float factor = agreement > 0 ? more : agreement < 0 ? less : 1f;
      float size = Math.min(Math.max(step[i] * factor, low), high);
      float used = agreement < 0 ? 0f : d;
      step[i] = size;
      before[i] = used;
      w[i] -= Math.signum(used) * size;
    }
  }
}
