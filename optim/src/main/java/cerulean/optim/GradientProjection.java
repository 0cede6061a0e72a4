package cerulean.optim;

import cerulean.autograd.Parameter;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Projection of gradients against forgetting: A-GEM (Chaudhry et al. 2019, equation 11).
///
/// A step that would make the loss on remembered examples larger is turned until it does not:
///
///     g = g - (g . r) / (r . r) r        if g . r < 0, with r the gradient on the memory
///
///     optimizer.zeroGrad();
///     lossOnMemory.backward();
///     agem.remember();                   // r; forgets the gradients
///     loss.backward();
///     agem.project();
///     optimizer.step();
public final class GradientProjection {

  private final List<Parameter> parameters;
  private final Map<Parameter, Tensor> references = new IdentityHashMap<>();
  private boolean remembered;

  private GradientProjection(List<Parameter> parameters) {
    this.parameters = List.copyOf(parameters);
  }

  /// A projection of the gradients of these parameters as one vector.
  public static GradientProjection agem(List<Parameter> parameters) {
    return new GradientProjection(parameters);
  }

  /// Takes the present gradients as those on the memory, and forgets them at the parameters. A
  /// parameter without gradient has 0.
  public void remember() {
    for (Parameter parameter : parameters) {
      Tensor gradient = parameter.grad();
      Tensor known = references.get(parameter);
      if (known == null) {
        known = Workspace.outside(() -> Tensor.zeros(parameter.dtype(), parameter.shape().dims()));
        references.put(parameter, known);
      }
      if (gradient == null) {
        known.fillInPlace(0);
      } else {
        known.copyFromInPlace(gradient);
      }
      parameter.clearGrad();
    }
    remembered = true;
  }

  /// Turns the present gradients if they point against those on the memory; returns whether they
  /// did. A parameter without gradient counts as 0 and stays without.
  public boolean project() {
    if (!remembered) {
      throw nothingRemembered();
    }
    double along = 0;
    double length = 0;
    try (Workspace _ = Workspace.open()) {
      for (Parameter parameter : parameters) {
        Tensor reference = references.get(parameter);
        length += dot(reference, reference);
        Tensor gradient = parameter.grad();
        along += gradient == null ? 0 : dot(gradient, reference);
      }
    }
    if (!(along < 0)) {
      return false;
    }
    for (Parameter parameter : parameters) {
      Tensor gradient = parameter.grad();
      if (gradient != null) {
        gradient.addScaledInPlace(references.get(parameter), -along / length);
      }
    }
    return true;
  }

  private static double dot(Tensor a, Tensor b) {
    return a.mul(b).sum().itemDouble();
  }

  private static IllegalStateException nothingRemembered() {
    return new IllegalStateException(
        "project: no gradient on the memory is known; call remember() after its backward pass");
  }
}
