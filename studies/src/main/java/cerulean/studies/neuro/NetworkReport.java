package cerulean.studies.neuro;

import cerulean.neuro.analysis.Bins;
import cerulean.neuro.analysis.FiringRates;
import cerulean.neuro.analysis.Intervals;
import cerulean.neuro.analysis.RateKernel;
import cerulean.neuro.analysis.SpikeTrains;
import cerulean.studies.console.TextTable;
import cerulean.studies.plot.Axis;
import cerulean.studies.plot.Chart;
import cerulean.studies.plot.HeatMap;
import cerulean.studies.plot.Histogram;
import cerulean.studies.plot.HistogramChart;
import cerulean.studies.plot.LineChart;
import cerulean.studies.plot.Panel;
import cerulean.studies.plot.Raster;
import cerulean.studies.plot.RasterChart;
import cerulean.studies.plot.Series;
import cerulean.studies.plot.Tone;
import cerulean.studies.plot.TraceChart;
import cerulean.studies.plot.TracePanel;
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
import java.util.Map;
import java.util.Objects;

/// The files of a network.
final class NetworkReport {

  /// A statistic: name, words, unit, decimals; mean and deviation over seeds elsewhere, NaN if
  /// none.
  record Statistic(
      String name, String words, String unit, int decimals, double reference, double deviation) {}

  /// The statistics of a trial; references are of the published network alone.
  static final List<Statistic> MEASURES =
      List.of(
          new Statistic("spikesOfFirstSecond", "spikes in first second", "", 0, 7533, 165),
          new Statistic("rateExcitatory", "rate, excitatory", "Hz", 2, 7.25, 0.14),
          new Statistic("rateInhibitory", "rate, inhibitory", "Hz", 2, 6.65, 0.25),
          new Statistic("silent", "silent cells", "%", 2, 3.5, 0.6),
          own("cvExcitatory", "CV, excitatory", "", 2),
          own("cvInhibitory", "CV, inhibitory", "", 2),
          own("localVariation", "local variation", "", 2),
          own("fano", "Fano factor", "", 2),
          new Statistic("fluctuation", "fluctuation per ms", "", 2, 0.66, 0.06),
          own("correlation", "correlation of pairs", "", 3),
          new Statistic("gammaPeak", "gamma peak", "Hz", 0, 31, 4),
          new Statistic("gammaShare", "power, 25 to 80 Hz", "%", 0, 40, Double.NaN),
          new Statistic("slowShare", "power, 4 to 20 Hz", "%", 0, 25, Double.NaN));

  private static final String NUMPY = "a NumPy program with 40 other seeds, second second";
  private static final double SHOWN_MS = 1000;

  private final StudyRun run;
  private final List<NetworkTrial> trials;
  private final int size;
  private final boolean dense;
  private final int ms;

  NetworkReport(StudyRun run, List<NetworkTrial> trials, int size, boolean dense, int ms) {
    this.run = run;
    this.trials = trials;
    this.size = size;
    this.dense = dense;
    this.ms = ms;
  }

  private static Statistic own(String name, String words, String unit, int decimals) {
    return new Statistic(name, words, unit, decimals, Double.NaN, Double.NaN);
  }

  /// Writes everything and returns the table for the console.
  TextTable write() throws IOException {
    run.results(1, measures(), Map.of());
    run.write("measures.csv", measuresCsv().toString());
    run.write("spectrum.csv", spectrumCsv().toString());
    run.write("cells.csv", cellsCsv().toString());
    page().write();
    return console();
  }

  private double[] of(String name) {
    return trials.stream()
        .mapToDouble(trial -> Objects.requireNonNull(trial.values().get(name)))
        .toArray();
  }

  private double reference(Statistic one) {
    return dense ? one.reference() : Double.NaN;
  }

  private List<Measure> measures() {
    List<Measure> measures = new ArrayList<>();
    for (Statistic one : MEASURES) {
      for (NetworkTrial trial : trials) {
        double value = Objects.requireNonNull(trial.values().get(one.name()));
        Measure measure = Measure.of(one.name(), "", trial.seed(), value).in(one.unit());
        measures.add(
            Double.isNaN(reference(one)) ? measure : measure.beside(one.reference(), NUMPY));
      }
    }
    return measures;
  }

