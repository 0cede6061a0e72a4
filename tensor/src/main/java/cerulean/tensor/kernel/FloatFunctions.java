// Specialised at build time for double.
package cerulean.tensor.kernel;

/// Functions on runs of adjacent floats that have no SIMD twin: each element goes through the
/// double-precision function of the JDK or of this package and is rounded once.
///
/// `out` may be an operand if it starts at the same offset. Error bounds stand beside the functions
/// called, and are tested against published vectors.
public final class FloatFunctions {

  private FloatFunctions() {}

  /// Cube root.
  public static void cbrt(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Math.cbrt(a[ao + i]);
    }
  }

  /// Tangent.
  public static void tan(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Math.tan(a[ao + i]);
    }
  }

  /// Arc sine; NaN outside -1 to 1.
  public static void asin(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Math.asin(a[ao + i]);
    }
  }

  /// Arc cosine; NaN outside -1 to 1.
  public static void acos(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Math.acos(a[ao + i]);
    }
  }

  /// Arc tangent.
  public static void atan(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Math.atan(a[ao + i]);
    }
  }

  /// Hyperbolic sine.
  public static void sinh(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Math.sinh(a[ao + i]);
    }
  }

  /// Hyperbolic cosine.
  public static void cosh(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Math.cosh(a[ao + i]);
    }
  }

  /// Inverse hyperbolic sine.
  public static void asinh(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) InverseHyperbolic.asinh(a[ao + i]);
    }
  }

  /// Inverse hyperbolic cosine; NaN below 1.
  public static void acosh(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) InverseHyperbolic.acosh(a[ao + i]);
    }
  }

  /// Inverse hyperbolic tangent; NaN outside -1 to 1.
  public static void atanh(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) InverseHyperbolic.atanh(a[ao + i]);
    }
  }

  /// Inverse error function.
  public static void erfinv(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) ErrorFunctions.erfinv(a[ao + i]);
    }
  }

  /// `ln |Gamma(a)|`.
  public static void lgamma(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) GammaFunctions.lgamma(a[ao + i]);
    }
  }

  /// Derivative of `ln Gamma`.
  public static void digamma(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) GammaFunctions.digamma(a[ao + i]);
    }
  }

  /// `sin(pi a) / (pi a)`, 1 at 0.
  public static void sinc(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) ElementaryFunctions.sinc(a[ao + i]);
    }
  }

  /// Largest whole number not above.
  public static void floor(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Math.floor(a[ao + i]);
    }
  }

  /// Smallest whole number not below.
  public static void ceil(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Math.ceil(a[ao + i]);
    }
  }

  /// Nearest whole number, the even one of two.
  public static void round(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Math.rint(a[ao + i]);
    }
  }

  /// Nearest whole number towards 0.
  public static void trunc(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      float x = a[ao + i];
      out[oo + i] = (float) (x < 0 ? Math.ceil(x) : Math.floor(x));
    }
  }
}
