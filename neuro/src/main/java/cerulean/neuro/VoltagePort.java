package cerulean.neuro;

/// Delta synapse: the voltage jumps by the sum of the weights that arrive, in mV, at the start of
/// the step, before the cell advances.
///
/// A cell that is held at its reset voltage (refractory) loses the jump: the model puts it back.
public final class VoltagePort extends Port {

  /// A port to be attached.
  public VoltagePort() {}

  @Override
  public String weightUnit() {
    return "mV";
  }

  @Override
  protected void advance(double[] arrivals, int from, int to) {
    double[] v = compartment().voltage();
    for (int i = from; i < to; i++) {
      v[i] += arrivals[i];
    }
  }

  @Override
  public String description() {
    return "voltage jump";
  }
}
