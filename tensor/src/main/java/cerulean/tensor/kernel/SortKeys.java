package cerulean.tensor.kernel;

/// Whole numbers in the order of the elements they stand for.
///
/// The bits of a floating-point number, read as an integer, are in its order if it is positive and
/// in the reverse order if it is negative. Both zeros get one key; NaN gets the largest.
public final class SortKeys {

  /// The key of NaN among floats; no number has it.
  public static final long FLOAT_NAN = Integer.MAX_VALUE;

  /// The key of NaN among doubles; no number has it.
  public static final long DOUBLE_NAN = Long.MAX_VALUE;

  private SortKeys() {}

  /// Keys of 32 bits: `keys[k] = key(a[i + k step])`.
  public static void of(float[] a, int i, int step, long[] keys, int n) {
    for (int k = 0; k < n; k++) {
      float x = a[i + k * step];
      int bits = Float.floatToRawIntBits(x + 0f); // -0 + 0 is 0.
      keys[k] = Float.isNaN(x) ? FLOAT_NAN : bits ^ (bits >> 31 & 0x7fffffff);
    }
  }

  /// Keys of 64 bits.
  public static void of(double[] a, int i, int step, long[] keys, int n) {
    for (int k = 0; k < n; k++) {
      double x = a[i + k * step];
      long bits = Double.doubleToRawLongBits(x + 0d);
      keys[k] = Double.isNaN(x) ? DOUBLE_NAN : bits ^ (bits >> 63 & Long.MAX_VALUE);
    }
  }

  /// Keys of 32 bits.
  public static void of(int[] a, int i, int step, long[] keys, int n) {
    for (int k = 0; k < n; k++) {
      keys[k] = a[i + k * step];
    }
  }

  /// Keys of 64 bits.
  public static void of(long[] a, int i, int step, long[] keys, int n) {
    for (int k = 0; k < n; k++) {
      keys[k] = a[i + k * step];
    }
  }

  /// Turns the order round: the complement of the larger key is the smaller.
  public static void reverse(long[] keys, int n) {
    for (int k = 0; k < n; k++) {
      keys[k] = ~keys[k];
    }
  }

  /// The first place in `n` ascending keys that is not below `key` or, with `right`, above it.
  public static int place(long[] keys, int from, int n, long key, boolean right) {
    int low = 0;
    int high = n;
    while (low < high) {
      int middle = (low + high) >>> 1;
      long there = keys[from + middle];
      if (there < key || (right && there == key)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
