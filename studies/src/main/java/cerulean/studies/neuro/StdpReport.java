package cerulean.studies.neuro;

import cerulean.neuro.analysis.Bins;
import cerulean.studies.console.TextTable;
import cerulean.studies.plot.Axis;
import cerulean.studies.plot.Chart;
import cerulean.studies.plot.Histogram;
import cerulean.studies.plot.HistogramChart;
import cerulean.studies.plot.LineChart;
import cerulean.studies.plot.Panel;
import cerulean.studies.plot.Series;
import cerulean.studies.plot.Tone;
import cerulean.studies.report.ReportTable;
import cerulean.studies.results.CsvRows;
import cerulean.studies.results.Measure;
import cerulean.studies.run.Origin;
import cerulean.studies.run.StudyReport;
import cerulean.studies.run.StudyRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// The files of spike-timing-dependent plasticity.
final class StdpReport {

  private static final String PROGRAM = "a program in C, 3 seeds, 100 s";

  /// The length of run to which the numbers of the other program belong.
  private static final int REFERENCE_SECONDS = 100;

  private final StudyRun run;
  private final PairProtocol.Window window;
  private final PairProtocol.Frequencies frequencies;
  private final List<Competition> trials;
  private final int seconds;

  StdpReport(
      StudyRun run,
      PairProtocol.Window window,
      PairProtocol.Frequencies frequencies,
      List<Competition> trials,
      int seconds) {
    this.run = run;
    this.window = window;
    this.frequencies = frequencies;
    this.trials = trials;
    this.seconds = seconds;
  }

  /// Writes everything and returns the table for the console.
  TextTable write() throws IOException {
    run.results(1, measures(), Map.of());
    run.write("window.csv", windowCsv().toString());
    run.write("frequency.csv", frequencyCsv().toString());
    run.write("competition.csv", competitionCsv().toString());
    run.write("weights.csv", weightsCsv().toString());
    page().write();
    return console();
  }

  private double[] of(ToDoubleFunction<Competition> value) {
    return trials.stream().mapToDouble(value).toArray();
  }

  private static double last(double[] values) {
    return values[values.length - 1];
  }

  private List<Measure> measures() {
    List<Measure> measures = new ArrayList<>();
    measures.add(Measure.of("windowError", "pair", null, window.error()));
    for (Competition one : trials) {
      measures.add(beside(Measure.of("rate", "", one.seed(), one.lastHz()).in("Hz"), 22));
      measures.add(beside(Measure.of("low", "", one.seed(), last(one.low())).in("%"), 23.5));
      measures.add(beside(Measure.of("high", "", one.seed(), last(one.high())).in("%"), 20.5));
      measures.add(Measure.of("meanWeight", "", one.seed(), last(one.mean())));
      measures.add(Measure.of("cv", "", one.seed(), one.cv()));
    }
    return measures;
  }

  private Measure beside(Measure measure, double reference) {
    return seconds == REFERENCE_SECONDS ? measure.beside(reference, PROGRAM) : measure;
  }

  private CsvRows windowCsv() {
    CsvRows csv = new CsvRows("lagMs", "measured", "formula");
    for (int k = 0; k < window.lagsMs().length; k++) {
      csv.row(window.lagsMs()[k], window.measured()[k], window.formula()[k]);
    }
    return csv;
  }

  private CsvRows frequencyCsv() {
    CsvRows csv = new CsvRows("hz", "tripletLater", "tripletEarlier", "pairLater", "pairEarlier");
    for (int k = 0; k < frequencies.hz().length; k++) {
      csv.row(
          frequencies.hz()[k],
          frequencies.tripletLater()[k],
          frequencies.tripletEarlier()[k],
          frequencies.pairLater()[k],
          frequencies.pairEarlier()[k]);
    }
    return csv;
  }

  private CsvRows competitionCsv() {
    CsvRows csv = new CsvRows("seed", "second", "hz", "meanWeight", "low", "high");
    for (Competition one : trials) {
      for (int k = 0; k < seconds; k++) {
        csv.row(one.seed(), k + 1, one.hz()[k], one.mean()[k], one.low()[k], one.high()[k]);
      }
    }
    return csv;
  }

  private CsvRows weightsCsv() {
    CsvRows csv = new CsvRows("seed", "from", "to", "start", "end");
    for (Competition one : trials) {
      for (int k = 0; k < one.start().counts().length; k++) {
        csv.row(
            one.seed(),
            one.start().edges()[k],
            one.start().edges()[k + 1],
            one.start().counts()[k],
            one.end().counts()[k]);
      }
    }
    return csv;
  }

