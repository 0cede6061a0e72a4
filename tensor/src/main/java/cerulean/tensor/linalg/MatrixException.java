package cerulean.tensor.linalg;

/// A matrix that has no such decomposition. The message is a sentence about "the matrix"; who knows
/// the operation and the place of the matrix in a batch makes a longer one from [#predicate].
public final class MatrixException extends ArithmeticException {

  private static final long serialVersionUID = 1L;

  private final String predicate;

  /// A failure whose message is `the matrix`, a space and `predicate`.
  public MatrixException(String predicate) {
    super("the matrix " + predicate);
    this.predicate = predicate;
  }

  /// What is wrong with the matrix, without its subject: `is singular: pivot 2 is 0`.
  public String predicate() {
    return predicate;
  }

  static MatrixException singular(int pivot) {
    return new MatrixException("is singular: pivot " + pivot + " is 0");
  }

  static MatrixException notConverged(String what, int limit) {
    return new MatrixException("does not converge: " + what + " after " + limit + " sweeps");
  }
}
