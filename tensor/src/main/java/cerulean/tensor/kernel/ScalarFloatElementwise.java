// Specialised at build time for double.
package cerulean.tensor.kernel;

/// [FloatElementwise] as plain loops.
public final class ScalarFloatElementwise implements FloatElementwise {

  @Override
  public void add(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = a[ao + i] + b[bo + i];
    }
  }

  @Override
  public void sub(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = a[ao + i] - b[bo + i];
    }
  }

  @Override
  public void mul(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = a[ao + i] * b[bo + i];
    }
  }

  @Override
  public void div(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = a[ao + i] / b[bo + i];
    }
  }

  @Override
  public void maximum(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Math.max(a[ao + i], b[bo + i]);
    }
  }

  @Override
  public void minimum(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Math.min(a[ao + i], b[bo + i]);
    }
  }

  @Override
  public void addScalar(float[] a, int ao, float b, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = a[ao + i] + b;
    }
  }

  @Override
  public void mulScalar(float[] a, int ao, float b, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = a[ao + i] * b;
    }
  }

  @Override
  public void divScalar(float[] a, int ao, float b, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = a[ao + i] / b;
    }
  }

  @Override
  public void scalarSub(float[] a, int ao, float b, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = b - a[ao + i];
    }
  }

  @Override
  public void scalarDiv(float[] a, int ao, float b, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = b / a[ao + i];
    }
  }

  @Override
  public void maximumScalar(float[] a, int ao, float b, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Math.max(a[ao + i], b);
    }
  }

  @Override
  public void minimumScalar(float[] a, int ao, float b, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Math.min(a[ao + i], b);
    }
  }

  @Override
  public void neg(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = -a[ao + i];
    }
  }

  @Override
  public void abs(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Math.abs(a[ao + i]);
    }
  }

  @Override
  public void sqrt(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Math.sqrt(a[ao + i]);
    }
  }

  @Override
  public void sign(float[] a, int ao, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Math.signum(a[ao + i]) + 0f; // -0 becomes 0
    }
  }

  @Override
  public void wherePositive(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = b[bo + i] > 0 ? a[ao + i] : 0f;
    }
  }

  @Override
  public void mulAdd(
      float[] a, int ao, float[] b, int bo, float[] c, int co, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = a[ao + i] * b[bo + i] + c[co + i];
    }
  }

  @Override
  public void addScaled(float[] a, int ao, float b, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] += b * a[ao + i];
    }
  }
}
