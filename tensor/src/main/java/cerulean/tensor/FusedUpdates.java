package cerulean.tensor;

import cerulean.tensor.kernel.UpdateKernels;

/// In-place parameter updates of the optimizers, each one pass over contiguous F32 tensors of one
/// shape.
public final class FusedUpdates {

  private FusedUpdates() {}

  /// `w -= lr * (g + decay * w)`.
  public static void sgd(Tensor w, Tensor g, double lr, double decay) {
    float[] p = writable("sgd", w);
    float[] q = gradient("sgd", w, g);
    forChunks(w, (from, to) -> UpdateKernels.sgd(p, q, (float) lr, (float) decay, from, to));
  }

  /// `v = mu v + (1 - dampening) d`, then `w -= lr v`, or `w -= lr (d + mu v)` with Nesterov's
  /// look-ahead; `d = g + decay * w`.
  public static void momentum(
      Tensor w,
      Tensor g,
      Tensor v,
      double lr,
      double mu,
      double dampening,
      double decay,
      boolean nesterov) {
    float[] p = writable("momentum", w);
    float[] q = gradient("momentum", w, g);
    float[] r = state("momentum", w, v);
    float rate = (float) lr;
    float keep = (float) mu;
    float damp = (float) dampening;
    float shrink = (float) decay;
    forChunks(
        w,
        (from, to) -> {
          if (nesterov) {
            UpdateKernels.nesterov(p, q, r, rate, keep, damp, shrink, from, to);
          } else {
            UpdateKernels.momentum(p, q, r, rate, keep, damp, shrink, from, to);
          }
        });
  }

  /// Step `t` (counted from 1) of Adam (Kingma & Ba 2015, Algorithm 1); `m` and `v` are the running
  /// means of the gradient and its square.
  public static void adam(
      Tensor w,
      Tensor g,
      Tensor m,
      Tensor v,
      double lr,
      double beta1,
      double beta2,
      double epsilon,
      double decay,
      long t) {
    float[] p = writable("adam", w);
    float[] q = gradient("adam", w, g);
    float[] mean = state("adam", w, m);
    float[] square = state("adam", w, v);
    float b1 = (float) beta1;
    float b2 = (float) beta2;
    // Of the rounded shares, which are those the kernel works with.
    float c1 = (float) (1 - Math.pow(b1, (double) t));
    float c2 = (float) (1 - Math.pow(b2, (double) t));
    forChunks(
        w,
        (from, to) ->
            UpdateKernels.adam(
                p,
                q,
                mean,
                square,
                (float) lr,
                b1,
                b2,
                (float) epsilon,
                (float) decay,
                c1,
                c2,
                from,
                to));
  }

  private static void forChunks(Tensor w, Parallel.Body body) {
    Parallel.forRange(w.size(), Runs.GRAIN, body);
  }

  private static float[] writable(String op, Tensor w) {
    w.requireF32(op);
    if (!w.isContiguous() || w.layout().offset() != 0) {
      throw new IllegalArgumentException(
          op
              + ": parameters and state must be contiguous from the start of their storage; got a view of shape "
              + w.shape());
    }
    Changes.count(w.storage());
    return w.floats();
  }

  /// The elements of a gradient, copied if they are not adjacent.
  private static float[] gradient(String op, Tensor w, Tensor g) {
    requireSameShape(op, w, g);
    return (g.isContiguous() && g.layout().offset() == 0 ? g : g.copy()).floats();
  }

  private static float[] state(String op, Tensor w, Tensor state) {
    requireSameShape(op, w, state);
    return writable(op, state);
  }

  private static void requireSameShape(String op, Tensor w, Tensor other) {
    if (!w.shape().equals(other.requireF32(op).shape())) {
      throw new ShapeException(
          op,
          "shapes differ: parameters " + w.shape() + ", operand " + other.shape(),
          w.shape(),
          other.shape());
    }
  }
}
