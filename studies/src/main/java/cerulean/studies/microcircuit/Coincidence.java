package cerulean.studies.microcircuit;

import cerulean.neuro.CompartmentalPopulation;
import cerulean.neuro.Izhikevich2007Parameters;
import cerulean.neuro.Layer5Pyramidal;
import cerulean.neuro.Simulation;
import cerulean.neuro.SpikeRecorder;
import cerulean.neuro.StateRecorder;
import cerulean.neuro.Stimulus;
import java.util.List;

/// One cell without noise, a current step into its soma, into its dendrite, into both.
///
/// - `name`: of the case
/// - `timesMs`, `somaMv`, `dendriteMv`: traces
/// - `spikesMs`: times of spikes
/// - `plateauMs`: how long the dendrite is in a plateau
@SuppressWarnings("ArrayRecordComponent") // Traces, made once and never compared.
record Coincidence(
    String name,
    double[] timesMs,
    double[] somaMv,
    double[] dendriteMv,
    double[] spikesMs,
    double plateauMs) {

  /// The step, ours: a somatic current under which the cell fires, and a dendritic one that makes
  /// no plateau by itself.
  static final double SOMA_PA = 1200;

  static final double DENDRITE_PA = 400;
  static final double FROM_MS = 50;
  static final double LENGTH_MS = 60;
  static final double RUN_MS = 180;

  /// Soma alone, dendrite alone, both; both without coupling.
  static List<Coincidence> all(CellProtocol protocol) {
    return List.of(
        run("soma alone", SOMA_PA, 0, 1, protocol),
        run("dendrite alone", 0, DENDRITE_PA, 1, protocol),
        run("both", SOMA_PA, DENDRITE_PA, 1, protocol),
        run("both, gamma 0", SOMA_PA, DENDRITE_PA, 0, protocol));
  }

  private static Coincidence run(
      String name, double somaPa, double dendritePa, double coupling, CellProtocol protocol) {
    Simulation sim = Simulation.of(protocol.dtMs(), 1);
    CompartmentalPopulation cell = sim.add("cell", Layer5Pyramidal.of(1, coupling));
    double end = FROM_MS + LENGTH_MS;
    sim.stimulate("soma", cell, Stimulus.pulse(FROM_MS, end, somaPa));
    sim.stimulate(
        "dendrite", cell.compartment("dendrite"), Stimulus.pulse(FROM_MS, end, dendritePa));
    StateRecorder soma = sim.add("v", StateRecorder.of(cell, "soma.v", 0));
    StateRecorder dendrite = sim.add("vd", StateRecorder.of(cell, "dendrite.v", 0));
    SpikeRecorder spikes = sim.add("spikes", SpikeRecorder.of(cell));
    sim.run(RUN_MS);
    double[] vd = dendrite.trace(0);
    double plateau = 0;
    for (double v : vd) {
      plateau += v >= protocol.plateauMv() ? protocol.dtMs() : 0;
    }
    double[] times = spikes.timesMs();
    return new Coincidence(
        name, soma.timesMs(), withPeaks(soma.trace(0), spikes.steps()), vd, times, plateau);
  }

  /// The reset is part of the step of a spike, so the peak is not in the trace: drawn in.
  private static double[] withPeaks(double[] v, long[] spikeSteps) {
    double[] drawn = v.clone();
    for (long step : spikeSteps) {
      drawn[(int) step] = Izhikevich2007Parameters.LAYER5_SOMA.peakMv();
    }
    return drawn;
  }

  /// The most spikes in a row with intervals shorter than `burstMs`.
  int longestBurst(double burstMs) {
    int longest = Math.min(1, spikesMs.length);
    int now = longest;
    for (int k = 1; k < spikesMs.length; k++) {
      now = spikesMs[k] - spikesMs[k - 1] < burstMs ? now + 1 : 1;
      longest = Math.max(longest, now);
    }
    return longest;
  }
}
