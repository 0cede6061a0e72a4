// Specialised at build time for double.
package cerulean.tensor.kernel;

/// [FloatNormalization] as plain loops.
public final class ScalarFloatNormalization implements FloatNormalization {

  @Override
  public void moments(float[] a, int ao, int n, double[] out) {
    double mean = FloatMoments.deviations(a, ao, n, 0) / n;
    double d0 = 0;
    double d1 = 0;
    double q0 = 0;
    double q1 = 0;
    int i = 0;
    for (; i <= n - 2; i += 2) {
      double x = a[ao + i] - mean;
      double y = a[ao + i + 1] - mean;
      d0 += x;
      d1 += y;
      q0 += x * x;
      q1 += y * y;
    }
    for (; i < n; i++) {
      double x = a[ao + i] - mean;
      d0 += x;
      q0 += x * x;
    }
    double rest = (d0 + d1) / n;
    out[0] = mean;
    out[1] = Math.max(0, (q0 + q1) / n - rest * rest);
    out[2] = rest;
  }

  @Override
  public double meanSquare(float[] a, int ao, int n) {
    return FloatMoments.squaredDeviations(a, ao, n, 0) / n;
  }

  @Override
  public void affine(
      float[] a,
      int ao,
      double mean,
      double rest,
      double factor,
      double shift,
      float[] out,
      int oo,
      int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) ((a[ao + i] - mean - rest) * factor + shift);
    }
  }

  @Override
  public void scaled(
      float[] a,
      int ao,
      double mean,
      double rest,
      double factor,
      float[] weight,
      int wo,
      float[] bias,
      int bo,
      float[] out,
      int oo,
      int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) ((a[ao + i] - mean - rest) * factor * weight[wo + i] + bias[bo + i]);
    }
  }

  @Override
  public void gradientSums(float[] g, int go, float[] a, int ao, double mean, int n, double[] out) {
    double s0 = 0;
    double s1 = 0;
    double p0 = 0;
    double p1 = 0;
    int i = 0;
    for (; i <= n - 2; i += 2) {
      s0 += g[go + i];
      s1 += g[go + i + 1];
      p0 += g[go + i] * (a[ao + i] - mean);
      p1 += g[go + i + 1] * (a[ao + i + 1] - mean);
    }
    for (; i < n; i++) {
      s0 += g[go + i];
      p0 += g[go + i] * (a[ao + i] - mean);
    }
    out[0] = s0 + s1;
    out[1] = p0 + p1;
  }

  @Override
  public void gradient(
      float[] g,
      int go,
      float[] a,
      int ao,
      double mean,
      double scale,
      double slope,
      double shift,
      float[] out,
      int oo,
      int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) (g[go + i] * scale + (a[ao + i] - mean) * slope + shift);
    }
  }

  @Override
  public void scaledGradientSums(
      float[] g,
      int go,
      float[] a,
      int ao,
      double mean,
      double rest,
      double factor,
      float[] weight,
      int wo,
      double[] weights,
      double[] biases,
      int po,
      int n,
      double[] out) {
    double sum = 0;
    double product = 0;
    for (int i = 0; i < n; i++) {
      double z = (a[ao + i] - mean - rest) * factor;
      double w = weight[wo + i];
      double gw = g[go + i] * w;
      sum += gw;
      product += gw * z;
      weights[po + i] += g[go + i] * z;
      biases[po + i] += g[go + i];
    }
    out[0] = sum;
    out[1] = product;
  }

  @Override
  public void scaledGradient(
      float[] g,
      int go,
      float[] a,
      int ao,
      double mean,
      double rest,
      double factor,
      float[] weight,
      int wo,
      double shift,
      double slope,
      float[] out,
      int oo,
      int n) {
    for (int i = 0; i < n; i++) {
      double z = (a[ao + i] - mean - rest) * factor;
      double w = weight[wo + i];
      double gw = g[go + i] * w;
      out[oo + i] = (float) ((gw - shift - z * slope) * factor);
    }
  }
}
