package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Networks as functions of their parameters, for derivatives with respect to them in forward mode,
/// gradients of single examples and weights that other networks compute.
///
///     Variable loss(Variable weight) {
///       return Functional.call(layer, Map.of("weight", weight), () -> layer.forward(x).sum());
///     }
///     Variable direction = Grad.jvp(this::loss, weight, v).tangent();
///
/// PyTorch calls this `torch.func.functional_call`. It holds for the calling thread and until the
/// body returns: what is computed again later, as [cerulean.autograd.Checkpoint] does, sees the
/// parameters themselves.
public final class Functional {

  private Functional() {}

  /// What `body` computes where variables stand in for the parameters of `network` with these full
  /// names; the others are the network's own.
  public static <T> T call(
      Network network, Map<String, ? extends Variable> parameters, Supplier<T> body) {
    Map<String, Parameter> own = network.namedParameters();
    Map<Parameter, Variable> by = new HashMap<>();
    parameters.forEach((name, variable) -> {
      Parameter parameter = own.get(name);
      if (parameter == null) {
        throw unknown(name, own);
      }
      by.put(parameter, variable);
    });
    return Parameter.replaced(by, body);
  }

  private static IllegalArgumentException unknown(String name, Map<String, Parameter> own) {
    return new IllegalArgumentException(
        "call: the network has no parameter " + name + "; it has " + own.keySet());
  }
}
