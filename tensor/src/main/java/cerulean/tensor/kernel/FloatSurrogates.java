// Specialised at build time for double.
package cerulean.tensor.kernel;

/// Derivatives that stand for the one of a spike by the distance `u` of the voltage from the
/// threshold; `k` is the slope. In place, so that the compiler makes vectors of the plain loops.
public final class FloatSurrogates {

  private FloatSurrogates() {}

  /// `m / (1 + k |u|)^2`.
  public static void fastSigmoid(float[] u, int o, int n, float k, float m) {
    for (int i = o; i < o + n; i++) {
      float d = 1f + k * Math.abs(u[i]);
      u[i] = m / (d * d);
    }
  }

  /// `m / (1 + (k u)^2)`.
  public static void arctan(float[] u, int o, int n, float k, float m) {
    for (int i = o; i < o + n; i++) {
      float d = k * u[i];
      u[i] = m / (1f + d * d);
    }
  }

  /// `m max(0, 1 - k |u|)`.
  public static void triangle(float[] u, int o, int n, float k, float m) {
    for (int i = o; i < o + n; i++) {
      u[i] = m * Math.max(0f, 1f - k * Math.abs(u[i]));
    }
  }

  /// `m` where `k |u| <= 1/2`, else 0.
  public static void boxcar(float[] u, int o, int n, float k, float m) {
    for (int i = o; i < o + n; i++) {
      u[i] = k * Math.abs(u[i]) <= 0.5f ? m : 0f;
    }
  }

  /// `m e^(-(k u)^2 / 2)`.
  public static void gaussian(
      FloatTranscendental functions, float[] u, int o, int n, float k, float m) {
    for (int i = o; i < o + n; i++) {
      float d = k * u[i];
      u[i] = -0.5f * (d * d);
    }
    functions.exp(u, o, u, o, n);
    for (int i = o; i < o + n; i++) {
      u[i] *= m;
    }
  }

  /// `m`, everywhere.
  public static void constant(float[] u, int o, int n, float m) {
    for (int i = o; i < o + n; i++) {
      u[i] = m;
    }
  }
}
