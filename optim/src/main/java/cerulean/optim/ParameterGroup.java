package cerulean.optim;

import cerulean.autograd.Parameter;
import java.util.List;

/// Parameters that share one configuration.
///
/// - `parameters`: what is changed
/// - `config`: how, for example an [Sgd.Config]
public record ParameterGroup<C>(List<Parameter> parameters, C config) {

  /// Keeps an unmodifiable copy of the list.
  public ParameterGroup {
    parameters = List.copyOf(parameters);
  }
}
