package cerulean.tensor;

import static cerulean.tensor.DType.F32;
import static cerulean.tensor.DType.F64;
import static cerulean.tensor.kernel.Kernels.ACTIVATIONS;
import static cerulean.tensor.kernel.Kernels.DOUBLE_ACTIVATIONS;

/// Activation functions of neural networks that are not methods of [Tensor] (`relu`, `sigmoid`,
/// `tanh`, `softmax` are). NaN stays NaN.
public final class Activations {

  static final Operation SELU = named("selu", ACTIVATIONS::selu, DOUBLE_ACTIVATIONS::selu);

  static final Operation GELU = named("gelu", ACTIVATIONS::gelu, DOUBLE_ACTIVATIONS::gelu);

  static final Operation GELU_TANH =
      named("geluTanh", ACTIVATIONS::geluTanh, DOUBLE_ACTIVATIONS::geluTanh);

  static final Operation SILU = named("silu", ACTIVATIONS::silu, DOUBLE_ACTIVATIONS::silu);

  static final Operation MISH = named("mish", ACTIVATIONS::mish, DOUBLE_ACTIVATIONS::mish);

  private Activations() {}

  /// `x` above 0, `slope x` below.
  public static Tensor leakyRelu(Tensor x, double slope) {
    return apply(
        "leakyRelu",
        x,
        (a, ao, out, oo, n) -> ACTIVATIONS.leakyRelu(a, ao, slope, out, oo, n),
        (a, ao, out, oo, n) -> DOUBLE_ACTIVATIONS.leakyRelu(a, ao, slope, out, oo, n));
  }

  /// `x` above 0, `alpha (e^x - 1)` below (Clevert et al. 2016).
  public static Tensor elu(Tensor x, double alpha) {
    return apply(
        "elu",
        x,
        (a, ao, out, oo, n) -> ACTIVATIONS.elu(a, ao, alpha, out, oo, n),
        (a, ao, out, oo, n) -> DOUBLE_ACTIVATIONS.elu(a, ao, alpha, out, oo, n));
  }

  /// `x` above 0, `alpha (e^(x / alpha) - 1)` below (Barron 2017).
  public static Tensor celu(Tensor x, double alpha) {
    return apply(
        "celu",
        x,
        (a, ao, out, oo, n) -> ACTIVATIONS.celu(a, ao, alpha, out, oo, n),
        (a, ao, out, oo, n) -> DOUBLE_ACTIVATIONS.celu(a, ao, alpha, out, oo, n));
  }

  /// `scale (x above 0, alpha (e^x - 1) below)` with the constants that keep mean 0 and variance 1
  /// (Klambauer et al. 2017).
  public static Tensor selu(Tensor x) {
    return ElementwiseOps.apply(SELU, x);
  }

  /// `x Phi(x)`, with the distribution function of the normal law (Hendrycks & Gimpel 2016).
  public static Tensor gelu(Tensor x) {
    return ElementwiseOps.apply(GELU, x);
  }

  /// The approximation of [#gelu] by a hyperbolic tangent.
  public static Tensor geluTanh(Tensor x) {
    return ElementwiseOps.apply(GELU_TANH, x);
  }

  /// `x / (1 + e^-x)` (Elfwing et al. 2018).
  public static Tensor silu(Tensor x) {
    return ElementwiseOps.apply(SILU, x);
  }

  /// `x tanh(ln(1 + e^x))` (Misra 2019).
  public static Tensor mish(Tensor x) {
    return ElementwiseOps.apply(MISH, x);
  }

  /// `ln(1 + e^(beta x)) / beta`, `x` itself where `beta x` is above the threshold.
  public static Tensor softplus(Tensor x, double beta, double threshold) {
    return apply(
        "softplus",
        x,
        (a, ao, out, oo, n) -> ACTIVATIONS.softplus(a, ao, beta, threshold, out, oo, n),
        (a, ao, out, oo, n) -> DOUBLE_ACTIVATIONS.softplus(a, ao, beta, threshold, out, oo, n));
  }

  /// `x / (1 + |x|)`.
  public static Tensor softsign(Tensor x) {
    return apply("softsign", x, ACTIVATIONS::softsign, DOUBLE_ACTIVATIONS::softsign);
  }

  /// `x - tanh(x)`.
  public static Tensor tanhShrink(Tensor x) {
    return apply("tanhShrink", x, ACTIVATIONS::tanhShrink, DOUBLE_ACTIVATIONS::tanhShrink);
  }

  /// `x` where `|x|` is above the bound, else 0.
  public static Tensor hardShrink(Tensor x, double bound) {
    return apply(
        "hardShrink",
        x,
        (a, ao, out, oo, n) -> ACTIVATIONS.hardShrink(a, ao, bound, out, oo, n),
        (a, ao, out, oo, n) -> DOUBLE_ACTIVATIONS.hardShrink(a, ao, bound, out, oo, n));
  }

  /// `x` moved towards 0 by the bound, 0 within it.
  public static Tensor softShrink(Tensor x, double bound) {
    return apply(
        "softShrink",
        x,
        (a, ao, out, oo, n) -> ACTIVATIONS.softShrink(a, ao, bound, out, oo, n),
        (a, ao, out, oo, n) -> DOUBLE_ACTIVATIONS.softShrink(a, ao, bound, out, oo, n));
  }

  /// `x` above the bound, else the value.
  public static Tensor threshold(Tensor x, double bound, double value) {
    return apply(
        "threshold",
        x,
        (a, ao, out, oo, n) -> ACTIVATIONS.threshold(a, ao, bound, value, out, oo, n),
        (a, ao, out, oo, n) -> DOUBLE_ACTIVATIONS.threshold(a, ao, bound, value, out, oo, n));
  }

  /// `clamp(slope x + shift, 0, 1)`.
  public static Tensor hardSigmoid(Tensor x, double slope, double shift) {
    return apply(
        "hardSigmoid",
        x,
        (a, ao, out, oo, n) -> ACTIVATIONS.hardSigmoid(a, ao, slope, shift, out, oo, n),
        (a, ao, out, oo, n) -> DOUBLE_ACTIVATIONS.hardSigmoid(a, ao, slope, shift, out, oo, n));
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

  private static Tensor apply(
      String op,
      Tensor x,
      Operation.Unary<float[], float[]> single,
      Operation.Unary<double[], double[]> twice) {
    return ElementwiseOps.apply(named(op, single, twice), x);
  }

  private static Operation named(
      String op,
      Operation.Unary<float[], float[]> single,
      Operation.Unary<double[], double[]> twice) {
    return Operation.named(op).on(F32, single).on(F64, twice);
  }
}
