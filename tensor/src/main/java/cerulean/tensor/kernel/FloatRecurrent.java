// Specialised at build time for double.
package cerulean.tensor.kernel;

/// One step of a recurrent cell and its derivative, for one example of `n` hidden units.
///
/// The gates of an example stand one behind the other, `n` numbers each. The functions are applied
/// to whole gates, so that they run in vectors; the loops between them are plain.
public final class FloatRecurrent {

  private FloatRecurrent() {}

  /// One step of an LSTM (Hochreiter & Schmidhuber 1997; the forget gate of Gers et al. 2000):
  ///
  ///     i, f, o = sigmoid(a), g = tanh(a)
  ///     c = f c' + i g
  ///     h = o tanh(c)
  ///
  /// - `gates`: holds `a` of the gates `i, f, g, o` and receives the gates
  /// - `c`: from `co` on holds `c'` and receives `c` from `cNext` on
  public static void lstm(
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
    for (int i = 0; i < n; i++) {
      c[cNext + i] = gates[go + n + i] * c[co + i] + gates[go + i] * gates[go + 2 * n + i];
    }
    functions.tanh(c, cNext, h, ho, n);
    for (int i = 0; i < n; i++) {
      h[ho + i] *= gates[go + 3 * n + i];
    }
  }

  /// The derivative of [#lstm].
  ///
  /// - `dh`: the gradient with respect to `h`
  /// - `dc`: that with respect to `c` from later steps; receives the one with respect to `c'`
  /// - `d`: receives the gradient with respect to `a`
  public static void lstmGradient(
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
    for (int i = 0; i < n; i++) {
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

  /// One step of a GRU (Cho et al. 2014, with the reset gate after the product, as in cuDNN and
  /// PyTorch):
  ///
  ///     r, z = sigmoid(x + p)
  ///     n = tanh(x + r p)
  ///     h = (1 - z) n + z h'
  ///
  /// - `x`, `p`: what the inputs and the hidden state add to the gates `r, z, n`
  /// - `gates`: receives the three gates; `h` from `ho` on holds `h'` and receives `h` from `hNext`
  ///   on
  public static void gru(
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
    for (int i = 0; i < 2 * n; i++) {
      gates[go + i] = x[xo + i] + p[po + i];
    }
    functions.sigmoid(gates, go, gates, go, 2 * n);
    for (int i = 0; i < n; i++) {
      gates[go + 2 * n + i] = x[xo + 2 * n + i] + gates[go + i] * p[po + 2 * n + i];
    }
    functions.tanh(gates, go + 2 * n, gates, go + 2 * n, n);
    for (int i = 0; i < n; i++) {
      float z = gates[go + n + i];
      h[hNext + i] = (1 - z) * gates[go + 2 * n + i] + z * h[ho + i];
    }
  }

  /// The derivative of [#gru].
  ///
  /// - `dh`: the gradient with respect to `h`; receives what reaches `h'` past the product
  /// - `dx`, `dp`: receive the gradients with respect to `x` and `p`
  public static void gruGradient(
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
    for (int i = 0; i < n; i++) {
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
