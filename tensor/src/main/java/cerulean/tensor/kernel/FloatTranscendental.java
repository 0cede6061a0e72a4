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
}
