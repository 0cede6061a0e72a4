// Specialised at build time for double.
package cerulean.tensor.kernel;

/// Leaky integrate-and-fire cells that tire, for one row of `n` cells; rows of `work` as in
/// [FloatSpiking]. States: v, w, theta.
///
/// | row of `c` | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 |
/// |---|---|---|---|---|---|---|---|---|
/// | | rest | r | d | threshold | gain | m, mean of w | d_w | d_theta |
public final class FloatAdaptiveLif {

  private FloatAdaptiveLif() {}

  /// `y = gain x - m w`, `e = rest + r y`, `f = e + (v - e) d`; then w and theta decay, and `u = f
  /// - (threshold + theta)`.
  ///
  /// - `state`: states before the step, `stride` apart; `after` receives w and theta behind v
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
      int n) {
    for (int i = 0; i < n; i++) {
      float w = state[so + stride + i];
      float y = c[6 * n + i] * x[xo + i] - c[7 * n + i] * w;
      float end = c[2 * n + i] + c[3 * n + i] * y;
      float free = end + (state[so + i] - end) * c[4 * n + i];
      float theta = state[so + 2 * stride + i] * c[9 * n + i];
      after[ao + afterStride + i] = w * c[8 * n + i];
      after[ao + 2 * afterStride + i] = theta;
      work[i] = free;
      work[n + i] = free - (c[5 * n + i] + theta);
    }
  }

  /// The derivative of [#advance].
  ///
  /// - `d`: gradients with respect to the states after the step, then before it; that of v is not
  ///   read
  /// - `dc`: those of the coefficients, added, if `wanted`
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
      int n) {
    for (int i = 0; i < n; i++) {
      float w = state[so + stride + i];
      float theta = state[so + 2 * stride + i];
      float slope = work[i];
      float y = c[6 * n + i] * x[xo + i] - c[7 * n + i] * w;
      float end = c[2 * n + i] + c[3 * n + i] * y;
      float toEnd = slope - slope * c[4 * n + i];
      float toY = toEnd * c[3 * n + i];
      float toW = d[o + stride + i];
      float toTheta = d[o + 2 * stride + i] + work[n + i];
      if (wanted) {
        dc[2 * n + i] += toEnd;
        dc[3 * n + i] += toEnd * y;
        dc[4 * n + i] += slope * (state[so + i] - end);
        dc[5 * n + i] += work[n + i];
        dc[6 * n + i] += toY * x[xo + i];
        dc[7 * n + i] -= toY * w;
        dc[8 * n + i] += toW * w;
        dc[9 * n + i] += toTheta * theta;
      }
      d[o + i] = slope * c[4 * n + i];
      d[o + stride + i] = toW * c[8 * n + i] - toY * c[7 * n + i];
      d[o + 2 * stride + i] = toTheta * c[9 * n + i];
      dx[dxo + i] = toY * c[6 * n + i];
    }
  }
}
