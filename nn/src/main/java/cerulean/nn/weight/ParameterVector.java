package cerulean.nn.weight;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Variables of any shapes as one vector, one behind the other in row-major order, and back: for
/// optimizers and measures that see a network as a point.
public final class ParameterVector {

  private ParameterVector() {}

  /// The variables as a vector `[sum of sizes]`, through which gradients flow.
  public static Variable of(List<? extends Variable> variables) {
    if (variables.isEmpty()) {
      throw new IllegalArgumentException("parameterVector: needs at least one variable; got none");
    }
    return Variable.concat(0, variables.stream().map(x -> x.reshape(-1)).toArray(Variable[]::new));
  }

  /// The gradients of parameters as a vector; zeros for those that have none.
  public static Tensor ofGradients(List<Parameter> parameters) {
    List<Variable> gradients = new ArrayList<>();
    for (Parameter parameter : parameters) {
      Tensor gradient = parameter.grad();
      gradients.add(
          Variable.constant(
              gradient == null
                  ? Tensor.zeros(parameter.dtype(), parameter.shape().dims())
                  : gradient));
    }
    return of(gradients).value();
  }

  /// The parts of a vector in the shapes of `like`, through which gradients flow.
  public static List<Variable> split(Variable vector, List<? extends Variable> like) {
    requireFit(vector, like);
    List<Variable> parts = new ArrayList<>();
    int start = 0;
    for (Variable each : like) {
      int size = each.shape().size();
      parts.add(vector.narrow(0, start, size).reshape(each.shape().dims()));
      start += size;
    }
    return parts;
  }

  /// Writes the parts of a vector into parameters.
  public static void write(Tensor vector, List<Parameter> parameters) {
    List<Variable> parts = split(Variable.constant(vector), parameters);
    for (int i = 0; i < parts.size(); i++) {
      parameters.get(i).value().copyFromInPlace(parts.get(i).value());
    }
  }

  private static void requireFit(Variable vector, List<? extends Variable> like) {
    int total = like.stream().mapToInt(x -> x.shape().size()).sum();
    if (vector.shape().rank() != 1 || vector.shape().size() != total) {
      throw doesNotFit(vector, total);
    }
  }

  private static IllegalArgumentException doesNotFit(Variable vector, int total) {
    return new IllegalArgumentException(
        "parameterVector: the parameters need a vector of " + total + "; got " + vector.shape());
  }
}