  private CsvRows measuresCsv() {
    CsvRows csv = new CsvRows("seed", "measure", "value", "unit");
    for (NetworkTrial trial : trials) {
      for (Statistic one : MEASURES) {
        csv.row(trial.seed(), one.name(), trial.values().get(one.name()), one.unit());
      }
    }
    return csv;
  }

  private CsvRows spectrumCsv() {
    CsvRows csv = new CsvRows("seed", "hz", "density");
    for (NetworkTrial trial : trials) {
      for (int f = 0; f < trial.spectrum().density().length; f++) {
        csv.row(trial.seed(), trial.spectrum().frequenciesHz()[f], trial.spectrum().density()[f]);
      }
    }
    return csv;
  }

  private NetworkTrial.Shown shown() {
    return Objects.requireNonNull(trials.getFirst().shown());
  }

  private CsvRows cellsCsv() {
    CsvRows csv = new CsvRows("cell", "kind", "hz", "cv");
    SpikeTrains trains = shown().trains();
    double[] hz = FiringRates.ofCellsHz(trains);
    double[] cv = Intervals.cvOfCells(trains);
    for (int i = 0; i < hz.length; i++) {
      csv.row(i, i < shown().excitatory() ? "excitatory" : "inhibitory", hz[i], cv[i]);
    }
    return csv;
  }

  private StudyReport page() throws IOException {
    String seeds = trials.size() == 1 ? "one seed" : trials.size() + " seeds";
    return new StudyReport(
            run,
            "The network of 2003",
            size + " cells, " + (dense ? "all to all, " : "100 targets each, ") + seeds)
        .lead(
            "Excitatory cells fire at "
                + Numbers.spread(of("rateExcitatory"), 2)
                + " Hz, inhibitory ones at "
                + Numbers.spread(of("rateInhibitory"), 2)
                + " Hz; the rhythm of the population has its peak at "
                + Numbers.spread(of("gammaPeak"), 0)
                + " Hz.")
        .figure(
            raster(),
            "Spikes of the second second of the first seed, and the rate, with a Gaussian of 2 ms.",
            "raster.svg")
        .figure(
            traces(),
            "Membrane potentials of four of its cells. Spikes are drawn up to 30 mV.",
            "traces.svg")
        .heading("Statistics")
        .table(table())
        .figure(
            spectrum(),
            "Power of the rate of all cells by Welch's method, segments of 500 ms; the line is the mean"
                + " over seeds.",
            "spectrum.svg")
        .figure(rates(), "Rates of the cells of the first seed.", "rates.svg")
        .figure(irregularity(), "CV of the intervals of cells with three spikes or more.", "cv.svg")
        .figure(
            intervals(),
            "Intervals between spikes of one cell, all cells together.",
            "intervals.svg")
        .heading("Synapses")
        .figure(
            connections(),
            "Mean weight of the synapses between blocks of neighbouring cells, excitatory cells"
                + " first.",
            "connections.svg")
        .methods(
            "Four of five cells are excitatory, from regular spiking to chattering, the others inhibitory;"
                + " normal noise of standard deviation 5 and 2 in each step. Two half steps of 0.5"
                + " ms for v, then u, as in the published program. The first "
                + NetworkTrial.SETTLE_MS
                + " ms are not counted but in the first line of the table.")
        .methods(
            "CV: standard deviation beside mean of the intervals of a cell, mean over cells. Local variation:"
                + " Shinomoto et al. 2003. Fano factor: variance beside mean of counts in windows of 100"
                + " ms, mean over cells. Fluctuation: standard deviation beside mean of the spikes of all"
                + " cells per ms. Correlation: Pearson's, of counts in bins of 15 ms, mean over all"
                + " pairs. Gamma peak: the largest power from 20 to 80 Hz. Shares of power are of all"
                + " frequencies to 500 Hz.")
        .methods(
            "Elsewhere: "
                + NUMPY
                + ", mean and standard deviation over seeds; for the published network alone.")
        .parameter(
            "cells", Integer.toString(size), "1000", size == 1000 ? Origin.GIVEN : Origin.OURS)
        .parameter(
            "connectivity",
            dense ? "all to all" : "100 random targets each",
            "all to all",
            dense ? Origin.GIVEN : Origin.OURS)
        .parameter(
            "largest weights (mV/ms)",
            dense ? "0.5 and -1" : "3 and -6",
            "0.5 and -1",
            dense ? Origin.GIVEN : Origin.OURS)
        .parameter("step (ms)", "1, two half steps for v", "the same", Origin.GIVEN)
        .parameter("time measured (ms)", Integer.toString(ms), "1000", Origin.OURS)
        .file("measures.csv", "every statistic of every seed")
        .file("spectrum.csv", "the spectrum of every seed")
        .file("cells.csv", "rate and CV of every cell of the first seed");
  }

