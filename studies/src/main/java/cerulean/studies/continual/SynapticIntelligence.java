package cerulean.studies.continual;

import cerulean.autograd.Parameter;
import cerulean.nn.Layer;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.List;

/// Synaptic intelligence (Zenke, Poole & Ganguli 2017): springs as stiff as each parameter's part in
/// the fall of the loss while a task was learned.
///
///     loss + c sum_i Omega_i (w_i - w*_i)^2
///     omega_i -= g_i (w_i' - w_i)                                   at each step
///     Omega_i += max(0, omega_i) / ((w_i' - w_i at the task's start)^2 + xi)       at a task's end
///
/// `g` is the gradient of the loss without springs; `w*` is where the latest task ended.
public final class SynapticIntelligence implements Safeguard {

  /// Keeps parameters that have hardly moved from dividing by nothing; the paper's 0.1.
  private static final double DAMPING = 0.1;

  private final List<Parameter> parameters;
  private final double strength;
  private final List<Tensor> path;
  private final List<Tensor> importance;
  private final List<Tensor> anchor;
  private final List<Tensor> before;
  private final List<Tensor> gradients;

  private SynapticIntelligence(Layer network, double strength) {
    this.parameters = network.parameters();
    this.strength = strength;
    this.path = ElasticWeightConsolidation.zerosLike(parameters);
    this.importance = ElasticWeightConsolidation.zerosLike(parameters);
    this.anchor = ElasticWeightConsolidation.zerosLike(parameters);
    this.before = ElasticWeightConsolidation.zerosLike(parameters);
    this.gradients = ElasticWeightConsolidation.zerosLike(parameters);
    for (int i = 0; i < parameters.size(); i++) {
      anchor.get(i).copyFromInPlace(parameters.get(i).value());
    }
  }

  /// Springs on all parameters of `network`.
  ///
  /// @param strength the paper's `c`, not negative; it uses 0.1 for permuted MNIST
  public static SynapticIntelligence of(Layer network, double strength) {
    if (!(strength >= 0 && Double.isFinite(strength))) {
      throw new IllegalArgumentException(
          "SI: strength must be finite and not negative, got " + strength);
    }
    return new SynapticIntelligence(network, strength);
  }

  @Override
  public void beforeStep() {
    for (int i = 0; i < parameters.size(); i++) {
      Tensor w = parameters.get(i).value();
      Tensor gradient = parameters.get(i).grad();
      before.get(i).copyFromInPlace(w);
      if (gradient == null) {
        gradients.get(i).fillInPlace(0);
        continue;
      }
      gradients.get(i).copyFromInPlace(gradient);
      gradient.addScaledInPlace(w.sub(anchor.get(i)).mul(importance.get(i)), 2 * strength);
    }
  }

  @Override
  public void afterStep() {
    for (int i = 0; i < parameters.size(); i++) {
      Tensor moved = parameters.get(i).value().sub(before.get(i));
      path.get(i).addScaledInPlace(moved.mul(gradients.get(i)), -1);
    }
  }

  @Override
  public void endOfTask(Tensor inputs, Tensor targets) {
    try (Workspace _ = Workspace.open()) {
      for (int i = 0; i < parameters.size(); i++) {
        Tensor w = parameters.get(i).value();
        // The start of a task is the end of the one before.
        Tensor moved = w.sub(anchor.get(i));
        importance.get(i).addInPlace(path.get(i).maximum(0).div(moved.mul(moved).add(DAMPING)));
        anchor.get(i).copyFromInPlace(w);
        path.get(i).fillInPlace(0);
      }
    }
  }

  /// `Omega` of parameter `index`.
  Tensor importance(int index) {
    return importance.get(index);
  }
}
