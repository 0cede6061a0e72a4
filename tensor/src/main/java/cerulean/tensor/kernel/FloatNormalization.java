// Specialised at build time for double.
package cerulean.tensor.kernel;

/// Mean and variance of runs of adjacent floats, the maps that use them and the gradients of these
/// maps. Everything is computed in double precision and rounded once.
///
/// A normalised element is `z = (a - mean - rest) factor`, where the remainder `rest` is what the
/// mean lacks for being rounded: far from 0 a double is too coarse for the mean of numbers that are
/// themselves exact. `out` may be `a` or `g` if both start at the same offset.
public interface FloatNormalization {

  /// Writes mean, variance (divided by `n`) and remainder of a run to `out[0]`, `out[1]` and
  /// `out[2]`.
  ///
  /// Two passes, the second of which corrects both by the sum of the deviations, which is 0 but for
  /// rounding (Chan, Golub & LeVeque 1983, "Algorithms for computing the sample variance", eq.
  /// 1.7): a mean far above the spread costs no digits.
  void moments(float[] a, int ao, int n, double[] out);

  /// The mean of the squares of a run.
  double meanSquare(float[] a, int ao, int n);

  /// `(a - mean - rest) factor + shift`.
  void affine(
      float[] a,
      int ao,
      double mean,
      double rest,
      double factor,
      double shift,
      float[] out,
      int oo,
      int n);

  /// `(a - mean - rest) factor weight + bias`, element by element.
  void scaled(
      float[] a,
      int ao,
      double mean,
      double rest,
      double factor,
      float[] weight,
      int wo,
      float[] bias,
      int bo,
      float[] out,
      int oo,
      int n);

  /// Writes `sum g` and `sum g (a - mean)` to `out[0]` and `out[1]`: what one channel of a batch
  /// adds to the gradients of its bias and weight.
  void gradientSums(float[] g, int go, float[] a, int ao, double mean, int n, double[] out);

  /// `scale g + slope (a - mean) + shift`: the gradient of one channel of a batch.
  void gradient(
      float[] g,
      int go,
      float[] a,
      int ao,
      double mean,
      double scale,
      double slope,
      double shift,
      float[] out,
      int oo,
      int n);

  /// Writes `sum g w` and `sum g w z` of a run to `out[0]` and `out[1]`, and adds `g z` and `g` to
  /// the `n` elements of `weights` and `biases` from `po` on.
  void scaledGradientSums(
      float[] g,
      int go,
      float[] a,
      int ao,
      double mean,
      double rest,
      double factor,
      float[] weight,
      int wo,
      double[] weights,
      double[] biases,
      int po,
      int n,
      double[] out);

  /// `factor (g w - shift - z slope)`, element by element: the gradient of a run, where `shift` and
  /// `slope` are the means of `g w` and of `g w z`.
  void scaledGradient(
      float[] g,
      int go,
      float[] a,
      int ao,
      double mean,
      double rest,
      double factor,
      float[] weight,
      int wo,
      double shift,
      double slope,
      float[] out,
      int oo,
      int n);
}
