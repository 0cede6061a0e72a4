// Specialised at build time for double.
package cerulean.tensor.kernel;

/// [FloatTranscendental] by the JDK's double-precision functions.
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
}
