package cerulean.nn.gain;

import cerulean.tensor.Tensor;

/// A gain that follows its drive as a leaky integrator and rests at `g0`.
///
///     g <- gamma g + (1 - gamma) g0 + eta H          (then held within [min, max])
///
/// A constant drive `H` holds the gain at `g0 + eta H / (1 - gamma)`; without drive the distance to
/// `g0` shrinks by `gamma` per step (Rodriguez-Garcia et al., arXiv:2507.14056, Algorithm 1).
///
/// - `gamma`: share of the gain that is kept per step, in `[0, 1)`; the paper uses 0.9
/// - `g0`: resting gain; the paper uses 1
/// - `eta`: weight of the drive, not negative; the paper uses 0.1 to 0.5
/// - `min`, `max`: bounds around `g0`; the paper has none
public record GainDynamics(double gamma, double g0, double eta, double min, double max)
    implements GainRule {

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
    if (!(min <= g0 && g0 <= max)) {
      throw new IllegalArgumentException(
          "gain: bounds must have g0 between them, got " + min + " and " + max + " around " + g0);
    }
  }

  /// Dynamics without bounds.
  public GainDynamics(double gamma, double g0, double eta) {
    this(gamma, g0, eta, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /// The paper's `gamma` 0.9 and `g0` 1 with an `eta` of the task.
  public static GainDynamics ofPaper(double eta) {
    return new GainDynamics(0.9, 1, eta);
  }

  /// The same with bounds.
  public GainDynamics within(double min, double max) {
    return new GainDynamics(gamma, g0, eta, min, max);
  }

  /// Moves gains one step, in place, under one drive for all.
  public void advance(Tensor gain, double h) {
    gain.mulInPlace(gamma);
    gain.addInPlace((1 - gamma) * g0 + eta * h);
    bound(gain);
  }

  @Override
  public void advance(Tensor gain, Tensor drive) {
    if (drive.size() == 1) {
      advance(gain, drive.itemDouble());
      return;
    }
    gain.mulInPlace(gamma);
    gain.addInPlace(drive.to(gain.dtype()).mul(eta).add((1 - gamma) * g0));
    bound(gain);
  }

  private void bound(Tensor gain) {
    if (min > Double.NEGATIVE_INFINITY || max < Double.POSITIVE_INFINITY) {
      gain.copyFromInPlace(gain.clamp(min, max));
    }
  }

  @Override
  public Tensor rest() {
    return Tensor.scalar(g0);
  }

  /// The gain that a constant drive holds.
  public double fixedPoint(double h) {
    return Math.clamp(g0 + eta * h / (1 - gamma), min, max);
  }
}
