package cerulean.neuro.spiking.coding;

import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;

/// Numbers as rates: the larger, the more spikes.
///
/// - input: `[...]`, such as `[batch, n]`
/// - result: zeros and ones `[steps, ...]` of the input's type
public final class RateCode {

  private static final String NAME = "RateCode";

  private RateCode() {}

  /// Spikes drawn for each step by itself, with the probability that the input says.
  ///
  /// - `probabilities`: from 0 to 1, such as the brightness of pixels
  public static Tensor bernoulli(Tensor probabilities, int steps, Philox random) {
    requireProbabilities(probabilities);
    requireSteps(NAME, steps);
    return draw(probabilities, steps, random);
  }

  /// Spikes of Poisson processes, at most one in a step: its probability is `1 - e^(-rate dt)`.
  ///
  /// - `ratesHz`: spikes per second, at least 0
  /// - `dtMs`: length of a step in ms
  public static Tensor poisson(Tensor ratesHz, int steps, double dtMs, Philox random) {
    requireSteps(NAME, steps);
    for (double rate : ratesHz.toDoubleArray()) {
      if (!(rate >= 0)) {
        throw badRate(rate);
      }
    }
    if (!(dtMs > 0) || dtMs == Double.POSITIVE_INFINITY) {
      throw badStep(dtMs);
    }
    return draw(ratesHz.mul(-dtMs / 1000).expm1().neg(), steps, random);
  }

  /// Spikes at even distances: after `t` steps there were `x t` of them, rounded to the nearest
  /// number.
  ///
  /// - `shares`: the share of steps with a spike, from 0 to 1
  public static Tensor regular(Tensor shares, int steps) {
    requireProbabilities(shares);
    requireSteps(NAME, steps);
    Tensor[] spikes = new Tensor[steps];
    Tensor before = shares.mul(0);
    for (int t = 0; t < steps; t++) {
      Tensor after = shares.mul(t + 1.0).add(0.5).floor();
      spikes[t] = after.sub(before);
      before = after;
    }
    return Tensor.stack(0, spikes);
  }

  /// The share of steps with a spike.
  ///
  /// - `spikes`: `[steps, ...]`
  public static Tensor decode(Tensor spikes) {
    return spikes.mean(false, 0);
  }

  private static Tensor draw(Tensor probabilities, int steps, Philox random) {
    int[] shape = withSteps(steps, probabilities.shape().dims());
    Tensor uniform = Tensor.uniform(random, 0, 1, shape);
    return uniform.lt(probabilities).to(probabilities.dtype());
  }

  /// `[steps, ...]`.
  static int[] withSteps(int steps, int[] dims) {
    int[] shape = new int[dims.length + 1];
    shape[0] = steps;
    System.arraycopy(dims, 0, shape, 1, dims.length);
    return shape;
  }

  private static void requireProbabilities(Tensor values) {
    for (double value : values.toDoubleArray()) {
      if (!(value >= 0 && value <= 1)) {
        throw badProbability(value);
      }
    }
  }

  static void requireSteps(String name, int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException(name + ": steps must be at least 1; got " + steps);
    }
  }

  private static IllegalArgumentException badProbability(double value) {
    return new IllegalArgumentException(
        NAME + ": numbers must be from 0 to 1; got " + value + "; divide by the largest");
  }

  private static IllegalArgumentException badRate(double rate) {
    return new IllegalArgumentException(NAME + ": a rate must be at least 0; got " + rate);
  }

  private static IllegalArgumentException badStep(double dtMs) {
    return new IllegalArgumentException(NAME + ": dtMs must be above 0 and finite; got " + dtMs);
  }
}
