package cerulean.studies.gonogo;

import cerulean.tensor.Philox;
import java.util.Arrays;

/// One learner of the rate level in one run of the task.
///
///     z = W x,   z_Go <- z_Go - k 5HT,   p = softmax(z / T),   V = v . x,   delta = r - V    (DA)
///     W <- W + rate delta (onehot(a) - p) x^T,   v <- v + criticRate delta x / 2
///
/// Modulators act in the trial after the one that moved them, so that a trial is chosen and learnt
/// with the same levels. All conditions of a run see the same stimuli and the same numbers of
/// chance.
final class RateRun {

  private final RateProtocol protocol;
  private final Condition condition;
  private final ChangeDetector detector;
  private final Philox random;

  /// Weights of Go, then of No-Go, from A, B, X, Y.
  private final double[][] weights = new double[2][SetShift.STIMULI];

  private final double[] value = new double[SetShift.STIMULI];
  private double serotonin;

  private RateRun(RateProtocol protocol, Condition condition, Philox random) {
    this.protocol = protocol;
    this.condition = condition;
    this.random = random;
    detector = new ChangeDetector(protocol.detector().withTau(condition.tauTrials()));
  }

  /// What the learner does, and its weights after every trial, `[trials][8]`.
  @SuppressWarnings("ArrayRecordComponent") // Numbers to sum and draw; never compared.
  record Course(Behaviour behaviour, double[][] weights) {}

  /// Plays the whole task.
  ///
  /// @param random the run's own stream, the same for all conditions
  static Course of(RateProtocol protocol, Condition condition, Philox random) {
    return new RateRun(protocol, condition, random).play();
  }

  private Course play() {
    int trials = protocol.task().trials();
    Behaviour behaviour = Behaviour.empty(protocol.task());
    double[][] history = new double[trials][];
    for (int trial = 0; trial < trials; trial++) {
      int picture = random.nextInt(2);
      int tone = 2 + random.nextInt(2);
      double chance = random.nextDouble();
      double temperature = 1 + condition.temperature() * detector.noradrenaline();
      double pGo = probabilityOfGo(picture, tone, temperature);
      boolean go = chance < pGo;
      boolean target = protocol.task().isTarget(trial, picture, tone);
      behaviour.record(
          trial, go, target, entropyGivenTarget(trial, temperature), detector.noradrenaline());
      learn(trial, go, pGo, picture, tone, protocol.task().reward(go, target));
      history[trial] = Arrays.copyOf(weights[0], 2 * SetShift.STIMULI);
      System.arraycopy(weights[1], 0, history[trial], SetShift.STIMULI, SetShift.STIMULI);
    }
    return new Course(behaviour, history);
  }

  private double probabilityOfGo(int picture, int tone, double temperature) {
    double go = weights[0][picture] + weights[0][tone] - condition.serotonin() * serotonin;
    double withheld = weights[1][picture] + weights[1][tone];
    return 1 / (1 + StrictMath.exp((withheld - go) / temperature));
  }

  /// H(action | go cue) in bits: the mean over the two trials that hold the target.
  private double entropyGivenTarget(int trial, double temperature) {
    boolean first = trial < protocol.task().before();
    double sum = 0;
    for (int other = 0; other < 2; other++) {
      double p = probabilityOfGo(first ? 0 : other, first ? 2 + other : 2, temperature);
      sum += Behaviour.entropy(p) / 2;
    }
    return sum;
  }

  private void learn(int trial, boolean go, double pGo, int picture, int tone, double reward) {
    double acetylcholine = Math.min(1, detector.expectedUncertainty());
    double all = 1 + condition.acetylcholine() * acetylcholine;
    double rate =
        protocol.actorRate() * (1 + condition.plasticity() * detector.noradrenaline()) * all;
    double delta = reward - value[picture] - value[tone];
    double largest = protocol.largest();
    for (int action = 0; action < 2; action++) {
      double p = action == 0 ? pGo : 1 - pGo;
      double change = rate * delta * ((go == (action == 0) ? 1 : 0) - p);
      double[] w = weights[action];
      w[picture] = Math.clamp(w[picture] + change, -largest, largest);
      w[tone] = Math.clamp(w[tone] + change, -largest, largest);
    }
    value[picture] += protocol.criticRate() * all * delta / 2;
    value[tone] += protocol.criticRate() * all * delta / 2;
    serotonin += (Math.max(0, -reward) - serotonin) / protocol.punishmentTrials();
    detector.observe(trial, go, picture, tone, reward);
  }
}
