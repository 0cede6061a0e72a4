package cerulean.optim;

import cerulean.autograd.Parameter;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /// Those on the memory, in the order of the parameters; null before [#remember].
  private @Nullable List<Tensor> references;

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
    List<Tensor> known = references == null ? zeros() : references;
    for (int i = 0; i < parameters.size(); i++) {
      Tensor gradient = parameters.get(i).grad();
      if (gradient == null) {
        known.get(i).fillInPlace(0);
      } else {
        known.get(i).copyFromInPlace(gradient);
      }
      parameters.get(i).clearGrad();
    }
    references = known;
  }

  private List<Tensor> zeros() {
    return Workspace.outside(
        () -> parameters.stream().map(p -> Tensor.zeros(p.dtype(), p.shape().dims())).toList());
  }

  /// Turns the present gradients if they point against those on the memory; returns whether they
  /// did. A parameter without gradient counts as 0 and stays without.
  public boolean project() {
    if (references == null) {
      throw nothingRemembered();
    }
    return project(references);
  }

  /// As [#project()], with the gradients on the memory given, in the order of the parameters.
  public boolean project(List<Tensor> known) {
    double along = 0;
    double length = 0;
    try (Workspace _ = Workspace.open()) {
      for (int i = 0; i < known.size(); i++) {
        Tensor reference = known.get(i);
        length += dot(reference, reference);
        Tensor gradient = parameters.get(i).grad();
        along += gradient == null ? 0 : dot(gradient, reference);
      }
    }
    if (!(along < 0)) {
      return false;
    }
    for (int i = 0; i < known.size(); i++) {
      Tensor gradient = parameters.get(i).grad();
      if (gradient != null) {
        gradient.addScaledInPlace(known.get(i), -along / length);
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
