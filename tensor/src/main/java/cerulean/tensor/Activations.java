package cerulean.tensor;

import static cerulean.tensor.DType.F32;
import static cerulean.tensor.DType.F64;

import cerulean.tensor.kernel.DoubleActivations;
import cerulean.tensor.kernel.FloatActivations;

/// Activation functions of neural networks that are not methods of [Tensor] (`relu`, `sigmoid`,
/// `tanh`, `softmax` are). NaN stays NaN.
public final class Activations {

  private Activations() {}

  /// `x` above 0, `slope x` below.
  public static Tensor leakyRelu(Tensor x, double slope) {
    return ElementwiseOps.apply(
        Operation.named("leakyRelu")
            .on(
                F32,
                (float[] a, int ao, float[] out, int oo, int n) ->
                    FloatActivations.leakyRelu(a, ao, slope, out, oo, n))
            .on(
                F64,
                (double[] a, int ao, double[] out, int oo, int n) ->
                    DoubleActivations.leakyRelu(a, ao, slope, out, oo, n)),
        x);
  }

  /// `x` above 0, `alpha (e^x - 1)` below (Clevert et al. 2016).
  public static Tensor elu(Tensor x, double alpha) {
    return ElementwiseOps.apply(
        Operation.named("elu")
            .on(
                F32,
                (float[] a, int ao, float[] out, int oo, int n) ->
                    FloatActivations.elu(a, ao, alpha, out, oo, n))
            .on(
                F64,
                (double[] a, int ao, double[] out, int oo, int n) ->
                    DoubleActivations.elu(a, ao, alpha, out, oo, n)),
        x);
  }

  /// `x` above 0, `alpha (e^(x / alpha) - 1)` below (Barron 2017).
  public static Tensor celu(Tensor x, double alpha) {
    return ElementwiseOps.apply(
        Operation.named("celu")
            .on(
                F32,
                (float[] a, int ao, float[] out, int oo, int n) ->
                    FloatActivations.celu(a, ao, alpha, out, oo, n))
            .on(
                F64,
                (double[] a, int ao, double[] out, int oo, int n) ->
                    DoubleActivations.celu(a, ao, alpha, out, oo, n)),
        x);
  }

  /// `scale (x above 0, alpha (e^x - 1) below)` with the constants that keep mean 0 and variance 1
  /// (Klambauer et al. 2017).
  public static Tensor selu(Tensor x) {
    return ElementwiseOps.apply(
        Operation.named("selu").on(F32, FloatActivations::selu).on(F64, DoubleActivations::selu),
        x);
  }

  /// `x Phi(x)`, with the distribution function of the normal law (Hendrycks & Gimpel 2016).
  public static Tensor gelu(Tensor x) {
    return ElementwiseOps.apply(
        Operation.named("gelu").on(F32, FloatActivations::gelu).on(F64, DoubleActivations::gelu),
        x);
  }

  /// The approximation of [#gelu] by a hyperbolic tangent.
  public static Tensor geluTanh(Tensor x) {
    return ElementwiseOps.apply(
        Operation.named("geluTanh")
            .on(F32, FloatActivations::geluTanh)
            .on(F64, DoubleActivations::geluTanh),
        x);
  }

  /// `x / (1 + e^-x)` (Elfwing et al. 2018).
  public static Tensor silu(Tensor x) {
    return ElementwiseOps.apply(
        Operation.named("silu").on(F32, FloatActivations::silu).on(F64, DoubleActivations::silu),
        x);
  }

  /// `x tanh(ln(1 + e^x))` (Misra 2019).
  public static Tensor mish(Tensor x) {
    return ElementwiseOps.apply(
        Operation.named("mish").on(F32, FloatActivations::mish).on(F64, DoubleActivations::mish),
        x);
  }

  /// `ln(1 + e^(beta x)) / beta`, `x` itself where `beta x` is above the threshold.
  public static Tensor softplus(Tensor x, double beta, double threshold) {
    return ElementwiseOps.apply(
        Operation.named("softplus")
            .on(
                F32,
                (float[] a, int ao, float[] out, int oo, int n) ->
                    FloatActivations.softplus(a, ao, beta, threshold, out, oo, n))
            .on(
                F64,
                (double[] a, int ao, double[] out, int oo, int n) ->
                    DoubleActivations.softplus(a, ao, beta, threshold, out, oo, n)),
        x);
  }

