package cerulean.tensor.kernel;

/// Parameter updates of the optimizers, each in one pass over its arrays.
///
/// Plain loops in both modes: all arrays share one index, which the compiler turns into vector code
/// by itself. In every method `w` are the parameters and `g` their gradients.
public final class UpdateKernels {

  private UpdateKernels() {}

  /// Gradient descent with weight decay: `w -= lr * (g + decay * w)`.
  public static void sgd(float[] w, float[] g, float lr, float decay, int from, int to) {
    for (int i = from; i < to; i++) {
      w[i] -= lr * (g[i] + decay * w[i]);
    }
  }

  /// Momentum: `v = mu * v + (1 - dampening) * d`, `w -= lr * v`, with `d = g + decay * w`.
  public static void momentum(
      float[] w,
      float[] g,
      float[] v,
      float lr,
      float mu,
      float dampening,
      float decay,
      int from,
      int to) {
    float fresh = 1f - dampening;
    for (int i = from; i < to; i++) {
      float velocity = mu * v[i] + fresh * (g[i] + decay * w[i]);
      v[i] = velocity;
      w[i] -= lr * velocity;
    }
  }

  /// Nesterov momentum: velocity as in [#momentum], then `w -= lr * (d + mu * v)`.
  public static void nesterov(
      float[] w,
      float[] g,
      float[] v,
      float lr,
      float mu,
      float dampening,
      float decay,
      int from,
      int to) {
    float fresh = 1f - dampening;
    for (int i = from; i < to; i++) {
      float d = g[i] + decay * w[i];
      float velocity = mu * v[i] + fresh * d;
      v[i] = velocity;
      w[i] -= lr * (d + mu * velocity);
    }
  }

  /// Adam: `m = b1 m + (1 - b1) d`, `v = b2 v + (1 - b2) d^2`, `w -= lr * (m / c1) / (sqrt(v / c2)
  /// + eps)` with `d = g + decay * w` and the bias corrections `c1 = 1 - b1^t`, `c2 = 1 - b2^t`.
  public static void adam(
      float[] w,
      float[] g,
      float[] m,
      float[] v,
      float lr,
      float b1,
      float b2,
      float eps,
      float decay,
      float c1,
      float c2,
      int from,
      int to) {
    float step = lr / c1;
    float rootCorrection = (float) (1 / Math.sqrt(c2));
    float fresh1 = 1f - b1;
    float fresh2 = 1f - b2;
    for (int i = from; i < to; i++) {
      float d = g[i] + decay * w[i];
      float mean = b1 * m[i] + fresh1 * d;
      float square = b2 * v[i] + fresh2 * d * d;
      m[i] = mean;
      v[i] = square;
      w[i] -= step * mean / ((float) Math.sqrt(square) * rootCorrection + eps);
    }
  }
}
