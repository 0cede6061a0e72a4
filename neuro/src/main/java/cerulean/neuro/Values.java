package cerulean.neuro;

import cerulean.tensor.Distributions;
import cerulean.tensor.Philox;
import java.util.Arrays;

/// Numbers for the synapses of a projection: weights, or delays in ms ([Delays]).
@FunctionalInterface
public interface Values {

  /// A number for the synapse from one cell to another.
  @FunctionalInterface
  interface OfPair {
    /// The number for the synapse from `source` to `target`.
    double at(int source, int target);
  }

  /// Writes the numbers of the synapses from `source` to `targets[from .. to]` to `out[at]` and
  /// following. `random` belongs to the row, so that threads do not matter.
  void row(int source, int[] targets, int from, int to, float[] out, int at, Philox random);

  /// The same number for all.
  static Values constant(double value) {
    return new Constant((float) Checks.finite("Values.constant: value", value));
  }

  /// Uniform on `[low, high)`.
  static Values uniform(double low, double high) {
    if (!(low <= high) || !Double.isFinite(high - low)) {
      throw new IllegalArgumentException(
          "Values.uniform: low must not be above high, both finite; got " + low + " and " + high);
    }
    return (source, targets, from, to, out, at, random) ->
        Distributions.uniform(random, (float) low, (float) high, out, at, to - from);
  }

  /// Normal.
  static Values normal(double mean, double sd) {
    Checks.finite("Values.normal: mean", mean);
    Checks.atLeast0("Values.normal: sd", sd);
    return (source, targets, from, to, out, at, random) ->
        Distributions.normal(random, (float) mean, (float) sd, out, at, to - from);
  }

  /// A function of source and target.
  static Values of(OfPair function) {
    return (source, targets, from, to, out, at, random) -> {
      for (int k = from; k < to; k++) {
        out[at + k - from] = (float) function.at(source, targets[k]);
      }
    };
  }

  /// A number that falls with the distance between source and target: Gaussian weights on a ring,
  /// for one.
  static Values byDistance(Positions sources, Positions targets, DistanceKernel kernel) {
    sources.requireSameSpace("Values.byDistance", targets);
    return of((source, target) -> kernel.at(sources.distance(source, targets, target)));
  }

  /// One law for the sources below `first`, another for the rest: excitatory and inhibitory cells
  /// in one population.
  static Values bySource(int first, Values below, Values rest) {
    return (source, targets, from, to, out, at, random) ->
        (source < first ? below : rest).row(source, targets, from, to, out, at, random);
  }

  /// The same number for all; known as such, so that nothing is stored per synapse where that saves
  /// memory.
  record Constant(float value) implements Values {
    @Override
    public void row(
        int source, int[] targets, int from, int to, float[] out, int at, Philox random) {
      Arrays.fill(out, at, at + to - from, value);
    }
  }
}
