package cerulean.studies.gonogo;

import cerulean.neuro.Connectivity;
import cerulean.neuro.Delays;
import cerulean.neuro.ExponentialCurrentPort;
import cerulean.neuro.IzhikevichParameters;
import cerulean.neuro.IzhikevichPopulation;
import cerulean.neuro.IzhikevichScheme;
import cerulean.neuro.Lever;
import cerulean.neuro.Neuromodulator;
import cerulean.neuro.PlasticSynapses;
import cerulean.neuro.PoissonSource;
import cerulean.neuro.Population;
import cerulean.neuro.Projection;
import cerulean.neuro.RewardSignal;
import cerulean.neuro.Simulation;
import cerulean.neuro.SpikeRecorder;
import cerulean.neuro.Stimulus;
import cerulean.neuro.ThreeFactorStdp;
import cerulean.neuro.Values;

/// Excitatory and inhibitory cells that vote together, Go, No-Go or the critic, with their plastic
/// input.
///
/// The vote is the net rate: mean rate of the excitatory cells less that of the inhibitory ones.
final class SpikingGroup {

  private static final String EXCITATION = "excitation";

  private static final String INHIBITION = "inhibition";

  private final String name;
  private final SpikingProtocol protocol;
  private final Simulation simulation;
  private final Population excitatory;
  private final Population inhibitory;
  private final SpikeRecorder spikes;
  private final SpikeRecorder inhibitorySpikes;
  private final Projection input;
  private final RewardSignal dopamine;
  private final ThreeFactorStdp rule;

  SpikingGroup(
      String name,
      SpikingProtocol protocol,
      SpikingCondition condition,
      Simulation simulation,
      PoissonSource source,
      Neuromodulator noradrenaline) {
    this.name = name;
    this.protocol = protocol;
    this.simulation = simulation;
    excitatory = cells(name, protocol.excitatory(), IzhikevichParameters.REGULAR_SPIKING);
    inhibitory = cells(name + " I", protocol.inhibitory(), IzhikevichParameters.FAST_SPIKING);
    spikes = simulation.add(name + " spikes", SpikeRecorder.of(excitatory));
    inhibitorySpikes = simulation.add(name + " I spikes", SpikeRecorder.of(inhibitory));
    double start = protocol.startWeight();
    input =
        simulation.connect(
            "input to " + name,
            source,
            excitatory.port(EXCITATION),
            Connectivity.allToAll(),
            Values.uniform(0.8 * start, 1.2 * start),
            Delays.oneStep());
    input.setStrength(1 / protocol.excitatoryMs());
    wire("drive of " + name + " I", excitatory, inhibitory, protocol.toInhibitory());
    wire("inhibition within " + name, inhibitory, excitatory, protocol.toOwn());
    // The mean of past rewards stays 0: what is given is already an error.
    dopamine = simulation.add("DA at " + name, RewardSignal.of(0, Double.POSITIVE_INFINITY));
    rule =
        simulation.add(
            "plasticity of " + name,
            ThreeFactorStdp.of(
                PlasticSynapses.all(input),
                protocol.window(condition),
                protocol.eligibilityMs(),
                dopamine,
                0,
                protocol.largestWeight()));
    rule.setRate(protocol.rate());
    if (condition.cells()) {
      lever("c", noradrenaline, protocol.naCurrent() * protocol.cShift());
      lever("d", noradrenaline, protocol.naCurrent() * protocol.dShift());
    }
    if (condition.plasticity()) {
      simulation.add(
          "rate of " + name,
          Lever.rate(rule).factor(noradrenaline, na -> 1 + protocol.naRate() * na));
    }
  }

  private Population cells(String group, int size, IzhikevichParameters kind) {
    Population made =
        simulation.add(
            group, IzhikevichPopulation.of(size, kind, IzhikevichScheme.HALF_STEPS_2003));
    made.attach(EXCITATION, new ExponentialCurrentPort(protocol.excitatoryMs()));
    made.attach(INHIBITION, new ExponentialCurrentPort(protocol.inhibitoryMs()));
    simulation.stimulate("noise of " + group, made, Stimulus.noise(protocol.noiseSd()));
    return made;
  }

  private void wire(String synapses, Population from, Population to, double charge) {
    boolean excites = charge > 0;
    double tau = excites ? protocol.excitatoryMs() : protocol.inhibitoryMs();
    simulation
        .connect(
            synapses,
            from,
            to.port(excites ? EXCITATION : INHIBITION),
            Connectivity.allToAll(),
            Values.constant(charge),
            Delays.oneStep())
        .setStrength(1 / tau);
  }

  private void lever(String parameter, Neuromodulator noradrenaline, double perUnit) {
    simulation.add(
        parameter + " of " + name,
        Lever.parameter(excitatory, parameter).offset(noradrenaline, na -> perUnit * na));
  }

  /// Lets the inhibitory cells of this group inhibit the excitatory ones of a rival.
  void compete(SpikingGroup rival) {
    wire("inhibition of " + rival.name, inhibitory, rival.excitatory, protocol.toOther());
  }

  /// The net rate in Hz since [#forget].
  double netHz() {
    double seconds = protocol.stimulusMs() / 1000;
    return spikes.total() / (seconds * excitatory.size())
        - inhibitorySpikes.total() / (seconds * inhibitory.size());
  }

  /// Forgets the spikes so far.
  void forget() {
    spikes.clear();
    inhibitorySpikes.clear();
  }

  /// A pulse of dopamine at the plastic synapses, of that area.
  void teach(double delta) {
    dopamine.give(delta);
  }

  /// The mean eligibility now of the synapses from the inputs `from .. to`.
  double eligibility(int from, int to) {
    double sum = 0;
    int first = input.rowStart(from);
    int end = input.rowStart(to);
    for (int k = first; k < end; k++) {
      sum += rule.eligibility(k);
    }
    return sum / (end - first);
  }

  SpikeRecorder spikes() {
    return spikes;
  }

  SpikeRecorder inhibitorySpikes() {
    return inhibitorySpikes;
  }

  /// The mean weight from each stimulus.
  double[] meanWeights() {
    float[] weights = input.weightsNow();
    double[] means = new double[SetShift.STIMULI];
    int each = weights.length / means.length;
    for (int k = 0; k < weights.length; k++) {
      means[k / each] += weights[k] / each;
    }
    return means;
  }
}
