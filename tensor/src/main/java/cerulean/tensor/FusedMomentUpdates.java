package cerulean.tensor;

import cerulean.tensor.kernel.DoubleMomentUpdates;
import cerulean.tensor.kernel.FloatMomentUpdates;

/// In-place parameter updates of Adam and its kin, with the conventions of [FusedUpdates]: they
/// keep running means `m = b1 m + (1 - b1) d` and `v = b2 v + (1 - b2) d^2`, which after `t` steps
/// (counted from 1) are `1 - b^t` of what they would be, had they not started at 0.
public final class FusedMomentUpdates {

  private FusedMomentUpdates() {}

  /// Adam: `w = keep w - lr (m / c1) / (sqrt(v / c2) + eps)` with `c = 1 - b^t`.
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
      double keep,
      double sign,
      long t) {
    Tensor q = Update.gradient("adam", w, g, m, v);
    if (w.dtype() == DType.F64) {
      Update.run(
          w,
          (from, to) ->
              DoubleMomentUpdates.adam(
                  w.doubles(),
                  q.doubles(),
                  m.doubles(),
                  v.doubles(),
                  lr,
                  beta1,
                  beta2,
                  epsilon,
                  decay,
                  keep,
                  sign,
                  t,
                  from,
                  to));
    } else {
      Update.run(
          w,
          (from, to) ->
              FloatMomentUpdates.adam(
                  w.floats(),
                  q.floats(),
                  m.floats(),
                  v.floats(),
                  lr,
                  beta1,
                  beta2,
                  epsilon,
                  decay,
                  keep,
                  sign,
                  t,
                  from,
                  to));
    }
  }

  /// Rectified Adam: `w = keep w - lr r (m / c1) sqrt(c2) / (sqrt(v) + eps)`, where the factor `r`
  /// accounts for how few gradients `v` has seen (Liu et al. 2020, Algorithm 2); while they are too
  /// few, `w = keep w - lr m / c1`.
  public static void radam(
      Tensor w,
      Tensor g,
      Tensor m,
      Tensor v,
      double lr,
      double beta1,
      double beta2,
      double epsilon,
      double decay,
      double keep,
      double sign,
      long t) {
    Tensor q = Update.gradient("radam", w, g, m, v);
    if (w.dtype() == DType.F64) {
      Update.run(
          w,
          (from, to) ->
              DoubleMomentUpdates.radam(
                  w.doubles(),
                  q.doubles(),
                  m.doubles(),
                  v.doubles(),
                  lr,
                  beta1,
                  beta2,
                  epsilon,
                  decay,
                  keep,
                  sign,
                  t,
                  from,
                  to));
    } else {
      Update.run(
          w,
          (from, to) ->
              FloatMomentUpdates.radam(
                  w.floats(),
                  q.floats(),
                  m.floats(),
                  v.floats(),
                  lr,
                  beta1,
                  beta2,
                  epsilon,
                  decay,
                  keep,
                  sign,
                  t,
                  from,
                  to));
    }
  }

  /// AMSGrad: [#adam] with the largest `v` so far, `most`, in the place of `v`.
  public static void amsgrad(
      Tensor w,
      Tensor g,
      Tensor m,
      Tensor v,
      Tensor most,
      double lr,
      double beta1,
      double beta2,
      double epsilon,
      double decay,
      double keep,
      double sign,
      long t) {
    Tensor q = Update.gradient("amsgrad", w, g, m, v, most);
    if (w.dtype() == DType.F64) {
      Update.run(
          w,
          (from, to) ->
              DoubleMomentUpdates.amsgrad(
                  w.doubles(),
                  q.doubles(),
                  m.doubles(),
                  v.doubles(),
                  most.doubles(),
                  lr,
                  beta1,
                  beta2,
                  epsilon,
                  decay,
                  keep,
                  sign,
                  t,
                  from,
                  to));
    } else {
      Update.run(
          w,
          (from, to) ->
              FloatMomentUpdates.amsgrad(
                  w.floats(),
                  q.floats(),
                  m.floats(),
                  v.floats(),
                  most.floats(),
                  lr,
                  beta1,
                  beta2,
                  epsilon,
                  decay,
                  keep,
                  sign,
                  t,
                  from,
                  to));
    }
  }

  /// NAdam: `w = keep w - (now d + next m) / (sqrt(v / c2) + eps)`, where `now` and `next` are the
  /// rates with their corrections for the momentum of this step and the next.
  public static void nadam(
      Tensor w,
      Tensor g,
      Tensor m,
      Tensor v,
      double now,
      double next,
      double beta1,
      double beta2,
      double epsilon,
      double decay,
      double keep,
      double sign,
      long t) {
    Tensor q = Update.gradient("nadam", w, g, m, v);
    if (w.dtype() == DType.F64) {
      Update.run(
          w,
          (from, to) ->
              DoubleMomentUpdates.nadam(
                  w.doubles(),
                  q.doubles(),
                  m.doubles(),
                  v.doubles(),
                  now,
                  next,
                  beta1,
                  beta2,
                  epsilon,
                  decay,
                  keep,
                  sign,
                  t,
                  from,
                  to));
    } else {
      Update.run(
          w,
          (from, to) ->
              FloatMomentUpdates.nadam(
                  w.floats(),
                  q.floats(),
                  m.floats(),
                  v.floats(),
                  now,
                  next,
                  beta1,
                  beta2,
                  epsilon,
                  decay,
                  keep,
                  sign,
                  t,
                  from,
                  to));
    }
  }

  /// Adamax: `u = max(b2 u, |d| + eps)`, `w = w - lr (m / c1) / u`.
  public static void adamax(
      Tensor w,
      Tensor g,
      Tensor m,
      Tensor u,
      double lr,
      double beta1,
      double beta2,
      double epsilon,
      double decay,
      double sign,
      long t) {
    Tensor q = Update.gradient("adamax", w, g, m, u);
    if (w.dtype() == DType.F64) {
      Update.run(
          w,
          (from, to) ->
              DoubleMomentUpdates.adamax(
                  w.doubles(),
                  q.doubles(),
                  m.doubles(),
                  u.doubles(),
                  lr,
                  beta1,
                  beta2,
                  epsilon,
                  decay,
                  sign,
                  t,
                  from,
                  to));
    } else {
      Update.run(
          w,
          (from, to) ->
              FloatMomentUpdates.adamax(
                  w.floats(),
                  q.floats(),
                  m.floats(),
                  u.floats(),
                  lr,
                  beta1,
                  beta2,
                  epsilon,
                  decay,
                  sign,
                  t,
                  from,
                  to));
    }
  }
}
