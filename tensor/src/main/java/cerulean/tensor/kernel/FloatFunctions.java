// Specialised at build time for double.
package cerulean.tensor.kernel;

/// Functions on runs of adjacent floats that have no SIMD twin: each element goes through the
/// double-precision function of the JDK or of this package and is rounded once.
///
/// `out` may be an operand if it starts at the same offset. Error bounds stand beside the functions
/// called, and are tested against published vectors.
public final class FloatFunctions {

  private FloatFunctions() {}

  /// `2^a`.
  public static void exp2(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) ElementaryFunctions.exp2(a[ao + i]);
    }
  }

  /// `e^a - 1`, without cancellation near 0.
  public static void expm1(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Math.expm1(a[ao + i]);
    }
  }

  /// Logarithm to base 2.
  public static void log2(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Logarithms.log2(a[ao + i]);
    }
  }

  /// Logarithm to base 10.
  public static void log10(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Math.log10(a[ao + i]);
    }
  }

  /// `ln(1 + a)`, without cancellation near 0.
  public static void log1p(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Math.log1p(a[ao + i]);
    }
  }

  /// `1 / sqrt(a)`.
  public static void rsqrt(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) ElementaryFunctions.rsqrt(a[ao + i]);
    }
  }

  /// Cube root.
  public static void cbrt(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Math.cbrt(a[ao + i]);
    }
  }

  /// Sine.
  public static void sin(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Math.sin(a[ao + i]);
    }
  }

  /// Cosine.
  public static void cos(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Math.cos(a[ao + i]);
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

  /// Error function.
  public static void erf(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) ErrorFunctions.erf(a[ao + i]);
    }
  }

  /// `1 - erf(a)`, accurate in the tail.
  public static void erfc(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) ErrorFunctions.erfc(a[ao + i]);
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

  /// `ln(1 / (1 + e^-a))`.
  public static void logSigmoid(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) ElementaryFunctions.logSigmoid(a[ao + i]);
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

  /// `1 / a`.
  public static void reciprocal(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = 1f / a[ao + i];
    }
  }

  /// `a a`.
  public static void square(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = a[ao + i] * a[ao + i];
    }
  }
}
