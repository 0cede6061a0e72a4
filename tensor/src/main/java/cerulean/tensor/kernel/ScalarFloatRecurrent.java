// Specialised at build time for double.
package cerulean.tensor.kernel;

/// [FloatRecurrent] in plain loops between functions of whole gates.
public class ScalarFloatRecurrent implements FloatRecurrent {

  @Override
  public void lstm(
      FloatTranscendental functions,
      float[] gates,
      int go,
      float[] c,
      int co,
      int cNext,
      float[] h,
      int ho,
      int n) {
    functions.sigmoid(gates, go, gates, go, 2 * n);
    functions.tanh(gates, go + 2 * n, gates, go + 2 * n, n);
    functions.sigmoid(gates, go + 3 * n, gates, go + 3 * n, n);
    cells(gates, go, c, co, cNext, 0, n);
    functions.tanh(c, cNext, h, ho, n);
    outputs(gates, go + 3 * n, h, ho, 0, n);
  }

  /// `c = f c' + i g` from unit `first` on.
  void cells(float[] gates, int go, float[] c, int co, int cNext, int first, int n) {
    for (int i = first; i < n; i++) {
      c[cNext + i] = gates[go + n + i] * c[co + i] + gates[go + i] * gates[go + 2 * n + i];
    }
  }

  /// `h *= o` from unit `first` on.
  void outputs(float[] o, int oo, float[] h, int ho, int first, int n) {
    for (int i = first; i < n; i++) {
      h[ho + i] *= o[oo + i];
    }
  }

  @Override
  public void lstmGradient(
      FloatTranscendental functions,
      float[] gates,
      int go,
      float[] c,
      int co,
      int cNext,
      float[] dh,
      int dho,
      float[] dc,
      int dco,
      float[] d,
      int o,
      int n) {
    functions.tanh(c, cNext, d, o + 3 * n, n);
    slopes(gates, go, c, co, dh, dho, dc, dco, d, o, 0, n);
  }

  /// [#lstmGradient] from unit `first` on, with `tanh(c)` where the gradient of the output gate
  /// comes.
  void slopes(
      float[] gates,
      int go,
      float[] c,
      int co,
      float[] dh,
      int dho,
      float[] dc,
      int dco,
      float[] d,
      int o,
      int first,
      int n) {
    for (int i = first; i < n; i++) {
      float t = d[o + 3 * n + i];
      float in = gates[go + i];
      float forget = gates[go + n + i];
      float candidate = gates[go + 2 * n + i];
      float out = gates[go + 3 * n + i];
      float slope = dh[dho + i];
      float cell = dc[dco + i] + slope * out * (1 - t * t);
      d[o + i] = cell * candidate * in * (1 - in);
      d[o + n + i] = cell * c[co + i] * forget * (1 - forget);
      d[o + 2 * n + i] = cell * in * (1 - candidate * candidate);
      d[o + 3 * n + i] = slope * t * out * (1 - out);
      dc[dco + i] = cell * forget;
    }
  }

  @Override
  public void gru(
      FloatTranscendental functions,
      float[] x,
      int xo,
      float[] p,
      int po,
      float[] gates,
      int go,
      float[] h,
      int ho,
      int hNext,
      int n) {
    sums(x, xo, p, po, gates, go, 0, 2 * n);
    functions.sigmoid(gates, go, gates, go, 2 * n);
    candidates(x, xo + 2 * n, gates, go, p, po + 2 * n, gates, go + 2 * n, 0, n);
    functions.tanh(gates, go + 2 * n, gates, go + 2 * n, n);
    mixtures(gates, go + n, gates, go + 2 * n, h, ho, hNext, 0, n);
  }

  /// `out = a + b` from element `first` on.
  void sums(float[] a, int ao, float[] b, int bo, float[] out, int oo, int first, int n) {
    for (int i = first; i < n; i++) {
      out[oo + i] = a[ao + i] + b[bo + i];
    }
  }

  /// `out = x + r p` from unit `first` on.
  void candidates(
      float[] x,
      int xo,
      float[] r,
      int ro,
      float[] p,
      int po,
      float[] out,
      int oo,
      int first,
      int n) {
    for (int i = first; i < n; i++) {
      out[oo + i] = x[xo + i] + r[ro + i] * p[po + i];
    }
  }

  /// `h = (1 - z) a + z h'` from unit `first` on.
  void mixtures(
      float[] z, int zo, float[] a, int ao, float[] h, int ho, int hNext, int first, int n) {
    for (int i = first; i < n; i++) {
      h[hNext + i] = (1 - z[zo + i]) * a[ao + i] + z[zo + i] * h[ho + i];
    }
  }

  @Override
  public void gruGradient(
      float[] gates,
      int go,
      float[] p,
      int po,
      float[] h,
      int ho,
      float[] dh,
      int dho,
      float[] dx,
      int dxo,
      float[] dp,
      int dpo,
      int n) {
    gruSlopes(gates, go, p, po, h, ho, dh, dho, dx, dxo, dp, dpo, 0, n);
  }

  /// [#gruGradient] from unit `first` on.
  void gruSlopes(
      float[] gates,
      int go,
      float[] p,
      int po,
      float[] h,
      int ho,
      float[] dh,
      int dho,
      float[] dx,
      int dxo,
      float[] dp,
      int dpo,
      int first,
      int n) {
    for (int i = first; i < n; i++) {
      float r = gates[go + i];
      float z = gates[go + n + i];
      float candidate = gates[go + 2 * n + i];
      float slope = dh[dho + i];
      float inner = slope * (1 - z) * (1 - candidate * candidate);
      float reset = inner * p[po + 2 * n + i] * r * (1 - r);
      float update = slope * (h[ho + i] - candidate) * z * (1 - z);
      dx[dxo + i] = reset;
      dp[dpo + i] = reset;
      dx[dxo + n + i] = update;
      dp[dpo + n + i] = update;
      dx[dxo + 2 * n + i] = inner;
      dp[dpo + 2 * n + i] = inner * r;
      dh[dho + i] = slope * z;
    }
  }
}
