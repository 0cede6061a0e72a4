// Specialised at build time for double.
package cerulean.tensor.kernel;

/// [FloatTranscendental] by double-precision functions of the JDK or of this package, rounded once.
public final class ScalarFloatTranscendental implements FloatTranscendental {

  @Override
  public void exp(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Math.exp(a[ao + i]);
    }
  }

  @Override
  public void log(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Math.log(a[ao + i]);
    }
  }

  @Override
  public void tanh(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Math.tanh(a[ao + i]);
    }
  }

  @Override
  public void sigmoid(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) (1 / (1 + Math.exp(-a[ao + i])));
    }
  }

  @Override
  public void exp2(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) ElementaryFunctions.exp2(a[ao + i]);
    }
  }

  @Override
  public void expm1(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Math.expm1(a[ao + i]);
    }
  }

  @Override
  public void log2(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Logarithms.log2(a[ao + i]);
    }
  }

  @Override
  public void log10(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Math.log10(a[ao + i]);
    }
  }

  @Override
  public void log1p(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Math.log1p(a[ao + i]);
    }
  }

  @Override
  public void sin(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Math.sin(a[ao + i]);
    }
  }

  @Override
  public void cos(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Math.cos(a[ao + i]);
    }
  }

  @Override
  public void erf(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) ErrorFunctions.erf(a[ao + i]);
    }
  }

  @Override
  public void erfc(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) ErrorFunctions.erfc(a[ao + i]);
    }
  }

  @Override
  public void rsqrt(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) ElementaryFunctions.rsqrt(a[ao + i]);
    }
  }
}
