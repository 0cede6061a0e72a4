package cerulean.studies.gonogo;

import java.util.Arrays;

/// What a learner did, trial by trial.
///
/// - `task`: which trial belongs to which rule
/// - `correct`: 1 for Go on the target and No-Go on anything else, 0 otherwise
/// - `entropy`: H(action | go cue) in bits
/// - `noradrenaline`: its level during the trial
/// - `choices`: 1 for Go, 0 for No-Go on the target; NaN on other trials
@SuppressWarnings("ArrayRecordComponent") // Numbers to sum and draw; never compared.
record Behaviour(
    SetShift task, double[] correct, double[] entropy, double[] noradrenaline, double[] choices) {

  /// A run has solved the task after the shift if this share of the last 100 trials is correct.
  static final double CRITERION = 0.9;

  private static final int LAST = 100;

  private static final int STEADY = 50;

  private static final int SOON = 20;

  static Behaviour empty(SetShift task) {
    int n = task.trials();
    double[] choices = new double[n];
    Arrays.fill(choices, Double.NaN);
    return new Behaviour(task, new double[n], new double[n], new double[n], choices);
  }

  void record(int trial, boolean go, boolean target, double bits, double na) {
    correct[trial] = go == target ? 1 : 0;
    choices[trial] = !target ? Double.NaN : go ? 1 : 0;
    entropy[trial] = bits;
    noradrenaline[trial] = na;
  }

  /// `-p log2 p - (1 - p) log2 (1 - p)`.
  static double entropy(double p) {
    if (p <= 0 || p >= 1) {
      return 0;
    }
    return -(p * StrictMath.log(p) + (1 - p) * StrictMath.log(1 - p)) / StrictMath.log(2);
  }

  /// The entropy of the choices on the targets among the last `window` trials, written over
  /// [#entropy]: for learners whose probabilities nobody knows.
  void estimateEntropy(int window) {
    for (int trial = 0; trial < entropy.length; trial++) {
      int start = trial < task.before() ? 0 : task.before();
      int seen = 0;
      double go = 0;
      for (int t = Math.max(start, trial - window + 1); t <= trial; t++) {
        if (!Double.isNaN(choices[t])) {
          seen++;
          go += choices[t];
        }
      }
      entropy[trial] = seen == 0 ? Double.NaN : entropy(go / seen);
    }
  }

  Outcome outcome() {
    int shift = task.before();
    int end = task.trials();
    double last = mean(correct, end - LAST, end);
    return new Outcome(
        mean(correct, shift - LAST, shift),
        last,
        last >= CRITERION,
        trialsToCriterion(),
        mean(correct, shift, shift + 50),
        mean(correct, shift + 50, shift + 100),
        mean(correct, shift + 100, shift + 200),
        mean(entropy, shift - STEADY, shift),
        mean(entropy, shift, shift + SOON),
        mean(entropy, end - STEADY, end),
        Arrays.stream(noradrenaline, shift, shift + STEADY).max().orElse(0));
  }

  /// Trials after the shift until the last 50 of them were correct at the criterion; NaN if never.
  private double trialsToCriterion() {
    for (int end = task.before() + STEADY; end <= task.trials(); end++) {
      if (mean(correct, end - STEADY, end) >= CRITERION) {
        return end - task.before();
      }
    }
    return Double.NaN;
  }

  /// The mean of what is known.
  private static double mean(double[] values, int from, int to) {
    double sum = 0;
    int known = 0;
    for (int i = from; i < to; i++) {
      if (!Double.isNaN(values[i])) {
        sum += values[i];
        known++;
      }
    }
    return sum / known;
  }
}
