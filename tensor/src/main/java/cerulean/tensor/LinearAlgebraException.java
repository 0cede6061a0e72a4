package cerulean.tensor;

/// A matrix without the inverse, factor or values that were asked of it. The message names the
/// operation, the matrix of a batch and the reason: `inverse: matrix 3 of the batch is singular:
/// pivot 2 is 0`.
public final class LinearAlgebraException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String op;

  /// A failure of `op`; `problem` follows the name of the operation in the message.
  public LinearAlgebraException(String op, String problem) {
    super(op + ": " + problem);
    this.op = op;
  }

  /// The operation that failed.
  public String op() {
    return op;
  }
}
