package cerulean.autograd;

import static cerulean.autograd.Gradients.kept;
import static cerulean.autograd.Primitive.composed;
import static cerulean.autograd.Primitive.elementwise;
import static cerulean.autograd.Primitive.inOnePass;

import cerulean.tensor.Activations;
import cerulean.tensor.FusedGradients;
import cerulean.tensor.Tensor;
import java.util.Arrays;

/// Activation functions and their derivatives.
final class ActivationGradients {

  private static final double SQRT_HALF = Math.sqrt(0.5);

  private static final double SQRT_2_OVER_PI = Math.sqrt(2 / Math.PI);

  /// Of the normal law.
  private static final double DENSITY_AT_0 = 1 / Math.sqrt(2 * Math.PI);

  /// Of Klambauer et al. 2017, as in [Activations#selu].
  private static final double SELU_SCALE = 1.0507009873554805;

  private static final double SELU_ALPHA = 1.6732632423543772;

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

  static final Primitive LOG_SIGMOID =
      elementwise("logSigmoid", Activations::logSigmoid, (g, x, y) -> g.mul(x.neg().sigmoid()));

  /// With `t = tanh(softplus(x))`: `d x t = (t + x (1 - t^2) s) dx` with `s` the logistic function.
  static final Primitive MISH =
      elementwise(
          "mish",
          Activations::mish,
          (g, x, y) -> {
            Variable t = x.softplus(1, 20).tanh();
            Variable rest = t.square().neg().add(1).mul(x.sigmoid());
            return g.mul(x.mul(rest).add(t));
          });

  /// `d x / (1 + |x|) = dx / (1 + |x|)^2`.
  static final Primitive SOFTSIGN =
      elementwise("softsign", Activations::softsign, (g, x, y) -> g.div(x.abs().add(1).square()));

  /// `d (x - tanh(x)) = tanh^2(x) dx`.
  static final Primitive TANH_SHRINK =
      elementwise("tanhShrink", Activations::tanhShrink, (g, x, y) -> g.mul(x.tanh().square()));

  // ---- Straight above 0

  static Primitive leakyRelu(double slope) {
    return elementwise(
        "leakyRelu",
        x -> Activations.leakyRelu(x, slope),
        (g, x, y) -> Variable.where(x.gt(0), g, g.mul(slope)));
  }

  static Primitive elu(double alpha) {
    return elementwise(
        "elu",
        x -> Activations.elu(x, alpha),
        (g, x, y) -> Variable.where(x.gt(0), g, g.mul(below0(x).exp().mul(alpha))));
  }

  static Primitive celu(double alpha) {
    return elementwise(
        "celu", x -> Activations.celu(x, alpha), (g, x, y) -> g.mul(below0(x).div(alpha).exp()));
  }

  static final Primitive SELU =
      elementwise(
          "selu",
          Activations::selu,
          (g, x, y) ->
              Variable.where(
                  x.gt(0), g.mul(SELU_SCALE), g.mul(below0(x).exp().mul(SELU_SCALE * SELU_ALPHA))));

  /// `x` where it is not above 0, else 0: the exponentials of large `x`, which are not used, would
  /// be infinite, and so would their derivatives.
  private static Variable below0(Variable x) {
    return x.clamp(Double.NEGATIVE_INFINITY, 0);
  }

  static final Primitive PRELU =
      composed(
          "prelu",
          in -> Activations.prelu(in[0], in[1]),
          in -> {
            Variable slope = in[1];
            if (slope.shape().size() > 1) {
              int[] alongChannels = new int[in[0].shape().rank() - 1];
              Arrays.fill(alongChannels, 1);
              alongChannels[0] = slope.shape().size();
              slope = slope.reshape(alongChannels);
            }
            return Variable.where(in[0].gt(0), in[0], below0(in[0]).mul(slope));
          });

  // ---- In straight pieces

  static Primitive threshold(double bound, double value) {
    return elementwise(
        "threshold",
        x -> Activations.threshold(x, bound, value),
        (g, x, y) -> kept(g, x.gt(bound)));
  }

  static Primitive hardShrink(double bound) {
    return elementwise(
        "hardShrink",
        x -> Activations.hardShrink(x, bound),
        (g, x, y) -> kept(g, x.abs().gt(bound)));
  }

  static Primitive softShrink(double bound) {
    return elementwise(
        "softShrink",
        x -> Activations.softShrink(x, bound),
        (g, x, y) -> kept(g, x.abs().gt(bound)));
  }

  static Primitive hardSigmoid(double slope, double shift) {
    return elementwise(
        "hardSigmoid",
        x -> Activations.hardSigmoid(x, slope, shift),
        (g, x, y) -> kept(g.mul(slope), y.gt(0).logicalAnd(y.lt(1))));
  }

  static Primitive hardTanh(double low, double high) {
    return elementwise(
        "hardTanh",
        x -> Activations.hardTanh(x, low, high),
        (g, x, y) -> kept(g, x.gt(low).logicalAnd(x.lt(high))));
  }

  static final Primitive RELU6 =
      elementwise("relu6", Activations::relu6, (g, x, y) -> kept(g, x.gt(0).logicalAnd(x.lt(6))));

  /// 0 up to -3, `x / 3 + 1/2` up to 3, then 1.
  static final Primitive HARD_SWISH =
      elementwise(
          "hardSwish",
          Activations::hardSwish,
          (g, x, y) -> {
            Variable curved = g.mul(x.clamp(-3, 3).div(3).add(0.5));
            return kept(Variable.where(x.lt(3), curved, g), x.gt(-3));
          });
}
