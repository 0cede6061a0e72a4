package cerulean.tensor.kernel;

/// Reads strided elements of one type into adjacent ones of another: `out[k] = a[i + k iStep]`.
///
/// Floating point becomes integer by cutting the fraction (NaN becomes 0, what is out of range the
/// nearest 64-bit integer), and a truth value by comparing with 0.
public final class Loads {

  private Loads() {}

  public static void toFloats(double[] a, int i, int iStep, float[] out, int n) {
    for (int k = 0; k < n; k++) {
      out[k] = (float) a[i + k * iStep];
    }
  }

  public static void toFloats(int[] a, int i, int iStep, float[] out, int n) {
    for (int k = 0; k < n; k++) {
      out[k] = a[i + k * iStep];
    }
  }

  public static void toFloats(long[] a, int i, int iStep, float[] out, int n) {
    for (int k = 0; k < n; k++) {
      out[k] = a[i + k * iStep];
    }
  }

  public static void toFloats(byte[] a, int i, int iStep, float[] out, int n) {
    for (int k = 0; k < n; k++) {
      out[k] = a[i + k * iStep];
    }
  }

  public static void unsignedToFloats(byte[] a, int i, int iStep, float[] out, int n) {
    for (int k = 0; k < n; k++) {
      out[k] = a[i + k * iStep] & 0xff;
    }
  }

  public static void halfToFloats(short[] a, int i, int iStep, float[] out, int n) {
    for (int k = 0; k < n; k++) {
      out[k] = Float.float16ToFloat(a[i + k * iStep]);
    }
  }

  public static void bfloatToFloats(short[] a, int i, int iStep, float[] out, int n) {
    for (int k = 0; k < n; k++) {
      out[k] = Float.intBitsToFloat(a[i + k * iStep] << 16);
    }
  }

  public static void toDoubles(float[] a, int i, int iStep, double[] out, int n) {
    for (int k = 0; k < n; k++) {
      out[k] = a[i + k * iStep];
    }
  }

  public static void toDoubles(int[] a, int i, int iStep, double[] out, int n) {
    for (int k = 0; k < n; k++) {
      out[k] = a[i + k * iStep];
    }
  }

  public static void toDoubles(long[] a, int i, int iStep, double[] out, int n) {
    for (int k = 0; k < n; k++) {
      out[k] = a[i + k * iStep];
    }
  }

  public static void toDoubles(byte[] a, int i, int iStep, double[] out, int n) {
    for (int k = 0; k < n; k++) {
      out[k] = a[i + k * iStep];
    }
  }

  public static void unsignedToDoubles(byte[] a, int i, int iStep, double[] out, int n) {
    for (int k = 0; k < n; k++) {
      out[k] = a[i + k * iStep] & 0xff;
    }
  }

  public static void halfToDoubles(short[] a, int i, int iStep, double[] out, int n) {
    for (int k = 0; k < n; k++) {
      out[k] = Float.float16ToFloat(a[i + k * iStep]);
    }
  }

  public static void bfloatToDoubles(short[] a, int i, int iStep, double[] out, int n) {
    for (int k = 0; k < n; k++) {
      out[k] = Float.intBitsToFloat(a[i + k * iStep] << 16);
    }
  }

  public static void toLongs(float[] a, int i, int iStep, long[] out, int n) {
    for (int k = 0; k < n; k++) {
      out[k] = (long) a[i + k * iStep];
    }
  }

  public static void toLongs(double[] a, int i, int iStep, long[] out, int n) {
    for (int k = 0; k < n; k++) {
      out[k] = (long) a[i + k * iStep];
    }
  }

  public static void toLongs(int[] a, int i, int iStep, long[] out, int n) {
    for (int k = 0; k < n; k++) {
      out[k] = a[i + k * iStep];
    }
  }

  public static void toLongs(byte[] a, int i, int iStep, long[] out, int n) {
    for (int k = 0; k < n; k++) {
      out[k] = a[i + k * iStep];
    }
  }

  public static void unsignedToLongs(byte[] a, int i, int iStep, long[] out, int n) {
    for (int k = 0; k < n; k++) {
      out[k] = a[i + k * iStep] & 0xff;
    }
  }

  public static void halfToLongs(short[] a, int i, int iStep, long[] out, int n) {
    for (int k = 0; k < n; k++) {
      out[k] = (long) Float.float16ToFloat(a[i + k * iStep]);
    }
  }

  public static void bfloatToLongs(short[] a, int i, int iStep, long[] out, int n) {
    for (int k = 0; k < n; k++) {
      out[k] = (long) Float.intBitsToFloat(a[i + k * iStep] << 16);
    }
  }

  public static void toTruth(float[] a, int i, int iStep, byte[] out, int n) {
    for (int k = 0; k < n; k++) {
      out[k] = (byte) (a[i + k * iStep] == 0 ? 0 : 1);
    }
  }

  public static void toTruth(double[] a, int i, int iStep, byte[] out, int n) {
    for (int k = 0; k < n; k++) {
      out[k] = (byte) (a[i + k * iStep] == 0 ? 0 : 1);
    }
  }

  public static void toTruth(int[] a, int i, int iStep, byte[] out, int n) {
    for (int k = 0; k < n; k++) {
      out[k] = (byte) (a[i + k * iStep] == 0 ? 0 : 1);
    }
  }

  public static void toTruth(long[] a, int i, int iStep, byte[] out, int n) {
    for (int k = 0; k < n; k++) {
      out[k] = (byte) (a[i + k * iStep] == 0 ? 0 : 1);
    }
  }

  public static void toTruth(byte[] a, int i, int iStep, byte[] out, int n) {
    for (int k = 0; k < n; k++) {
      out[k] = (byte) (a[i + k * iStep] == 0 ? 0 : 1);
    }
  }

  /// Of either 16-bit floating-point type: all bits but the sign are 0 in the zeros only.
  public static void toTruth(short[] a, int i, int iStep, byte[] out, int n) {
    for (int k = 0; k < n; k++) {
      out[k] = (byte) ((a[i + k * iStep] & 0x7fff) == 0 ? 0 : 1);
    }
  }
}
