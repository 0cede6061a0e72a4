package cerulean.tensor.kernel;

/// Products with rows of zeros and ones: instead of a multiplication by each, the rows of a matrix
/// that a one picks are added up. Matrices have rows of `width` numbers, which is a multiple of
/// [#lanes].
public interface FloatSpikeProducts {

  /// Numbers that are added at once.
  int lanes();

  /// Where the ones of a row are.
  ///
  /// - `places`: receives the indices, ascending; at least `n` and [#lanes] long
  /// - returns how many; -1 if there is a number other than 0 and 1
  int places(float[] spikes, int o, int n, int[] places);

  /// `out = sum of the rows of b at the places`.
  void gather(float[] b, int width, int[] places, int count, float[] out, int o);

  /// Adds the row `a` to the rows of `b` at the places.
  void scatter(float[] a, int ao, float[] b, int width, int[] places, int count);
}
