package cerulean.neuro.spiking.coding;

import cerulean.autograd.Variable;
import cerulean.tensor.Tensor;

/// The step of the first spike, counted from 0; the number of steps where there is none.
///
///     time = sum_t prod_(s <= t) (1 - z_s)
///
/// the number of steps that the train is still silent after. Written so, it has a gradient by each spike:
/// spikes before the first one, or any where there is none, would shorten it.
///
/// - input: zeros and ones `[steps, ...]`
/// - result: `[...]`
public final class FirstSpike {

  private FirstSpike() {}

  /// The times, with gradients to the spikes.
  public static Variable times(Variable spikes) {
    return spikes.neg().add(1).cumprod(0).sum(false, 0);
  }

  /// The times.
  public static Tensor times(Tensor spikes) {
    return spikes.neg().add(1).cumprod(0).sum(false, 0);
  }

  /// For each example the cell that fires first, I64; the one with the smallest number among
  /// several.
  ///
  /// - `spikes`: `[steps, batch, classes]`
  public static Tensor classes(Tensor spikes) {
    return times(spikes).argmin(-1);
  }
}