  /// The network's second second, or what there is of it.
  private SpikeTrains shownTrains() {
    SpikeTrains trains = shown().trains();
    return trains.between(trains.startMs(), trains.startMs() + Math.min(SHOWN_MS, ms));
  }

  private Chart raster() {
    SpikeTrains trains = shownTrains();
    int excitatory = shown().excitatory();
    double[] at = new double[(int) trains.durationMs()];
    Arrays.setAll(at, k -> trains.startMs() + k + 1);
    SpikeTrains exc = trains.cells(0, excitatory);
    SpikeTrains inh = trains.cells(excitatory, trains.size());
    return new RasterChart(
        "Spikes of the network",
        "Spikes of excitatory and inhibitory cells by time, and the rate of both.",
        Axis.of("time (ms)").between(trains.startMs(), trains.endMs()),
        List.of(raster("excitatory", Tone.BLUE, exc), raster("inhibitory", Tone.VERMILION, inh)),
        List.of(
            Panel.of(
                Axis.of("spikes per cell and second (Hz)"),
                Series.of("excitatory", Tone.BLUE, at, rate(exc, at)),
                Series.of("inhibitory", Tone.VERMILION, at, rate(inh, at)))));
  }

  private static Raster raster(String name, Tone tone, SpikeTrains trains) {
    double[] times = new double[Math.toIntExact(trains.total())];
    int[] cells = new int[times.length];
    int at = 0;
    for (int cell = 0; cell < trains.size(); cell++) {
      for (double spike : trains.timesMs(cell)) {
        times[at] = spike;
        cells[at++] = cell;
      }
    }
    return Raster.of(name, tone, trains.size(), times, cells);
  }

  private static double[] rate(SpikeTrains trains, double[] at) {
    double[] hz = FiringRates.instantaneousHz(trains.mergedMs(), RateKernel.gaussian(2), at);
    Arrays.setAll(hz, k -> hz[k] / trains.size());
    return hz;
  }

  private Chart traces() {
    SpikeTrains trains = shownTrains();
    String[] names = {
      "first excitatory cell", "middle excitatory cell", "last excitatory cell", "inhibitory cell"
    };
    List<TracePanel> panels = new ArrayList<>();
    for (int k = 0; k < names.length; k++) {
      int from = (int) trains.startMs();
      double[] times = new double[(int) trains.durationMs()];
      double[] v = new double[times.length];
      for (int i = 0; i < times.length; i++) {
        times[i] = from + i + 1;
        v[i] = shown().voltages()[k][from + i];
      }
      for (double spike : trains.timesMs(shown().cells()[k])) {
        v[(int) Math.rint(spike) - from - 1] = CellDrive.PEAK_MV;
      }
      Tone tone = k == 3 ? Tone.VERMILION : Tone.BLUE;
      String kind = k == 3 ? "inhibitory" : "excitatory";
      panels.add(
          TracePanel.of(
              names[k], Axis.of("membrane potential (mV)"), Series.of(kind, tone, times, v)));
    }
    return TraceChart.stacked(
        "Four cells",
        "Membrane potential of four cells over time.",
        Axis.of("time (ms)").between(trains.startMs(), trains.endMs()),
        panels);
  }

