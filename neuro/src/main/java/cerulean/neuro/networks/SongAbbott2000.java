package cerulean.neuro.networks;

import cerulean.neuro.Connectivity;
import cerulean.neuro.Delays;
import cerulean.neuro.ExponentialConductancePort;
import cerulean.neuro.LifParameters;
import cerulean.neuro.LifPopulation;
import cerulean.neuro.PairStdp;
import cerulean.neuro.PlasticSynapses;
import cerulean.neuro.PoissonSource;
import cerulean.neuro.Projection;
import cerulean.neuro.Simulation;
import cerulean.neuro.StdpWindow;
import cerulean.neuro.Values;
import cerulean.neuro.WeightDependence;

/// One cell with 1000 Poisson inputs whose synapses compete: weights go to the two bounds, and the
/// rate of the cell settles.
///
/// Constants are those of Brian2's example of the paper: inputs 15 Hz; cell tau 10 ms, rest -74,
/// threshold -54, reset -60 mV; conductances of 5 ms, reversal 0, at most 0.01 of the leak; windows
/// of 20 ms, A+ 0.01 and A- 0.0105 of the largest weight, an input coincident with the cell's spike
/// counted as earlier; steps of 0.1 ms. The leak is 1 nS, so weights are in nS.
///
/// - `simulation`: has the parts `inputs`, `cell`, `synapses` and `stdp`
/// - `inputs`: the Poisson source
/// - `cell`: the population of one cell
/// - `synapses`: the projection, weights uniform to the largest at the start
/// - `stdp`: the rule
///
/// Reference: S. Song, K. D. Miller & L. F. Abbott (2000), Competitive Hebbian learning through
/// spike-timing-dependent synaptic plasticity, Nature Neuroscience 3, 919-926.
public record SongAbbott2000(
    Simulation simulation,
    PoissonSource inputs,
    LifPopulation cell,
    Projection synapses,
    PairStdp stdp) {

  /// The largest weight in nS.
  public static final double LARGEST = 0.01;

  /// As described above.
  public static SongAbbott2000 of(long seed) {
    Simulation simulation = Simulation.of(0.1, seed);
    PoissonSource inputs = simulation.add("inputs", PoissonSource.of(1000, 15));
    LifPopulation cell =
        simulation.add("cell", LifPopulation.of(1, new LifParameters(10, 10, -74, -54, -60, 0)));
    cell.attach("excitation", new ExponentialConductancePort(5, 0));
    Projection synapses =
        simulation.connect(
            "synapses",
            inputs,
            cell.port("excitation"),
            Connectivity.allToAll(),
            Values.uniform(0, LARGEST),
            Delays.oneStep());
    PairStdp stdp =
        simulation.add(
            "stdp",
            PairStdp.of(
                PlasticSynapses.all(synapses),
                StdpWindow.of(0.01 * LARGEST, 0.0105 * LARGEST, 20, 20)
                    .with(StdpWindow.Coincidence.PRE_FIRST),
                WeightDependence.ADDITIVE,
                0,
                LARGEST));
    return new SongAbbott2000(simulation, inputs, cell, synapses, stdp);
  }
}
