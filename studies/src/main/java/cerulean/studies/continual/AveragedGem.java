package cerulean.studies.continual;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.nn.Layer;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A-GEM (Chaudhry et al. 2019): a step that would raise the loss on remembered examples is turned
/// until it does not.
///
///     g <- g - (g . r) / (r . r + 1e-7) r        if g . r < 0
///
/// `r` is the gradient on a batch of remembered examples, drawn anew for each step. The small number
/// is that of Hess et al. (2023).
public final class AveragedGem implements Safeguard {

  private static final double SMALL = 1e-7;

  private final List<Parameter> parameters;
  private final Supplier<@Nullable Variable> lossOnMemory;

  private AveragedGem(List<Parameter> parameters, Supplier<@Nullable Variable> lossOnMemory) {
    this.parameters = parameters;
    this.lossOnMemory = lossOnMemory;
  }

  /// Turns the gradients of all parameters of `network`, as one vector.
  ///
  /// @param lossOnMemory asked before each step; null while nothing is remembered. Statistics and
  ///   gains must not move by it
  public static AveragedGem of(Layer network, Supplier<@Nullable Variable> lossOnMemory) {
    return new AveragedGem(network.parameters(), lossOnMemory);
  }

  @Override
  public void beforeStep() {
    try (Workspace _ = Workspace.open()) {
      Variable loss = lossOnMemory.get();
      if (loss == null) {
        return;
      }
      List<Variable> reference = loss.gradients(parameters);
      double along = 0;
      double length = 0;
      for (int i = 0; i < parameters.size(); i++) {
        Tensor r = reference.get(i).value();
        Tensor g = parameters.get(i).grad();
        along += g == null ? 0 : dot(g, r);
        length += dot(r, r);
      }
      if (along < 0) {
        turn(reference, -along / (length + SMALL));
      }
    }
  }

  private void turn(List<Variable> reference, double share) {
    for (int i = 0; i < parameters.size(); i++) {
      Tensor gradient = parameters.get(i).grad();
      if (gradient != null) {
        gradient.addScaledInPlace(reference.get(i).value(), share);
      }
    }
  }

  private static double dot(Tensor a, Tensor b) {
    return a.mul(b).sum().itemDouble();
  }
}
