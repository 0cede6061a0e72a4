package cerulean.neuro.networks;

import cerulean.neuro.CellValues;
import cerulean.neuro.Connectivity;
import cerulean.neuro.Delays;
import cerulean.neuro.ExponentialConductancePort;
import cerulean.neuro.ExponentialCurrentPort;
import cerulean.neuro.LifParameters;
import cerulean.neuro.LifPopulation;
import cerulean.neuro.Port;
import cerulean.neuro.Projection;
import cerulean.neuro.Simulation;
import cerulean.neuro.Values;
import cerulean.tensor.Philox;

/// Sparse networks of integrate-and-fire cells that keep firing irregularly without any input: the
/// two benchmarks `CUBA`, with currents, and `COBA`, with conductances, of the review of
/// simulators.
///
/// 4000 cells, 3200 of them excitatory, each connected with every cell with probability 2 %; tau 20
/// ms, 10 nS leak, threshold -50, reset -60 mV, refractory 5 ms; synapses of 5 and 10 ms; steps of
/// 0.1 ms, a delay of one step.
///
/// | | rest, mV | excitatory, inhibitory synapse | at the start | Hz |
/// |---|---:|---|---|---:|
/// | CUBA | -49 | 16.2 and -90 pA (1.62 and -9 mV) | voltage uniform from -60 to -50 mV | 5.5 |
/// | COBA | -60 | 6 nS to 0 mV, 67 nS to -80 mV | voltage -65 +- 5 mV, conductances 40 +- 15 and 200 +- 120 nS | 19 |
///
/// Networks differ: drawn with other seeds they fire at 5.3 to 6.1 and 17 to 21 Hz, and one in six
/// of COBA falls silent in its first 10 ms, with any scheme and generator of random numbers.
///
/// - `simulation`: has the parts `cells`, `excite` and `inhibit`
/// - `cells`: excitatory ones first; ports `excitation` and `inhibition`
/// - `excite`, `inhibit`: the projections, from all cells; the rows of cells of the other kind are
///   empty
/// - `excitatory`: number of excitatory cells
///
/// References: T. P. Vogels & L. F. Abbott (2005), Signal propagation and logic gating in networks
/// of integrate-and-fire neurons, Journal of Neuroscience 25, 10786-10795; R. Brette et al. (2007),
/// Simulation of networks of spiking neurons: a review of tools and strategies, Journal of
/// Computational Neuroscience 23, 349-398, appendix 2, benchmarks 1 and 2.
public record VogelsAbbott2005(
    Simulation simulation,
    LifPopulation cells,
    Projection excite,
    Projection inhibit,
    int excitatory) {

  private static final double STEP_MS = 0.1;
  private static final double PROBABILITY = 0.02;
  private static final double EXCITATION_MS = 5;
  private static final double INHIBITION_MS = 10;

  /// The network of currents with 4000 cells.
  public static VogelsAbbott2005 cuba(long seed) {
    return cuba(4000, seed);
  }

  /// The network of currents; 2 % of `size` are the synapses of a cell, so that other sizes fire at
  /// other rates.
  public static VogelsAbbott2005 cuba(int size, long seed) {
    Simulation simulation = Simulation.of(STEP_MS, seed);
    LifPopulation cells = cells(simulation, size, -49);
    Port excitation = cells.attach("excitation", new ExponentialCurrentPort(EXCITATION_MS));
    Port inhibition = cells.attach("inhibition", new ExponentialCurrentPort(INHIBITION_MS));
    cells.fill("v", CellValues.uniform(-60, -50), seed);
    return connected(simulation, cells, excitation, 16.2, inhibition, -90);
  }

  /// The network of conductances with 4000 cells.
  public static VogelsAbbott2005 coba(long seed) {
    return coba(4000, seed);
  }

  /// The network of conductances; 2 % of `size` are the synapses of a cell, so that other sizes
  /// fire at other rates.
  public static VogelsAbbott2005 coba(int size, long seed) {
    Simulation simulation = Simulation.of(STEP_MS, seed);
    LifPopulation cells = cells(simulation, size, -60);
    ExponentialConductancePort excitation =
        cells.attach("excitation", new ExponentialConductancePort(EXCITATION_MS, 0));
    ExponentialConductancePort inhibition =
        cells.attach("inhibition", new ExponentialConductancePort(INHIBITION_MS, -80));
    cells.fill("v", CellValues.normal(-65, 5), seed);
    atStart(excitation.synapticConductance(), 40, 15, Philox.of(seed).split(0));
    atStart(inhibition.synapticConductance(), 200, 120, Philox.of(seed).split(1));
    return connected(simulation, cells, excitation, 6, inhibition, 67);
  }

  /// Normal numbers, those below 0 cut to 0; with less the network may die out.
  private static void atStart(double[] conductance, double mean, double sd, Philox random) {
    for (int i = 0; i < conductance.length; i++) {
      conductance[i] = Math.max(0, mean + sd * random.nextGaussian());
    }
  }

  private static LifPopulation cells(Simulation simulation, int size, double restMv) {
    return simulation.add(
        "cells", LifPopulation.of(size, new LifParameters(20, 200, restMv, -50, -60, 5)));
  }

  private static VogelsAbbott2005 connected(
      Simulation simulation,
      LifPopulation cells,
      Port excitation,
      double exciting,
      Port inhibition,
      double inhibiting) {
    int excitatory = cells.size() * 4 / 5;
    Connectivity random = Connectivity.fixedProbability(PROBABILITY);
    Projection excite =
        simulation.connect(
            "excite",
            cells,
            excitation,
            random.fromSources(0, excitatory),
            Values.constant(exciting),
            Delays.oneStep());
    Projection inhibit =
        simulation.connect(
            "inhibit",
            cells,
            inhibition,
            random.fromSources(excitatory, cells.size()),
            Values.constant(inhibiting),
            Delays.oneStep());
    return new VogelsAbbott2005(simulation, cells, excite, inhibit, excitatory);
  }
}
