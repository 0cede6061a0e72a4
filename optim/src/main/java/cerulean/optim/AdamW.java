package cerulean.optim;

import cerulean.autograd.Parameter;
import java.util.List;

/// [Adam] with decoupled weight decay (Loshchilov & Hutter 2019, Algorithm 2 without its schedule
/// multiplier, which multiplies the learning rate).
///
///     w = (1 - lr decay) w, then Adam without decay
///
/// The decay is multiplied by the learning rate, as in PyTorch; the paper's `lambda` is `lr decay`.
public final class AdamW {

  private AdamW() {}

  /// An optimizer of one group, its decay decoupled whatever the configuration says.
  public static Adam of(List<Parameter> parameters, Adam.Config config) {
    return Adam.of(parameters, config.decoupled(true));
  }

  /// An optimizer of several groups, their decays decoupled whatever the configurations say.
  public static Adam ofGroups(List<ParameterGroup<Adam.Config>> groups) {
    return new Adam(
        groups.stream()
            .map(group -> new ParameterGroup<>(group.parameters(), group.config().decoupled(true)))
            .toList());
  }

  /// PyTorch's settings: those of Adam (0.001, 0.9, 0.999, 1e-8) and a decoupled decay of 0.01.
  public static Adam.Config defaults() {
    return Adam.Config.defaults().decoupled(true).weightDecay(0.01);
  }

  /// The same with another learning rate.
  public static Adam.Config withLr(double lr) {
    return defaults().lr(lr);
  }
}
