package cerulean.studies.neuro;

import cerulean.neuro.analysis.FiCurve;
import cerulean.studies.console.TextTable;
import cerulean.studies.neuro.FiCommand.Measured;
import cerulean.studies.plot.Axis;
import cerulean.studies.plot.HeatMap;
import cerulean.studies.plot.LineChart;
import cerulean.studies.plot.Panel;
import cerulean.studies.plot.Series;
import cerulean.studies.plot.Tone;
import cerulean.studies.plot.TraceChart;
import cerulean.studies.plot.TracePanel;
import cerulean.studies.report.Cell;
import cerulean.studies.report.ReportTable;
import cerulean.studies.results.CsvRows;
import cerulean.studies.results.Measure;
import cerulean.studies.run.Origin;
import cerulean.studies.run.StudyReport;
import cerulean.studies.run.StudyRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The files of f-I curves.
final class FiReport {

  private static final Axis RATE = Axis.of("rate (Hz)");

  private final StudyRun run;
  private final List<Measured> curves;
  private final List<DendriteGain> gains;
  private final FiCurve.Protocol protocol;

  FiReport(
      StudyRun run, List<Measured> curves, List<DendriteGain> gains, FiCurve.Protocol protocol) {
    this.run = run;
    this.curves = curves;
    this.gains = gains;
    this.protocol = protocol;
  }

  /// Writes everything and returns the table for the console.
  TextTable write() throws IOException {
    run.results(1, measures(), Map.of());
    run.write("curves.csv", curvesCsv().toString());
    run.write("dendrite.csv", gainsCsv().toString());
    page().write();
    return console();
  }

  private List<Measure> measures() {
    List<Measure> measures = new ArrayList<>();
    for (Measured one : curves) {
      String name = one.type().name();
      String unit = one.curve().unit();
      measures.add(Measure.of("rheobase", name, null, one.rheobase()).in(unit));
      measures.add(Measure.of("gain", name, null, one.curve().gain()).in("Hz per " + unit));
      measures.add(Measure.of("largestRate", name, null, largest(one)).in("Hz"));
    }
    return measures;
  }

  private static double largest(Measured one) {
    double largest = 0;
    for (double hz : one.curve().meanHz()) {
      largest = Math.max(largest, hz);
    }
    return largest;
  }

  private CsvRows curvesCsv() {
    CsvRows csv = new CsvRows("cell", "current", "unit", "firstHz", "steadyHz", "meanHz");
    for (Measured one : curves) {
      FiCurve curve = one.curve();
      for (int k = 0; k < curve.currents().length; k++) {
        csv.row(
            one.type().name(),
            curve.currents()[k],
            curve.unit(),
            curve.firstHz()[k],
            curve.steadyHz()[k],
            curve.meanHz()[k]);
      }
    }
    return csv;
  }

  private CsvRows gainsCsv() {
    CsvRows csv = new CsvRows("cell", "dendritePa", "somaPa", "meanHz");
    for (DendriteGain gain : gains) {
      for (int row = 0; row < gain.dendritePa().length; row++) {
        for (int column = 0; column < gain.somaPa().length; column++) {
          csv.row(
              gain.type().name(),
              gain.dendritePa()[row],
              gain.somaPa()[column],
              gain.hz()[row][column]);
        }
      }
    }
    return csv;
  }

  private StudyReport page() throws IOException {
    StudyReport page =
        new StudyReport(run, "Rate by current", curves.size() + " named cells").lead(lead());
    for (String unit : curves.stream().map(one -> one.curve().unit()).distinct().toList()) {
      List<Measured> same = curves.stream().filter(one -> one.curve().unit().equals(unit)).toList();
      String file = "curves-" + unit.toLowerCase(Locale.ROOT).replace('/', '-') + ".svg";
      page.figure(
          chart(same, unit),
          "Rate by constant current, from the first interval and over "
              + Numbers.text(protocol.measureMs(), 0)
              + " ms after settling: cells that adapt fire faster at first.",
          file);
    }
    page.table(table());
    for (DendriteGain gain : gains) {
      gain(page, gain);
    }
    return page.methods(
            "Every current has a cell of its own, from rest; the current starts with the run. The first rate"
                + " is 1000 / first interval, that after settling a count; the CSV file also has 1000 /"
                + " last interval. Gain is the slope of the straight line through the points of the rate"
                + " after settling above zero.")
        .parameter("step (ms)", Double.toString(protocol.dtMs()), "\u2013", Origin.OURS)
        .parameter(
            "time to settle (ms)", Numbers.text(protocol.settleMs(), 0), "\u2013", Origin.OURS)
        .parameter(
            "time to count (ms)", Numbers.text(protocol.measureMs(), 0), "\u2013", Origin.OURS)
        .file("curves.csv", "every rate of every curve")
        .file("dendrite.csv", "rates by current into soma and dendrite");
  }

