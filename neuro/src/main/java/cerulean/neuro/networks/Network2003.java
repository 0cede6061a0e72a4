package cerulean.neuro.networks;

import cerulean.neuro.Connectivity;
import cerulean.neuro.CurrentPort;
import cerulean.neuro.Delays;
import cerulean.neuro.IzhikevichParameters;
import cerulean.neuro.IzhikevichPopulation;
import cerulean.neuro.IzhikevichScheme;
import cerulean.neuro.Projection;
import cerulean.neuro.Simulation;
import cerulean.neuro.Stimulus;
import cerulean.neuro.Values;
import cerulean.tensor.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The network of Izhikevich (2003): four excitatory cells, from regular spiking to chattering, to
/// one inhibitory cell; normal noise of standard deviation 5 and 2; steps of 1 ms, two half steps
/// for v.
///
/// The cells are one population, `cells`, excitatory ones first.
///
/// - `simulation`: has the parts `cells`, `noise` and `synapses`
/// - `cells`: the population
/// - `synapses`: the projection from it to itself
/// - `excitatory`: number of excitatory cells
///
/// Reference: E. M. Izhikevich (2003), Simple model of spiking neurons, IEEE Transactions on Neural
/// Networks 14(6), 1569-1572.
public record Network2003(
    Simulation simulation, IzhikevichPopulation cells, Projection synapses, int excitatory) {

  /// As published: 1000 cells, all to all, weights uniform to 0.5 and to -1.
  public static Network2003 dense(long seed) {
    return of(1000, Connectivity.allToAll(), 0.5, -1, seed);
  }

  /// Any number of cells with 100 random targets each, weights uniform to 3 and to -6: about the
  /// same rate for every size.
  public static Network2003 sparse(int size, long seed) {
    return of(size, Connectivity.fixedOutDegree(100), 3, -6, seed);
  }

  private static Network2003 of(
      int size,
      Connectivity connectivity,
      double mostExcitatory,
      double mostInhibitory,
      long seed) {
    int excitatory = size * 4 / 5;
    Simulation simulation = Simulation.of(1, seed);
    IzhikevichPopulation cells =
        simulation.add(
            "cells",
            IzhikevichPopulation.of(
                parameters(size, excitatory, seed), IzhikevichScheme.HALF_STEPS_2003));
    for (int i = 0; i < size; i++) {
      cells.setVoltageMv(i, -65);
    }
    cells.attach("input", new CurrentPort());
    double[] sds = new double[size];
    Arrays.fill(sds, 0, excitatory, 5);
    Arrays.fill(sds, excitatory, size, 2);
    simulation.stimulate("noise", cells, Stimulus.noise(sds));
    Projection synapses =
        simulation.connect(
            "synapses",
            cells,
            cells.port("input"),
            connectivity,
            Values.bySource(
                excitatory, Values.uniform(0, mostExcitatory), Values.uniform(mostInhibitory, 0)),
            Delays.oneStep());
    return new Network2003(simulation, cells, synapses, excitatory);
  }

  private static List<IzhikevichParameters> parameters(int size, int excitatory, long seed) {
    Philox random = Philox.of(seed);
    List<IzhikevichParameters> cells = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      double r = random.nextDouble();
      cells.add(
          i < excitatory
              ? IzhikevichParameters.of(0.02, 0.2, -65 + 15 * r * r, 8 - 6 * r * r)
              : IzhikevichParameters.of(0.02 + 0.08 * r, 0.25 - 0.05 * r, -65, 2));
    }
    return cells;
  }
}
