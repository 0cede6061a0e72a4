package cerulean.tensor.kernel;

/// Logic on runs of adjacent truth values, 1 and 0.
public final class Logic {

  private Logic() {}

  /// Both.
  public static void and(byte[] a, int ao, byte[] b, int bo, byte[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (byte) (a[ao + i] & b[bo + i]);
    }
  }

  /// One or both.
  public static void or(byte[] a, int ao, byte[] b, int bo, byte[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (byte) (a[ao + i] | b[bo + i]);
    }
  }

  /// One only.
  public static void xor(byte[] a, int ao, byte[] b, int bo, byte[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (byte) (a[ao + i] ^ b[bo + i]);
    }
  }

  /// Both or none.
  public static void equal(byte[] a, int ao, byte[] b, int bo, byte[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (byte) (a[ao + i] == b[bo + i] ? 1 : 0);
    }
  }

  /// The second only.
  public static void less(byte[] a, int ao, byte[] b, int bo, byte[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (byte) (~a[ao + i] & b[bo + i]);
    }
  }

  /// Not the first only.
  public static void lessEqual(byte[] a, int ao, byte[] b, int bo, byte[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (byte) ((a[ao + i] ^ 1) | b[bo + i]);
    }
  }

  /// The other.
  public static void not(byte[] a, int ao, byte[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (byte) (a[ao + i] ^ 1);
    }
  }

  /// Whether one is true.
  public static boolean any(byte[] a, int ao, int n) {
    for (int i = 0; i < n; i++) {
      if (a[ao + i] != 0) {
        return true;
      }
    }
    return false;
  }

  /// Whether all are true.
  public static boolean all(byte[] a, int ao, int n) {
    for (int i = 0; i < n; i++) {
      if (a[ao + i] == 0) {
        return false;
      }
    }
    return true;
  }
}
