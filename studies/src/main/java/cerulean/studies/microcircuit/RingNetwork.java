package cerulean.studies.microcircuit;

import cerulean.neuro.CompartmentalPopulation;
import cerulean.neuro.Connectivity;
import cerulean.neuro.Delays;
import cerulean.neuro.DistanceKernel;
import cerulean.neuro.ExponentialConductancePort;
import cerulean.neuro.Izhikevich2007Parameters;
import cerulean.neuro.Izhikevich2007Population;
import cerulean.neuro.Layer5Pyramidal;
import cerulean.neuro.Population;
import cerulean.neuro.Positions;
import cerulean.neuro.Simulation;
import cerulean.neuro.SpikeRecorder;
import cerulean.neuro.Stimulus;
import cerulean.neuro.Values;

/// Pyramidal, PV and SOM cells around one ring, ready to be driven.
final class RingNetwork {

  private static final double RADIUS = 1;

  final Simulation sim;
  final CompartmentalPopulation pyramids;
  final Izhikevich2007Population pv;
  final Izhikevich2007Population som;
  private final RingProtocol ring;

  RingNetwork(CellProtocol cell, RingProtocol ring, Inhibition inhibition, long seed) {
    this.ring = ring;
    sim = Simulation.of(cell.dtMs(), seed);
    pyramids = sim.add("pyramids", Layer5Pyramidal.of(ring.pyramids(), ring.coupling()));
    pv = sim.add("PV", Izhikevich2007Population.of(ring.pv(), Izhikevich2007Parameters.PV_BASKET));
    som = sim.add("SOM", Izhikevich2007Population.of(ring.som(), Izhikevich2007Parameters.SOM));
    pyramids.attach("AMPA", new ExponentialConductancePort(ring.tauMs(), 0));
    pyramids.attach("PV", new ExponentialConductancePort(ring.tauMs(), cell.inhibitionMv()));
    pyramids.attach(
        "SOM",
        new ExponentialConductancePort(ring.tauMs(), cell.inhibitionMv()),
        pyramids.compartment("dendrite"));
    connect("E to E", pyramids, pyramids, "AMPA", ring.excitation(), ring.widthNear());
    connect("PV to E", pv, pyramids, "PV", inhibition.pvJ0(), ring.widthFar());
    connect("SOM to E", som, pyramids, "SOM", inhibition.somJ0(), ring.widthFar());
    if (ring.toPv() > 0) {
      pv.attach("AMPA", new ExponentialConductancePort(ring.tauMs(), 0));
      connect("E to PV", pyramids, pv, "AMPA", ring.toPv(), ring.widthFar());
    }
    if (ring.toSom() > 0) {
      som.attach("AMPA", new ExponentialConductancePort(ring.tauMs(), 0));
      connect("E to SOM", pyramids, som, "AMPA", ring.toSom(), ring.widthFar());
    }
    SingleCells.noise(sim, pyramids, cell, ring.noiseSd());
    SingleCells.put(sim, pyramids, Condition.of(ring.dendritePa(), ring.coupling()), cell);
    drive(pv, inhibition.pvPa(), cell);
    drive(som, inhibition.somPa(), cell);
  }

  /// Synapses with weights that fall with distance; of cells with themselves there are none.
  private void connect(
      String name, Population from, Population to, String port, double j0, double width) {
    if (j0 == 0) {
      return;
    }
    sim.connect(
        name,
        from,
        to.port(port),
        Connectivity.allToAllOthers(),
        Values.byDistance(
            Positions.ring(from.size(), RADIUS),
            Positions.ring(to.size(), RADIUS),
            DistanceKernel.normal(j0, width)),
        Delays.oneStep());
  }

  private void drive(Population cells, double pA, CellProtocol protocol) {
    if (pA > 0) {
      sim.stimulate(cells.name() + " drive", cells, Stimulus.constant(pA));
      sim.stimulate(
          cells.name() + " noise",
          cells,
          Stimulus.ornsteinUhlenbeck(ring.interneuronNoise() * pA, protocol.noiseTauMs()));
    }
  }

  /// Rates of a ring at one drive of its pyramids.
  ///
  /// - `pyramids`, `pv`, `som`: mean rates in Hz
  record Rates(double pyramids, double pv, double som) {}

  /// Mean rates with the same current in all pyramids.
  static Rates rates(
      CellProtocol cell, RingProtocol ring, Inhibition inhibition, double drivePa, long seed) {
    RingNetwork network = new RingNetwork(cell, ring, inhibition, seed);
    network.sim.stimulate("drive", network.pyramids, Stimulus.constant(drivePa));
    network.sim.run(cell.warmUpMs());
    SpikeRecorder e = network.sim.add("E spikes", SpikeRecorder.of(network.pyramids));
    SpikeRecorder p = network.sim.add("PV spikes", SpikeRecorder.of(network.pv));
    SpikeRecorder s = network.sim.add("SOM spikes", SpikeRecorder.of(network.som));
    network.sim.run(cell.analysedMs());
    double seconds = cell.analysedMs() / 1000;
    return new Rates(
        e.total() / (seconds * ring.pyramids()),
        p.total() / (seconds * ring.pv()),
        s.total() / (seconds * ring.som()));
  }
}