  private StudyReport page() throws IOException {
    return new StudyReport(
            run,
            "Spike-timing-dependent plasticity",
            "pairs, rates, and 1000 inputs that compete for " + seconds + " s")
        .lead(
            "Synapses whose spikes tend to come just before those of the cell grow until they are at"
                + " their bound, the others fade: after "
                + seconds
                + " s "
                + Numbers.spread(of(one -> last(one.low())), 1)
                + " % of the weights are below a tenth of the largest and "
                + Numbers.spread(of(one -> last(one.high())), 1)
                + " % above nine tenths, and the cell fires at "
                + Numbers.spread(of(Competition::lastHz), 1)
                + " Hz.")
        .heading("Pairs of spikes")
        .figure(
            windowChart(),
            "Change of a weight by one pair of spikes, in parts of the largest weight, and the formula."
                + " The largest difference is "
                + String.format(Locale.ROOT, "%.1e", window.error())
                + ": weights are single precision.",
            "window.svg")
        .figure(
            frequencyChart(),
            PairProtocol.PAIRINGS
                + " pairs at a frequency, the target's spike 10 ms after the source's or 10 ms before."
                + " In cortex high rates strengthen whatever the order (Sj\u00f6str\u00f6m, Turrigiano and Nelson"
                + " 2001), as the rule of triplets has it; pairs that meet many others weaken.",
            "frequency.svg")
        .heading("Competition")
        .figure(histogram(), "Weights at the start and at the end, mean over seeds.", "weights.svg")
        .figure(
            trajectories(),
            "Rate of the cell, mean weight, weights at both ends, by time: mean over seeds"
                + (trials.size() > 1 ? ", bands one standard deviation either side." : "."),
            "competition.svg")
        .figure(synapses(), "Ten of the 1000 weights of the first seed.", "synapses.svg")
        .table(table())
        .methods(
            "Pairs: cells are made to fire once each, at lags of -100 to 100 ms; windows of 20 ms, +0.01"
                + " and -0.0105 of the largest weight. Frequencies: triplet rule with the constants that Pfister and"
                + " Gerstner (2006) fitted to visual cortex, all spikes; the pair rule has the same windows"
                + " and heights.")
        .methods(
            "Competition: Song, Miller and Abbott (2000) with the constants of Brian2's example: 1000 Poisson inputs of 15"
                + " Hz, one integrate-and-fire cell of 10 ms, conductances of 5 ms, steps of 0.1 ms."
                + " Rate and CV at the end are of the last tenth of the run.")
        .parameter("inputs", "1000, 15 Hz", "1000, and 200 inhibitory", Origin.OURS)
        .parameter(
            "A+ and A- (parts of the largest)", "0.01, 0.0105", "0.005, 0.00525", Origin.OURS)
        .parameter("windows (ms)", "20, 20", "20, 20", Origin.GIVEN)
        .parameter("simulated time (s)", Integer.toString(seconds), "\u2013", Origin.OURS)
        .file("window.csv", "change by lag, measured and by the formula")
        .file("frequency.csv", "change by frequency of pairing")
        .file("competition.csv", "rate and weights after every second of every seed")
        .file("weights.csv", "histograms of the weights");
  }

  private Chart windowChart() {
    int n = window.lagsMs().length;
    // Every dot between two gaps: measured values are dots on the line of the formula.
    double[] at = new double[2 * n];
    double[] dots = new double[2 * n];
    for (int k = 0; k < n; k++) {
      at[2 * k] = window.lagsMs()[k];
      at[2 * k + 1] = window.lagsMs()[k];
      dots[2 * k] = 100 * window.measured()[k];
      dots[2 * k + 1] = Double.NaN;
    }
    double[] formula = window.formula().clone();
    for (int k = 0; k < n; k++) {
      formula[k] = window.lagsMs()[k] == 0 ? Double.NaN : 100 * formula[k];
    }
    return new LineChart(
        "The window of pairs",
        "Change of a weight by the lag from the source's spike to the target's.",
        Axis.of("target's spike after the source's (ms)"),
        List.of(
            new Panel(
                Axis.of("change of the weight (% of the largest)"),
                1.6,
                List.of(
                    Series.of("measured", Tone.VERMILION, at, dots).emphasised(),
                    Series.of("formula", Tone.GREY, window.lagsMs(), formula)))),
        List.of());
  }

  private Chart frequencyChart() {
    double[] hz = frequencies.hz();
    return new LineChart(
        "Pairs at a rate",
        "Change of a weight by 60 pairs of spikes, by their frequency.",
        Axis.of("frequency of the pairs (Hz)"),
        List.of(
            new Panel(
                Axis.of("change of the weight"),
                1.6,
                List.of(
                    Series.of("triplets, target later", Tone.BLUE, hz, frequencies.tripletLater())
                        .emphasised(),
                    Series.of(
                            "triplets, target earlier",
                            Tone.VERMILION,
                            hz,
                            frequencies.tripletEarlier())
                        .emphasised(),
                    Series.of("pairs, target later", Tone.GREEN, hz, frequencies.pairLater()),
                    Series.of(
                        "pairs, target earlier", Tone.ORANGE, hz, frequencies.pairEarlier())))),
        List.of());
  }

