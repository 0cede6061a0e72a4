package cerulean.studies.microcircuit;

import cerulean.neuro.SpikeRecorder;
import cerulean.neuro.Stimulus;
import java.util.Arrays;

/// A network in a closed loop that sees a stimulus: spikes of all cells, and rates before and
/// during it.
///
/// - `pyramids`, `pv`, `som`: spikes
/// - `before`, `during`: mean rate of the pyramids in the middle half of the ring, Hz
/// - `bursts`: part of their events during the stimulus that are bursts
record StimulusPulse(
    Spikes pyramids, Spikes pv, Spikes som, double before, double during, double bursts) {

  /// Spikes of a population: times in ms, and cells.
  @SuppressWarnings("ArrayRecordComponent") // Made once and never compared.
  record Spikes(double[] timesMs, int[] cells) {

    static Spikes of(SpikeRecorder recorder) {
      return new Spikes(recorder.timesMs(), recorder.cells());
    }

    /// Mean rate of the cells `from .. to` from one time to another, Hz.
    double rate(int from, int to, double startMs, double endMs) {
      int found = 0;
      for (int k = 0; k < cells.length; k++) {
        boolean inside = timesMs[k] > startMs && timesMs[k] <= endMs;
        found += inside && cells[k] >= from && cells[k] < to ? 1 : 0;
      }
      return 1000 * found / ((to - from) * (endMs - startMs));
    }
  }

  /// Current into all pyramids throughout, ours.
  static final double BASE_PA = 800;

  /// Amplitude of the stimulus: the largest of the parent model.
  static final double PULSE_PA = 600;

  /// Its width over cells in `e^(-((n - 45) / 20)^2)`, of the parent model.
  static final double PULSE_CELLS = 20;

  /// Onset and end, of the parent model.
  static final double ON_MS = 1000;

  static final double OFF_MS = 1200;
  static final double RUN_MS = 1500;

  /// Inhibition, ours: of 30 cells the same sum as of the 12 of the open loop.
  static final Inhibition INHIBITION = new Inhibition("closed", 4, 3.2, 0, 0);

  /// Runs the network with that coupling.
  static StimulusPulse run(CellProtocol cell, double coupling, long seed) {
    RingProtocol ring = RingProtocol.STIMULATED.withCoupling(coupling);
    RingNetwork network = new RingNetwork(cell, ring, INHIBITION, seed);
    network.sim.stimulate("base", network.pyramids, Stimulus.constant(BASE_PA));
    network.sim.stimulate("stimulus", network.pyramids, new Bump(ring.pyramids()));
    SpikeRecorder e = network.sim.add("E spikes", SpikeRecorder.of(network.pyramids));
    SpikeRecorder p = network.sim.add("PV spikes", SpikeRecorder.of(network.pv));
    SpikeRecorder s = network.sim.add("SOM spikes", SpikeRecorder.of(network.som));
    int from = ring.pyramids() / 4;
    int to = ring.pyramids() - from;
    network.sim.run(ON_MS);
    SpikeRecorder during = network.sim.add("during", SpikeRecorder.of(network.pyramids));
    network.sim.run(OFF_MS - ON_MS);
    double bursts = Bursts.of(during, from, to, cell.burstMs()).fraction();
    network.sim.run(RUN_MS - OFF_MS);
    Spikes all = Spikes.of(e);
    return new StimulusPulse(
        all,
        Spikes.of(p),
        Spikes.of(s),
        all.rate(from, to, cell.warmUpMs(), ON_MS),
        all.rate(from, to, ON_MS, OFF_MS),
        bursts);
  }

  /// A current that is Gaussian over cells and there from onset to end.
  private static final class Bump extends Stimulus {

    private final double[] shape;
    private boolean on;

    Bump(int cells) {
      shape = new double[cells];
      Arrays.setAll(
          shape,
          i -> {
            double away = (i - cells / 2) / PULSE_CELLS;
            return PULSE_PA * Math.exp(-away * away);
          });
    }

    @Override
    protected void begin(long step, double dtMs) {
      on = step >= Math.round(ON_MS / dtMs) && step < Math.round(OFF_MS / dtMs);
    }

    @Override
    protected void add(double[] current, int from, int to) {
      if (on) {
        for (int i = from; i < to; i++) {
          current[i] += shape[i];
        }
      }
    }

    @Override
    public String description() {
      return "Gaussian over cells, %s pA from %s to %s ms".formatted(PULSE_PA, ON_MS, OFF_MS);
    }
  }
}
