package cerulean.studies.neuro;

import cerulean.neuro.CellType;
import cerulean.neuro.Population;
import cerulean.neuro.SignalRecorder;
import cerulean.neuro.Simulation;
import cerulean.neuro.SpikeRecorder;
import cerulean.neuro.Stimulus;
import cerulean.neuro.analysis.FiCurve;
import java.util.Arrays;

/// Finds currents at which a named cell is worth looking at, and shows it under one.
final class CellDrive {

  /// Where a recorded spike is drawn up to, in mV: resets happen within the step.
  static final double PEAK_MV = 30;

  /// Powers of two from half a unit on: 2003 cells fire from 4 mV/ms on, layer-5 cells below 2000
  /// pA.
  private static final double[] SCAN = new double[14];

  static {
    Arrays.setAll(SCAN, k -> Math.scalb(0.5, k));
  }

  private CellDrive() {}

  /// A run under a step of current.
  @SuppressWarnings("ArrayRecordComponent") // Numbers to draw; never compared.
  record Response(double[] timesMs, double[] v, double[] input, double[] spikesMs) {}

  /// About the smallest constant current at which a cell goes on firing: within a twentieth of it.
  /// NaN if it does at none up to 4096.
  static double rheobase(CellType type, FiCurve.Protocol protocol) {
    double coarse = FiCurve.of(type.make(), SCAN, protocol).rheobase();
    if (Double.isNaN(coarse)) {
      return Double.NaN;
    }
    double[] fine = FiCurve.currents(coarse / 2, coarse, 11);
    return FiCurve.of(type.make(), fine, protocol).rheobase();
  }

  /// The cell under a step of current from `fromMs` to `toMs` of a run of `endMs`.
  static Response step(
      CellType type, double current, double dtMs, double fromMs, double toMs, double endMs) {
    Simulation simulation = Simulation.of(dtMs, 1);
    Population cell = simulation.add("cell", type.population(1));
    simulation.stimulate("step", cell, Stimulus.pulse(fromMs, toMs, current));
    double[] voltage = cell.compartment().voltage();
    SpikeRecorder spikes = simulation.add("spikes", SpikeRecorder.of(cell));
    SignalRecorder v = simulation.add("v", SignalRecorder.of(() -> voltage[0]));
    simulation.run(endMs);
    double[] times = v.timesMs();
    double[] trace = v.trace(0);
    double[] input = new double[times.length];
    for (int k = 0; k < input.length; k++) {
      input[k] = times[k] > fromMs && times[k] <= toMs ? current : 0;
    }
    for (long step : spikes.steps()) {
      trace[(int) step] = Math.max(trace[(int) step], PEAK_MV);
    }
    return new Response(times, trace, input, spikes.timesMs());
  }
}
