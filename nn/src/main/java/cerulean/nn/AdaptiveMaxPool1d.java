package cerulean.nn;

import cerulean.autograd.Variable;

/// Largest element of as many windows as wanted, however large the input; of all places for one.
///
/// - input: `[batch, channels, length]`
/// - result: `[batch, channels, places]`
public final class AdaptiveMaxPool1d implements Layer {

  private final int places;

  private AdaptiveMaxPool1d(int places) {
    this.places = places;
  }

  /// As many windows along the axis.
  public static AdaptiveMaxPool1d of(int places) {
    Hyperparameters.requireAtLeast("AdaptiveMaxPool1d", "places", places, 1);
    return new AdaptiveMaxPool1d(places);
  }

  @Override
  public Variable forward(Variable input) {
    return input.adaptiveMaxPool(places);
  }

  @Override
  public String toString() {
    return "AdaptiveMaxPool1d(" + places + ")";
  }
}
