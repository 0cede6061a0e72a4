package cerulean.neuro.networks;

import cerulean.neuro.Connectivity;
import cerulean.neuro.CurrentPort;
import cerulean.neuro.Delays;
import cerulean.neuro.IzhikevichParameters;
import cerulean.neuro.IzhikevichPopulation;
import cerulean.neuro.IzhikevichScheme;
import cerulean.neuro.PairStdp;
import cerulean.neuro.PlasticSynapses;
import cerulean.neuro.Projection;
import cerulean.neuro.Simulation;
import cerulean.neuro.StdpWindow;
import cerulean.neuro.Stimulus;
import cerulean.neuro.Values;
import cerulean.neuro.WeightDependence;
import cerulean.tensor.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The sparse form of [Network2003] whose excitatory synapses learn by pairs of spikes: 100 random
/// targets each, weights uniform to 3 and to -6, windows of 20 ms, +0.03 and -0.036 per pair,
/// bounds 0 and 6.
///
/// - `simulation`: has the parts `cells`, `noise`, `synapses` and `stdp`
/// - `cells`: the population, excitatory ones first
/// - `synapses`: the projection from it to itself
/// - `stdp`: the rule on those of the excitatory cells
/// - `excitatory`: number of excitatory cells
public record RecurrentStdp(
    Simulation simulation,
    IzhikevichPopulation cells,
    Projection synapses,
    PairStdp stdp,
    int excitatory) {

  /// A network of any size.
  public static RecurrentStdp of(int size, long seed) {
    return of(size, Delays.oneStep(), seed);
  }

  /// A network of any size with other delays than one step of 1 ms.
  public static RecurrentStdp of(int size, Delays delays, long seed) {
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
            Connectivity.fixedOutDegree(100),
            Values.bySource(excitatory, Values.uniform(0, 3), Values.uniform(-6, 0)),
            delays);
    PairStdp stdp =
        simulation.add(
            "stdp",
            PairStdp.of(
                PlasticSynapses.from(synapses, 0, excitatory),
                StdpWindow.of(0.03, 0.036, 20, 20),
                WeightDependence.ADDITIVE,
                0,
                6));
    return new RecurrentStdp(simulation, cells, synapses, stdp, excitatory);
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
