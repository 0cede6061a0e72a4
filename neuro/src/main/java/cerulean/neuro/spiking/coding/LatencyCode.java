package cerulean.neuro.spiking.coding;

import cerulean.tensor.Tensor;

/// Numbers as the time of one spike: the larger, the earlier.
///
/// | code | step of the spike |
/// |---|---|
/// | [#linear] | `(1 - x) (steps - 1)`, rounded |
/// | [#charging] | the first at which a leaky membrane, driven by `x`, is at the threshold: `tau ln(x / (x - threshold))` |
///
/// Numbers of 0 stay silent, as do those that would be late.
///
/// - input: numbers from 0 to 1, `[...]`
/// - result: zeros and ones `[steps, ...]` of the input's type
///
/// Reference: S. Thorpe, A. Delorme & R. Van Rullen (2001), Spike-based strategies for rapid
/// processing, Neural Networks 14, 715-725.
public final class LatencyCode {

  private static final String NAME = "LatencyCode";

  private final int steps;
  private final double tau;
  private final double threshold;

  private LatencyCode(int steps, double tau, double threshold) {
    RateCode.requireSteps(NAME, steps);
    this.steps = steps;
    this.tau = tau;
    this.threshold = threshold;
  }

  /// Times that fall linearly with the number.
  public static LatencyCode linear(int steps) {
    return new LatencyCode(steps, 0, 0);
  }

  /// Times at which a leaky membrane reaches its threshold.
  ///
  /// - `tauSteps`: its time constant, in steps
  /// - `threshold`: numbers that are not above it stay silent; above 0 and below 1
  public static LatencyCode charging(int steps, double tauSteps, double threshold) {
    if (!(tauSteps > 0) || tauSteps == Double.POSITIVE_INFINITY) {
      throw badTau(tauSteps);
    }
    if (!(threshold > 0 && threshold < 1)) {
      throw badThreshold(threshold);
    }
    return new LatencyCode(steps, tauSteps, threshold);
  }

  /// The steps of the spikes, whole numbers from 0; `steps` where there is none.
  public Tensor times(Tensor values) {
    double[] x = values.toDoubleArray();
    double[] times = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      if (!(x[i] >= 0 && x[i] <= 1)) {
        throw badValue(x[i]);
      }
      times[i] = Math.min(steps, time(x[i]));
    }
    return Tensor.of(times, values.shape().dims()).to(values.dtype());
  }

  private double time(double x) {
    if (tau == 0) {
      return x == 0 ? steps : Math.rint((1 - x) * (steps - 1));
    }
    // At the end of step k the membrane has been driven for k + 1 steps.
    return x <= threshold ? steps : Math.ceil(tau * Math.log(x / (x - threshold))) - 1;
  }

  /// One spike for each number, or none.
  public Tensor encode(Tensor values) {
    Tensor times = times(values);
    Tensor[] spikes = new Tensor[steps];
    for (int t = 0; t < steps; t++) {
      spikes[t] = times.eq(t).to(values.dtype());
    }
    return Tensor.stack(0, spikes);
  }

  /// The numbers that first spikes stand for, 0 for none; equal to those encoded up to the length
  /// of a step.
  ///
  /// - `spikes`: `[steps, ...]`
  public Tensor decode(Tensor spikes) {
    if (spikes.rank() < 1 || spikes.dim(0) != steps) {
      throw otherSteps(spikes);
    }
    Tensor first = FirstSpike.times(spikes);
    double[] times = first.toDoubleArray();
    double[] values = new double[times.length];
    for (int i = 0; i < times.length; i++) {
      values[i] = times[i] == steps ? 0 : value(times[i]);
    }
    return Tensor.of(values, first.shape().dims()).to(spikes.dtype());
  }

  private double value(double time) {
    if (tau == 0) {
      return steps == 1 ? 1 : 1 - time / (steps - 1);
    }
    return Math.min(1, threshold / -Math.expm1(-(time + 1) / tau));
  }

  private static IllegalArgumentException badTau(double tau) {
    return new IllegalArgumentException(NAME + ": tauSteps must be above 0 and finite; got " + tau);
  }

  private static IllegalArgumentException badThreshold(double threshold) {
    return new IllegalArgumentException(
        NAME + ": threshold must be above 0 and below 1; got " + threshold);
  }

  private static IllegalArgumentException badValue(double value) {
    return new IllegalArgumentException(
        NAME + ": numbers must be from 0 to 1; got " + value + "; divide by the largest");
  }

  private IllegalArgumentException otherSteps(Tensor spikes) {
    return new IllegalArgumentException(
        NAME + ": spikes must be [" + steps + ", ...]; got " + spikes.shape());
  }
}