  private String lead() {
    Measured lowest = curves.getFirst();
    Measured fastest = curves.getFirst();
    for (Measured one : curves) {
      fastest = largest(one) > largest(fastest) ? one : fastest;
    }
    return curves.size() == 1
        ? lowest.type().name()
            + " fires on from "
            + Numbers.text(lowest.rheobase(), 1)
            + " "
            + lowest.curve().unit()
            + " on."
        : "Within four times their smallest current the cells differ most in how fast they get: "
            + fastest.type().name()
            + " reaches "
            + Numbers.text(largest(fastest), 0)
            + " Hz.";
  }

  private static TraceChart chart(List<Measured> same, String unit) {
    List<TracePanel> panels = new ArrayList<>();
    for (Measured one : same) {
      FiCurve curve = one.curve();
      panels.add(
          TracePanel.of(
              one.type().name(),
              Axis.of(RATE.label()).between(0, Double.NaN),
              Series.of("after settling", Tone.BLUE, curve.currents(), curve.meanHz()).emphasised(),
              Series.of("first interval", Tone.VERMILION, curve.currents(), curve.firstHz())));
    }
    return new TraceChart(
        "Cells driven by currents in " + unit,
        "Firing rate by constant current, one panel per cell.",
        Axis.of("current (" + unit + ")"),
        panels,
        4);
  }

  private static void gain(StudyReport page, DendriteGain gain) throws IOException {
    String name = gain.type().name();
    String file = name.toLowerCase(Locale.ROOT).replace(' ', '-');
    double halfSoma = DendriteGain.somaStepPa() / 2;
    double halfDendrite = DendriteGain.dendriteStepPa() / 2;
    double mostSoma = gain.somaPa()[gain.somaPa().length - 1];
    double mostDendrite = gain.dendritePa()[gain.dendritePa().length - 1];
    Tone[] tones = {Tone.BLUE, Tone.GREEN, Tone.ORANGE, Tone.VERMILION};
    List<Series> lines = new ArrayList<>();
    for (int k = 0; k < tones.length; k++) {
      int row = k * (gain.dendritePa().length - 1) / (tones.length - 1);
      lines.add(
          Series.of(
              Numbers.text(gain.dendritePa()[row], 0) + " pA",
              tones[k],
              gain.somaPa(),
              gain.hz()[row]));
    }
    page.heading(name)
        .figure(
            new LineChart(
                name + ": rate by dendritic current",
                "Firing rate by somatic current for four currents into the dendrite.",
                Axis.of("current into the soma (pA)"),
                List.of(new Panel(RATE, 1.6, lines)),
                List.of()),
            "Rate by current into the soma; lines are currents into the dendrite.",
            file + "-gain.svg")
        .figure(
            new HeatMap(
                name + ": rate by both currents",
                "Firing rate by current into soma and dendrite.",
                Axis.of("current into the soma (pA)").between(-halfSoma, mostSoma + halfSoma),
                Axis.of("current into the dendrite (pA)")
                    .between(-halfDendrite, mostDendrite + halfDendrite),
                RATE,
                gain.hz(),
                true),
            "The same for all pairs of currents.",
            file + "-map.svg");
  }

  private ReportTable table() {
    ReportTable table =
        ReportTable.of(
            "Curves",
            "cell",
            "smallest current",
            "gain (Hz per unit)",
            "largest rate",
            "first / settled",
            "source");
    for (Measured one : curves) {
      String unit = Double.isNaN(one.rheobase()) ? "" : " " + one.curve().unit();
      table =
          table.row(
              List.of(
                  Cell.of(one.type().name()),
                  Cell.of(Numbers.text(one.rheobase(), 2) + unit),
                  Cell.of(Numbers.text(one.curve().gain(), 3)),
                  Cell.of(Numbers.text(largest(one), 0) + " Hz"),
                  Cell.of(Numbers.text(adaptation(one.curve()), 2)),
                  Cell.of(one.type().source())));
    }
    return table;
  }

  /// The first rate beside that after settling, at the largest current at which both are there.
  private static double adaptation(FiCurve curve) {
    double ratio = Double.NaN;
    for (int k = 0; k < curve.currents().length; k++) {
      ratio = curve.meanHz()[k] > 0 ? curve.firstHz()[k] / curve.meanHz()[k] : ratio;
    }
    return ratio;
  }

  private TextTable console() {
    TextTable table =
        new TextTable("cell", "unit", "smallest current", "gain", "largest rate (Hz)");
    for (Measured one : curves) {
      table.row(
          one.type().name(),
          one.curve().unit(),
          Numbers.text(one.rheobase(), 2),
          Numbers.text(one.curve().gain(), 3),
          Numbers.text(largest(one), 1));
    }
    return table;
  }
}
