// Specialised at build time for double, long, byte.
package cerulean.tensor.kernel;

/// A choice between two runs of floats, element by element.
public final class FloatChoice {

  private FloatChoice() {}

  /// `a` where `mask` is not 0, else `b`.
  public static void where(
      byte[] mask, int mo, float[] a, int ao, float[] b, int bo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = mask[mo + i] != 0 ? a[ao + i] : b[bo + i];
    }
  }
}
