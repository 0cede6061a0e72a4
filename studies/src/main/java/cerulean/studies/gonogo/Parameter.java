package cerulean.studies.gonogo;

import cerulean.studies.run.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One parameter of the study: name in the results file, name in words, value, origin.
///
/// [Origin#RECONSTRUCTED] is the record the study is built from; the paper itself gives no number.
record Parameter(String key, String name, Object value, Origin origin) {

  /// Every parameter of the levels that are run.
  static List<Parameter> of(GoNoGoSettings settings) {
    List<Parameter> all = new ArrayList<>();
    task(all, settings.rate().task(), settings.rate().detector());
    if (settings.level().rate()) {
      rate(all, settings);
    }
    if (settings.level().spiking()) {
      spiking(all, settings.spiking());
    }
    return all;
  }

  private static void task(List<Parameter> all, SetShift task, ChangeDetector.Settings d) {
    rebuilt(all, "trials", "trials under each rule", List.of(task.before(), task.after()));
    rebuilt(
        all,
        "rewards",
        "rewards: hit, false alarm, No-Go",
        List.of(task.hit(), task.falseAlarm(), task.withheld()));
    rebuilt(all, "predictionRate", "detector: rate of learning of q", d.predictionRate());
    rebuilt(
        all,
        "surpriseRates",
        "rates of its means of surprise, fast, slow",
        List.of(d.fastRate(), d.slowRate()));
    rebuilt(all, "surpriseMargin", "margin of the fast mean that releases NA", d.margin());
    rebuilt(all, "quietTrials", "first trials without release", d.quiet());
    rebuilt(all, "naTrials", "decay of NA (trials)", d.tauTrials());
    ours(all, "criterion", "share correct in the last 100 trials that solves", Behaviour.CRITERION);
  }

  private static void rate(List<Parameter> all, GoNoGoSettings settings) {
    RateProtocol p = settings.rate();
    rebuilt(all, "actorRate", "rate level: rate of learning of the actor", p.actorRate());
    rebuilt(all, "criticRate", "of the critic", p.criticRate());
    rebuilt(all, "largestWeight", "largest size of the actor's weights", p.largest());
    ours(all, "punishmentTrials", "5-HT: mean of punishments over (trials)", p.punishmentTrials());
    for (Condition c : settings.conditions()) {
      all.add(
          new Parameter(
              "levers." + c.key(),
              "levers of " + c.title(),
              List.of(
                  c.temperature(), c.plasticity(), c.tauTrials(), c.acetylcholine(), c.serotonin()),
              c.origin() == Origin.OURS ? Origin.OURS : Origin.RECONSTRUCTED));
    }
  }

  private static void spiking(List<Parameter> all, SpikingProtocol p) {
    rebuilt(all, "inputs", "spiking level: Poisson cells for each stimulus", p.inputsPerStimulus());
    rebuilt(all, "inputHz", "their rates, on and off (Hz)", List.of(p.onHz(), p.offHz()));
    rebuilt(all, "stimulusMs", "stimulus (ms)", p.stimulusMs());
    ours(all, "pauseMs", "pause after the reward (ms)", p.pauseMs());
    rebuilt(all, "cells", "cells of a group, RS and FS", List.of(p.excitatory(), p.inhibitory()));
    rebuilt(all, "noiseSd", "noise in every step of 1 ms: sd (mV/ms)", rounded(p.noiseSd()));
    ours(
        all,
        "decayMs",
        "decay of excitation, inhibition (ms)",
        List.of(p.excitatoryMs(), p.inhibitoryMs()));
    ours(all, "startWeight", "plastic weights at the start, +- 20 % (mV)", p.startWeight());
    rebuilt(all, "largestInput", "largest plastic weight (mV)", p.largestWeight());
    ours(
        all,
        "fixedWeights",
        "E to I; I to own E, to rival E (mV)",
        List.of(p.toInhibitory(), p.toOwn(), p.toOther()));
    rebuilt(
        all,
        "window",
        "trace of a spike, width of the window (ms)",
        List.of(p.aPlus(), p.windowMs()));
    all.add(
        new Parameter(
            "depression",
            "weakening half over strengthening half: to the letter; else",
            List.of(SpikingCondition.TO_THE_LETTER.depression(), SpikingCondition.DA.depression()),
            Origin.OURS));
    rebuilt(all, "eligibilityMs", "decay of the eligibility (ms)", p.eligibilityMs());
    ours(all, "rate", "rate of learning", p.rate());
    ours(
        all,
        "value",
        "critic: net rate (Hz) of V = 0, Hz for one unit of reward",
        List.of(p.zeroHz(), p.perReward()));
    rebuilt(
        all,
        "naCells",
        "NA on cells: share of c + 30, d - 12",
        List.of(p.naCurrent(), p.cShift(), p.dShift()));
    rebuilt(all, "naRate", "NA on plasticity: rate x (1 + this NA)", p.naRate());
    rebuilt(all, "entropyTrials", "trials over which entropy is estimated", p.entropyWindow());
  }

  private static double rounded(double value) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.4f", value));
  }

  private static void rebuilt(List<Parameter> all, String key, String name, Object value) {
    all.add(new Parameter(key, name, value, Origin.RECONSTRUCTED));
  }

  private static void ours(List<Parameter> all, String key, String name, Object value) {
    all.add(new Parameter(key, name, value, Origin.OURS));
  }

  /// The value as it stands in tables.
  String text() {
    return value.toString().replaceAll("[\\[\\]]", "").replaceAll("\\.0(?=$|,)", "");
  }
}
