package cerulean.studies.gonogo;

import cerulean.studies.results.Measure;
import cerulean.studies.run.Choice;
import cerulean.studies.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The numbers of a run in the form that all studies share. Those of the spiking level have
/// `spiking` in front of the condition.
final class GoNoGoMeasures {

  /// In front of the conditions of the spiking level.
  static final String SPIKING = "spiking ";

  private GoNoGoMeasures() {}

  static List<Measure> of(GoNoGoStudy study) {
    List<Measure> all = new ArrayList<>();
    RateLevel rate = study.rate();
    if (rate != null) {
      for (Sample sample : rate.samples()) {
        add(
            all,
            sample,
            sample.key(),
            Prototype.of(Choice.of("conditions", Condition.class, sample.key())));
      }
    }
    SpikingLevel spiking = study.spiking();
    if (spiking != null) {
      for (int c = 0; c < spiking.samples().size(); c++) {
        Sample sample = spiking.samples().get(c);
        String of = SPIKING + sample.key();
        List<Outcome> outcomes = sample.outcomes();
        for (int i = 0; i < outcomes.size(); i++) {
          long seed = sample.seeds().get(i);
          all.add(Measure.of("before", of, seed, outcomes.get(i).before()));
          all.add(Measure.of("last", of, seed, outcomes.get(i).last()));
        }
        add(all, sample, of, null);
        all.add(Measure.of("eligibility", of, null, spiking.eligibility()[c]).in("mV"));
      }
    }
    return all;
  }

  private static void add(List<Measure> all, Sample s, String of, @Nullable Prototype p) {
    mean(all, "meanBefore", s, of, Outcome::before, p == null ? Double.NaN : p.before());
    mean(all, "meanLast", s, of, Outcome::last, p == null ? Double.NaN : p.last());
    Proportion solved = s.solved();
    all.add(
        beside(
            Measure.of("solved", of, null, solved.share()), p == null ? Double.NaN : p.solved()));
    all.add(Measure.of("solvedLow", of, null, solved.low()));
    all.add(Measure.of("solvedHigh", of, null, solved.high()));
    all.add(Measure.of("runs", of, null, solved.runs()));
    all.add(
        beside(
            Measure.of("medianTrials", of, null, s.medianTrials()).in("trials"),
            p == null ? Double.NaN : p.trials()));
    mean(all, "to50", s, of, Outcome::to50, p == null ? Double.NaN : p.to50());
    mean(all, "to100", s, of, Outcome::to100, p == null ? Double.NaN : p.to100());
    mean(all, "to200", s, of, Outcome::to200, p == null ? Double.NaN : p.to200());
    mean(
        all,
        "entropyBefore",
        s,
        of,
        Outcome::entropyBefore,
        p == null ? Double.NaN : p.entropyBefore());
    mean(
        all,
        "entropyShift",
        s,
        of,
        Outcome::entropyShift,
        p == null ? Double.NaN : p.entropyShift());
    mean(all, "naPeak", s, of, Outcome::naPeak, Double.NaN);
    mean(all, "entropyLast", s, of, Outcome::entropyLast, p == null ? Double.NaN : p.entropyLast());
  }

  private static void mean(
      List<Measure> all,
      String name,
      Sample sample,
      String of,
      ToDoubleFunction<Outcome> number,
      double reference) {
    String unit = name.startsWith("entropy") ? "bit" : "";
    all.add(beside(Measure.of(name, of, null, sample.mean(number)).in(unit), reference));
    Interval limits = sample.interval(number);
    all.add(Measure.of(name + "Low", of, null, limits.low()).in(unit));
    all.add(Measure.of(name + "High", of, null, limits.high()).in(unit));
  }

  private static Measure beside(Measure measure, double reference) {
    return Double.isNaN(reference) ? measure : measure.beside(reference, Prototype.SOURCE);
  }
}
