package cerulean.autograd;

import static cerulean.autograd.Gradients.mask;

import cerulean.tensor.FusedGradients;

/// The derivatives of activation functions.
final class ActivationGradients {

  private static final double SQRT_HALF = Math.sqrt(0.5);

  private static final double SQRT_2_OVER_PI = Math.sqrt(2 / Math.PI);

  /// Of the normal law.
  private static final double DENSITY_AT_0 = 1 / Math.sqrt(2 * Math.PI);

  private ActivationGradients() {}

  /// `d erf(x) = 2 / sqrt(pi) e^(-x^2) dx`.
  static final Rule ERF =
      new Rule(
          "erf",
          (g, in, out) -> {
            Variable x = in.get(0);
            return g.mul(x.mul(x).neg().exp()).mul(2 / Math.sqrt(Math.PI));
          });

  /// `d x Phi(x) = (Phi(x) + x phi(x)) dx`.
  static final Rule GELU =
      Rule.inOnePass(
          "gelu",
          (g, x, out) -> FusedGradients.gelu(g, x),
          (g, in, out) -> {
            Variable x = in.get(0);
            Variable cumulative = x.mul(SQRT_HALF).erf().add(1).mul(0.5);
            Variable density = x.mul(x).mul(-0.5).exp().mul(DENSITY_AT_0);
            return g.mul(x.mul(density).add(cumulative));
          });

  /// With `t = tanh(u)`, `u = sqrt(2/pi) (x + 0.044715 x^3)`: `d (x (1 + t) / 2) = ((1 + t) + x (1
  /// - t^2) u') / 2 dx`.
  static final Rule GELU_TANH =
      Rule.inOnePass(
          "geluTanh",
          (g, x, out) -> FusedGradients.geluTanh(g, x),
          (g, in, out) -> {
            Variable x = in.get(0);
            Variable square = x.mul(x);
            Variable t = square.mul(0.044715).add(1).mul(x).mul(SQRT_2_OVER_PI).tanh();
            Variable slope = square.mul(3 * 0.044715).add(1).mul(SQRT_2_OVER_PI);
            Variable rest = t.mul(t).neg().add(1).mul(slope).mul(x);
            return g.mul(t.add(1).add(rest).mul(0.5));
          });

  /// `d (x s) = (s + x s (1 - s)) dx` with `s` the logistic function of `x`.
  static final Rule SILU =
      Rule.inOnePass(
          "silu",
          (g, x, out) -> FusedGradients.silu(g, x),
          (g, in, out) -> {
            Variable s = in.get(0).sigmoid();
            return g.mul(s.add(out.mul(s.neg().add(1))));
          });

  /// The logistic function of `beta x`, 1 above the threshold.
  static Rule softplus(double beta, double threshold) {
    return new Rule(
        "softplus",
        (g, in, out) -> {
          Variable x = in.get(0).mul(beta);
          Variable curved = mask(x.value().le(threshold), x);
          Variable slope = x.sigmoid();
          return g.mul(slope.mul(curved).add(curved.neg().add(1)));
        });
  }
}
