// Specialised at build time for double.
package cerulean.tensor.kernel;

/// What kind of number each of a run of adjacent floats is; results are 1 for true and 0 for false.
public final class FloatKinds {

  private FloatKinds() {}

  /// Not a number.
  public static void isNaN(float[] a, int ao, byte[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (byte) (Float.isNaN(a[ao + i]) ? 1 : 0);
    }
  }

  /// Plus or minus infinity.
  public static void isInfinite(float[] a, int ao, byte[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (byte) (Float.isInfinite(a[ao + i]) ? 1 : 0);
    }
  }

  /// A number and not infinite.
  public static void isFinite(float[] a, int ao, byte[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (byte) (Float.isFinite(a[ao + i]) ? 1 : 0);
    }
  }

  /// Below 0, or -0, or a NaN with the sign bit set.
  public static void signBit(float[] a, int ao, byte[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (byte) (Math.copySign(1f, a[ao + i]) < 0 ? 1 : 0);
    }
  }
}
