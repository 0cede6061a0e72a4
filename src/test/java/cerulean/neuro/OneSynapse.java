package cerulean.neuro;

import java.util.function.Function;

/// One synapse between a source and a target that fire at given times.
public final class OneSynapse {

  public final Simulation simulation;
  public final Projection synapse;

  private OneSynapse(Simulation simulation, Projection synapse) {
    this.simulation = simulation;
    this.synapse = synapse;
  }

  /// `rule` makes the rule that works on it.
  public static OneSynapse of(
      double dtMs,
      double[] sourceMs,
      double[] targetMs,
      double weight,
      Delays delays,
      Function<PlasticSynapses, Plasticity> rule) {
    return of(dtMs, sourceMs, ScriptedCells.of(targetMs), weight, delays, rule);
  }

  public static OneSynapse of(
      double dtMs,
      double[] sourceMs,
      Population target,
      double weight,
      Delays delays,
      Function<PlasticSynapses, Plasticity> rule) {
    Simulation sim = Simulation.of(dtMs, 1);
    SpikeTrainSource source = sim.add("source", SpikeTrainSource.of(sourceMs));
    sim.add("target", target);
    CurrentPort port = target.attach("port", new CurrentPort());
    Projection synapse =
        sim.connect(
            "synapse",
            source,
            port,
            Connectivity.pairs(new int[] {0}, new int[] {0}),
            Values.constant(weight),
            delays);
    sim.add("rule", rule.apply(PlasticSynapses.all(synapse)));
    return new OneSynapse(sim, synapse);
  }

  /// The weight after a run.
  public double after(double ms) {
    simulation.run(ms);
    return synapse.weight(0, 0);
  }
}
