package cerulean.studies.microcircuit;

import cerulean.neuro.CompartmentalPopulation;
import cerulean.neuro.ExponentialConductancePort;
import cerulean.neuro.Layer5Pyramidal;
import cerulean.neuro.Simulation;
import cerulean.neuro.SpikeRecorder;
import cerulean.neuro.Stimulus;
import java.util.Arrays;

/// Pyramidal cells without synapses: copies of one cell at each of many somatic currents, each with
/// noise of its own.
final class SingleCells {

  /// A time constant, ms, at which a conductance loses a billionth in the longest run.
  private static final double TONIC = 1e12;

  private SingleCells() {}

  /// Rates by somatic current under a condition.
  static Response run(CellProtocol protocol, Condition condition, long seed) {
    Simulation sim = Simulation.of(protocol.dtMs(), seed);
    int currents = protocol.currents();
    int size = protocol.copies() * currents;
    CompartmentalPopulation cells =
        sim.add("cells", Layer5Pyramidal.of(size, condition.coupling()));
    double[] grid = protocol.grid();
    double[] each = new double[size];
    Arrays.setAll(each, i -> grid[i / protocol.copies()]);
    sim.stimulate("drive", cells, Stimulus.constant(each));
    noise(sim, cells, protocol, protocol.noiseSd());
    put(sim, cells, condition, protocol);
    sim.run(protocol.warmUpMs());
    SpikeRecorder spikes = sim.add("spikes", SpikeRecorder.of(cells));
    int strong = (int) Math.round(Response.STRONG / protocol.stepPa()) * protocol.copies();
    double plateau = plateau(sim, cells, strong, protocol);
    double[] rates = new double[currents];
    for (int cell : spikes.cells()) {
      rates[cell / protocol.copies()] += 1000 / (protocol.analysedMs() * protocol.copies());
    }
    Bursts bursts = Bursts.of(spikes, strong, strong + protocol.copies(), protocol.burstMs());
    return new Response(grid, rates, protocol.leastHz(), plateau, bursts.fraction());
  }

  /// Runs for the analysed time and returns the part of it that dendrites are in a plateau.
  private static double plateau(
      Simulation sim, CompartmentalPopulation cells, int from, CellProtocol protocol) {
    double[] v = cells.compartment("dendrite").voltage();
    long steps = Math.round(protocol.analysedMs() / protocol.dtMs());
    long above = 0;
    for (long n = 0; n < steps; n++) {
      sim.step();
      for (int i = from; i < from + protocol.copies(); i++) {
        above += v[i] >= protocol.plateauMv() ? 1 : 0;
      }
    }
    return above / ((double) steps * protocol.copies());
  }

  /// Adds somatic noise.
  static void noise(
      Simulation sim, CompartmentalPopulation cells, CellProtocol protocol, double sd) {
    sim.stimulate("noise", cells, Stimulus.ornsteinUhlenbeck(sd, protocol.noiseTauMs()));
  }

  /// Adds what a condition puts on dendrites and somata; the coupling is the cells' own.
  static void put(
      Simulation sim, CompartmentalPopulation cells, Condition condition, CellProtocol protocol) {
    String name = cells.name();
    sim.stimulate(
        name + " dendrite",
        cells.compartment("dendrite"),
        Stimulus.constant(condition.dendritePa()));
    tonic(cells, "tonic PV", "soma", condition.pvNs(), protocol);
    tonic(cells, "tonic SOM", "dendrite", condition.somNs(), protocol);
  }

  /// A conductance that stays.
  private static void tonic(
      CompartmentalPopulation cells,
      String name,
      String compartment,
      double nS,
      CellProtocol protocol) {
    if (nS > 0) {
      ExponentialConductancePort port =
          new ExponentialConductancePort(TONIC, protocol.inhibitionMv());
      cells.attach(name, port, cells.compartment(compartment));
      Arrays.fill(port.synapticConductance(), nS);
    }
  }
}
