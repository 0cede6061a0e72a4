// Specialised at build time for double.
package cerulean.tensor.kernel;

/// [FloatActivations] in double precision, rounded once.
public class ScalarFloatActivations implements FloatActivations {

  private static final double SELU_SCALE = 1.0507009873554805;
  private static final double SELU_ALPHA = 1.6732632423543772;
  private static final double SQRT_HALF = 0.7071067811865476;
  private static final double SQRT_2_OVER_PI = 0.7978845608028654;
  private static final double INVERSE_SQRT_2_PI = 0.3989422804014327;
  private static final double CUBIC = 0.044715;

  @Override
  public void leakyRelu(float[] a, int ao, double slope, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ao + i];
      out[oo + i] = (float) (x > 0 ? x : slope * x);
    }
  }

  @Override
  public void elu(float[] a, int ao, double alpha, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ao + i];
      out[oo + i] = (float) (x > 0 ? x : alpha * Math.expm1(x));
    }
  }

  @Override
  public void celu(float[] a, int ao, double alpha, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ao + i];
      out[oo + i] = (float) (x > 0 ? x : alpha * Math.expm1(x / alpha));
    }
  }

  @Override
  public void selu(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ao + i];
      out[oo + i] = (float) (SELU_SCALE * (x > 0 ? x : SELU_ALPHA * Math.expm1(x)));
    }
  }

  @Override
  public void gelu(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ao + i];
      out[oo + i] = (float) (x < -100 ? -0.0 : 0.5 * x * ErrorFunctions.erfc(-x * SQRT_HALF));
    }
  }

  @Override
  public void geluTanh(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ao + i];
      double u = 2 * SQRT_2_OVER_PI * (x + CUBIC * x * x * x);
      out[oo + i] = (float) (x < -100 ? -0.0 : x / (1 + Math.exp(-u)));
    }
  }

  @Override
  public void silu(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ao + i];
      out[oo + i] = (float) (x < -1000 ? -0.0 : x / (1 + Math.exp(-x)));
    }
  }

  @Override
  public void mish(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ao + i];
      double positive = ElementaryFunctions.softplus(x, 1, Double.POSITIVE_INFINITY);
      out[oo + i] = (float) (x < -1000 ? -0.0 : x * Math.tanh(positive));
    }
  }

  @Override
  public void softplus(
      float[] a, int ao, double beta, double threshold, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ao + i];
      out[oo + i] = (float) ElementaryFunctions.softplus(x, beta, threshold);
    }
  }

  @Override
  public void softsign(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ao + i];
      out[oo + i] = (float) (x / (1 + Math.abs(x)));
    }
  }

  @Override
  public void tanhShrink(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ao + i];
      out[oo + i] = (float) (x - Math.tanh(x));
    }
  }

  @Override
  public void hardShrink(float[] a, int ao, double bound, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ao + i];
      out[oo + i] = (float) (x > bound || x < -bound || Double.isNaN(x) ? x : 0);
    }
  }

  @Override
  public void softShrink(float[] a, int ao, double bound, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ao + i];
      out[oo + i] =
          (float) (x > bound ? x - bound : x < -bound ? x + bound : Double.isNaN(x) ? x : 0);
    }
  }

  @Override
  public void threshold(float[] a, int ao, double bound, double value, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ao + i];
      out[oo + i] = (float) (x <= bound ? value : x);
    }
  }

  @Override
  public void hardSigmoid(
      float[] a, int ao, double slope, double shift, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ao + i];
      out[oo + i] = (float) Math.max(0, Math.min(1, slope * x + shift));
    }
  }

  @Override
  public void logSigmoid(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) ElementaryFunctions.logSigmoid(a[ao + i]);
    }
  }

  @Override
  public void siluGradient(float[] g, int go, float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double x = Math.max(a[ao + i], -1000);
      double s = 1 / (1 + Math.exp(-x));
      out[oo + i] = (float) (g[go + i] * (s + x * s * (1 - s)));
    }
  }

  @Override
  public void geluGradient(float[] g, int go, float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double x = Math.clamp(a[ao + i], -100.0, 100.0);
      double density = INVERSE_SQRT_2_PI * Math.exp(-0.5 * x * x);
      double share = 0.5 * ErrorFunctions.erfc(-x * SQRT_HALF);
      out[oo + i] = (float) (g[go + i] * (share + x * density));
    }
  }

  @Override
  public void geluTanhGradient(float[] g, int go, float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double x = Math.clamp(a[ao + i], -100.0, 100.0);
      double s = 1 / (1 + Math.exp(-2 * SQRT_2_OVER_PI * (x + CUBIC * x * x * x)));
      double slope = 2 * SQRT_2_OVER_PI * (1 + 3 * CUBIC * x * x);
      out[oo + i] = (float) (g[go + i] * (s + x * s * (1 - s) * slope));
    }
  }

  @Override
  public void tanhGradient(float[] g, int go, float[] y, int yo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double t = y[yo + i];
      out[oo + i] = (float) (g[go + i] * (1 - t * t));
    }
  }

  @Override
  public void sigmoidGradient(float[] g, int go, float[] y, int yo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double s = y[yo + i];
      out[oo + i] = (float) (g[go + i] * (s * (1 - s)));
    }
  }
}
