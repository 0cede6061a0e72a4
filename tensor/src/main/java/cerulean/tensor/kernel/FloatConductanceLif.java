// Specialised at build time for double.
package cerulean.tensor.kernel;

/// Leaky integrate-and-fire cells with excitatory and inhibitory conductances that decay, for one
/// row of `n` cells; rows of `work` as in [FloatSpiking]. States: v and both conductances. Inputs:
/// what is added to the excitatory ones, and behind them to the inhibitory ones.
///
/// | row of `c` | 2 | 3 | 4 | 5 | 6, 7 | 8, 9 | 10, 11 |
/// |---|---|---|---|---|---|---|---|
/// | | leak | leak x rest | k = step / C | threshold | m, mean of g | d_g | reversal voltage E |
public final class FloatConductanceLif {

  private FloatConductanceLif() {}

  /// The voltage by the Pade approximation of the exponential, with conductances held:
  ///
  ///     g = sum of m y, y = g' + x;  z = (leak + g) k
  ///     f = (v (1 - z/2 + z^2/12) + k (leak rest + sum of m y E)) / (1 + z/2 + z^2/12)
  ///
  /// Then `y` decays and is the conductance after the step.
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
      float excited = state[so + stride + i] + x[xo + i];
      float inhibited = state[so + 2 * stride + i] + x[xo + n + i];
      float ge = c[6 * n + i] * excited;
      float gi = c[7 * n + i] * inhibited;
      float k = c[4 * n + i];
      float z = (c[2 * n + i] + (ge + gi)) * k;
      float even = 1f + z * z * (1f / 12f);
      float odd = 0.5f * z;
      float drive = c[3 * n + i] + (ge * c[10 * n + i] + gi * c[11 * n + i]);
      float free = (state[so + i] * (even - odd) + k * drive) / (even + odd);
      after[ao + afterStride + i] = excited * c[8 * n + i];
      after[ao + 2 * afterStride + i] = inhibited * c[9 * n + i];
      work[i] = free;
      work[n + i] = free - c[5 * n + i];
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
      int n) {
    for (int i = 0; i < n; i++) {
      float v = state[so + i];
      float excited = state[so + stride + i] + x[xo + i];
      float inhibited = state[so + 2 * stride + i] + x[xo + n + i];
      float ge = c[6 * n + i] * excited;
      float gi = c[7 * n + i] * inhibited;
      float k = c[4 * n + i];
      float all = c[2 * n + i] + (ge + gi);
      float z = all * k;
      float even = 1f + z * z * (1f / 12f);
      float odd = 0.5f * z;
      float drive = c[3 * n + i] + (ge * c[10 * n + i] + gi * c[11 * n + i]);
      float free = (v * (even - odd) + k * drive) / (even + odd);
      float toTop = work[i] / (even + odd);
      float toBottom = -toTop * free;
      float toEven = toTop * v + toBottom;
      float toOdd = toBottom - toTop * v;
      float toZ = toEven * z * (1f / 6f) + 0.5f * toOdd;
      float toDrive = toTop * k;
      float toAll = toZ * k;
      float toGe = toAll + toDrive * c[10 * n + i];
      float toGi = toAll + toDrive * c[11 * n + i];
      float laterE = d[o + stride + i];
      float laterI = d[o + 2 * stride + i];
      float toExcited = toGe * c[6 * n + i] + laterE * c[8 * n + i];
      float toInhibited = toGi * c[7 * n + i] + laterI * c[9 * n + i];
      if (wanted) {
        dc[2 * n + i] += toAll;
        dc[3 * n + i] += toDrive;
        dc[4 * n + i] += toTop * drive + toZ * all;
        dc[5 * n + i] += work[n + i];
        dc[6 * n + i] += toGe * excited;
        dc[7 * n + i] += toGi * inhibited;
        dc[8 * n + i] += laterE * excited;
        dc[9 * n + i] += laterI * inhibited;
        dc[10 * n + i] += toDrive * ge;
        dc[11 * n + i] += toDrive * gi;
      }
      d[o + i] = toTop * (even - odd);
      d[o + stride + i] = toExcited;
      d[o + 2 * stride + i] = toInhibited;
      dx[dxo + i] = toExcited;
      dx[dxo + n + i] = toInhibited;
    }
  }
}
