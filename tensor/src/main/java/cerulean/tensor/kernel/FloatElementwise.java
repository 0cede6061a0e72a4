// Specialised at build time for double.
package cerulean.tensor.kernel;

/// Elementwise arithmetic on runs of adjacent floats.
///
/// Every result is the correctly rounded one, the same in both modes. A method named `xxxScalar`
/// takes one number in place of the second operand, `scalarXxx` in place of the first. `out` may be
/// an operand if it starts at the same offset.
public interface FloatElementwise {

  void add(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n);

  void sub(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n);

  void mul(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n);

  void div(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n);

  void maximum(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n);

  void minimum(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n);

  /// `a + b` with a fixed `b`.
  void addScalar(float[] a, int ao, float b, float[] out, int oo, int n);

  /// `a * b` with a fixed `b`.
  void mulScalar(float[] a, int ao, float b, float[] out, int oo, int n);

  /// `a / b` with a fixed `b`.
  void divScalar(float[] a, int ao, float b, float[] out, int oo, int n);

  /// `b - a` with a fixed `b`.
  void scalarSub(float[] a, int ao, float b, float[] out, int oo, int n);

  /// `b / a` with a fixed `b`.
  void scalarDiv(float[] a, int ao, float b, float[] out, int oo, int n);

  /// `max(a, b)` with a fixed `b`.
  void maximumScalar(float[] a, int ao, float b, float[] out, int oo, int n);

  /// `min(a, b)` with a fixed `b`.
  void minimumScalar(float[] a, int ao, float b, float[] out, int oo, int n);

  /// `-a`.
  void neg(float[] a, int ao, float[] out, int oo, int n);

  /// `|a|`.
  void abs(float[] a, int ao, float[] out, int oo, int n);

  /// `sqrt(a)`.
  void sqrt(float[] a, int ao, float[] out, int oo, int n);

  /// -1, 0 or 1, and 0 for -0; NaN stays NaN.
  void sign(float[] a, int ao, float[] out, int oo, int n);

  /// `a` where `b > 0`, else 0: the gradient of the rectifier.
  void wherePositive(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n);

  /// `a * b + c`, rounded after the product and after the sum.
  void mulAdd(float[] a, int ao, float[] b, int bo, float[] c, int co, float[] out, int oo, int n);

  /// `out += b * a`, rounded after the product and after the sum.
  void addScaled(float[] a, int ao, float b, float[] out, int oo, int n);
}
