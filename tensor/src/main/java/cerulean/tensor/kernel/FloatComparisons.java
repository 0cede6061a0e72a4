// Specialised at build time for double, long.
package cerulean.tensor.kernel;

/// Comparisons of runs of adjacent floats; results are 1 for true and 0 for false.
///
/// As in IEEE 754, every comparison with NaN is false, but `notEqual`, which is true; the zeros are
/// equal.
public final class FloatComparisons {

  private FloatComparisons() {}

  /// `a == b`.
  public static void equal(float[] a, int ao, float[] b, int bo, byte[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (byte) (a[ao + i] == b[bo + i] ? 1 : 0);
    }
  }

  /// `a != b`.
  public static void notEqual(float[] a, int ao, float[] b, int bo, byte[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (byte) (a[ao + i] != b[bo + i] ? 1 : 0);
    }
  }

  /// `a < b`.
  public static void less(float[] a, int ao, float[] b, int bo, byte[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (byte) (a[ao + i] < b[bo + i] ? 1 : 0);
    }
  }

  /// `a <= b`.
  public static void lessEqual(float[] a, int ao, float[] b, int bo, byte[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (byte) (a[ao + i] <= b[bo + i] ? 1 : 0);
    }
  }
}
