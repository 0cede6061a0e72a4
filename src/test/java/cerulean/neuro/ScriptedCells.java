package cerulean.neuro;

import java.util.function.DoubleUnaryOperator;

/// Cells that fire when a script says so and whose voltage is a function of time: targets of
/// plastic synapses whose every spike is known.
///
/// A spike at time t is found in the step that ends at t. Input changes nothing.
public final class ScriptedCells extends Population {

  private final SpikeTrainSource script;
  private final DoubleUnaryOperator voltageMv;
  private final double[] v = addState("v");

  private ScriptedCells(DoubleUnaryOperator voltageMv, double[]... trainsMs) {
    super(trainsMs.length);
    addCompartment("soma", v, "pA");
    script = SpikeTrainSource.of(trainsMs);
    this.voltageMv = voltageMv;
    java.util.Arrays.fill(v, voltageMv.applyAsDouble(0));
  }

  /// One cell per train.
  public static ScriptedCells of(double[]... trainsMs) {
    return new ScriptedCells(time -> 0, trainsMs);
  }

  /// Cells that do not fire, of a given voltage at the end of each step.
  public static ScriptedCells ofVoltage(DoubleUnaryOperator voltageMv, double[]... trainsMs) {
    return new ScriptedCells(voltageMv, trainsMs);
  }

  @Override
  protected void prepare(double dtMs) {
    script.prepare(dtMs);
  }

  @Override
  protected void begin(long step, double dtMs) {
    script.begin(step, dtMs);
  }

  @Override
  protected int advance(long step, double dtMs, int from, int to, int[] fired) {
    for (int i = from; i < to; i++) {
      v[i] = voltageMv.applyAsDouble((step + 1) * dtMs);
    }
    return script.advance(step, dtMs, from, to, fired);
  }
}
