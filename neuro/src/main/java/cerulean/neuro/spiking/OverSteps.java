package cerulean.neuro.spiking;

import cerulean.autograd.Variable;
import cerulean.nn.Layer;
import java.util.Locale;

/// What a sequence comes to, as a layer at the end of a network: counts or rates of spikes, mean or
/// highest voltages.
///
/// - input: `[steps, ...]`
/// - result: `[...]`
public enum OverSteps implements Layer {

  /// The sum over the steps: numbers of spikes.
  SUM,
  /// The mean: rates per step, or mean voltages.
  MEAN,
  /// The largest.
  MAX;

  @Override
  public Variable forward(Variable sequence) {
    return switch (this) {
      case SUM -> sequence.sum(false, 0);
      case MEAN -> sequence.mean(false, 0);
      case MAX -> sequence.amax(false, 0);
    };
  }

  @Override
  public String toString() {
    return "OverSteps(" + name().toLowerCase(Locale.ROOT) + ")";
  }
}
