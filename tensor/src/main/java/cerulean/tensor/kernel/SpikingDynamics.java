package cerulean.tensor.kernel;

/// Which loop advances a spiking cell, and which rows of its coefficients its states jump by at a
/// spike.
public enum SpikingDynamics {
  /// [FloatSpiking#lif].
  LIF(1, 1, 6),
  /// [FloatAdaptiveLif].
  ADAPTIVE_LIF(3, 1, 12, 0, 10, 11),
  /// [FloatConductanceLif].
  CONDUCTANCE_LIF(3, 2, 12),
  /// [FloatIzhikevich], v before u.
  IZHIKEVICH_2004(2, 1, 12, 0, 11),
  /// [FloatIzhikevich], two half steps of v, then u.
  IZHIKEVICH_2003(2, 1, 12, 0, 11),
  /// [FloatIzhikevich], v and u together.
  IZHIKEVICH_EULER(2, 1, 12, 0, 11),
  /// [FloatTwoCompartments].
  TWO_COMPARTMENTS(5, 2, 21, 0, 0, 19, 0, 20);

  private final int states;
  private final int channels;
  private final int coefficients;
  private final int[] jumps;

  SpikingDynamics(int states, int channels, int coefficients, int... jumps) {
    this.states = states;
    this.channels = channels;
    this.coefficients = coefficients;
    this.jumps = jumps;
  }

  /// States of a cell, a timer not counted; the voltage is the first.
  public int states() {
    return states;
  }

  /// Numbers that go into a cell in a step.
  public int channels() {
    return channels;
  }

  /// Coefficients of a cell.
  public int coefficients() {
    return coefficients;
  }

  /// Whether a state other than the voltage jumps at a spike.
  boolean jumps() {
    return jumps.length > 0;
  }

  /// The row of the coefficients by which a state jumps at a spike, 0 for none.
  int jump(int state) {
    return state < jumps.length ? jumps[state] : 0;
  }
}
