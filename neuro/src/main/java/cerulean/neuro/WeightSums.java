package cerulean.neuro;

/// Keeps the sum of the weights that end at each cell at a number, by a common factor.
///
/// Works every `everyMs`, or when asked ([#apply]); a cell without weights above 0 in sum keeps
/// them as they are.
public final class WeightSums extends Plasticity {

  private final PlasticSynapses synapses;
  private final double sum;
  private final double everyMs;
  private final double[] factor;
  private long everySteps;

  private WeightSums(PlasticSynapses synapses, double sum, double everyMs) {
    this.synapses = synapses;
    this.sum = sum;
    this.everyMs = everyMs;
    factor = new double[synapses.target().size()];
  }

  /// The rule for some synapses.
  ///
  /// - `sum`: of the weights that end at a cell, above 0
  /// - `everyMs`: a whole number of steps; 0: only when asked
  public static WeightSums of(PlasticSynapses synapses, double sum, double everyMs) {
    Checks.above0("WeightSums: sum", sum);
    Checks.atLeast0("WeightSums: everyMs", everyMs);
    return new WeightSums(synapses, sum, everyMs);
  }

  /// Scales all weights now.
  public void apply() {
    synapses.projection().bringUpToDate();
    java.util.Arrays.fill(factor, 0);
    float[] weights = synapses.projection().weights();
    int[] targets = synapses.targets();
    for (int i = synapses.firstSource(); i < synapses.endSource(); i++) {
      int shift = synapses.shift(i);
      int end = synapses.projection().rowStart(i + 1);
      for (int k = synapses.projection().rowStart(i); k < end; k++) {
        factor[targets[k - shift]] += weights[k];
      }
    }
    for (int j = 0; j < factor.length; j++) {
      factor[j] = factor[j] > 0 ? sum / factor[j] : 1;
    }
    scale(synapses, factor, -Float.MAX_VALUE, Float.MAX_VALUE);
  }

  /// Multiplies every weight by the factor of its target.
  static void scale(PlasticSynapses synapses, double[] factor, float min, float max) {
    float[] weights = synapses.projection().weights();
    int[] targets = synapses.targets();
    for (int i = synapses.firstSource(); i < synapses.endSource(); i++) {
      int shift = synapses.shift(i);
      int end = synapses.projection().rowStart(i + 1);
      for (int k = synapses.projection().rowStart(i); k < end; k++) {
        float w = (float) (weights[k] * factor[targets[k - shift]]);
        weights[k] = Math.max(min, Math.min(max, w));
      }
    }
  }

  @Override
  protected void prepare(double dtMs) {
    everySteps = Simulation.steps("WeightSums: everyMs", everyMs, dtMs);
  }

  @Override
  protected void step(long step, double dtMs) {
    if (everySteps > 0 && (step + 1) % everySteps == 0) {
      apply();
    }
  }

  @Override
  public String description() {
    return "weights of %s to a sum of %s per cell, %s"
        .formatted(
            synapses.projection().name(),
            sum,
            everyMs > 0 ? "every " + everyMs + " ms" : "when asked");
  }
}
