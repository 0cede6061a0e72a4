package cerulean.optim;

import cerulean.autograd.Variable;
import java.util.function.Supplier;

/// A loss and its gradients at the present parameters.
final class Evaluation {

  private Evaluation() {}

  /// Forgets old gradients, computes the loss, leaves its gradients at the parameters and returns
  /// its value.
  static double of(Optimizer<?> optimizer, Supplier<Variable> loss) {
    optimizer.zeroGrad();
    Variable value = loss.get();
    double number = value.value().itemDouble();
    if (Double.isNaN(number)) {
      throw notANumber();
    }
    value.backward();
    return number;
  }

  private static ArithmeticException notANumber() {
    return new ArithmeticException(
        "step: the loss is NaN, so nothing was changed; lower the learning rate, clip gradients, or"
            + " find the operation with Anomaly.detect()");
  }
}
