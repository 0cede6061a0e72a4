package cerulean.optim;

import cerulean.autograd.Parameter;
import java.util.List;

/// Parameters that share one configuration.
///
/// Groups with different rates are the two timescales of Heusel et al. (2017, TTUR): the part that
/// is to follow the other has the smaller one.
///
///     new Adam(List.of(
///         new ParameterGroup<>(generator.parameters(), Adam.Config.withLr(1e-4)),
///         new ParameterGroup<>(critic.parameters(), Adam.Config.withLr(4e-4))))
///
/// - `parameters`: what is changed
/// - `config`: how, for example an [Sgd.Config]
public record ParameterGroup<C>(List<Parameter> parameters, C config) {

  /// Keeps an unmodifiable copy of the list.
  public ParameterGroup {
    parameters = List.copyOf(parameters);
  }
}
