// Specialised at build time for double.
package cerulean.tensor.kernel;

/// Convolutions of one channel with one filter of its own, and what they need of their gradients. A
/// plane of the channel stands between the zeros of its padding; places follow each other at
/// distance 1.
public interface FloatDepthwise {

  /// The form chosen at start-up.
  FloatDepthwise IN_USE =
      KernelGate.choice().simd() ? new SimdFloatDepthwise() : new ScalarFloatDepthwise();

  /// Whether there is a loop for windows of `height` lines that stand at `lines` places.
  static boolean suits(int lines, int height) {
    return lines >= 7 && (height == 3 || height == 5 || height == 7);
  }

  /// Elements that are read, but not used, behind the last line; and numbers in each of the sums of
  /// [#correlate].
  int lanes();

  /// `out[y, x] = shift + sum of w[i, j] in[y + i, x + j]` for `lines` lines of `n` places and a
  /// window of `height x width` adjacent weights. Products are added column by column.
  void convolve(
      int lines,
      int n,
      int height,
      int width,
      float[] w,
      int wo,
      float[] in,
      int io,
      int inLine,
      float shift,
      float[] out,
      int oo,
      int outLine);

  /// `sums[i, j] += sum of g[y, x] in[y + i, x + j]` over `lines` lines of `n` places, each sum in
  /// [#lanes] parts, from `sums[so]` on. What is read behind the last line must be finite.
  void correlate(
      int lines,
      int n,
      int height,
      int width,
      float[] g,
      int go,
      int gLine,
      float[] in,
      int io,
      int inLine,
      float[] sums,
      int so);

  /// The sums of the parts from `sums[so]` on.
  void total(float[] sums, int so, int count, float[] out, int oo);
}
