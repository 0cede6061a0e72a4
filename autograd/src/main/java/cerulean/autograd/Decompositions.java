package cerulean.autograd;

/// What decompositions of matrices give, by their names in [cerulean.tensor.LinearAlgebra]. The
/// matrices are the last two axes, those before them, `...`, count the matrices.
public final class Decompositions {

  private Decompositions() {}

  /// `A = Q R`: orthonormal columns in `q`, `r` upper trapezoidal.
  public record Qr(Variable q, Variable r) {}

  /// `A = P L U`: `p` a permutation, without gradient, `l` unit lower and `u` upper triangular.
  public record Lu(Variable p, Variable l, Variable u) {}

  /// Eigenvalues `[..., n]`, ascending, and eigenvectors `[..., n, n]`, in columns.
  public record Eigh(Variable values, Variable vectors) {}

  /// `A = U diag(s) Vh`, with `s` `[..., k]` descending.
  public record Svd(Variable u, Variable s, Variable vh) {}

  /// The sign (-1, 0 or 1), without gradient, and the natural logarithm of the absolute value of
  /// determinants, `[...]`.
  public record SlogDet(Variable sign, Variable logAbsDet) {}
}
