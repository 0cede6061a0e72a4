package cerulean.tensor.kernel;

/// Loops over indices, and over masks that stand for them.
public final class Indices {

  private Indices() {}

  /// The first of `a[i .. i + n]` that is not in `-size .. size - 1`, counted from `i`; `n` if all
  /// are.
  public static int firstOutside(long[] a, int i, int n, int size) {
    for (int k = 0; k < n; k++) {
      if (a[i + k] < -size || a[i + k] >= size) {
        return k;
      }
    }
    return n;
  }

  /// `out[k] = k * step` for `0 <= k < n`.
  public static void ramp(long[] out, int n, int step) {
    for (int k = 0; k < n; k++) {
      out[k] = (long) k * step;
    }
  }

  /// `out[o + k] += stride * a[i + k]`, where a negative index counts from `size`.
  public static void add(long[] a, int i, int size, int stride, long[] out, int o, int n) {
    for (int k = 0; k < n; k++) {
      long entry = a[i + k] < 0 ? a[i + k] + size : a[i + k];
      out[o + k] += entry * stride;
    }
  }

  /// How many of `mask[m .. m + n]` are true.
  public static int count(byte[] mask, int m, int n) {
    int count = 0;
    for (int k = 0; k < n; k++) {
      count += mask[m + k] != 0 ? 1 : 0;
    }
    return count;
  }

  /// Writes `first + k` for every `k < n` with a true `mask[m + k]` to `out[o]`, `out[o + 1]`, ...
  public static void positions(byte[] mask, int m, int n, int first, long[] out, int o) {
    int next = o;
    for (int k = 0; k < n; k++) {
      if (mask[m + k] != 0) {
        out[next++] = (long) first + k;
      }
    }
  }
}
