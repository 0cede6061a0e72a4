package cerulean.neuro.spiking.coding;

import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;

/// What the products of a network cost: an addition for each synapse that a spike reaches, a
/// multiply-add for each synapse of an input that is no spike.
///
/// An energy proxy, not an energy: it leaves out memory, which most of the energy of a real machine
/// goes to, and the updates of cells.
///
/// @param additions synapses that spikes came to
/// @param multiplyAdds synapses that numbers came to
public record SynapticOperations(double additions, double multiplyAdds) {

  /// Picojoules of a 32-bit floating-point addition in 45 nm (M. Horowitz 2014, Computing's energy
  /// problem, ISSCC).
  public static final double ADDITION_PJ = 0.9;

  /// Picojoules of a 32-bit floating-point multiplication and addition there.
  public static final double MULTIPLY_ADD_PJ = 4.6;

  /// None.
  public static final SynapticOperations NONE = new SynapticOperations(0, 0);

  /// Those of spikes through weights: each spike costs as many additions as its cell has weights
  /// that are not 0.
  ///
  /// - `spikes`: zeros and ones `[..., n]`
  /// - `weight`: `[targets, n]`
  public static SynapticOperations ofSpikes(Tensor spikes, Tensor weight) {
    return new SynapticOperations(reached(spikes, weight), 0);
  }

  /// Those of numbers through weights: each that is not 0 costs as many multiply-adds.
  ///
  /// - `inputs`: `[..., n]`
  /// - `weight`: `[targets, n]`
  public static SynapticOperations ofNumbers(Tensor inputs, Tensor weight) {
    return new SynapticOperations(0, reached(inputs, weight));
  }

  private static double reached(Tensor inputs, Tensor weight) {
    if (weight.rank() != 2 || inputs.rank() < 1 || inputs.dim(-1) != weight.dim(1)) {
      throw otherShapes(inputs, weight);
    }
    double[] fanOut = weight.countNonZero(false, 0).toDoubleArray();
    double[] active = inputs.reshape(-1, fanOut.length).countNonZero(false, 0).toDoubleArray();
    double sum = 0;
    for (int i = 0; i < fanOut.length; i++) {
      sum += fanOut[i] * active[i];
    }
    return sum;
  }

  /// The sum of this and another.
  public SynapticOperations plus(SynapticOperations other) {
    return new SynapticOperations(additions + other.additions, multiplyAdds + other.multiplyAdds);
  }

  /// These shared out among `examples`.
  public SynapticOperations per(int examples) {
    return new SynapticOperations(additions / examples, multiplyAdds / examples);
  }

  /// Their energy in picojoules, with the figures above.
  public double picojoules() {
    return ADDITION_PJ * additions + MULTIPLY_ADD_PJ * multiplyAdds;
  }

  private static ShapeException otherShapes(Tensor inputs, Tensor weight) {
    return new ShapeException(
        "SynapticOperations",
        "needs [..., n] and weights [targets, n]; got " + inputs.shape() + " and " + weight.shape(),
        inputs.shape(),
        weight.shape());
  }
}
