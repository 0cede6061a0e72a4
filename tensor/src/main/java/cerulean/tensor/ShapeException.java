package cerulean.tensor;

import java.util.List;

/// Shapes that do not fit an operation. The message names the rule and every shape involved.
public final class ShapeException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String op;
  private final transient List<Shape> shapes;

  /// A failure of `op` on `shapes`; `problem` follows the name of the operation in the message.
  public ShapeException(String op, String problem, Shape... shapes) {
    super(op + ": " + problem);
    this.op = op;
    this.shapes = List.of(shapes);
  }

  /// The operation that refused.
  public String op() {
    return op;
  }

  /// The shapes it was given.
  public List<Shape> shapes() {
    return shapes;
  }
}
