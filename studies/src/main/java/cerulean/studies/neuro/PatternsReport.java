package cerulean.studies.neuro;

import cerulean.neuro.analysis.Bursts;
import cerulean.neuro.analysis.Intervals;
import cerulean.studies.console.TextTable;
import cerulean.studies.neuro.PatternsCommand.Driven;
import cerulean.studies.neuro.PatternsCommand.Pattern;
import cerulean.studies.plot.Axis;
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
import java.util.Map;

/// The files of the firing patterns.
final class PatternsReport {

  private static final String SCRIPTS = "the author's MATLAB scripts, run in double precision";
  private static final Axis TIME = Axis.of("time (ms)");
  private static final Axis VOLTAGE = Axis.of("membrane potential (mV)");

  /// Intervals within a burst of a cortical cell; longer ones separate bursts.
  private static final double BURST_MS = 15;

  private final StudyRun run;
  private final List<Pattern> patterns;
  private final List<Driven> cells;
  private final double strength;
  private final double dtMs;

  PatternsReport(
      StudyRun run, List<Pattern> patterns, List<Driven> cells, double strength, double dtMs) {
    this.run = run;
    this.patterns = patterns;
    this.cells = cells;
    this.strength = strength;
    this.dtMs = dtMs;
  }

  /// Writes everything and returns the table for the console.
  TextTable write() throws IOException {
    run.results(1, measures(), Map.of());
    run.write("spikes.csv", spikes().toString());
    run.write("traces.csv", traces().toString());
    page().write();
    return console();
  }

  private List<Measure> measures() {
    List<Measure> measures = new ArrayList<>();
    for (Pattern one : patterns) {
      String name = one.pattern().name();
      List<Double> published = one.pattern().publishedMs();
      double[] found = one.response().spikesMs();
      measures.add(
          Measure.of("spikes", name, null, found.length).beside(published.size(), SCRIPTS));
      measures.add(
          Measure.of("firstSpike", name, null, found.length == 0 ? Double.NaN : found[0])
              .in("ms")
              .beside(published.getFirst(), SCRIPTS));
      measures.add(
          Measure.of(
                  "lastSpike", name, null, found.length == 0 ? Double.NaN : found[found.length - 1])
              .in("ms")
              .beside(published.getLast(), SCRIPTS));
    }
    for (Driven one : cells) {
      String name = one.type().name();
      measures.add(Measure.of("rheobase", name, null, one.rheobase()).in(one.unit()));
      measures.add(Measure.of("spikes", name, null, one.response().spikesMs().length));
    }
    return measures;
  }

  private CsvRows spikes() {
    CsvRows csv = new CsvRows("cell", "spike", "ms", "publishedMs");
    for (Pattern one : patterns) {
      double[] found = one.response().spikesMs();
      List<Double> published = one.pattern().publishedMs();
      for (int k = 0; k < Math.max(found.length, published.size()); k++) {
        csv.row(
            one.pattern().name(),
            k + 1,
            k < found.length ? found[k] : null,
            k < published.size() ? published.get(k) : null);
      }
    }
    for (Driven one : cells) {
      double[] found = one.response().spikesMs();
      for (int k = 0; k < found.length; k++) {
        csv.row(one.type().name(), k + 1, found[k], null);
      }
    }
    return csv;
  }

  /// Named cells about every half a millisecond: the files are to be looked at.
  private CsvRows traces() {
    CsvRows csv = new CsvRows("cell", "ms", "mV", "input");
    for (Pattern one : patterns) {
      double[] v = drawn(one);
      for (int k = 0; k < v.length; k++) {
        csv.row(one.pattern().name(), one.response().timesMs()[k], v[k], one.response().input()[k]);
      }
    }
    int stride = (int) Math.max(1, Math.round(0.5 / dtMs));
    for (Driven one : cells) {
      CellDrive.Response response = one.response();
      for (int k = stride - 1; k < response.v().length; k += stride) {
        csv.row(one.type().name(), response.timesMs()[k], response.v()[k], response.input()[k]);
      }
    }
    return csv;
  }

