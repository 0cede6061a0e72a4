package cerulean.optim;

import cerulean.autograd.Parameter;
import cerulean.tensor.Into;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.List;
import java.util.Objects;

/// What is done to the gradients of parameters between the backward pass and the step: measured,
/// clipped, scaled. Parameters without gradient are left out.
///
///     loss.backward();
///     double norm = Gradients.clipNorm(network.parameters(), 1);
///     optimizer.step();
public final class Gradients {

  private Gradients() {}

  /// The norm of all gradients as one vector: `(sum |g|^order)^(1 / order)`, the largest element
  /// for an infinite order. 0 without gradients.
  public static double norm(List<Parameter> parameters, double order) {
    requireOrder(order);
    return total(of(parameters), order);
  }

  /// Scales all gradients so that their norm is at most `most`, and returns what it was: Pascanu,
  /// Mikolov & Bengio (2013), Algorithm 1. As in PyTorch the factor is `most / (norm + 1e-6)`.
  ///
  /// A norm that is not finite is refused before anything is changed.
  public static double clipNorm(List<Parameter> parameters, double most) {
    return clipNorm(parameters, most, 2);
  }

  /// As [#clipNorm(List, double)] by the norm of this order.
  public static double clipNorm(List<Parameter> parameters, double most, double order) {
    Range.notNegative("clipNorm", "most", most);
    requireOrder(order);
    List<Tensor> gradients = of(parameters);
    double norm = total(gradients, order);
    if (!Double.isFinite(norm)) {
      throw notFinite(norm);
    }
    double factor = most / (norm + 1e-6);
    if (factor < 1) {
      gradients.forEach(gradient -> gradient.mulInPlace(factor));
    }
    return norm;
  }

  /// Holds every element of the gradients in `[-most, most]`; NaN stays NaN.
  public static void clipValue(List<Parameter> parameters, double most) {
    Range.notNegative("clipValue", "most", most);
    for (Tensor gradient : of(parameters)) {
      Into.maximum(gradient, -most, gradient);
      Into.minimum(gradient, most, gradient);
    }
  }

  /// Multiplies all gradients, as by `1 / n` after `n` backward passes that were added up.
  public static void scale(List<Parameter> parameters, double factor) {
    Range.finite("scale", "factor", factor);
    of(parameters).forEach(gradient -> gradient.mulInPlace(factor));
  }

  /// The gradients there are.
  static List<Tensor> of(List<Parameter> parameters) {
    return parameters.stream().map(Parameter::grad).filter(Objects::nonNull).toList();
  }

  /// The norm of all tensors as one vector, in double precision over the tensors.
  static double total(List<Tensor> tensors, double order) {
    try (Workspace _ = Workspace.open()) {
      double[] norms = new double[tensors.size()];
      double largest = 0;
      for (int i = 0; i < norms.length; i++) {
        Tensor flat = tensors.get(i).reshape(tensors.get(i).size());
        norms[i] = flat.size() == 0 ? 0 : flat.norm(order, false).itemDouble();
        largest = Math.max(largest, norms[i]);
      }
      // NaN and infinity are themselves; 0 has nothing to divide by.
      if (Double.isInfinite(order) || !(largest > 0) || Double.isInfinite(largest)) {
        return largest;
      }
      double sum = 0;
      for (double norm : norms) {
        sum += Math.pow(norm / largest, order);
      }
      return largest * Math.pow(sum, 1 / order);
    }
  }

  private static void requireOrder(double order) {
    if (!(order >= 1)) {
      throw new IllegalArgumentException(
          "norm: order must be at least 1, infinity included, got " + order);
    }
  }

  private static ArithmeticException notFinite(double norm) {
    return new ArithmeticException(
        "clipNorm: the norm of the gradients is "
            + norm
            + ", so nothing was changed; skip the step, or find the operation with"
            + " Anomaly.detect()");
  }
}
