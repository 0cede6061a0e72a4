package cerulean.nn;

import cerulean.autograd.Variable;

/// Mean over as many windows as wanted, however large the input; over all places for one.
///
/// - input: `[batch, channels, length]`
/// - result: `[batch, channels, places]`
public final class AdaptiveAvgPool1d implements Layer {

  private final int places;

  private AdaptiveAvgPool1d(int places) {
    this.places = places;
  }

  /// As many windows along the axis.
  public static AdaptiveAvgPool1d of(int places) {
    Hyperparameters.requireAtLeast("AdaptiveAvgPool1d", "places", places, 1);
    return new AdaptiveAvgPool1d(places);
  }

  @Override
  public Variable forward(Variable input) {
    return input.adaptiveAveragePool(places);
  }

  @Override
  public String toString() {
    return "AdaptiveAvgPool1d(" + places + ")";
  }
}
