package cerulean.studies.gonogo;

import static cerulean.studies.gonogo.GoNoGoTables.number;

import cerulean.studies.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The words of the report, with the numbers of the run in them.
final class GoNoGoText {

  private GoNoGoText() {}

  static String lead(GoNoGoStudy study) {
    List<String> parts = new ArrayList<>();
    RateLevel rate = study.rate();
    if (rate != null) {
      List<String> found =
          rate.samples().stream()
              .filter(s -> s.key().equals("da") || s.key().equals("da-na"))
              .map(s -> s.title() + " " + number(100 * s.solved().share(), 0) + " %")
              .toList();
      if (!found.isEmpty()) {
        parts.add(
            "Rate level, runs that solve the task after its rule has changed: "
                + String.join(", ", found)
                + ".");
      }
    }
    SpikingLevel spiking = study.spiking();
    if (spiking != null
        && spiking.has(SpikingCondition.DA)
        && spiking.has(SpikingCondition.DA_NA)) {
      Sample alone = spiking.of(SpikingCondition.DA);
      Sample both = spiking.of(SpikingCondition.DA_NA);
      parts.add(
          "Spiking level, correct answers in the last 100 trials: DA only %s %%, DA + NA %s %%."
              .formatted(
                  number(100 * alone.mean(Outcome::last), 0),
                  number(100 * both.mean(Outcome::last), 0)));
    }
    return parts.isEmpty() ? "The conditions asked for, side by side." : String.join(" ", parts);
  }

  static String status() {
    return "The paper (arXiv:2501.06762) describes its case study in words and pictures, without equations or numbers, and"
        + " calls it conceptual. Everything numeric here is reconstructed. The rate level is set beside an independent"
        + " prototype of the same reconstruction; the spiking level has nothing to be set beside. Nothing was tuned"
        + " to a number.";
  }

  /// What the ablations of the rate level say.
  static String rate(List<Sample> samples) {
    StringBuilder text = new StringBuilder();
    text.append(
        "Why dopamine alone fails: after the shift (B,X) asks for Go, but the policy on it is saturated at No-Go,"
            + " whose reward is 0 and was predicted to be 0. So the error is 0, and nothing is learnt; (A,X) and (B,Y) have the"
            + " same answer under both rules. Only a run that by chance tries Go on (B,X) gets out.");
    text.append(
        solved(
            samples,
            " Temperature alone solves %s of the runs, plasticity alone %s:",
            "temperature",
            "plasticity"));
    if (has(samples, "temperature") && has(samples, "plasticity")) {
      text.append(" it is exploration that breaks the lock, faster learning only makes use of it.");
    }
    text.append(
        solved(
            samples,
            " Acetylcholine on the rates of learning (ours): %s without and %s with noradrenaline,",
            "da-ach",
            "da-na-ach"));
    text.append(
        solved(
            samples,
            " serotonin that inhibits Go after punishments (ours): %s and %s.",
            "da-5ht",
            "da-na-5ht"));
    return text.toString();
  }

  private static boolean has(List<Sample> samples, String key) {
    return samples.stream().anyMatch(sample -> sample.key().equals(key));
  }

  private static String solved(List<Sample> samples, String sentence, String one, String two) {
    if (!has(samples, one) || !has(samples, two)) {
      return "";
    }
    return String.format(Locale.ROOT, sentence, share(samples, one), share(samples, two));
  }

  private static String share(List<Sample> samples, String key) {
    return samples.stream()
        .filter(sample -> sample.key().equals(key))
        .map(sample -> GoNoGoTables.share(sample.solved()))
        .findFirst()
        .orElse("-");
  }

  /// What the spiking level does, and what it took.
  static String spiking(SpikingLevel level) {
    if (!level.conditions().containsAll(List.of(SpikingCondition.values()))) {
      return "Not all conditions were run.";
    }
    Sample letter = level.of(SpikingCondition.TO_THE_LETTER);
    Sample efference = level.of(SpikingCondition.ONLY_EFFERENCE);
    Sample window = level.of(SpikingCondition.ONLY_WINDOW);
    Sample alone = level.of(SpikingCondition.DA);
    Sample both = level.of(SpikingCondition.DA_NA);
    return "To the letter the reconstruction does not learn: %s of the answers are correct before the shift. There are two reasons, and each was mended apart. The window of the group's earlier code weakens 1.5 times as much as it"
            .formatted(percent(letter))
        + " strengthens, which makes the mean eligibility at the moment of the reward %s; with dopamine confined to the chosen group it learns the wrong way round, to %s."
            .formatted(
                signed(level.eligibility(SpikingCondition.ONLY_EFFERENCE)), percent(efference))
        + " With the strengthening half alone the eligibility is %s, but as Go and No-Go get the same input and fire in the same volleys, both learn the same: %s."
            .formatted(signed(level.eligibility(SpikingCondition.ONLY_WINDOW)), percent(window))
        + " With both changes %s are correct before the shift. These networks choose by the noise of a few spikes, so that even without noradrenaline a saturated policy is not as locked as at the rate level."
            .formatted(percent(alone))
        + " What noradrenaline adds after the shift, DA + NA less DA only with the same seeds: %s in the first 50 trials, %s in the last 100. An interval that holds 0 shows no effect."
            .formatted(
                difference(both, alone, Outcome::to50), difference(both, alone, Outcome::last))
        + " In the run shown below all weights fall together while noradrenaline is high. A likely reason is that it makes the critic's cells more excitable, too: V is then too large, and the error below 0.";
  }

