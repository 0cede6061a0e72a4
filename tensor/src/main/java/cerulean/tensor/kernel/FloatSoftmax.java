// Specialised at build time for double.
package cerulean.tensor.kernel;

/// Softmax and what is computed from it, on `rows` adjacent rows of `n >= 1` floats.
///
/// The largest element of a row is subtracted first, so that no exponential overflows. A row with a
/// NaN or a positive infinity, or of negative infinities alone, becomes NaN. `out` may be an
/// operand if both start at the same offset.
public interface FloatSoftmax {

  /// `e^(a - max) / sum e^(a - max)`.
  void softmax(float[] a, int ao, float[] out, int oo, int rows, int n);

  /// `(a - max) - ln sum e^(a - max)`.
  void logSoftmax(float[] a, int ao, float[] out, int oo, int rows, int n);

  /// `out_i = -ln softmax(a_i)[target_i]` for each row, in double precision from the sum on.
  void crossEntropy(
      float[] a, int ao, int[] targets, int to, double[] out, int oo, int rows, int n);

  /// `scale (softmax(a) - oneHot(target))`: the gradient of [#crossEntropy], in one pass over
  /// memory.
  void crossEntropyGradient(
      float[] a, int ao, int[] targets, int to, float scale, float[] out, int oo, int rows, int n);

  /// `p (g - sum g p)`: the gradient of [#softmax], whose result is `p`.
  void softmaxGradient(float[] g, int go, float[] p, int po, float[] out, int oo, int rows, int n);

  /// `g - e^y sum g`: the gradient of [#logSoftmax], whose result is `y`.
  void logSoftmaxGradient(
      float[] g, int go, float[] y, int yo, float[] out, int oo, int rows, int n);
}
