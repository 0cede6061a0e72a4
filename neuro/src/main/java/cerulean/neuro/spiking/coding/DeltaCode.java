package cerulean.neuro.spiking.coding;

import cerulean.tensor.Tensor;

/// Changes as spikes: a sequence fires where it has gone up or down by a threshold since it last
/// fired, as the pixels of an event camera do.
///
///     x - reference >= threshold:    a spike of the first kind,  reference += threshold
///     x - reference <= -threshold:   a spike of the second kind, reference -= threshold
///
/// The reference begins at the first number. There is at most one spike in a step, so that a faster change is
/// caught up with later.
///
/// Reference: P. Lichtsteiner, C. Posch & T. Delbruck (2008), A 128 x 128 120 dB 15 us latency asynchronous temporal
/// contrast vision sensor, IEEE Journal of Solid-State Circuits 43(2), 566-576.
///
/// @param threshold above 0, in the unit of the sequence
public record DeltaCode(double threshold) {

  /// Checks the threshold.
  public DeltaCode {
    if (!(threshold > 0) || threshold == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "DeltaCode: threshold must be above 0 and finite; got " + threshold);
    }
  }

  /// The spikes.
  ///
  /// - `sequence`: `[steps, ..., n]`
  /// - result: `[steps, ..., 2 n]`, those for upwards before those for downwards
  public Tensor encode(Tensor sequence) {
    requireSequence(sequence, 1);
    int steps = sequence.dim(0);
    double[] x = sequence.toDoubleArray();
    int each = x.length / steps;
    double[] up = new double[x.length];
    double[] down = new double[x.length];
    double[] reference = new double[each];
    System.arraycopy(x, 0, reference, 0, each);
    for (int t = 0; t < steps; t++) {
      for (int i = 0; i < each; i++) {
        double change = x[t * each + i] - reference[i];
        if (change >= threshold) {
          up[t * each + i] = 1;
          reference[i] += threshold;
        } else if (change <= -threshold) {
          down[t * each + i] = 1;
          reference[i] -= threshold;
        }
      }
    }
    int[] shape = sequence.shape().dims();
    Tensor both = Tensor.concat(shape.length - 1, Tensor.of(up, shape), Tensor.of(down, shape));
    return both.to(sequence.dtype());
  }

  /// The reference after each step: within a threshold of the sequence while that changes by no
  /// more in a step.
  ///
  /// - `first`: the first numbers, `[..., n]`
  /// - `spikes`: `[steps, ..., 2 n]`
  /// - result: `[steps, ..., n]`
  public Tensor decode(Tensor first, Tensor spikes) {
    requireSequence(spikes, 2);
    int last = spikes.rank() - 1;
    Tensor[] kinds = spikes.chunk(last, 2);
    return kinds[0].sub(kinds[1]).cumsum(0).mul(threshold).add(first).to(spikes.dtype());
  }

  private static void requireSequence(Tensor sequence, int kinds) {
    if (sequence.rank() < 2 || sequence.dim(0) < 1 || sequence.dim(-1) % kinds != 0) {
      throw new IllegalArgumentException(
          "DeltaCode: "
              + (kinds == 1
                  ? "a sequence must be [steps, ..., n]"
                  : "spikes must be [steps, ..., 2 n]")
              + " with at least one step; got "
              + sequence.shape());
    }
  }
}
