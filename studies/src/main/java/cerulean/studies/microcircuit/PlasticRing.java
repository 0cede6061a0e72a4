package cerulean.studies.microcircuit;

import cerulean.neuro.CompartmentalPopulation;
import cerulean.neuro.Connectivity;
import cerulean.neuro.Delays;
import cerulean.neuro.DistanceKernel;
import cerulean.neuro.ExponentialConductancePort;
import cerulean.neuro.Layer5Pyramidal;
import cerulean.neuro.Positions;
import cerulean.neuro.Projection;
import cerulean.neuro.Simulation;
import cerulean.neuro.Stimulus;
import cerulean.neuro.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Pyramidal cells on a ring with plastic recurrent synapses: conductance is `J(distance) w`, and
/// the rule changes w.
///
/// Every distance on a ring is one number of places, so there is one projection for each, with the
/// strength that belongs to it.
final class PlasticRing {

  /// What happened to the weights, each per synapse and second.
  ///
  /// - `travelled`: the way that a weight goes up and down, in all
  /// - `moved`: how far it is in the end from where it began
  record Change(double travelled, double moved) {}

  private PlasticRing() {}

  /// Runs and adds up.
  static Change run(
      CellProtocol cell, PlasticityProtocol protocol, Condition condition, long seed) {
    Simulation sim = Simulation.of(cell.dtMs(), seed);
    int n = protocol.ring();
    CompartmentalPopulation cells = sim.add("cells", Layer5Pyramidal.of(n, condition.coupling()));
    double[] drive = new double[n];
    Arrays.setAll(
        drive,
        i -> {
          double away = (i - n / 2) / protocol.ringSd();
          return protocol.ringPa() * Math.exp(-0.5 * away * away);
        });
    sim.stimulate("drive", cells, Stimulus.constant(drive));
    SingleCells.noise(sim, cells, cell, protocol.noiseSd());
    SingleCells.put(sim, cells, condition, cell);
    cells.attach("AMPA", new ExponentialConductancePort(protocol.excitationMs(), 0));
    List<Projection> projections = new ArrayList<>();
    Positions ring = Positions.ring(n, 1);
    DistanceKernel kernel = DistanceKernel.normal(protocol.ringJ0(), protocol.ringWidth());
    for (int places = 1; places <= n / 2; places++) {
      Projection made =
          sim.connect(
              places + " apart",
              cells,
              cells.port("AMPA"),
              apart(places, n),
              Values.constant(protocol.start()),
              Delays.oneStep());
      made.setStrength(kernel.at(ring.distance(0, ring, places)));
      sim.add("stdp " + places, protocol.rule(made));
      projections.add(made);
    }
    return changes(sim, projections, protocol);
  }

  /// All pairs that far apart, either way.
  private static Connectivity apart(int places, int n) {
    int ways = 2 * places == n ? 1 : 2;
    int[] sources = new int[ways * n];
    int[] targets = new int[ways * n];
    for (int i = 0; i < n; i++) {
      sources[i] = i;
      targets[i] = (i + places) % n;
      if (ways == 2) {
        sources[n + i] = i;
        targets[n + i] = (i + n - places) % n;
      }
    }
    return Connectivity.pairs(sources, targets);
  }

  /// Weights are looked at every millisecond: a pre- and a postsynaptic spike of the same
  /// millisecond are seldom, and only their difference is then seen.
  private static Change changes(
      Simulation sim, List<Projection> projections, PlasticityProtocol protocol) {
    List<float[]> before = projections.stream().map(Projection::weightsNow).toList();
    double travelled = 0;
    while (sim.timeMs() < protocol.ringMs()) {
      sim.run(1);
      for (int p = 0; p < before.size(); p++) {
        float[] now = projections.get(p).weights();
        float[] then = before.get(p);
        for (int k = 0; k < now.length; k++) {
          travelled += Math.abs(now[k] - then[k]);
          then[k] = now[k];
        }
      }
    }
    double moved = 0;
    double synapses = 0;
    for (float[] weights : before) {
      for (float w : weights) {
        moved += Math.abs(w - protocol.start());
      }
      synapses += weights.length;
    }
    double all = synapses * protocol.ringMs() / 1000;
    return new Change(travelled / all, moved / all);
  }
}