  /// `x / (1 + |x|)`.
  public static Tensor softsign(Tensor x) {
    return ElementwiseOps.apply(
        Operation.named("softsign")
            .on(F32, FloatActivations::softsign)
            .on(F64, DoubleActivations::softsign),
        x);
  }

  /// `x - tanh(x)`.
  public static Tensor tanhShrink(Tensor x) {
    return ElementwiseOps.apply(
        Operation.named("tanhShrink")
            .on(F32, FloatActivations::tanhShrink)
            .on(F64, DoubleActivations::tanhShrink),
        x);
  }

  /// `x` where `|x|` is above the bound, else 0.
  public static Tensor hardShrink(Tensor x, double bound) {
    return ElementwiseOps.apply(
        Operation.named("hardShrink")
            .on(
                F32,
                (float[] a, int ao, float[] out, int oo, int n) ->
                    FloatActivations.hardShrink(a, ao, bound, out, oo, n))
            .on(
                F64,
                (double[] a, int ao, double[] out, int oo, int n) ->
                    DoubleActivations.hardShrink(a, ao, bound, out, oo, n)),
        x);
  }

  /// `x` moved towards 0 by the bound, 0 within it.
  public static Tensor softShrink(Tensor x, double bound) {
    return ElementwiseOps.apply(
        Operation.named("softShrink")
            .on(
                F32,
                (float[] a, int ao, float[] out, int oo, int n) ->
                    FloatActivations.softShrink(a, ao, bound, out, oo, n))
            .on(
                F64,
                (double[] a, int ao, double[] out, int oo, int n) ->
                    DoubleActivations.softShrink(a, ao, bound, out, oo, n)),
        x);
  }

  /// `x` above the bound, else the value.
  public static Tensor threshold(Tensor x, double bound, double value) {
    return ElementwiseOps.apply(
        Operation.named("threshold")
            .on(
                F32,
                (float[] a, int ao, float[] out, int oo, int n) ->
                    FloatActivations.threshold(a, ao, bound, value, out, oo, n))
            .on(
                F64,
                (double[] a, int ao, double[] out, int oo, int n) ->
                    DoubleActivations.threshold(a, ao, bound, value, out, oo, n)),
        x);
  }

  /// `clamp(slope x + shift, 0, 1)`.
  public static Tensor hardSigmoid(Tensor x, double slope, double shift) {
    return ElementwiseOps.apply(
        Operation.named("hardSigmoid")
            .on(
                F32,
                (float[] a, int ao, float[] out, int oo, int n) ->
                    FloatActivations.hardSigmoid(a, ao, slope, shift, out, oo, n))
            .on(
                F64,
                (double[] a, int ao, double[] out, int oo, int n) ->
                    DoubleActivations.hardSigmoid(a, ao, slope, shift, out, oo, n)),
        x);
  }

  /// `clamp(x, low, high)`.
  public static Tensor hardTanh(Tensor x, double low, double high) {
    return x.clamp(low, high);
  }

  /// `clamp(x, 0, 6)`.
  public static Tensor relu6(Tensor x) {
    return x.clamp(0, 6);
  }

  /// `x clamp(x / 6 + 1/2, 0, 1)` (Howard et al. 2019).
  public static Tensor hardSwish(Tensor x) {
    return x.mul(hardSigmoid(x, 1.0 / 6, 0.5));
  }

  /// `ln(1 / (1 + e^-x))` without overflow on the way.
  public static Tensor logSigmoid(Tensor x) {
    return ElementwiseOps.apply(Functions.LOG_SIGMOID, x);
  }

  /// `x` above 0, `slope x` below, with a slope for each channel: `slope` has one element or as
  /// many as axis 1 of `x` (He et al. 2015).
  public static Tensor prelu(Tensor x, Tensor slope) {
    Tensor slopes = slope;
    if (slope.size() > 1) {
      if (slope.rank() != 1 || x.rank() < 2 || x.dim(1) != slope.size()) {
        throw slopes(x.shape(), slope.shape());
      }
      int[] alongChannels = new int[x.rank() - 1];
      java.util.Arrays.fill(alongChannels, 1);
      alongChannels[0] = slope.size();
      slopes = slope.reshape(alongChannels);
    }
    return Tensor.where(x.gt(0), x, x.mul(slopes));
  }

  private static ShapeException slopes(Shape x, Shape slope) {
    return new ShapeException(
        "prelu", "slope must have one element or that of axis 1 of " + x + "; got " + slope, x);
  }
}
