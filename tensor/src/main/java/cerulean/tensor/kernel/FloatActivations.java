// Specialised at build time for double.
package cerulean.tensor.kernel;

/// Activation functions and their gradients on runs of adjacent floats.
///
/// The scalar form is computed in double precision and rounded once; the SIMD form has polynomials
/// of its own, whose error bounds stand beside them and are tested. At minus infinity the functions
/// that go to 0 there are 0. The result for an element does not depend on its place in the run.
/// `out` may be an operand if both start at the same offset.
public interface FloatActivations {

  /// `x` above 0, `slope x` below.
  void leakyRelu(float[] a, int ao, double slope, float[] out, int oo, int n);

  /// `x` above 0, `alpha (e^x - 1)` below (Clevert et al. 2016).
  void elu(float[] a, int ao, double alpha, float[] out, int oo, int n);

  /// `x` above 0, `alpha (e^(x / alpha) - 1)` below (Barron 2017).
  void celu(float[] a, int ao, double alpha, float[] out, int oo, int n);

  /// `scale (x above 0, alpha (e^x - 1) below)` with the constants that keep mean 0 and variance 1
  /// (Klambauer et al. 2017).
  void selu(float[] a, int ao, float[] out, int oo, int n);

  /// `x Phi(x)`, with the distribution function of the normal law (Hendrycks & Gimpel 2016).
  void gelu(float[] a, int ao, float[] out, int oo, int n);

  /// The approximation of [#gelu] by a hyperbolic tangent.
  void geluTanh(float[] a, int ao, float[] out, int oo, int n);

  /// `x / (1 + e^-x)` (Elfwing et al. 2018).
  void silu(float[] a, int ao, float[] out, int oo, int n);

  /// `x tanh(ln(1 + e^x))` (Misra 2019).
  void mish(float[] a, int ao, float[] out, int oo, int n);

  /// `ln(1 + e^(beta x)) / beta`, `x` itself where `beta x` is above the threshold.
  void softplus(float[] a, int ao, double beta, double threshold, float[] out, int oo, int n);

  /// `x / (1 + |x|)`.
  void softsign(float[] a, int ao, float[] out, int oo, int n);

  /// `x - tanh(x)`.
  void tanhShrink(float[] a, int ao, float[] out, int oo, int n);

  /// `x` where `|x|` is above the bound, else 0.
  void hardShrink(float[] a, int ao, double bound, float[] out, int oo, int n);

  /// `x` moved towards 0 by the bound, 0 within it.
  void softShrink(float[] a, int ao, double bound, float[] out, int oo, int n);

  /// `x` above the bound, else the value.
  void threshold(float[] a, int ao, double bound, double value, float[] out, int oo, int n);

  /// `clamp(slope x + shift, 0, 1)`.
  void hardSigmoid(float[] a, int ao, double slope, double shift, float[] out, int oo, int n);

  /// `ln(1 / (1 + e^-a))`.
  void logSigmoid(float[] a, int ao, float[] out, int oo, int n);

  /// `g` times the derivative of [#silu] at `a`.
  void siluGradient(float[] g, int go, float[] a, int ao, float[] out, int oo, int n);

  /// `g` times the derivative of [#gelu] at `a`.
  void geluGradient(float[] g, int go, float[] a, int ao, float[] out, int oo, int n);

  /// `g` times the derivative of [#geluTanh] at `a`.
  void geluTanhGradient(float[] g, int go, float[] a, int ao, float[] out, int oo, int n);

  /// `g (1 - y^2)`, where `y` is the hyperbolic tangent.
  void tanhGradient(float[] g, int go, float[] y, int yo, float[] out, int oo, int n);

  /// `g y (1 - y)`, where `y` is the logistic function.
  void sigmoidGradient(float[] g, int go, float[] y, int yo, float[] out, int oo, int n);
}
