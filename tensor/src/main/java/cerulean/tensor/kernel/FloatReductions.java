// Specialised at build time for double.
package cerulean.tensor.kernel;

/// Reductions of a run of adjacent floats to one number, in an order that depends on the length
/// alone.
public interface FloatReductions {

  /// Sum, pairwise, so that its error grows with the logarithm of the length; 0 for an empty run.
  float sum(float[] a, int ao, int n);

  /// Largest element, NaN if one is NaN; minus infinity for an empty run.
  float max(float[] a, int ao, int n);

  /// Smallest element, NaN if one is NaN; infinity for an empty run.
  float min(float[] a, int ao, int n);

  /// The first `i` with `from <= i < n` at which `a[ao + i]` is not at most `limit`: larger, or
  /// NaN; `n` if there is none.
  int firstAbove(float[] a, int ao, int from, int n, float limit);

  /// The first `i` with `from <= i < n` at which `a[ao + i]` is not at least `limit`: smaller, or
  /// NaN; `n` if there is none.
  int firstBelow(float[] a, int ao, int from, int n, float limit);
}
