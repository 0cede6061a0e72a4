package cerulean.studies.gap;

import cerulean.studies.gap.TwoTimescales.Band;
import cerulean.studies.gap.TwoTimescales.ReadOuts;
import cerulean.studies.gap.TwoTimescales.Trace;
import cerulean.studies.report.Cell;
import cerulean.studies.report.ReportTable;
import cerulean.studies.results.CsvRows;
import cerulean.tensor.Philox;
import java.util.List;
import java.util.Locale;

/// Both panels of [TwoTimescales] with the numbers that are read off them.
///
/// - `slow`, `fastAndSlow`, `gained`: the learners of the first panel
/// - `readOuts`: the second panel
record TwoTimescalesRun(Trace slow, Trace fastAndSlow, Trace gained, ReadOuts readOuts) {

  /// Of the noise of the read-outs; the paper names none.
  private static final long SEED = 1;

  /// Steps whose outputs are compared, both while the target is reversed.
  private static final int AMIDST = 150;

  private static final int LAST = TwoTimescales.RETURN - 1;

  /// The errors are taken from the reversal to this step, without it.
  private static final int AFTERWARDS = 200;

  /// What a learner did in the first panel, beside the numbers of an independent program with the
  /// same equations.
  ///
  /// - `amidst`, `last`: outputs at steps 150 and 153
  /// - `error`: mean squared, from step 144 to 199
  /// - `peak`, `peakAt`: the highest gain and its step; NaN where there is no gain
  record Numbers(double amidst, double last, double error, double peak, double peakAt) {

    static Numbers of(Trace trace, boolean gained) {
      int at = trace.stepOfPeakGain();
      return new Numbers(
          trace.output()[AMIDST],
          trace.output()[LAST],
          trace.error(TwoTimescales::reversedBriefly, TwoTimescales.REVERSAL, AFTERWARDS),
          gained ? trace.gain()[at] : Double.NaN,
          gained ? at : Double.NaN);
    }
  }

  /// A row of the table.
  record Row(String learner, Numbers ours, Numbers check) {}

  /// Runs both panels, which takes milliseconds.
  static TwoTimescalesRun of() {
    return new TwoTimescalesRun(
        TwoTimescales.slow(TwoTimescales::reversedBriefly, TwoTimescales.STEPS),
        TwoTimescales.fastAndSlow(TwoTimescales::reversedBriefly, TwoTimescales.STEPS),
        TwoTimescales.gained(
            TwoTimescales::reversedBriefly,
            TwoTimescales.STEPS,
            TwoTimescales.dynamicsOfReversal(),
            1),
        TwoTimescales.readOuts(Philox.of(SEED)));
  }

  /// The learners of the first panel.
  List<Row> rows() {
    return List.of(
        new Row(
            "slow",
            Numbers.of(slow, false),
            new Numbers(0.063, -0.225, 0.4897, Double.NaN, Double.NaN)),
        new Row(
            "fast + slow",
            Numbers.of(fastAndSlow, false),
            new Numbers(-0.549, -0.649, 0.2480, Double.NaN, Double.NaN)),
        new Row("gain", Numbers.of(gained, true), new Numbers(-0.903, -0.914, 0.3622, 2.46, 147)));
  }

  /// The numbers of the first panel, ours and below them the check values.
  ReportTable table() {
    ReportTable table =
        ReportTable.of(
            "While the target is reversed; below ours, the values of an independent program with the"
                + " same equations",
            "learner",
            "output at step 150",
            "at step 153",
            "mean squared error, steps 144 to 199",
            "highest gain",
            "at step");
    for (Row row : rows()) {
      Numbers ours = row.ours();
      Numbers check = row.check();
      table =
          table.row(
              List.of(
                  Cell.of(row.learner()),
                  cell(ours.amidst(), check.amidst(), 3),
                  cell(ours.last(), check.last(), 3),
                  cell(ours.error(), check.error(), 4),
                  cell(ours.peak(), check.peak(), 2),
                  cell(ours.peakAt(), check.peakAt(), 0)));
    }
    return table;
  }

  private static Cell cell(double ours, double check, int digits) {
    return Double.isNaN(ours)
        ? Cell.of("-")
        : Cell.of(text(ours, digits)).beside(text(check, digits));
  }

  static String text(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  /// What is shown, and what it is not.
  String text() {
    return "A gain splits the effective weight: `g w = g0 w + (g - g0) w`, a slow part and a fast one"
        + " that lasts as long as the gain is away from `g0`. The paper shows it on a single weight"
        + " with input 1, which has nothing to do with the training above and is the same in every"
        + " run. The learner with a gain turns round furthest while the target is reversed. Over the way"
        + " there and back the pair of weights has the smaller error: the gain doubles before the"
        + " weight has turned, so that the learner with a gain first moves away from the new target,"
        + " to "
        + text(gained.output()[TwoTimescales.REVERSAL + 1], 2)
        + ". The paper prints no numbers of this demonstration.";
  }

  /// The first panel, a row for each step.
  String tracesCsv() {
    CsvRows csv = new CsvRows("step", "target", "slow", "fastAndSlow", "gained", "gain", "weight");
    for (int t = 0; t < TwoTimescales.STEPS; t++) {
      csv.row(
          t,
          TwoTimescales.reversedBriefly(t),
          slow.output()[t],
          fastAndSlow.output()[t],
          gained.output()[t],
          gained.gain()[t],
          gained.weight()[t]);
    }
    return csv.toString();
  }

  /// The second panel, mean and standard deviation of every step and quantity.
  String readOutsCsv() {
    CsvRows csv = new CsvRows("step", "target", "quantity", "mean", "sd");
    for (int t = 0; t < readOuts.gain().mean().length; t++) {
      row(csv, t, "gain", readOuts.gain());
      row(csv, t, "slow", readOuts.slow());
      row(csv, t, "fast", readOuts.fast());
      row(csv, t, "effective", readOuts.effective());
    }
    return csv.toString();
  }

  private static void row(CsvRows csv, int t, String quantity, Band band) {
    csv.row(t, TwoTimescales.appears(t), quantity, band.mean()[t], band.sd()[t]);
  }
}