  private static String difference(
      Sample one, Sample other, java.util.function.ToDoubleFunction<Outcome> number) {
    double[] a = one.all(number);
    double[] b = other.all(number);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      a[i] -= b[i];
      sum += a[i];
    }
    Interval limits = Interval.ofMean(a, 0.95);
    String range =
        a.length < 2 ? "" : " [" + signed(limits.low()) + ", " + signed(limits.high()) + "]";
    return signed(sum / a.length) + range;
  }

  private static String percent(Sample sample) {
    return number(100 * sample.mean(Outcome::before), 0) + " %";
  }

  private static String signed(double value) {
    return String.format(Locale.ROOT, "%+.2f", value);
  }

  /// Paragraphs of the methods.
  static List<String> methods(GoNoGoSettings settings) {
    List<String> all = new ArrayList<>();
    all.add(
        "Task. In every trial one of two pictures (A, B) comes with one of two tones (X, Y), each equally likely. For the first"
            + " %d trials A is the target, for the next %d X is (extra-dimensional set shifting). Go on the target is rewarded by %s, Go on anything else by %s, No-Go by %s."
                .formatted(
                    settings.rate().task().before(),
                    settings.rate().task().after(),
                    number(settings.rate().task().hit(), 0),
                    number(settings.rate().task().falseAlarm(), 0),
                    number(settings.rate().task().withheld(), 0)));
    all.add(
        "Detector of change, in both levels. It predicts the reward of the chosen action, `q_a . x`; surprise is `s = |r - q_a . x|`;"
            + " `q_a <- q_a + 0.2 (r - q_a . x) x / 2`; two means follow it, `fast <- fast + 0.3 (s - fast)`, `slow <- slow + 0.02 (s - slow)`. Noradrenaline is 1"
            + " after a trial with `fast > slow + 0.35` (not in the first 50), else it decays by `e^(-1/15)` in every trial.");
    if (settings.level().rate()) {
      all.add(
          "Rate level. `z = W x`, `p = softmax(z / T)`, `V = v . x`, `delta = r - V` is dopamine;"
              + " `W <- W + 0.25 delta (onehot(a) - p) x^T`, cut to -6 .. 6; `v <- v + 0.1 delta x / 2`. All weights start at 0. Noradrenaline: `T = 1 + 4 NA`, rate of"
              + " learning times `1 + 2 NA`. Run k of every condition sees the same stimuli and the same numbers of chance. The table of parameters gives the levers of a condition in the"
              + " order NA on temperature, NA on plasticity, decay of NA (trials), ACh on rates, 5-HT on Go. Entropy is"
              + " the mean of H(p) in bits over the two trials that hold the target.");
      all.add(
          "Acetylcholine and serotonin are ours. The review part of the paper recalls the classical map: dopamine the error, serotonin"
              + " the time horizon, noradrenaline the temperature, acetylcholine the rate of learning; and calls it too simple. Acetylcholine is here the expected uncertainty `min(1, slow)`, and"
              + " multiplies all rates by `1 + 2 ACh`. A task of single trials has no time horizon, so serotonin has its other classical role, inhibition"
              + " of action by punishment: the mean of punishments over 20 trials, twice of which is taken from the logit of Go.");
    }
    if (settings.level().spiking()) {
      all.add(
          "Spiking level. Izhikevich cells (2003), steps of 1 ms (two half steps of v). 80 Poisson inputs, 20 for each stimulus; Go, No-Go and critic have 20 regular-spiking and 5 fast-spiking cells each,"
              + " inputs reach all excitatory cells, these their own inhibitory ones, these their own and the rival's excitatory ones. After 300 ms the group with the larger"
              + " net rate (mean of E less mean of I) decides, `V = (net rate of the critic - 10 Hz) / 6 Hz`, and `delta = r - V` is a pulse of dopamine: `w <- w + 0.2 delta e`, w within 0 and 4."
              + " The eligibility e takes +0.1 `e^(-s/20 ms)` for each pair of an input s ms before a spike and decays in 500 ms. Noradrenaline shifts `c` by 15 NA and `d` by -6 NA (regular towards chattering) and multiplies"
              + " the rate of learning by `1 + 2 NA`.");
      all.add(
          "Choices that the reconstruction leaves open, and why. Pause of 700 ms: only e^-2 of the eligibility then reaches the next reward. Synaptic currents that decay (5 and 10 ms) rather than pulses: with strong"
              + " pulses of inhibition the quadratic model fires by rebound. E to I weak: if the inhibitory rate rises faster than the excitatory one, the net rate falls when the"
              + " drive rises, and reads the loser. Window: the strengthening half only, as TD-LTP of Frémaux, Sprekeler and Gerstner (2013). Efference: dopamine reaches the chosen group's and the critic's synapses"
              + " only, as `onehot(a)` says at the rate level. These values were found by looking at short runs: whether cells fire, whether the net rate rises"
              + " with the drive, whether weights move the right way. The first set that learnt the first rule was kept; nothing was chosen by what happens after the shift.");
    }
    all.add(
        "Measures. Correct is Go on the target and No-Go on anything else. A run has solved the task if 90 % of its last 100 trials are"
            + " correct; trials to 90 % are counted to the end of the first 50 trials that good (over how many the prototype took them was not noted). Intervals: 95 %,"
            + " of means by Student's t, of shares by Wilson's formula. Entropy before: the 50 trials before the shift; at the shift: the 20 after it; at the end: the last 50.");
    return all;
  }
}