  private Chart histogram() {
    return new HistogramChart(
        "Weights before and after",
        "Histogram of the weights at the start and at the end.",
        Axis.of("weight, in parts of the largest"),
        Axis.of("share of the synapses (%)"),
        List.of(
            bars("after " + seconds + " s", Tone.BLUE, Competition::end),
            bars("at the start", Tone.GREY, Competition::start)));
  }

  private Histogram bars(String name, Tone tone, Function<Competition, Bins> bins) {
    double[] edges = bins.apply(trials.getFirst()).edges().clone();
    edges[edges.length - 1] = 1;
    double[] heights = new double[edges.length - 1];
    for (Competition one : trials) {
      double[] shares = bins.apply(one).shares();
      Arrays.setAll(heights, k -> heights[k] + 100 * shares[k] / trials.size());
    }
    return Histogram.of(name, tone, edges, heights);
  }

  private double[] seconds() {
    double[] at = new double[seconds];
    Arrays.setAll(at, k -> k + 1);
    return at;
  }

  private Chart trajectories() {
    return new LineChart(
        "The competition over time",
        "Rate of the cell and distribution of the weights by time.",
        Axis.of("time (s)"),
        List.of(
            Panel.of(
                Axis.of("rate (Hz)").between(0, Double.NaN),
                mean("rate of the cell", Tone.GREEN, Competition::hz)),
            Panel.of(
                Axis.of("mean weight, in parts of the largest"),
                mean("mean weight", Tone.PURPLE, Competition::mean)),
            Panel.of(
                Axis.of("share of the weights (%)").between(0, Double.NaN),
                mean("below a tenth", Tone.VERMILION, Competition::low),
                mean("above nine tenths", Tone.BLUE, Competition::high))),
        List.of());
  }

  private Series mean(String name, Tone tone, Function<Competition, double[]> curve) {
    double[] mean = new double[seconds];
    double[] sd = new double[seconds];
    for (int second = 0; second < seconds; second++) {
      int at = second;
      double[] all = of(one -> curve.apply(one)[at]);
      mean[second] = Numbers.mean(all);
      sd[second] = Numbers.deviation(all);
    }
    Series series = Series.of(name, tone, seconds(), mean);
    return trials.size() > 1 ? series.spread(sd) : series;
  }

  private Chart synapses() {
    List<Series> lines = new ArrayList<>();
    Tone[] tones = Tone.values();
    double[][] weights = trials.getFirst().weights();
    for (int k = 0; k < weights.length; k++) {
      // Without names: which synapse is which says nothing.
      lines.add(Series.of("", tones[k % tones.length], seconds(), weights[k]));
    }
    return new LineChart(
        "Ten synapses",
        "Weights of ten synapses by time.",
        Axis.of("time (s)"),
        List.of(new Panel(Axis.of("weight, in parts of the largest").between(0, 1), 1.4, lines)),
        List.of());
  }

  private ReportTable table() {
    boolean compared = seconds == REFERENCE_SECONDS;
    return ReportTable.of(
            "At the end, mean and standard deviation over seeds",
            "quantity",
            "unit",
            "here",
            PROGRAM)
        .row(
            "rate",
            "Hz",
            Numbers.spread(of(Competition::lastHz), 1),
            compared ? "21 to 23" : "\u2013")
        .row(
            "weights below a tenth",
            "%",
            Numbers.spread(of(one -> last(one.low())), 1),
            compared ? "22 to 25" : "\u2013")
        .row(
            "weights above nine tenths",
            "%",
            Numbers.spread(of(one -> last(one.high())), 1),
            compared ? "19 to 22" : "\u2013")
        .row("mean weight", "", Numbers.spread(of(one -> last(one.mean())), 3), "\u2013")
        .row("CV of intervals", "", Numbers.spread(of(Competition::cv), 2), "\u2013");
  }

  private TextTable console() {
    return new TextTable("quantity", "here")
        .row("largest error of the window", String.format(Locale.ROOT, "%.1e", window.error()))
        .row("rate (Hz)", Numbers.spread(of(Competition::lastHz), 1))
        .row("weights below a tenth (%)", Numbers.spread(of(one -> last(one.low())), 1))
        .row("weights above nine tenths (%)", Numbers.spread(of(one -> last(one.high())), 1))
        .row("CV of intervals", Numbers.spread(of(Competition::cv), 2));
  }
}
