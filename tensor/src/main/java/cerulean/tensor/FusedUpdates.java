package cerulean.tensor;

import cerulean.tensor.kernel.DoubleUpdates;
import cerulean.tensor.kernel.FloatUpdates;

/// In-place parameter updates of optimizers that follow the gradient or its sign, each one pass
/// over tensors of one shape and type, F32 or F64. Parameters and state must be contiguous from the
/// start of their storage; a gradient may be any view.
///
/// In every method `w` are the parameters, `g` their gradients, and `d = sign g + decay w` is what
/// is descended; `sign` is -1 to climb. Parameters are multiplied by `keep` before the update,
/// which is how decay beside the gradient is made; 1 leaves every bit as it is. Rates and shares
/// are rounded to the type of the tensors.
public final class FusedUpdates {

  private FusedUpdates() {}

  /// Gradient descent: `w = keep w - lr d`.
  public static void sgd(Tensor w, Tensor g, double lr, double decay, double keep, double sign) {
    Tensor q = Update.gradient("sgd", w, g);
    if (w.dtype() == DType.F64) {
      Update.run(
          w,
          (from, to) ->
              DoubleUpdates.sgd(w.doubles(), q.doubles(), lr, decay, keep, sign, from, to));
    } else {
      Update.run(
          w,
          (from, to) -> FloatUpdates.sgd(w.floats(), q.floats(), lr, decay, keep, sign, from, to));
    }
  }

  /// Momentum: `v = mu v + (1 - dampening) d`, `w = keep w - lr v`.
  public static void momentum(
      Tensor w,
      Tensor g,
      Tensor v,
      double lr,
      double mu,
      double dampening,
      double decay,
      double keep,
      double sign) {
    Tensor q = Update.gradient("momentum", w, g, v);
    if (w.dtype() == DType.F64) {
      Update.run(
          w,
          (from, to) ->
              DoubleUpdates.momentum(
                  w.doubles(),
                  q.doubles(),
                  v.doubles(),
                  lr,
                  mu,
                  dampening,
                  decay,
                  keep,
                  sign,
                  from,
                  to));
    } else {
      Update.run(
          w,
          (from, to) ->
              FloatUpdates.momentum(
                  w.floats(),
                  q.floats(),
                  v.floats(),
                  lr,
                  mu,
                  dampening,
                  decay,
                  keep,
                  sign,
                  from,
                  to));
    }
  }

  /// Nesterov momentum: velocity as in [#momentum], then `w = keep w - lr (d + mu v)`.
  public static void nesterov(
      Tensor w,
      Tensor g,
      Tensor v,
      double lr,
      double mu,
      double dampening,
      double decay,
      double keep,
      double sign) {
    Tensor q = Update.gradient("nesterov", w, g, v);
    if (w.dtype() == DType.F64) {
      Update.run(
          w,
          (from, to) ->
              DoubleUpdates.nesterov(
                  w.doubles(),
                  q.doubles(),
                  v.doubles(),
                  lr,
                  mu,
                  dampening,
                  decay,
                  keep,
                  sign,
                  from,
                  to));
    } else {
      Update.run(
          w,
          (from, to) ->
              FloatUpdates.nesterov(
                  w.floats(),
                  q.floats(),
                  v.floats(),
                  lr,
                  mu,
                  dampening,
                  decay,
                  keep,
                  sign,
                  from,
                  to));
    }
  }

  /// Lion: `w = keep w - lr sign(b1 m + (1 - b1) d)`, then `m = b2 m + (1 - b2) d`, without decay
  /// in `d`.
  public static void lion(
      Tensor w,
      Tensor g,
      Tensor m,
      double lr,
      double beta1,
      double beta2,
      double keep,
      double sign) {
    Tensor q = Update.gradient("lion", w, g, m);
    if (w.dtype() == DType.F64) {
      Update.run(
          w,
          (from, to) ->
              DoubleUpdates.lion(
                  w.doubles(), q.doubles(), m.doubles(), lr, beta1, beta2, keep, sign, from, to));
    } else {
      Update.run(
          w,
          (from, to) ->
              FloatUpdates.lion(
                  w.floats(), q.floats(), m.floats(), lr, beta1, beta2, keep, sign, from, to));
    }
  }

  /// Fast and slow weights that are added: with `s = w - f`, `f = keepFast f - fast d` and `s =
  /// keepSlow s - slow d`, then `w = s + f`, without decay in `d`.
  public static void fastAndSlow(
      Tensor w,
      Tensor g,
      Tensor f,
      double slow,
      double keepSlow,
      double fast,
      double keepFast,
      double sign) {
    Tensor q = Update.gradient("fastAndSlow", w, g, f);
    if (w.dtype() == DType.F64) {
      Update.run(
          w,
          (from, to) ->
              DoubleUpdates.fastAndSlow(
                  w.doubles(),
                  q.doubles(),
                  f.doubles(),
                  slow,
                  keepSlow,
                  fast,
                  keepFast,
                  sign,
                  from,
                  to));
    } else {
      Update.run(
          w,
          (from, to) ->
              FloatUpdates.fastAndSlow(
                  w.floats(),
                  q.floats(),
                  f.floats(),
                  slow,
                  keepSlow,
                  fast,
                  keepFast,
                  sign,
                  from,
                  to));
    }
  }

  /// Averaged descent: `w = keep w - lr d`, and `average` moves towards `w` by `share`, all the way
  /// with 1.
  public static void averaged(
      Tensor w,
      Tensor g,
      Tensor average,
      double lr,
      double share,
      double decay,
      double keep,
      double sign) {
    Tensor q = Update.gradient("averaged", w, g, average);
    if (w.dtype() == DType.F64) {
      Update.run(
          w,
          (from, to) ->
              DoubleUpdates.averaged(
                  w.doubles(),
                  q.doubles(),
                  average.doubles(),
                  lr,
                  share,
                  decay,
                  keep,
                  sign,
                  from,
                  to));
    } else {
      Update.run(
          w,
          (from, to) ->
              FloatUpdates.averaged(
                  w.floats(),
                  q.floats(),
                  average.floats(),
                  lr,
                  share,
                  decay,
                  keep,
                  sign,
                  from,
                  to));
    }
  }

  /// Resilient propagation: `step` grows by `grow` where `d` has the sign of `before`, shrinks by
  /// `shrink` where it has the other, and is held in `[least, most]`; `w = w - sign(d) step`, but
  /// not where the sign has changed: there `before` is 0 for the next time, else `d`. No decay.
  public static void rprop(
      Tensor w,
      Tensor g,
      Tensor before,
      Tensor step,
      double shrink,
      double grow,
      double least,
      double most,
      double sign) {
    Tensor q = Update.gradient("rprop", w, g, before, step);
    if (w.dtype() == DType.F64) {
      Update.run(
          w,
          (from, to) ->
              DoubleUpdates.rprop(
                  w.doubles(),
                  q.doubles(),
                  before.doubles(),
                  step.doubles(),
                  shrink,
                  grow,
                  least,
                  most,
                  sign,
                  from,
                  to));
    } else {
      Update.run(
          w,
          (from, to) ->
              FloatUpdates.rprop(
                  w.floats(),
                  q.floats(),
                  before.floats(),
                  step.floats(),
                  shrink,
                  grow,
                  least,
                  most,
                  sign,
                  from,
                  to));
    }
  }
}
