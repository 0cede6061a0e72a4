// Specialised at build time for double.
package cerulean.tensor.kernel;

/// One step of a recurrent cell and its derivative, for one example of `n` hidden units.
///
/// The gates of an example stand one behind the other, `n` numbers each. The functions are applied
/// to whole gates, so that they run in vectors; the loops between them are plain.
public interface FloatRecurrent {

  /// One step of an LSTM (Hochreiter & Schmidhuber 1997; the forget gate of Gers et al. 2000):
  ///
  ///     i, f, o = sigmoid(a), g = tanh(a)
  ///     c = f c' + i g
  ///     h = o tanh(c)
  ///
  /// - `gates`: holds `a` of the gates `i, f, g, o` and receives the gates
  /// - `c`: from `co` on holds `c'` and receives `c` from `cNext` on
  void lstm(
      FloatTranscendental functions,
      float[] gates,
      int go,
      float[] c,
      int co,
      int cNext,
      float[] h,
      int ho,
      int n);

  /// The derivative of [#lstm].
  ///
  /// - `dh`: the gradient with respect to `h`
  /// - `dc`: that with respect to `c` from later steps; receives the one with respect to `c'`
  /// - `d`: receives the gradient with respect to `a`
  void lstmGradient(
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
      int n);

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
  void gru(
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
      int n);

  /// The derivative of [#gru].
  ///
  /// - `dh`: the gradient with respect to `h`; receives what reaches `h'` past the product
  /// - `dx`, `dp`: receive the gradients with respect to `x` and `p`
  void gruGradient(
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
      int n);
}
