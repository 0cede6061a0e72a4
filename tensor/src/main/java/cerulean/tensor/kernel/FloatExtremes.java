// Specialised at build time for double, long.
package cerulean.tensor.kernel;

/// Places of extremes in a run of adjacent floats. The first of equals counts, and the first NaN
/// before all numbers.
public final class FloatExtremes {

  private FloatExtremes() {}

  /// Index of the largest of `n >= 1` elements.
  public static int argmax(float[] a, int ao, int n) {
    int best = 0;
    float max = a[ao];
    for (int i = 0; i < n; i++) {
      float x = a[ao + i];
      if (!(x <= max)) {
        best = i;
        max = x;
        if (!(max >= x)) {
          return i; // NaN: no comparison with it holds.
        }
      }
    }
    return best;
  }

  /// Index of the smallest of `n >= 1` elements.
  public static int argmin(float[] a, int ao, int n) {
    int best = 0;
    float min = a[ao];
    for (int i = 0; i < n; i++) {
      float x = a[ao + i];
      if (!(x >= min)) {
        best = i;
        min = x;
        if (!(min <= x)) {
          return i; // NaN: no comparison with it holds.
        }
      }
    }
    return best;
  }
}
