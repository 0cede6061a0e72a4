package cerulean.tensor.kernel;

/// Writes adjacent elements of a computing type as adjacent ones of a narrower type.
public final class Stores {

  private Stores() {}

  /// In place, the nearest number from `low` to `high`.
  public static void clamp(long[] a, long low, long high, int n) {
    for (int k = 0; k < n; k++) {
      a[k] = Math.max(low, Math.min(a[k], high));
    }
  }

  /// The low 32 bits.
  public static void toInts(long[] a, int[] out, int o, int n) {
    for (int k = 0; k < n; k++) {
      out[o + k] = (int) a[k];
    }
  }

  /// The low 8 bits.
  public static void toBytes(long[] a, byte[] out, int o, int n) {
    for (int k = 0; k < n; k++) {
      out[o + k] = (byte) a[k];
    }
  }

  /// IEEE 754 half precision, rounded once, to the nearest and at a tie to even.
  public static void toHalf(double[] a, short[] out, int o, int n) {
    for (int k = 0; k < n; k++) {
      out[o + k] = Float.floatToFloat16(roundedToOdd(a[k]));
    }
  }

  /// The upper half of single precision, rounded once, to the nearest and at a tie to even.
  public static void toBfloat(double[] a, short[] out, int o, int n) {
    for (int k = 0; k < n; k++) {
      out[o + k] = bfloat(roundedToOdd(a[k]));
    }
  }

  private static short bfloat(float x) {
    int bits = Float.floatToRawIntBits(x);
    if (Float.isNaN(x)) {
      return (short) ((bits >> 16) | 0x40);
    }
    // Half a unit less one, plus the last bit kept: carries at more than half, and at half if odd.
    int odd = (bits >> 16) & 1;
    return (short) ((bits + 0x7fff + odd) >> 16);
  }

  /// `x` as a float whose last bit is 1 if anything was cut off. Rounding that to 22 bits or fewer
  /// gives what rounding `x` itself would: what was cut off cannot make a tie nor break one.
  private static float roundedToOdd(double x) {
    float near = (float) x;
    double back = near;
    if (back == x || Double.isNaN(x)) {
      return near;
    }
    int bits = Float.floatToRawIntBits(near);
    boolean away = Math.abs(back) > Math.abs(x);
    return Float.intBitsToFloat((away ? bits - 1 : bits) | 1);
  }
}