  private StudyReport page() throws IOException {
    long same = patterns.stream().filter(Pattern::agrees).count();
    return new StudyReport(
            run,
            "Firing patterns",
            "20 patterns of 2004, 4 cells of 2003, " + cells.size() + " named cells")
        .lead(
            (same == patterns.size()
                    ? "Every spike of all " + same
                    : "Every spike of " + same + " of the " + patterns.size())
                + " published patterns is in the step in which the author's script has it.")
        .figure(
            chart("Twenty firing patterns of one model", patterns.subList(0, 20)),
            "Figure 1 of Izhikevich (2004): the same two equations with other constants and inputs."
                + " Spikes are drawn up to 30 mV; below each trace is its input.",
            "patterns.svg")
        .figure(
            chart("Four cortical cells of 2003", patterns.subList(20, patterns.size())),
            "Cells of the figure of Izhikevich (2003) under a step of current.",
            "cells-2003.svg")
        .table(patternTable())
        .heading("Named cells")
        .figure(
            new TraceChart(
                "Named cells under a step of current",
                "Membrane potential of each named cell under a step of current from 50 to 450 ms.",
                TIME.between(0, PatternsCommand.END_MS),
                cells.stream().map(PatternsReport::panel).toList(),
                4),
            "Each cell from 50 to 450 ms under "
                + strength
                + " times the smallest current at which it goes on firing; the current is in the table.",
            "named-cells.svg")
        .table(cellTable())
        .methods(
            "Patterns run with step and order of update of the script (Euler, v before u, input and"
                + " spike at the start of the step). Named cells run with the scheme their model"
                + " uses if nothing else is said, in steps of "
                + dtMs
                + " ms.")
        .methods(
            "The smallest current at which a cell goes on firing is found among powers of two, then in"
                + " ten steps below; a cell is fired on if it has a spike between 500 and 1500 ms."
                + " A burst is a run of two spikes or more with intervals up to "
                + BURST_MS
                + " ms.")
        .parameter("step of the patterns (ms)", "0.1 to 0.5, by pattern", "the same", Origin.GIVEN)
        .parameter("step of the named cells (ms)", Double.toString(dtMs), "\u2013", Origin.OURS)
        .parameter("strength of the step", Double.toString(strength), "\u2013", Origin.OURS)
        .file("spikes.csv", "every spike, beside the published one")
        .file("traces.csv", "every trace and input");
  }

  private static TraceChart chart(String title, List<Pattern> shown) {
    List<TracePanel> panels = new ArrayList<>();
    for (Pattern one : shown) {
      double[] times = one.response().timesMs();
      panels.add(
          TracePanel.of(
                  one.pattern().name(), VOLTAGE, Series.of("cell", Tone.BLUE, times, drawn(one)))
              .with(input(times, one.response().input())));
    }
    return new TraceChart(title, "Membrane potential and input of each pattern.", TIME, panels, 4);
  }

  private static TracePanel panel(Driven one) {
    CellDrive.Response response = one.response();
    return TracePanel.of(
            one.type().name(),
            VOLTAGE,
            Series.of("cell", Tone.BLUE, response.timesMs(), response.v()))
        .with(input(response.timesMs(), response.input()));
  }

  private static Series input(double[] times, double[] values) {
    return Series.of("input, on a scale of its own", Tone.VERMILION, times, values);
  }

  /// The voltage with every spike drawn to its peak.
  private static double[] drawn(Pattern one) {
    double[] v = one.response().v().clone();
    double[] times = one.response().timesMs();
    int at = 0;
    for (double spike : one.response().spikesMs()) {
      while (times[at] < spike) {
        at++;
      }
      v[at] = CellDrive.PEAK_MV;
    }
    return v;
  }

  private ReportTable patternTable() {
    ReportTable table =
        ReportTable.of(
            "Spikes of the patterns, beside those of the author's scripts",
            "pattern",
            "spikes",
            "script",
            "first (ms)",
            "last (ms)",
            "CV of intervals",
            "same to the step");
    for (Pattern one : patterns) {
      double[] found = one.response().spikesMs();
      table =
          table.row(
              one.pattern().name(),
              Integer.toString(found.length),
              Integer.toString(one.pattern().publishedMs().size()),
              found.length == 0 ? "\u2013" : Double.toString(found[0]),
              found.length == 0 ? "\u2013" : Double.toString(found[found.length - 1]),
              Numbers.text(Intervals.cv(found), 2),
              one.agrees() ? "yes" : "no");
    }
    return table;
  }

  private ReportTable cellTable() {
    ReportTable table =
        ReportTable.of(
            "Named cells",
            "cell",
            "what it is",
            "smallest current",
            "current",
            "spikes",
            "per burst",
            "CV of intervals");
    for (Driven one : cells) {
      double[] found = one.response().spikesMs();
      table =
          table.row(
              List.of(
                  Cell.of(one.type().name()),
                  Cell.of(one.type().meaning()).beside(one.type().source()),
                  Cell.of(current(one.rheobase(), one.unit())),
                  Cell.of(current(one.current(), one.unit())),
                  Cell.of(Integer.toString(found.length)),
                  Cell.of(Numbers.text(Bursts.of(found, BURST_MS, 2).spikesPerBurst(), 1)),
                  Cell.of(Numbers.text(Intervals.cv(found), 2))));
    }
    return table;
  }

  private static String current(double value, String unit) {
    return Numbers.text(value, 2) + (Double.isNaN(value) ? "" : " " + unit);
  }

  private TextTable console() {
    TextTable table = new TextTable("pattern", "spikes", "script", "first (ms)", "same");
    for (Pattern one : patterns) {
      double[] found = one.response().spikesMs();
      table.row(
          one.pattern().name(),
          Integer.toString(found.length),
          Integer.toString(one.pattern().publishedMs().size()),
          found.length == 0 ? "\u2013" : Double.toString(found[0]),
          one.agrees() ? "yes" : "no");
    }
    return table;
  }
}
