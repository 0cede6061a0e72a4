// Specialised at build time for double.
package cerulean.tensor.kernel;

/// [FloatSoftmax] as plain loops; sums are in double precision.
public final class ScalarFloatSoftmax implements FloatSoftmax {

  @Override
  public void softmax(float[] a, int ao, float[] out, int oo, int rows, int n) {
    for (int row = 0; row < rows; row++) {
      int x = ao + row * n;
      int y = oo + row * n;
      double sum = exponentials(a, x, max(a, x, n), out, y, n);
      for (int i = 0; i < n; i++) {
        out[y + i] = (float) (out[y + i] / sum);
      }
    }
  }

  @Override
  public void logSoftmax(float[] a, int ao, float[] out, int oo, int rows, int n) {
    for (int row = 0; row < rows; row++) {
      int x = ao + row * n;
      int y = oo + row * n;
      float max = max(a, x, n);
      double logSum = Math.log(sum(a, x, max, n));
      for (int i = 0; i < n; i++) {
        double distance = a[x + i] - max;
        out[y + i] = (float) (distance - logSum);
      }
    }
  }

  @Override
  public void crossEntropy(
      float[] a, int ao, int[] targets, int to, double[] out, int oo, int rows, int n) {
    for (int row = 0; row < rows; row++) {
      int x = ao + row * n;
      float max = max(a, x, n);
      double distance = a[x + targets[to + row]] - max;
      out[oo + row] = Math.log(sum(a, x, max, n)) - distance;
    }
  }

  @Override
  public void crossEntropyGradient(
      float[] a, int ao, int[] targets, int to, float scale, float[] out, int oo, int rows, int n) {
    for (int row = 0; row < rows; row++) {
      int x = ao + row * n;
      int y = oo + row * n;
      double sum = exponentials(a, x, max(a, x, n), out, y, n);
      double factor = scale / sum;
      for (int i = 0; i < n; i++) {
        out[y + i] = (float) (out[y + i] * factor);
      }
      out[y + targets[to + row]] -= scale;
    }
  }

  @Override
  public void softmaxGradient(
      float[] g, int go, float[] p, int po, float[] out, int oo, int rows, int n) {
    for (int row = 0; row < rows; row++) {
      int x = go + row * n;
      int y = po + row * n;
      double sum = 0;
      for (int i = 0; i < n; i++) {
        double share = p[y + i];
        sum += g[x + i] * share;
      }
      for (int i = 0; i < n; i++) {
        out[oo + row * n + i] = (float) (p[y + i] * (g[x + i] - sum));
      }
    }
  }

  @Override
  public void logSoftmaxGradient(
      float[] g, int go, float[] y, int yo, float[] out, int oo, int rows, int n) {
    for (int row = 0; row < rows; row++) {
      int x = go + row * n;
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += g[x + i];
      }
      for (int i = 0; i < n; i++) {
        out[oo + row * n + i] = (float) (g[x + i] - Math.exp(y[yo + row * n + i]) * sum);
      }
    }
  }

  private static float max(float[] a, int ao, int n) {
    float max = a[ao];
    for (int i = 1; i < n; i++) {
      max = Math.max(max, a[ao + i]);
    }
    return max;
  }

  private static double sum(float[] a, int ao, float max, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double distance = a[ao + i] - max;
      sum += Math.exp(distance);
    }
    return sum;
  }

  /// Writes `e^(a - max)` and returns the sum.
  private static double exponentials(float[] a, int ao, float max, float[] out, int oo, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double distance = a[ao + i] - max;
      double e = Math.exp(distance);
      sum += e;
      out[oo + i] = (float) e;
    }
    return sum;
  }
}
