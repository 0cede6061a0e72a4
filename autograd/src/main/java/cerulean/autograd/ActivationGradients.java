package cerulean.autograd;

import static cerulean.autograd.Primitive.elementwise;
import static cerulean.autograd.Primitive.inOnePass;

import cerulean.tensor.Activations;
import cerulean.tensor.FusedGradients;
import cerulean.tensor.Tensor;

/// Activation functions and their derivatives.
final class ActivationGradients {

  private static final double SQRT_HALF = Math.sqrt(0.5);

  private static final double SQRT_2_OVER_PI = Math.sqrt(2 / Math.PI);

  /// Of the normal law.
  private static final double DENSITY_AT_0 = 1 / Math.sqrt(2 * Math.PI);

  private ActivationGradients() {}

  /// `d erf(x) = 2 / sqrt(pi) e^(-x^2) dx`.
  static final Primitive ERF =
      elementwise(
          "erf", Tensor::erf, (g, x, y) -> g.mul(x.mul(x).neg().exp()).mul(2 / Math.sqrt(Math.PI)));

  /// `d x Phi(x) = (Phi(x) + x phi(x)) dx`.
  static final Primitive GELU =
      elementwise(
          "gelu",
          Activations::gelu,
          inOnePass(
              (g, x, y) -> FusedGradients.gelu(g, x),
              (g, x, y) -> {
                Variable cumulative = x.mul(SQRT_HALF).erf().add(1).mul(0.5);
                Variable density = x.mul(x).mul(-0.5).exp().mul(DENSITY_AT_0);
                return g.mul(x.mul(density).add(cumulative));
              }));

  /// With `t = tanh(u)`, `u = sqrt(2/pi) (x + 0.044715 x^3)`: `d (x (1 + t) / 2) = ((1 + t) + x (1
  /// - t^2) u') / 2 dx`.
  static final Primitive GELU_TANH =
      elementwise(
          "geluTanh",
          Activations::geluTanh,
          inOnePass(
              (g, x, y) -> FusedGradients.geluTanh(g, x),
              (g, x, y) -> {
                Variable square = x.mul(x);
                Variable t = square.mul(0.044715).add(1).mul(x).mul(SQRT_2_OVER_PI).tanh();
                Variable slope = square.mul(3 * 0.044715).add(1).mul(SQRT_2_OVER_PI);
                Variable rest = t.mul(t).neg().add(1).mul(slope).mul(x);
                return g.mul(t.add(1).add(rest).mul(0.5));
              }));

  /// `d (x s) = (s + x s (1 - s)) dx` with `s` the logistic function of `x`.
  static final Primitive SILU =
      elementwise(
          "silu",
          Activations::silu,
          inOnePass(
              (g, x, y) -> FusedGradients.silu(g, x),
              (g, x, y) -> {
                Variable s = x.sigmoid();
                return g.mul(s.add(y.mul(s.neg().add(1))));
              }));

  /// The logistic function of `beta x`, 1 above the threshold.
  static Primitive softplus(double beta, double threshold) {
    return elementwise(
        "softplus",
        x -> Activations.softplus(x, beta, threshold),
        (g, x, y) -> {
          Variable scaled = x.mul(beta);
          Variable curved = scaled.le(threshold).to(x.dtype());
          return g.mul(scaled.sigmoid().mul(curved).add(curved.neg().add(1)));
        });
  }
}
