package cerulean.tensor.kernel;

/// Arithmetic on runs of adjacent integers. Results beyond 64 bits wrap, as in Java and NumPy.
///
/// `out` may be an operand if it starts at the same offset. 32-bit integers pass through here too:
/// what wraps in 64 bits and is cut to 32 equals what wraps in 32.
public final class LongElementwise {

  private LongElementwise() {}

  /// `a + b`.
  public static void add(long[] a, int ao, long[] b, int bo, long[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = a[ao + i] + b[bo + i];
    }
  }

  /// `a - b`.
  public static void sub(long[] a, int ao, long[] b, int bo, long[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = a[ao + i] - b[bo + i];
    }
  }

  /// `a b`.
  public static void mul(long[] a, int ao, long[] b, int bo, long[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = a[ao + i] * b[bo + i];
    }
  }

  /// `a * b + c`.
  public static void mulAdd(
      long[] a, int ao, long[] b, int bo, long[] c, int co, long[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = a[ao + i] * b[bo + i] + c[co + i];
    }
  }

  /// The larger.
  public static void maximum(long[] a, int ao, long[] b, int bo, long[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Math.max(a[ao + i], b[bo + i]);
    }
  }

  /// The smaller.
  public static void minimum(long[] a, int ao, long[] b, int bo, long[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Math.min(a[ao + i], b[bo + i]);
    }
  }

  /// `a / b` rounded towards minus infinity; 0 for a divisor of 0, as in NumPy.
  public static void floorDivide(long[] a, int ao, long[] b, int bo, long[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = b[bo + i] == 0 ? 0 : Math.floorDiv(a[ao + i], b[bo + i]);
    }
  }

  /// `a - floor(a / b) b`, with the sign of `b`; 0 for a divisor of 0, as in NumPy.
  public static void remainder(long[] a, int ao, long[] b, int bo, long[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = b[bo + i] == 0 ? 0 : Math.floorMod(a[ao + i], b[bo + i]);
    }
  }

  /// `a - trunc(a / b) b`, with the sign of `a`; 0 for a divisor of 0.
  public static void fmod(long[] a, int ao, long[] b, int bo, long[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = b[bo + i] == 0 ? 0 : a[ao + i] % b[bo + i];
    }
  }

  /// Bits set in both.
  public static void and(long[] a, int ao, long[] b, int bo, long[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = a[ao + i] & b[bo + i];
    }
  }

  /// Bits set in one or both.
  public static void or(long[] a, int ao, long[] b, int bo, long[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = a[ao + i] | b[bo + i];
    }
  }

  /// Bits set in one only.
  public static void xor(long[] a, int ao, long[] b, int bo, long[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = a[ao + i] ^ b[bo + i];
    }
  }

  /// `a 2^b`: bits moved up; 0 for a shift of 64 and more.
  public static void shiftLeft(long[] a, int ao, long[] b, int bo, long[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = b[bo + i] > 63 || b[bo + i] < 0 ? 0 : a[ao + i] << b[bo + i];
    }
  }

  /// `floor(a / 2^b)`: bits moved down, the sign kept.
  public static void shiftRight(long[] a, int ao, long[] b, int bo, long[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = a[ao + i] >> (b[bo + i] > 63 || b[bo + i] < 0 ? 63 : b[bo + i]);
    }
  }

  /// `a^b`; below an exponent of 0 the whole part of the quotient: 0, 1 or -1.
  public static void pow(long[] a, int ao, long[] b, int bo, long[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = power(a[ao + i], b[bo + i]);
    }
  }

  /// `-a`.
  public static void neg(long[] a, int ao, long[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = -a[ao + i];
    }
  }

  /// `|a|`; the smallest number stays as it is.
  public static void abs(long[] a, int ao, long[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Math.abs(a[ao + i]);
    }
  }

  /// -1, 0 or 1.
  public static void sign(long[] a, int ao, long[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Long.signum(a[ao + i]);
    }
  }

  /// Every bit turned.
  public static void not(long[] a, int ao, long[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = ~a[ao + i];
    }
  }

  /// `a a`.
  public static void square(long[] a, int ao, long[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = a[ao + i] * a[ao + i];
    }
  }

  /// `a`: what rounding leaves of a whole number.
  public static void same(long[] a, int ao, long[] out, int oo, int n) {
    System.arraycopy(a, ao, out, oo, n);
  }

  private static long power(long base, long exponent) {
    if (exponent < 0) {
      return base == 1 ? 1 : base == -1 ? (exponent & 1) == 0 ? 1 : -1 : 0;
    }
    long result = 1;
    long square = base;
    for (long rest = exponent; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        result *= square;
      }
      square *= square;
    }
    return result;
  }
}
