package cerulean.studies.gonogo;

import cerulean.studies.console.TextTable;
import cerulean.studies.report.Cell;
import cerulean.studies.report.ReportTable;
import cerulean.studies.run.Choice;
import cerulean.studies.statistics.Interval;
import cerulean.studies.statistics.PairedTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// The tables of the report and of the console.
final class GoNoGoTables {

  private GoNoGoTables() {}

  /// The rate level beside the prototype.
  static ReportTable rate(List<Sample> samples) {
    ReportTable table =
        ReportTable.of(
            "Rate level, "
                + samples.getFirst().behaviours().size()
                + " runs a condition; below ours, the prototype's",
            "condition",
            "correct before",
            "correct at the end",
            "solved [95 %]",
            "median trials to 90 %");
    for (Sample sample : samples) {
      Prototype p = Prototype.of(Choice.of("conditions", Condition.class, sample.key()));
      table =
          table.row(
              List.of(
                  Cell.of(sample.title()),
                  cell(
                      number(sample.mean(Outcome::before), 3),
                      p,
                      p == null ? "" : number(p.before(), 3)),
                  cell(
                      number(sample.mean(Outcome::last), 3),
                      p,
                      p == null ? "" : number(p.last(), 3)),
                  cell(share(sample.solved()), p, p == null ? "" : number(p.solved(), 2)),
                  cell(
                      number(sample.medianTrials(), 0),
                      p,
                      p == null ? "" : number(p.trials(), 0))));
    }
    return table;
  }

  /// How the shift is got over, and how random choices are meanwhile, beside the prototype.
  static ReportTable shift(List<Sample> samples) {
    ReportTable table =
        ReportTable.of(
            "Rate level around the shift; below ours, the prototype's",
            "condition",
            "correct 0-50, 50-100, 100-200 trials after",
            "entropy before, at the shift, at the end (bit)");
    for (Sample sample : samples) {
      Prototype p = Prototype.of(Choice.of("conditions", Condition.class, sample.key()));
      table =
          table.row(
              List.of(
                  Cell.of(sample.title()),
                  cell(windows(sample), p, p == null ? "" : three(p.to50(), p.to100(), p.to200())),
                  cell(
                      entropies(sample),
                      p,
                      p == null
                          ? ""
                          : three(p.entropyBefore(), p.entropyShift(), p.entropyLast()))));
    }
    return table;
  }

  private static Cell cell(
      String ours, @org.jspecify.annotations.Nullable Prototype prototype, String reference) {
    return prototype == null || reference.startsWith("-")
        ? Cell.of(ours)
        : Cell.of(ours).beside(reference);
  }

  /// The same runs under two conditions: whether they end better.
  static ReportTable pairs(List<Sample> samples, Sample base) {
    ReportTable table =
        ReportTable.of(
            "Correct in the last 100 trials beside "
                + base.title()
                + ", the same chance in every pair; Wilcoxon's signed-rank test, Holm's correction",
            "condition",
            "mean difference [95 %]",
            "rank-biserial",
            "p");
    List<Sample> others =
        samples.stream().filter(sample -> !sample.key().equals(base.key())).toList();
    double[] p = new double[others.size()];
    List<PairedTest> tests = new ArrayList<>();
    for (int i = 0; i < p.length; i++) {
      PairedTest test =
          PairedTest.wilcoxon(others.get(i).all(Outcome::last), base.all(Outcome::last));
      tests.add(test);
      p[i] = Double.isNaN(test.p()) ? 1 : test.p();
    }
    double[] corrected = PairedTest.holm(p);
    for (int i = 0; i < p.length; i++) {
      double[] ours = others.get(i).all(Outcome::last);
      double[] theirs = base.all(Outcome::last);
      double[] difference = new double[ours.length];
      double sum = 0;
      for (int k = 0; k < ours.length; k++) {
        difference[k] = ours[k] - theirs[k];
        sum += difference[k];
      }
      Interval limits = Interval.ofMean(difference, 0.95);
      table =
          table.row(
              others.get(i).title(),
              signed(sum / ours.length) + range(limits),
              number(tests.get(i).effect(), 2),
              corrected[i] < 0.001 ? "< 0.001" : number(corrected[i], 3));
    }
    return table;
  }

  /// The spiking level.
  static ReportTable spiking(SpikingLevel level) {
    List<Sample> samples = level.samples();
    ReportTable table =
        ReportTable.of(
            "Spiking level, mean over "
                + samples.getFirst().behaviours().size()
                + " seeds [95 % by Student's t]; not validated, no reference",
            "condition",
            "correct before",
            "correct at the end",
            "solved",
            "correct 0-50, 50-100, 100-200 after");
    for (Sample sample : samples) {
      Proportion solved = sample.solved();
      table =
          table.row(
              sample.title(),
              withRange(sample, Outcome::before),
              withRange(sample, Outcome::last),
              solved.count() + " of " + solved.runs(),
              windows(sample));
    }
    return table;
  }

  /// What goes on inside the spiking networks.
  static ReportTable inside(SpikingLevel level) {
    ReportTable table =
        ReportTable.of(
            "Spiking level: entropy, noradrenaline, and the eligibility of the chosen group's synapses when the"
                + " reward comes, before the shift",
            "condition",
            "entropy before, at the shift, at the end (bit)",
            "NA peak after the shift",
            "eligibility (mV)");
    for (int i = 0; i < level.samples().size(); i++) {
      Sample sample = level.samples().get(i);
      table =
          table.row(
              sample.title(),
              entropies(sample),
              number(sample.mean(Outcome::naPeak), 2),
              signed(level.eligibility()[i]));
    }
    return table;
  }

  private static String windows(Sample sample) {
    return three(
        sample.mean(Outcome::to50), sample.mean(Outcome::to100), sample.mean(Outcome::to200));
  }

  private static String entropies(Sample sample) {
    return three(
        sample.mean(Outcome::entropyBefore),
        sample.mean(Outcome::entropyShift),
        sample.mean(Outcome::entropyLast));
  }

  /// What stands on the console.
  static void console(TextTable table, String level, List<Sample> samples) {
    for (Sample sample : samples) {
      Proportion solved = sample.solved();
      table.row(
          level + " " + sample.title(),
          number(sample.mean(Outcome::before), 2),
          number(sample.mean(Outcome::last), 2),
          solved.count() + "/" + solved.runs(),
          number(sample.medianTrials(), 0));
    }
  }

  private static String withRange(Sample sample, ToDoubleFunction<Outcome> number) {
    return number(sample.mean(number), 2) + range(sample.interval(number));
  }

  private static String range(Interval limits) {
    return Double.isNaN(limits.low())
        ? ""
        : " [" + number(limits.low(), 2) + ", " + number(limits.high(), 2) + "]";
  }

  /// A share with its interval.
  static String share(Proportion p) {
    return number(p.share(), 2) + " [" + number(p.low(), 2) + ", " + number(p.high(), 2) + "]";
  }

  private static String three(double a, double b, double c) {
    return number(a, 2) + " " + number(b, 2) + " " + number(c, 2);
  }

  private static String signed(double value) {
    return String.format(Locale.ROOT, "%+.3f", value);
  }

  /// The number with that many digits; a dash for one that does not exist.
  static String number(double value, int digits) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
