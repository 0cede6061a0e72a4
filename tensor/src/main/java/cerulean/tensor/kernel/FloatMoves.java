// Specialised at build time for byte, short, int, long, double.
package cerulean.tensor.kernel;

/// [Moves] of arrays of floats.
public final class FloatMoves implements Moves {

  @Override
  public Object allocate(int n) {
    return new float[n];
  }

  @Override
  public void copy(Object from, int i, int iStep, Object to, int j, int jStep, int n) {
    float[] a = (float[]) from;
    float[] b = (float[]) to;
    for (int k = 0; k < n; k++) {
      b[j + k * jStep] = a[i + k * iStep];
    }
  }

  /// Of arrays whose type is known to the compiler: where it is not, a copy asks for it first,
  /// which takes as long as copying some hundred elements.
  @Override
  public void copyRun(Object from, int i, Object to, int j, int n) {
    System.arraycopy((float[]) from, i, (float[]) to, j, n);
  }

  @Override
  public void take(Object from, int i, int iStep, long[] index, int x, Object to, int j, int n) {
    float[] a = (float[]) from;
    float[] b = (float[]) to;
    for (int k = 0; k < n; k++) {
      b[j + k] = a[i + (int) index[x + k] * iStep];
    }
  }

  @Override
  public void put(Object from, int i, long[] index, int x, Object to, int j, int jStep, int n) {
    float[] a = (float[]) from;
    float[] b = (float[]) to;
    for (int k = 0; k < n; k++) {
      b[j + (int) index[x + k] * jStep] = a[i + k];
    }
  }

  @Override
  public int keep(Object from, int i, byte[] mask, int m, Object to, int j, int n) {
    float[] a = (float[]) from;
    float[] b = (float[]) to;
    int next = j;
    for (int k = 0; k < n; k++) {
      if (mask[m + k] != 0) {
        b[next++] = a[i + k];
      }
    }
    return next - j;
  }

  @Override
  public void fill(Object one, byte[] mask, int m, Object to, int j, int n) {
    float value = ((float[]) one)[0];
    float[] b = (float[]) to;
    for (int k = 0; k < n; k++) {
      b[j + k] = mask[m + k] != 0 ? value : b[j + k];
    }
  }
}
