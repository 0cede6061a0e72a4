// Specialised at build time for double.
package cerulean.tensor.kernel;

/// Cells of the model of Izhikevich (2003), for one row of `n` cells; rows of `work` as in
/// [FloatSpiking]. States: v, u.
///
///     v' = k2 v^2 + k1 v + k0 - u + x,   u' = a (b (v - s) - l u)
///
/// | row of `c` | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 |
/// |---|---|---|---|---|---|---|---|---|---|
/// | | step | k2 | k1 | k0 | s | l | a | b | peak |
///
/// The step is the same for all cells and has no gradient.
public final class FloatIzhikevich {

  private FloatIzhikevich() {}

  /// One step.
  ///
  /// - `halves`: two steps of v, each of half the length, instead of one
  /// - `together`: u is advanced with v as it was before the step, not after it
  public static void advance(
      float[] x,
      int xo,
      float[] c,
      float[] state,
      int so,
      int stride,
      float[] after,
      int ao,
      int afterStride,
      float[] work,
      boolean halves,
      boolean together,
      int n) {
    for (int i = 0; i < n; i++) {
      float v = state[so + i];
      float u = state[so + stride + i];
      float step = c[2 * n + i];
      float h = halves ? 0.5f * step : step;
      float free =
          v + h * (c[3 * n + i] * (v * v) + c[4 * n + i] * v + c[5 * n + i] - u + x[xo + i]);
      if (halves) {
        free +=
            h * (c[3 * n + i] * (free * free) + c[4 * n + i] * free + c[5 * n + i] - u + x[xo + i]);
      }
      float seen = (together ? v : free) - c[6 * n + i];
      after[ao + afterStride + i] =
          u + step * c[8 * n + i] * (c[9 * n + i] * seen - c[7 * n + i] * u);
      work[i] = free;
      work[n + i] = free - c[10 * n + i];
    }
  }

  /// The derivative of [#advance]; parameters as in [FloatAdaptiveLif#gradient].
  public static void gradient(
      float[] x,
      int xo,
      float[] c,
      float[] state,
      int so,
      int stride,
      float[] work,
      float[] d,
      int o,
      float[] dx,
      int dxo,
      float[] dc,
      boolean wanted,
      boolean halves,
      boolean together,
      int n) {
    for (int i = 0; i < n; i++) {
      float v = state[so + i];
      float u = state[so + stride + i];
      float step = c[2 * n + i];
      float h = halves ? 0.5f * step : step;
      float k2 = c[3 * n + i];
      float k1 = c[4 * n + i];
      float constant = c[5 * n + i];
      float half = v + h * (k2 * (v * v) + k1 * v + constant - u + x[xo + i]);
      float free =
          halves ? half + h * (k2 * (half * half) + k1 * half + constant - u + x[xo + i]) : half;
      float seen = (together ? v : free) - c[6 * n + i];
      float toU = d[o + stride + i];
      float rate = step * toU;
      float toSeen = rate * c[8 * n + i] * c[9 * n + i];
      float toFree = work[i] + (together ? 0f : toSeen);
      // The second half step first, where there is one; its start is the end of the first.
      float toHalf = halves ? toFree * (1f + h * (2f * k2 * half + k1)) : toFree;
      float sum = halves ? toFree + toHalf : toHalf;
      float toX = h * sum;
      if (wanted) {
        float linear = halves ? toFree * half + toHalf * v : toHalf * v;
        float square = halves ? toFree * (half * half) + toHalf * (v * v) : toHalf * (v * v);
        dc[3 * n + i] += h * square;
        dc[4 * n + i] += h * linear;
        dc[5 * n + i] += toX;
        dc[6 * n + i] -= toSeen;
        dc[7 * n + i] -= rate * c[8 * n + i] * u;
        dc[8 * n + i] += rate * (c[9 * n + i] * seen - c[7 * n + i] * u);
        dc[9 * n + i] += rate * c[8 * n + i] * seen;
        dc[10 * n + i] += work[n + i];
      }
      d[o + i] = toHalf * (1f + h * (2f * k2 * v + k1)) + (together ? toSeen : 0f);
      d[o + stride + i] = toU - rate * c[8 * n + i] * c[7 * n + i] - toX;
      dx[dxo + i] = toX;
    }
  }
}
