// Specialised at build time for double, long.
package cerulean.tensor.kernel;

/// What is done to the elements of a matrix product once their sums are complete, while they are
/// still in the cache: adding a bias, applying an activation.
public interface FloatEpilogue {

  /// Changes `rows x columns` elements of `C` in place; `firstRow` and `firstColumn` say where in
  /// the product they are. Every element is given exactly once.
  void apply(float[] c, int co, int cRow, int rows, int columns, int firstRow, int firstColumn);
}
