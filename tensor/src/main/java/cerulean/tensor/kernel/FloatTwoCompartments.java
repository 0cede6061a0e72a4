// Specialised at build time for double.
package cerulean.tensor.kernel;

/// Pyramidal cells of a soma and a dendrite (Naud & Sprekeler 2018), for one row of `n` cells; rows of `work`
/// as in [FloatSpiking]. States: v_s, v_d, w_s, w_d, theta; a timer, the sixth, runs while the
/// spike flows back into the dendrite. Inputs: currents into the soma, and behind them into the dendrite.
///
///     v_s' = (E - v_s) / tau_s + (a w_s + g_s F + x_s) / C_s
///     v_d' = (E - v_d) / tau_d + (b w_d + g_d F + x_d + box) / C_d
///     w_d' = (v_d - E - w_d) / tau_w,  theta' = (T - theta) / tau_T,  F = 1 / (1 + e^(-(v_d - half) / width))
///
/// | row of `c` | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 |
/// |---|---|---|---|---|---|---|---|---|---|---|
/// | | step | E | tau_s | C_s | g_s | a | decay of w_s | tau_d | C_d | g_d |
///
/// | row of `c` | 12 | 13 | 14 | 15 | 16 | 17 | 18 |
/// |---|---|---|---|---|---|---|---|
/// | | b | tau_w | T | tau_T | box | half | width |
///
/// The step is the same for all cells and has no gradient, nor has the timer.
public final class FloatTwoCompartments {

  private FloatTwoCompartments() {}

  /// One Euler step, everything from the states before it; w_s by its exponential.
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
      float soma = state[so + i];
      float dendrite = state[so + stride + i];
      float w = state[so + 2 * stride + i];
      float slow = state[so + 3 * stride + i];
      float theta = state[so + 4 * stride + i];
      float box = Math.min(state[so + 5 * stride + i], 1f) * c[16 * n + i];
      float h = c[2 * n + i];
      float rest = c[3 * n + i];
      float open = 1f / (1f + (float) Math.exp(-(dendrite - c[17 * n + i]) / c[18 * n + i]));
      float free =
          soma
              + h
                  * ((rest - soma) / c[4 * n + i]
                      + (c[7 * n + i] * w + c[6 * n + i] * open + x[xo + i]) / c[5 * n + i]);
      float risen = theta + h / c[15 * n + i] * (c[14 * n + i] - theta);
      after[ao + afterStride + i] =
          dendrite
              + h
                  * ((rest - dendrite) / c[9 * n + i]
                      + (c[12 * n + i] * slow + c[11 * n + i] * open + x[xo + n + i] + box)
                          / c[10 * n + i]);
      after[ao + 2 * afterStride + i] = w * c[8 * n + i];
      after[ao + 3 * afterStride + i] = slow + h / c[13 * n + i] * (dendrite - rest - slow);
      after[ao + 4 * afterStride + i] = risen;
      work[i] = free;
      work[n + i] = free - risen;
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
      float dendrite = state[so + stride + i];
      float h = c[2 * n + i];
      float width = c[18 * n + i];
      float z = (dendrite - c[17 * n + i]) / width;
      float open = 1f / (1f + (float) Math.exp(-z));
      float toSoma = work[i];
      float toDendrite = d[o + stride + i];
      float toW = d[o + 2 * stride + i];
      float toSlow = d[o + 3 * stride + i];
      float toTheta = d[o + 4 * stride + i] + work[n + i];
      float somaCurrent = h * toSoma / c[5 * n + i];
      float dendriteCurrent = h * toDendrite / c[10 * n + i];
      float toOpen = somaCurrent * c[6 * n + i] + dendriteCurrent * c[11 * n + i];
      float toZ = toOpen * open * (1f - open);
      float slowRate = h / c[13 * n + i];
      float thetaRate = h / c[15 * n + i];
      if (wanted) {
        coefficients(
            x,
            xo,
            c,
            state,
            so,
            stride,
            work,
            d,
            o,
            dc,
            n,
            i,
            open,
            toZ,
            somaCurrent,
            dendriteCurrent);
      }
      d[o + i] = toSoma - h * toSoma / c[4 * n + i];
      d[o + stride + i] =
          toDendrite - h * toDendrite / c[9 * n + i] + toSlow * slowRate + toZ / width;
      d[o + 2 * stride + i] = toW * c[8 * n + i] + somaCurrent * c[7 * n + i];
      d[o + 3 * stride + i] = toSlow - toSlow * slowRate + dendriteCurrent * c[12 * n + i];
      d[o + 4 * stride + i] = toTheta - toTheta * thetaRate;
      dx[dxo + i] = somaCurrent;
      dx[dxo + n + i] = dendriteCurrent;
    }
  }

  /// Adds the gradients of the coefficients of cell `i`, with `d` those of the states after the
  /// step.
  private static void coefficients(
      float[] x,
      int xo,
      float[] c,
      float[] state,
      int so,
      int stride,
      float[] work,
      float[] d,
      int o,
      float[] dc,
      int n,
      int i,
      float open,
      float toZ,
      float somaCurrent,
      float dendriteCurrent) {
    float soma = state[so + i];
    float dendrite = state[so + stride + i];
    float w = state[so + 2 * stride + i];
    float slow = state[so + 3 * stride + i];
    float theta = state[so + 4 * stride + i];
    float flows = Math.min(state[so + 5 * stride + i], 1f);
    float h = c[2 * n + i];
    float rest = c[3 * n + i];
    float width = c[18 * n + i];
    float toSoma = h * work[i];
    float toDendrite = h * d[o + stride + i];
    float toSlow = h * d[o + 3 * stride + i];
    float toTheta = h * (d[o + 4 * stride + i] + work[n + i]);
    float somaSum = c[7 * n + i] * w + c[6 * n + i] * open + x[xo + i];
    float dendriteSum =
        c[12 * n + i] * slow + c[11 * n + i] * open + x[xo + n + i] + flows * c[16 * n + i];
    float slowGap = dendrite - rest - slow;
    float thetaGap = c[14 * n + i] - theta;
    dc[3 * n + i] += toSoma / c[4 * n + i] + toDendrite / c[9 * n + i] - toSlow / c[13 * n + i];
    dc[4 * n + i] -= toSoma * (rest - soma) / (c[4 * n + i] * c[4 * n + i]);
    dc[5 * n + i] -= somaCurrent * somaSum / c[5 * n + i];
    dc[6 * n + i] += somaCurrent * open;
    dc[7 * n + i] += somaCurrent * w;
    dc[8 * n + i] += d[o + 2 * stride + i] * w;
    dc[9 * n + i] -= toDendrite * (rest - dendrite) / (c[9 * n + i] * c[9 * n + i]);
    dc[10 * n + i] -= dendriteCurrent * dendriteSum / c[10 * n + i];
    dc[11 * n + i] += dendriteCurrent * open;
    dc[12 * n + i] += dendriteCurrent * slow;
    dc[13 * n + i] -= toSlow * slowGap / (c[13 * n + i] * c[13 * n + i]);
    dc[14 * n + i] += toTheta / c[15 * n + i];
    dc[15 * n + i] -= toTheta * thetaGap / (c[15 * n + i] * c[15 * n + i]);
    dc[16 * n + i] += dendriteCurrent * flows;
    dc[17 * n + i] -= toZ / width;
    dc[18 * n + i] -= toZ * (dendrite - c[17 * n + i]) / (width * width);
  }
}
