// Specialised at build time for double.
package cerulean.tensor.kernel;

/// Transcendental functions on runs of adjacent floats.
///
/// The scalar form rounds the double-precision function of the JDK; the SIMD form has polynomials
/// of its own, whose error bounds stand beside them and are tested. The result for an element does
/// not depend on its place in the run. `out` may be `a` if both start at the same offset.
public interface FloatTranscendental {

  /// `e^a`.
  void exp(float[] a, int ao, float[] out, int oo, int n);

  /// Natural logarithm: minus infinity at 0, NaN below.
  void log(float[] a, int ao, float[] out, int oo, int n);

  /// Hyperbolic tangent.
  void tanh(float[] a, int ao, float[] out, int oo, int n);

  /// Logistic function `1 / (1 + e^-a)`.
  void sigmoid(float[] a, int ao, float[] out, int oo, int n);

  /// `2^a`.
  void exp2(float[] a, int ao, float[] out, int oo, int n);

  /// `e^a - 1`, without cancellation near 0.
  void expm1(float[] a, int ao, float[] out, int oo, int n);

  /// Logarithm to base 2.
  void log2(float[] a, int ao, float[] out, int oo, int n);

  /// Logarithm to base 10.
  void log10(float[] a, int ao, float[] out, int oo, int n);

  /// `ln(1 + a)`, without cancellation near 0.
  void log1p(float[] a, int ao, float[] out, int oo, int n);

  /// Sine.
  void sin(float[] a, int ao, float[] out, int oo, int n);

  /// Cosine.
  void cos(float[] a, int ao, float[] out, int oo, int n);

  /// Error function.
  void erf(float[] a, int ao, float[] out, int oo, int n);

  /// `1 - erf(a)`, accurate in the tail.
  void erfc(float[] a, int ao, float[] out, int oo, int n);

  /// `1 / sqrt(a)`.
  void rsqrt(float[] a, int ao, float[] out, int oo, int n);
}
