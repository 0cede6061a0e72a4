package cerulean.studies.gonogo;

import cerulean.neuro.Neuromodulator;
import cerulean.neuro.PoissonSource;
import cerulean.neuro.Simulation;
import cerulean.neuro.SpikeRecorder;
import cerulean.tensor.Philox;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One network of the spiking level in one run of the task.
///
/// A trial: inputs of two stimuli fire for 300 ms; the actor's group with the larger net rate
/// decides; the critic's net rate is V; `delta = r - V` is given to the synapses as a pulse of
/// dopamine; then inputs are off for the pause. Noradrenaline of the [ChangeDetector] is held
/// during a trial.
final class SpikingRun {

  private static final long TASK = 1;

  private final SpikingProtocol protocol;
  private final SpikingCondition condition;
  private final ChangeDetector detector;
  private final Philox random;
  private final Simulation simulation;
  private final PoissonSource source;
  private final SpikeRecorder sourceSpikes;
  private final Neuromodulator noradrenaline;
  private final SpikingGroup go;
  private final SpikingGroup noGo;
  private final SpikingGroup critic;

  private SpikingRun(SpikingProtocol protocol, SpikingCondition condition, long seed) {
    this.protocol = protocol;
    this.condition = condition;
    detector = new ChangeDetector(protocol.detector());
    random = Philox.of(seed).split(TASK);
    simulation = Simulation.of(1, seed);
    noradrenaline = simulation.add("NA", Neuromodulator.of(0, 1000));
    source = simulation.add("input", PoissonSource.of(protocol.inputs(), protocol.offHz()));
    sourceSpikes = simulation.add("input spikes", SpikeRecorder.of(source));
    go = group("Go");
    noGo = group("No-Go");
    critic = group("critic");
    go.compete(noGo);
    noGo.compete(go);
  }

  private SpikingGroup group(String name) {
    return new SpikingGroup(name, protocol, condition, simulation, source, noradrenaline);
  }

  /// Spikes of one trial.
  ///
  /// - `trial`: which, from 0
  /// - `wentGo`: what was decided
  /// - `na`: noradrenaline during it
  /// - `trains`: of the inputs, Go, Go I, No-Go, No-Go I, critic, critic I
  record Snapshot(int trial, boolean wentGo, double na, List<Train> trains) {}

  /// Spikes of one population: times in ms from the start of the trial, and cells.
  @SuppressWarnings("ArrayRecordComponent") // Numbers to sum and draw; never compared.
  record Train(String name, int size, double[] timesMs, int[] cells) {}

  /// What a run leaves.
  ///
  /// - `weights`: after every trial the mean weight from A, B, X, Y to Go, No-Go, critic;
  ///   `[trials][12]`
  /// - `values`: V of every trial
  /// - `eligibility`: of the synapses from the two stimuli to the chosen group when the reward
  ///   comes, mean over the trials before the shift
  /// - `before`: the last trial with B and X before the shift
  /// - `released`: the first trial with B and X after the shift with noradrenaline above one half;
  ///   if there is none, the first
  @SuppressWarnings("ArrayRecordComponent") // Numbers to sum and draw; never compared.
  record Course(
      Behaviour behaviour,
      double[][] weights,
      double[] values,
      double eligibility,
      @Nullable Snapshot before,
      @Nullable Snapshot released) {}

  /// Plays the whole task; `progress` hears of every trial.
  static Course of(
      SpikingProtocol protocol, SpikingCondition condition, long seed, Runnable progress) {
    return new SpikingRun(protocol, condition, seed).play(progress);
  }

  private Course play(Runnable progress) {
    int trials = protocol.task().trials();
    Behaviour behaviour = Behaviour.empty(protocol.task());
    double[][] weights = new double[trials][3 * SetShift.STIMULI];
    double[] values = new double[trials];
    double eligibility = 0;
    Snapshot before = null;
    Snapshot released = null;
    for (int trial = 0; trial < trials; trial++) {
      int picture = random.nextInt(2);
      int tone = 2 + random.nextInt(2);
      boolean coin = random.nextInt(2) == 0;
      double na = detector.noradrenaline();
      double startMs = simulation.timeMs();
      present(picture, tone, na);
      double lead = go.netHz() - noGo.netHz();
      boolean wentGo = lead == 0 ? coin : lead > 0;
      boolean target = protocol.task().isTarget(trial, picture, tone);
      double reward = protocol.task().reward(wentGo, target);
      values[trial] = (critic.netHz() - protocol.zeroHz()) / protocol.perReward();
      behaviour.record(trial, wentGo, target, Double.NaN, na);
      if (picture == 1 && tone == 2) {
        if (trial < protocol.task().before()) {
          before = snapshot(trial, wentGo, na, startMs);
        } else if (released == null || (released.na() < 0.5 && na >= 0.5)) {
          released = snapshot(trial, wentGo, na, startMs);
        }
      }
      if (trial < protocol.task().before()) {
        SpikingGroup chosen = wentGo ? go : noGo;
        eligibility +=
            (eligibility(chosen, picture) + eligibility(chosen, tone))
                / (2.0 * protocol.task().before());
      }
      teach(wentGo, reward - values[trial]);
      detector.observe(trial, wentGo, picture, tone, reward);
      write(weights[trial]);
      progress.run();
    }
    behaviour.estimateEntropy(protocol.entropyWindow());
    return new Course(behaviour, weights, values, eligibility, before, released);
  }

  private double eligibility(SpikingGroup group, int stimulus) {
    int each = protocol.inputsPerStimulus();
    return group.eligibility(stimulus * each, (stimulus + 1) * each);
  }

  private void present(int picture, int tone, double na) {
    sourceSpikes.clear();
    go.forget();
    noGo.forget();
    critic.forget();
    noradrenaline.setTonic(condition.hasNoradrenaline() ? na : 0);
    double[] rates = source.parameter("rateHz");
    for (int i = 0; i < rates.length; i++) {
      int stimulus = i / protocol.inputsPerStimulus();
      rates[i] = stimulus == picture || stimulus == tone ? protocol.onHz() : protocol.offHz();
    }
    source.changed();
    simulation.run(protocol.stimulusMs());
  }

  private void teach(boolean wentGo, double delta) {
    if (wentGo || !condition.efference()) {
      go.teach(delta);
    }
    if (!wentGo || !condition.efference()) {
      noGo.teach(delta);
    }
    critic.teach(delta);
    source.fill("rateHz", protocol.offHz());
    simulation.run(protocol.pauseMs());
  }

  private void write(double[] row) {
    int n = SetShift.STIMULI;
    System.arraycopy(go.meanWeights(), 0, row, 0, n);
    System.arraycopy(noGo.meanWeights(), 0, row, n, n);
    System.arraycopy(critic.meanWeights(), 0, row, 2 * n, n);
  }

  private Snapshot snapshot(int trial, boolean wentGo, double na, double startMs) {
    List<Train> trains = new ArrayList<>();
    trains.add(train("inputs A, B, X, Y", sourceSpikes, startMs));
    for (SpikingGroup group : List.of(go, noGo, critic)) {
      trains.add(train(group.spikes().population().name(), group.spikes(), startMs));
      trains.add(
          train(group.inhibitorySpikes().population().name(), group.inhibitorySpikes(), startMs));
    }
    return new Snapshot(trial, wentGo, na, trains);
  }

  private static Train train(String name, SpikeRecorder spikes, double startMs) {
    double[] times = spikes.timesMs();
    for (int i = 0; i < times.length; i++) {
      times[i] -= startMs;
    }
    return new Train(name, spikes.population().size(), times, spikes.cells());
  }
}
