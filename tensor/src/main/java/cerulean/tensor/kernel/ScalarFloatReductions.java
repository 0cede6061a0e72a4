// Specialised at build time for double.
package cerulean.tensor.kernel;

/// [FloatReductions] as plain loops.
public final class ScalarFloatReductions implements FloatReductions {

  /// Up to here a run is summed straight on, in eight partial sums of 16 elements at most.
  private static final int BLOCK = 128;

  /// Pairwise above blocks of [#BLOCK] elements: the error is at most `(log2(n) + 20) u sum |a|`.
  @Override
  public float sum(float[] a, int ao, int n) {
    if (n <= BLOCK) {
      return sumBlock(a, ao, n);
    }
    int half = (n / 2 + BLOCK - 1) / BLOCK * BLOCK;
    return sum(a, ao, half) + sum(a, ao + half, n - half);
  }

  private static float sumBlock(float[] a, int ao, int n) {
    float s0 = 0f;
    float s1 = 0f;
    float s2 = 0f;
    float s3 = 0f;
    float s4 = 0f;
    float s5 = 0f;
    float s6 = 0f;
    float s7 = 0f;
    int i = 0;
    for (; i <= n - 8; i += 8) {
      int x = ao + i;
      s0 += a[x];
      s1 += a[x + 1];
      s2 += a[x + 2];
      s3 += a[x + 3];
      s4 += a[x + 4];
      s5 += a[x + 5];
      s6 += a[x + 6];
      s7 += a[x + 7];
    }
    float sum = ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
    for (; i < n; i++) {
      sum += a[ao + i];
    }
    return sum;
  }

  @Override
  public float max(float[] a, int ao, int n) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      max = Math.max(max, a[ao + i]);
    }
    return max;
  }

  @Override
  public float min(float[] a, int ao, int n) {
    float min = Float.POSITIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      min = Math.min(min, a[ao + i]);
    }
    return min;
  }

  @Override
  public int firstAbove(float[] a, int ao, int from, int n, float limit) {
    int i = from;
    while (i < n && a[ao + i] <= limit) {
      i++;
    }
    return i;
  }

  @Override
  public int firstBelow(float[] a, int ao, int from, int n, float limit) {
    int i = from;
    while (i < n && a[ao + i] >= limit) {
      i++;
    }
    return i;
  }
}
