package cerulean.neuro;

/// Electrical synapses between cells of one population: a current `g (v_other - v)` into both cells of a
/// pair.
///
/// A stimulus, because no spike is needed: it is added to the compartment's current, with the
/// voltages at the start of the step. The sum of the conductances of a cell times dt should be
/// well below its capacitance, or the voltages overshoot each other.
///
///     sim.stimulate("gaps", cells, GapJunctions.of(new int[] {0}, new int[] {1}, new double[] {2}));
public final class GapJunctions extends Stimulus {

  private final int[] first;
  private final int[] second;
  private final double[] conductanceNs;
  private double[] voltage = new double[0];
  private double[] sums = new double[0];

  private GapJunctions(int[] first, int[] second, double[] conductanceNs) {
    this.first = first;
    this.second = second;
    this.conductanceNs = conductanceNs;
  }

  /// Junction number k is between cells `first[k]` and `second[k]` and has `conductanceNs[k]`, at
  /// least 0 (in mV/ms per mV for models without capacitance).
  public static GapJunctions of(int[] first, int[] second, double[] conductanceNs) {
    if (first.length != second.length || first.length != conductanceNs.length) {
      throw new IllegalArgumentException(
          "GapJunctions: two cells and one conductance per junction are needed; got "
              + first.length
              + ", "
              + second.length
              + " and "
              + conductanceNs.length);
    }
    for (int k = 0; k < first.length; k++) {
      Checks.atLeast0("GapJunctions: conductanceNs[" + k + "]", conductanceNs[k]);
      if (first[k] == second[k]) {
        throw new IllegalArgumentException(
            "GapJunctions: junction " + k + " is of cell " + first[k] + " with itself");
      }
    }
    return new GapJunctions(first.clone(), second.clone(), conductanceNs.clone());
  }

  @Override
  void attached(Compartment compartment) {
    int size = compartment.voltage().length;
    for (int k = 0; k < first.length; k++) {
      int wrong = first[k] < 0 || first[k] >= size ? first[k] : second[k];
      if (wrong < 0 || wrong >= size) {
        throw new IllegalArgumentException(
            "GapJunctions: junction "
                + k
                + " is of cell "
                + wrong
                + "; the population has cells 0 to "
                + (size - 1));
      }
    }
    voltage = compartment.voltage();
    sums = new double[size];
  }

  @Override
  protected void begin(long step, double dtMs) {
    java.util.Arrays.fill(sums, 0);
    for (int k = 0; k < first.length; k++) {
      double current = conductanceNs[k] * (voltage[second[k]] - voltage[first[k]]);
      sums[first[k]] += current;
      sums[second[k]] -= current;
    }
  }

  @Override
  protected void add(double[] current, int from, int to) {
    for (int i = from; i < to; i++) {
      current[i] += sums[i];
    }
  }

  @Override
  public String description() {
    return first.length + " gap junctions, voltages at the start of the step";
  }
}
