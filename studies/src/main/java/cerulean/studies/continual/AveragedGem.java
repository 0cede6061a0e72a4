package cerulean.studies.continual;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.nn.Layer;
import cerulean.optim.GradientProjection;
import cerulean.tensor.Workspace;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A-GEM (Chaudhry et al. 2019): a step that would raise the loss on remembered examples is turned
/// until it does not.
///
///     g <- g - (g . r) / (r . r) r        if g . r < 0
///
/// `r` is the gradient on a batch of remembered examples, drawn anew for each step.
public final class AveragedGem implements Safeguard {

  private final List<Parameter> parameters;
  private final GradientProjection projection;
  private final Supplier<@Nullable Variable> lossOnMemory;

  private AveragedGem(List<Parameter> parameters, Supplier<@Nullable Variable> lossOnMemory) {
    this.parameters = parameters;
    this.projection = GradientProjection.agem(parameters);
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
      if (loss != null) {
        projection.project(loss.gradients(parameters).stream().map(Variable::value).toList());
      }
    }
  }
}
