package cerulean.neuro.networks;

import cerulean.neuro.Connectivity;
import cerulean.neuro.Delays;
import cerulean.neuro.LifParameters;
import cerulean.neuro.LifPopulation;
import cerulean.neuro.Neuromodulator;
import cerulean.neuro.PairStdp;
import cerulean.neuro.PlasticSynapses;
import cerulean.neuro.Plasticity;
import cerulean.neuro.Projection;
import cerulean.neuro.Simulation;
import cerulean.neuro.SpikeTrainSource;
import cerulean.neuro.StdpWindow;
import cerulean.neuro.ThreeFactorStdp;
import cerulean.neuro.Values;
import cerulean.neuro.VoltagePort;
import cerulean.neuro.WeightDependence;

/// Two cells made to fire at given times, and the synapse between them, which learns by pairs alone
/// or only when dopamine comes, up to a second later.
///
/// Spikes of cell 0 and 1: 500 and 550 ms, 1000 and 1010 ms; 1510 and 1500 ms. Windows of 20 ms, A+
/// 1e-4, A- 1.05e-4, weights within -0.01 and 0.01; eligibility 1 s; dopamine 200 ms, 0.005 at 520,
/// 1020 and 1520 ms; steps of 0.1 ms. Constants are those of Brian2's example of the paper.
///
/// - `simulation`: has the parts `script`, `cells`, `synapse` and `rule`, and `DA` if rewarded
/// - `cells`: the two cells; they fire one step after the times of the script
/// - `synapse`: from cell 0 to cell 1
/// - `rule`: [PairStdp] or [ThreeFactorStdp]
/// - `dopamine`: not part of the simulation in the classical form
///
/// Reference: E. M. Izhikevich (2007), Solving the distal reward problem through linkage of STDP
/// and dopamine signaling, Cerebral Cortex 17, 2443-2452.
public record DistalReward2007(
    Simulation simulation,
    LifPopulation cells,
    Projection synapse,
    Plasticity rule,
    Neuromodulator dopamine) {

  /// Largest weight.
  public static final double LARGEST = 0.01;

  private static final StdpWindow WINDOW = StdpWindow.of(0.01 * LARGEST, 0.0105 * LARGEST, 20, 20);

  /// Learns by pairs of spikes, at once.
  ///
  /// `weight`: at the start; 1e-10 in the example
  public static DistalReward2007 classical(double weight) {
    return of(weight, false);
  }

  /// Learns when dopamine is there.
  ///
  /// `weight`: at the start
  public static DistalReward2007 rewarded(double weight) {
    return of(weight, true);
  }

  private static DistalReward2007 of(double weight, boolean rewarded) {
    Simulation simulation = Simulation.of(0.1, 1);
    SpikeTrainSource script =
        simulation.add(
            "script",
            SpikeTrainSource.of(new double[] {500, 1000, 1510}, new double[] {550, 1010, 1500}));
    LifPopulation cells =
        simulation.add("cells", LifPopulation.of(2, new LifParameters(10, 10, -74, -54, -60, 0)));
    cells.attach("excitation", new VoltagePort());
    simulation.connect(
        "drive",
        script,
        cells.port("excitation"),
        Connectivity.oneToOne(),
        Values.constant(100),
        Delays.oneStep());
    Projection synapse =
        simulation.connect(
            "synapse",
            cells,
            cells.port("excitation"),
            Connectivity.pairs(new int[] {0}, new int[] {1}),
            Values.constant(weight),
            Delays.oneStep());
    Neuromodulator dopamine =
        Neuromodulator.of(0, 200)
            .releaseAt(new double[] {520, 1020, 1520}, new double[] {0.005, 0.005, 0.005});
    PlasticSynapses all = PlasticSynapses.all(synapse);
    Plasticity rule;
    if (rewarded) {
      simulation.add("DA", dopamine);
      rule = ThreeFactorStdp.of(all, WINDOW, 1000, dopamine, -LARGEST, LARGEST);
    } else {
      rule = PairStdp.of(all, WINDOW, WeightDependence.ADDITIVE, -LARGEST, LARGEST);
    }
    simulation.add("rule", rule);
    return new DistalReward2007(simulation, cells, synapse, rule, dopamine);
  }
}
