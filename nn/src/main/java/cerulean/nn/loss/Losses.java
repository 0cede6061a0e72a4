package cerulean.nn.loss;

import cerulean.autograd.Variable;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;

/// Losses as functions of a network's output.
public final class Losses {

  private Losses() {}

  /// Mean cross-entropy between the softmax of `logits` and classes.
  ///
  /// - `logits`: `[rows, classes]`
  /// - `targets`: class indices `[rows]`, I64
  /// - result: scalar, nats
  public static Variable crossEntropy(Variable logits, Tensor targets) {
    return logits.crossEntropy(targets);
  }

  /// Mean squared difference.
  ///
  /// - `output`, `target`: one shape
  /// - result: scalar
  public static Variable meanSquaredError(Variable output, Variable target) {
    if (!output.shape().equals(target.shape())) {
      throw shapesDiffer(output, target);
    }
    Variable difference = output.sub(target);
    return difference.mul(difference).mean();
  }

  private static ShapeException shapesDiffer(Variable output, Variable target) {
    return new ShapeException(
        "meanSquaredError",
        "shapes differ: output "
            + output.shape()
            + ", target "
            + target.shape()
            + "; reshape one of them",
        output.shape(),
        target.shape());
  }
}
