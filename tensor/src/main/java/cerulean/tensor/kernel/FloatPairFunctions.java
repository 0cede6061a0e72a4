// Specialised at build time for double.
package cerulean.tensor.kernel;

/// Functions of two runs of adjacent floats.
///
/// `out` may be an operand if it starts at the same offset.
public final class FloatPairFunctions {

  private FloatPairFunctions() {}

  /// `a^b`, as IEEE 754 has it: `a^0` and `1^b` are 1 even for NaN.
  public static void pow(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) ElementaryFunctions.pow(a[ao + i], b[bo + i]);
    }
  }

  /// Angle of the point `(b, a)`, from -pi to pi.
  public static void atan2(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Math.atan2(a[ao + i], b[bo + i]);
    }
  }

  /// `sqrt(a^2 + b^2)` without overflow on the way.
  public static void hypot(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Math.hypot(a[ao + i], b[bo + i]);
    }
  }

  /// `ln(e^a + e^b)` without overflow on the way.
  public static void logaddexp(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) ElementaryFunctions.logaddexp(a[ao + i], b[bo + i]);
    }
  }

  /// `a ln b`, 0 where `a` is 0 and `b` is not NaN.
  public static void xlogy(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) ElementaryFunctions.xlogy(a[ao + i], b[bo + i]);
    }
  }

  /// `a - trunc(a / b) b`, exactly, with the sign of `a`; NaN for `b` of 0 (C's fmod).
  public static void fmod(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      float x = a[ao + i];
      float y = b[bo + i];
      out[oo + i] = x % y;
    }
  }

  /// `a - floor(a / b) b`, with the sign of `b` (Python's `%`).
  public static void remainder(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      float x = a[ao + i];
      float y = b[bo + i];
      out[oo + i] = floorMod(x, y);
    }
  }

  /// `floor(a / b)`, consistent with [#remainder] as in NumPy: `a = b floorDivide + remainder`.
  public static void floorDivide(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      float x = a[ao + i];
      float y = b[bo + i];
      out[oo + i] = floorDiv(x, y);
    }
  }

  /// The larger, or the one that is not NaN.
  public static void fmax(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      float x = a[ao + i];
      float y = b[bo + i];
      out[oo + i] = Float.isNaN(x) ? y : Float.isNaN(y) ? x : Math.max(x, y);
    }
  }

  /// The smaller, or the one that is not NaN.
  public static void fmin(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      float x = a[ao + i];
      float y = b[bo + i];
      out[oo + i] = Float.isNaN(x) ? y : Float.isNaN(y) ? x : Math.min(x, y);
    }
  }

  /// The magnitude of `a` with the sign of `b`.
  public static void copySign(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      float x = a[ao + i];
      float y = b[bo + i];
      out[oo + i] = Math.copySign(x, y);
    }
  }

  /// The neighbour of `a` towards `b`.
  public static void nextAfter(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      float x = a[ao + i];
      float y = b[bo + i];
      out[oo + i] = x == y ? y : x < y ? Math.nextUp(x) : x > y ? Math.nextDown(x) : x + y;
    }
  }

  private static float floorMod(float x, float y) {
    float rest = x % y;
    if (rest == 0) {
      return Math.copySign(rest, y);
    }
    return (rest < 0) == (y < 0) ? rest : rest + y;
  }

  private static float floorDiv(float x, float y) {
    if (y == 0) {
      return x / y;
    }
    float rest = x % y;
    float quotient = (x - rest) / y;
    if (rest != 0 && (rest < 0) != (y < 0)) {
      quotient -= 1f;
    }
    if (quotient == 0) {
      return Math.copySign(0f, x / y);
    }
    float whole = (float) Math.floor(quotient);
    // The division above may round a hair below or above the whole number it stands for.
    return quotient - whole > 0.5f ? whole + 1f : whole;
  }
}
