package cerulean.tensor;

/// The norms of a matrix `A` with singular values `s`.
public enum MatrixNorm {
  /// The square root of the sum of all squares.
  FROBENIUS,

  /// The sum of the singular values.
  NUCLEAR,

  /// The largest singular value: how much `A` can stretch a vector.
  SPECTRAL,

  /// The largest sum of absolute values in a column.
  ONE,

  /// The largest sum of absolute values in a row.
  INFINITY
}
