// Specialised at build time for double, long.
package cerulean.tensor.kernel;

/// Combines adjacent elements with those that indices name: `to[j + index[x + k]]` with `from[i +
/// k]`, one `k` after the other, so that an element named twice gets both.
public final class FloatScatter {

  private FloatScatter() {}

  /// Sum.
  public static void add(float[] from, int i, long[] index, int x, float[] to, int j, int n) {
    for (int k = 0; k < n; k++) {
      to[j + (int) index[x + k]] += from[i + k];
    }
  }

  /// Product.
  public static void mul(float[] from, int i, long[] index, int x, float[] to, int j, int n) {
    for (int k = 0; k < n; k++) {
      to[j + (int) index[x + k]] *= from[i + k];
    }
  }

  /// Smaller one; NaN if one is NaN.
  public static void min(float[] from, int i, long[] index, int x, float[] to, int j, int n) {
    for (int k = 0; k < n; k++) {
      int p = j + (int) index[x + k];
      to[p] = Math.min(to[p], from[i + k]);
    }
  }

  /// Larger one; NaN if one is NaN.
  public static void max(float[] from, int i, long[] index, int x, float[] to, int j, int n) {
    for (int k = 0; k < n; k++) {
      int p = j + (int) index[x + k];
      to[p] = Math.max(to[p], from[i + k]);
    }
  }
}