  private Chart spectrum() {
    double[] hz = trials.getFirst().spectrum().frequenciesHz();
    int bands = 0;
    while (bands < hz.length && hz[bands] <= 150) {
      bands++;
    }
    double[] shown = Arrays.copyOfRange(hz, 1, bands);
    double[] mean = new double[shown.length];
    double[] sd = new double[shown.length];
    for (int f = 0; f < shown.length; f++) {
      int band = f + 1;
      double[] all =
          trials.stream().mapToDouble(trial -> trial.spectrum().density()[band]).toArray();
      mean[f] = Numbers.mean(all);
      sd[f] = Numbers.deviation(all);
    }
    Series line = Series.of("rate of all cells", Tone.BLUE, shown, mean);
    return new LineChart(
        "Rhythms of the population",
        "Power spectrum of the population rate.",
        Axis.of("frequency (Hz)"),
        List.of(
            new Panel(
                Axis.of("power density (Hz\u00b2/Hz)"),
                1.6,
                List.of(trials.size() > 1 ? line.spread(sd) : line))),
        List.of());
  }

  /// Counts are whole: a bin holds as many of them as any other, and none lies on an edge.
  private Chart rates() {
    double[] hz = FiringRates.ofCellsHz(shown().trains());
    double most = Arrays.stream(hz).max().orElse(0);
    double perSpike = 1000.0 / ms;
    double width = perSpike * Math.max(1, Math.ceil(most / perSpike / 60));
    int bins = (int) Math.ceil((most + perSpike) / width);
    double low = -perSpike / 2;
    return histogram("Rates of cells", "rate (Hz)", hz, low, low + bins * width, bins);
  }

  private Chart irregularity() {
    return histogram(
        "Irregularity of cells",
        "CV of intervals",
        Intervals.cvOfCells(shown().trains()),
        0,
        1.5,
        30);
  }

  private Chart intervals() {
    SpikeTrains trains = shown().trains();
    int excitatory = shown().excitatory();
    return pair(
        "Intervals between spikes",
        "interval (ms)",
        Axis.of("share of intervals (%)"),
        Bins.of(Intervals.ofMs(trains.cells(0, excitatory)), 0, 500, 50),
        Bins.of(Intervals.ofMs(trains.cells(excitatory, trains.size())), 0, 500, 50));
  }

  private Chart histogram(
      String title, String quantity, double[] values, double low, double high, int bins) {
    int excitatory = shown().excitatory();
    return pair(
        title,
        quantity,
        Axis.of("share of cells (%)"),
        Bins.of(Arrays.copyOf(values, excitatory), low, high, bins),
        Bins.of(Arrays.copyOfRange(values, excitatory, values.length), low, high, bins));
  }

  private static Chart pair(
      String title, String quantity, Axis share, Bins excitatory, Bins inhibitory) {
    return new HistogramChart(
        title,
        "Histogram of the " + quantity + " of excitatory and of inhibitory cells.",
        Axis.of(quantity),
        share,
        List.of(
            Histogram.of("excitatory", Tone.BLUE, excitatory.edges(), percent(excitatory)),
            Histogram.of("inhibitory", Tone.VERMILION, inhibitory.edges(), percent(inhibitory))));
  }

  private static double[] percent(Bins bins) {
    double[] shares = bins.shares();
    Arrays.setAll(shares, k -> 100 * shares[k]);
    return shares;
  }

  private Chart connections() {
    return new HeatMap(
        "Who drives whom",
        "Mean weight from blocks of cells to blocks of cells.",
        Axis.of("to cell").between(0, size),
        Axis.of("from cell").between(0, size),
        Axis.of("mean weight (mV/ms)"),
        shown().weights(),
        false);
  }

  private ReportTable table() {
    ReportTable table =
        ReportTable.of(
            "Statistics, mean and standard deviation over seeds", "statistic", "here", "elsewhere");
    for (Statistic one : MEASURES) {
      String unit = one.unit().isEmpty() ? "" : " " + one.unit();
      String elsewhere = Numbers.text(reference(one), one.decimals());
      if (dense && Double.isFinite(one.deviation())) {
        elsewhere += " \u00b1 " + Numbers.text(one.deviation(), one.decimals());
      }
      table =
          table.row(one.words(), Numbers.spread(of(one.name()), one.decimals()) + unit, elsewhere);
    }
    return table;
  }

  private TextTable console() {
    TextTable table = new TextTable("statistic", "here", "elsewhere");
    for (Statistic one : MEASURES) {
      table.row(
          one.words() + (one.unit().isEmpty() ? "" : " (" + one.unit() + ")"),
          Numbers.spread(of(one.name()), one.decimals()),
          Numbers.text(reference(one), one.decimals()));
    }
    return table;
  }
}
