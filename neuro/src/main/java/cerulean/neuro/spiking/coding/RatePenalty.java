package cerulean.neuro.spiking.coding;

import cerulean.autograd.Variable;

/// A penalty on cells that fire too seldom or too often, to be added to a loss.
///
///     r_j: spikes of cell j per step, over all steps and examples
///     penalty = strength mean_j (max(0, lower - r_j)^2 + max(0, r_j - upper)^2)
///
/// With `lower = upper` every cell is drawn to that rate (Bellec et al. 2018, Long short-term memory and learning-to-learn
/// in networks of spiking neurons, NeurIPS 31); an interval leaves cells free in it (Zenke & Vogels 2021, The remarkable robustness
/// of surrogate gradient learning, Neural Computation 33(4), 899-925).
///
/// @param lower rate per step below which a cell is pushed up, from 0 to 1
/// @param upper rate per step above which it is pushed down, at least `lower` and at most 1
/// @param strength factor of the penalty, at least 0
public record RatePenalty(double lower, double upper, double strength) {

  /// Checks the numbers.
  public RatePenalty {
    if (!(lower >= 0 && lower <= upper && upper <= 1)) {
      throw new IllegalArgumentException(
          "RatePenalty: rates must be 0 <= lower <= upper <= 1 spikes per step; got "
              + lower
              + " and "
              + upper);
    }
    if (!(strength >= 0) || strength == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "RatePenalty: strength must be at least 0 and finite; got " + strength);
    }
  }

  /// Draws each cell to one rate.
  public static RatePenalty around(double rate, double strength) {
    return new RatePenalty(rate, rate, strength);
  }

  /// The penalty.
  ///
  /// - `spikes`: `[steps, batch, n]`
  public Variable of(Variable spikes) {
    Variable rates = spikes.mean(false, 0, 1);
    Variable low = rates.neg().add(lower).relu().square();
    Variable high = rates.sub(upper).relu().square();
    return low.add(high).mean().mul(strength);
  }
}
