package cerulean.studies.microcircuit;

import cerulean.neuro.CompartmentalPopulation;
import cerulean.neuro.Connectivity;
import cerulean.neuro.Delays;
import cerulean.neuro.ExponentialConductancePort;
import cerulean.neuro.Layer5Pyramidal;
import cerulean.neuro.Projection;
import cerulean.neuro.Simulation;
import cerulean.neuro.SpikeRecorder;
import cerulean.neuro.Stimulus;
import cerulean.neuro.Values;
import java.util.Arrays;

/// Independent pairs of pyramidal cells, one plastic synapse each; both cells of a pair are under
/// the same condition.
final class PlasticPairs {

  private final PlasticityProtocol protocol;
  private final CellProtocol cell;
  private final Simulation sim;
  private final CompartmentalPopulation pre;
  private final CompartmentalPopulation post;
  private final Projection synapses;

  PlasticPairs(CellProtocol cell, PlasticityProtocol protocol, Condition condition, long seed) {
    this.protocol = protocol;
    this.cell = cell;
    sim = Simulation.of(cell.dtMs(), seed);
    pre = cells("pre", protocol.prePa(), condition);
    post = cells("post", protocol.postPa(), condition);
    post.attach("AMPA", new ExponentialConductancePort(protocol.excitationMs(), 0));
    synapses =
        sim.connect(
            "synapses",
            pre,
            post.port("AMPA"),
            Connectivity.oneToOne(),
            Values.constant(protocol.start()),
            Delays.oneStep());
    synapses.setStrength(protocol.pairNs());
    sim.add("stdp", protocol.rule(synapses));
  }

  private CompartmentalPopulation cells(String name, double pA, Condition condition) {
    CompartmentalPopulation made =
        sim.add(name, Layer5Pyramidal.of(protocol.pairs(), condition.coupling()));
    sim.stimulate(name + " drive", made, Stimulus.constant(pA));
    sim.stimulate(
        name + " noise", made, Stimulus.ornsteinUhlenbeck(protocol.noiseSd(), cell.noiseTauMs()));
    SingleCells.put(sim, made, condition, cell);
    return made;
  }

  /// How fast pairs learn.
  ///
  /// - `medianSeconds`: until a weight is learnt; infinite if half of them never are
  /// - `shortIntervals`: part of the intervals between spikes of the later cells within a burst
  record Learning(double medianSeconds, double shortIntervals) {}

  /// Runs until more than half of the pairs have learnt.
  Learning learn() {
    SpikeRecorder spikes = sim.add("spikes", SpikeRecorder.of(post));
    double[] learntAt = new double[protocol.pairs()];
    Arrays.fill(learntAt, Double.POSITIVE_INFINITY);
    int learnt = 0;
    while (sim.timeMs() < protocol.longestMs() && learnt <= protocol.pairs() / 2) {
      sim.run(1);
      float[] weights = synapses.weights();
      for (int k = 0; k < learntAt.length; k++) {
        if (weights[k] >= protocol.learnt() && learntAt[k] == Double.POSITIVE_INFINITY) {
          learntAt[k] = sim.timeMs() / 1000;
          learnt++;
        }
      }
    }
    Arrays.sort(learntAt);
    int half = protocol.pairs() / 2;
    double median =
        protocol.pairs() % 2 == 1 ? learntAt[half] : (learntAt[half - 1] + learntAt[half]) / 2;
    return new Learning(
        median, Bursts.of(spikes, 0, protocol.pairs(), cell.burstMs()).shortFraction());
  }

  /// The mean weight at the end of every `everyMs`, while the coupling is 0 but for a pulse.
  ///
  /// - `to`: coupling during the pulse; 0 for none
  double[] throughPulse(PulseProtocol pulse, double everyMs, double to) {
    int points = (int) Math.round(pulse.weightsMs() / everyMs);
    double[] means = new double[points];
    for (int k = 0; k < points; k++) {
      double now = k * everyMs;
      boolean inside = now >= pulse.startMs() && now < pulse.startMs() + pulse.lengthMs();
      pre.fill("coupling", inside ? to : 0);
      post.fill("coupling", inside ? to : 0);
      sim.run(everyMs);
      double sum = 0;
      for (float w : synapses.weights()) {
        sum += w;
      }
      means[k] = sum / synapses.weights().length;
    }
    return means;
  }
}
