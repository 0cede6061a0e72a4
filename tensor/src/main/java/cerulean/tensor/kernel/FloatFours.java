// Specialised at build time for double.
package cerulean.tensor.kernel;

/// The largest elements of windows of 2 x 2 that stand side by side, `columns` in each of `rows`
/// rows, in an image whose rows have `width` elements: most networks' pooling.
public interface FloatFours {

  /// The form chosen at start-up.
  FloatFours IN_USE = KernelGate.choice().simd() ? new SimdFloatFours() : new ScalarFloatFours();

  /// The largest element, NaN if one is NaN, to `out[oo + j columns + k]`.
  void max(float[] a, int ao, int width, int rows, int columns, float[] out, int oo);

  /// Writes `g[go + j columns + k]` to the place in `out` of the first largest element of that
  /// window, the first NaN if there is one, and 0 to the other three; what windows do not cover is
  /// left alone.
  void maxGradient(
      float[] a, int ao, float[] g, int go, int width, int rows, int columns, float[] out, int oo);
}
