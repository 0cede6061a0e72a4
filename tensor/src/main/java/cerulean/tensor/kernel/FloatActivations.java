// Specialised at build time for double.
package cerulean.tensor.kernel;

/// Activation functions on runs of adjacent floats, computed in double precision and rounded once.
///
/// `out` may be `a` if both start at the same offset.
public final class FloatActivations {

  private static final double SELU_SCALE = 1.0507009873554805;
  private static final double SELU_ALPHA = 1.6732632423543772;
  private static final double SQRT_HALF = 0.7071067811865476;
  private static final double SQRT_2_OVER_PI = 0.7978845608028654;

  private FloatActivations() {}

  /// `x` above 0, `slope x` below.
  public static void leakyRelu(float[] a, int ao, double slope, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ao + i];
      out[oo + i] = (float) (x > 0 ? x : slope * x);
    }
  }

  /// `x` above 0, `alpha (e^x - 1)` below (Clevert et al. 2016).
  public static void elu(float[] a, int ao, double alpha, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ao + i];
      out[oo + i] = (float) (x > 0 ? x : alpha * Math.expm1(x));
    }
  }

  /// `x` above 0, `alpha (e^(x / alpha) - 1)` below (Barron 2017).
  public static void celu(float[] a, int ao, double alpha, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ao + i];
      out[oo + i] = (float) (x > 0 ? x : alpha * Math.expm1(x / alpha));
    }
  }

  /// `scale (x above 0, alpha (e^x - 1) below)` with the constants that keep mean 0 and variance 1
  /// (Klambauer et al. 2017).
  public static void selu(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ao + i];
      out[oo + i] = (float) (SELU_SCALE * (x > 0 ? x : SELU_ALPHA * Math.expm1(x)));
    }
  }

  /// `x Phi(x)`, with the distribution function of the normal law (Hendrycks & Gimpel 2016).
  public static void gelu(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ao + i];
      out[oo + i] = (float) (0.5 * x * ErrorFunctions.erfc(-x * SQRT_HALF));
    }
  }

  /// The approximation of [#gelu] by a hyperbolic tangent.
  public static void geluTanh(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ao + i];
      out[oo + i] =
          (float) (0.5 * x * (1 + Math.tanh(SQRT_2_OVER_PI * (x + 0.044715 * x * x * x))));
    }
  }

  /// `x / (1 + e^-x)` (Elfwing et al. 2018).
  public static void silu(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ao + i];
      out[oo + i] = (float) (x / (1 + Math.exp(-x)));
    }
  }

  /// `x tanh(ln(1 + e^x))` (Misra 2019).
  public static void mish(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ao + i];
      out[oo + i] =
          (float) (x * Math.tanh(ElementaryFunctions.softplus(x, 1, Double.POSITIVE_INFINITY)));
    }
  }

  /// `ln(1 + e^(beta x)) / beta`, `x` itself where `beta x` is above the threshold.
  public static void softplus(
      float[] a, int ao, double beta, double threshold, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ao + i];
      out[oo + i] = (float) ElementaryFunctions.softplus(x, beta, threshold);
    }
  }

  /// `x / (1 + |x|)`.
  public static void softsign(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ao + i];
      out[oo + i] = (float) (x / (1 + Math.abs(x)));
    }
  }

  /// `x - tanh(x)`.
  public static void tanhShrink(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ao + i];
      out[oo + i] = (float) (x - Math.tanh(x));
    }
  }

  /// `x` where `|x|` is above the bound, else 0.
  public static void hardShrink(float[] a, int ao, double bound, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ao + i];
      out[oo + i] = (float) (x > bound || x < -bound || Double.isNaN(x) ? x : 0);
    }
  }

  /// `x` moved towards 0 by the bound, 0 within it.
  public static void softShrink(float[] a, int ao, double bound, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ao + i];
      out[oo + i] =
          (float) (x > bound ? x - bound : x < -bound ? x + bound : Double.isNaN(x) ? x : 0);
    }
  }

  /// `x` above the bound, else the value.
  public static void threshold(
      float[] a, int ao, double bound, double value, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ao + i];
      out[oo + i] = (float) (x <= bound ? value : x);
    }
  }

  /// `clamp(slope x + shift, 0, 1)`.
  public static void hardSigmoid(
      float[] a, int ao, double slope, double shift, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ao + i];
      out[oo + i] = (float) Math.max(0, Math.min(1, slope * x + shift));
    }
  }
}
