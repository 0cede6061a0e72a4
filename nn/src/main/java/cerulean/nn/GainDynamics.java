package cerulean.nn;

import cerulean.tensor.Tensor;

/// How a gain follows its drive: a leaky integrator that rests at `g0`.
///
///     g <- gamma g + (1 - gamma) g0 + eta H
///
/// A constant drive `H` holds the gain at `g0 + eta H / (1 - gamma)`; without drive the distance to
/// `g0` shrinks by `gamma` per step (Rodriguez-Garcia et al., arXiv:2507.14056, Algorithm 1).
///
/// - `gamma`: share of the gain that is kept per step, in `[0, 1)`; the paper uses 0.9
/// - `g0`: resting gain; the paper uses 1
/// - `eta`: weight of the drive, not negative; the paper uses 0.1 to 0.5
public record GainDynamics(double gamma, double g0, double eta) {

  /// Checks the ranges.
  public GainDynamics {
    if (!(gamma >= 0 && gamma < 1)) {
      throw new IllegalArgumentException("gain: gamma must be in [0, 1), got " + gamma);
    }
    if (!Double.isFinite(g0)) {
      throw new IllegalArgumentException("gain: g0 must be finite, got " + g0);
    }
    if (!(eta >= 0 && Double.isFinite(eta))) {
      throw new IllegalArgumentException("gain: eta must be finite and not negative, got " + eta);
    }
  }

  /// The paper's `gamma` 0.9 and `g0` 1 with an `eta` of the task.
  public static GainDynamics ofPaper(double eta) {
    return new GainDynamics(0.9, 1, eta);
  }

  /// Moves a gain tensor one step, in place, under the drive `h`.
  public void advance(Tensor gain, double h) {
    gain.mulInPlace((float) gamma);
    gain.addInPlace((float) ((1 - gamma) * g0 + eta * h));
  }

  /// The gain that a constant drive holds.
  public double fixedPoint(double h) {
    return g0 + eta * h / (1 - gamma);
  }
}
