package cerulean.tensor;

import cerulean.tensor.kernel.DoubleScaledUpdates;
import cerulean.tensor.kernel.FloatScaledUpdates;

/// In-place parameter updates that divide the gradient by the root of a sum or mean of its squares,
/// with the conventions of [FusedUpdates].
public final class FusedScaledUpdates {

  private FusedScaledUpdates() {}

  /// `v = alpha v + (1 - alpha) d^2`, `w = w - lr d / (sqrt(v) + eps)`.
  public static void rmsprop(
      Tensor w,
      Tensor g,
      Tensor v,
      double lr,
      double alpha,
      double epsilon,
      double decay,
      double sign) {
    Tensor q = Update.gradient("rmsprop", w, g, v);
    if (w.dtype() == DType.F64) {
      Update.run(
          w,
          (from, to) ->
              DoubleScaledUpdates.rmsprop(
                  w.doubles(),
                  q.doubles(),
                  v.doubles(),
                  lr,
                  alpha,
                  epsilon,
                  decay,
                  sign,
                  from,
                  to));
    } else {
      Update.run(
          w,
          (from, to) ->
              FloatScaledUpdates.rmsprop(
                  w.floats(), q.floats(), v.floats(), lr, alpha, epsilon, decay, sign, from, to));
    }
  }

  /// As [#rmsprop] with momentum: `b = mu b + d / (sqrt(v) + eps)`, `w = w - lr b`.
  public static void rmspropMomentum(
      Tensor w,
      Tensor g,
      Tensor v,
      Tensor b,
      double lr,
      double alpha,
      double epsilon,
      double mu,
      double decay,
      double sign) {
    Tensor q = Update.gradient("rmspropMomentum", w, g, v, b);
    if (w.dtype() == DType.F64) {
      Update.run(
          w,
          (from, to) ->
              DoubleScaledUpdates.rmspropMomentum(
                  w.doubles(),
                  q.doubles(),
                  v.doubles(),
                  b.doubles(),
                  lr,
                  alpha,
                  epsilon,
                  mu,
                  decay,
                  sign,
                  from,
                  to));
    } else {
      Update.run(
          w,
          (from, to) ->
              FloatScaledUpdates.rmspropMomentum(
                  w.floats(),
                  q.floats(),
                  v.floats(),
                  b.floats(),
                  lr,
                  alpha,
                  epsilon,
                  mu,
                  decay,
                  sign,
                  from,
                  to));
    }
  }

  /// As [#rmsprop] with the variance in place of the mean square: `a = alpha a + (1 - alpha) d`,
  /// and `v - a^2` under the root. Rounding may leave less than 0, which counts as 0.
  public static void rmspropCentered(
      Tensor w,
      Tensor g,
      Tensor v,
      Tensor a,
      double lr,
      double alpha,
      double epsilon,
      double decay,
      double sign) {
    Tensor q = Update.gradient("rmspropCentered", w, g, v, a);
    if (w.dtype() == DType.F64) {
      Update.run(
          w,
          (from, to) ->
              DoubleScaledUpdates.rmspropCentered(
                  w.doubles(),
                  q.doubles(),
                  v.doubles(),
                  a.doubles(),
                  lr,
                  alpha,
                  epsilon,
                  decay,
                  sign,
                  from,
                  to));
    } else {
      Update.run(
          w,
          (from, to) ->
              FloatScaledUpdates.rmspropCentered(
                  w.floats(),
                  q.floats(),
                  v.floats(),
                  a.floats(),
                  lr,
                  alpha,
                  epsilon,
                  decay,
                  sign,
                  from,
                  to));
    }
  }

  /// [#rmspropCentered] with the momentum of [#rmspropMomentum].
  public static void rmspropCenteredMomentum(
      Tensor w,
      Tensor g,
      Tensor v,
      Tensor a,
      Tensor b,
      double lr,
      double alpha,
      double epsilon,
      double mu,
      double decay,
      double sign) {
    Tensor q = Update.gradient("rmspropCenteredMomentum", w, g, v, a, b);
    if (w.dtype() == DType.F64) {
      Update.run(
          w,
          (from, to) ->
              DoubleScaledUpdates.rmspropCenteredMomentum(
                  w.doubles(),
                  q.doubles(),
                  v.doubles(),
                  a.doubles(),
                  b.doubles(),
                  lr,
                  alpha,
                  epsilon,
                  mu,
                  decay,
                  sign,
                  from,
                  to));
    } else {
      Update.run(
          w,
          (from, to) ->
              FloatScaledUpdates.rmspropCenteredMomentum(
                  w.floats(),
                  q.floats(),
                  v.floats(),
                  a.floats(),
                  b.floats(),
                  lr,
                  alpha,
                  epsilon,
                  mu,
                  decay,
                  sign,
                  from,
                  to));
    }
  }

  /// Adagrad: `sum = sum + d^2`, `w = w - lr d / (sqrt(sum) + eps)`.
  public static void adagrad(
      Tensor w, Tensor g, Tensor sum, double lr, double epsilon, double decay, double sign) {
    Tensor q = Update.gradient("adagrad", w, g, sum);
    if (w.dtype() == DType.F64) {
      Update.run(
          w,
          (from, to) ->
              DoubleScaledUpdates.adagrad(
                  w.doubles(), q.doubles(), sum.doubles(), lr, epsilon, decay, sign, from, to));
    } else {
      Update.run(
          w,
          (from, to) ->
              FloatScaledUpdates.adagrad(
                  w.floats(), q.floats(), sum.floats(), lr, epsilon, decay, sign, from, to));
    }
  }

  /// Adadelta: `v = rho v + (1 - rho) d^2`, `x = d sqrt(u + eps) / sqrt(v + eps)`, `u = rho u + (1
  /// - rho) x^2`, `w = w - lr x`.
  public static void adadelta(
      Tensor w,
      Tensor g,
      Tensor v,
      Tensor u,
      double lr,
      double rho,
      double epsilon,
      double decay,
      double sign) {
    Tensor q = Update.gradient("adadelta", w, g, v, u);
    if (w.dtype() == DType.F64) {
      Update.run(
          w,
          (from, to) ->
              DoubleScaledUpdates.adadelta(
                  w.doubles(),
                  q.doubles(),
                  v.doubles(),
                  u.doubles(),
                  lr,
                  rho,
                  epsilon,
                  decay,
                  sign,
                  from,
                  to));
    } else {
      Update.run(
          w,
          (from, to) ->
              FloatScaledUpdates.adadelta(
                  w.floats(),
                  q.floats(),
                  v.floats(),
                  u.floats(),
                  lr,
                  rho,
                  epsilon,
                  decay,
                  sign,
                  from,
                  to));
    }
  }
}
