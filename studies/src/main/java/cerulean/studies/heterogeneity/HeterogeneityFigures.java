package cerulean.studies.heterogeneity;

import cerulean.studies.plot.Axis;
import cerulean.studies.plot.Chart;
import cerulean.studies.plot.Dot;
import cerulean.studies.plot.DotChart;
import cerulean.studies.plot.DotPanel;
import cerulean.studies.plot.Histogram;
import cerulean.studies.plot.HistogramChart;
import cerulean.studies.plot.LineChart;
import cerulean.studies.plot.Marker;
import cerulean.studies.plot.Panel;
import cerulean.studies.plot.Scatter;
import cerulean.studies.plot.ScatterChart;
import cerulean.studies.plot.Series;
import cerulean.studies.plot.Tone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/// The pictures of the report.
final class HeterogeneityFigures {

  private static final Tone[] TONES = {
    Tone.GREY, Tone.GREEN, Tone.BLUE, Tone.PURPLE, Tone.VERMILION
  };

  /// Iterations over which learning curves are smoothed: single batches are too noisy to see.
  private static final int SMOOTH = 15;

  /// Edges of the histograms, a quarter of an octave apart.
  private static final double[] EDGES = edges(1, 256, 32);

  private HeterogeneityFigures() {}

  /// The f-I curves of the tutorial's cell.
  static Chart tutorial(TutorialCell cell) {
    List<Series> rates = new ArrayList<>();
    List<Series> lengthenings = new ArrayList<>();
    double[] nanoamperes = Arrays.stream(cell.currents()).map(x -> x / 1000).toArray();
    for (int k = 0; k < cell.rates().length; k++) {
      String name = "NA " + TutorialCell.LEVELS.get(k);
      rates.add(Series.of(name, TONES[k], nanoamperes, cell.rates()[k]));
      lengthenings.add(Series.of(name, TONES[k], nanoamperes, cell.lengthening()[k]));
    }
    return new LineChart(
        "Noradrenaline on the tutorial's cell",
        "Firing rate, and the last interval over the first, against current at five levels of noradrenaline.",
        Axis.of("current (nA)"),
        List.of(
            Panel.of(Axis.of("spikes in 500 ms (Hz)"), rates).weighing(1.3),
            Panel.of(Axis.of("last interval / first"), lengthenings)),
        List.of());
  }

  /// Means and intervals of quantities by condition.
  static <T> Chart dots(String title, List<Quantity<T>> quantities, Collection<Sample<T>> samples) {
    List<DotPanel> panels = new ArrayList<>();
    for (Quantity<T> quantity : quantities) {
      List<Dot> dots = new ArrayList<>();
      for (Sample<T> sample : samples) {
        Condition condition = sample.condition();
        dots.add(
            Dot.of(
                condition.title(),
                condition.tone(),
                sample.mean(quantity.of()),
                sample.half(quantity.of())));
      }
      panels.add(new DotPanel(Axis.of(quantity.label()), dots));
    }
    return new DotChart(
        title,
        "By condition: " + quantities.stream().map(Quantity::name).toList() + ".",
        "mean over seeds, ± half the 95 % interval",
        "",
        panels);
  }

  /// Equal against different cells, a dot for each seed.
  static <T> Chart pairs(String title, Quantity<T> quantity, Map<Condition, Sample<T>> samples) {
    List<Scatter> groups = new ArrayList<>();
    scatter(groups, "fixed", Tone.BLUE, quantity, samples, Condition.EQUAL, Condition.DIFFERENT);
    scatter(
        groups,
        "learned",
        Tone.GREEN,
        quantity,
        samples,
        Condition.EQUAL_LEARNED,
        Condition.DIFFERENT_LEARNED);
    scatter(
        groups,
        "NA",
        Tone.VERMILION,
        quantity,
        samples,
        Condition.EQUAL_NA,
        Condition.DIFFERENT_NA);
    double[] range = range(quantity, samples);
    return new ScatterChart(
        title,
        "Each seed's " + quantity.name() + " with different cells against that with equal cells.",
        Axis.of("equal cells: " + quantity.label()).between(range[0], range[1]),
        Axis.of("different cells: " + quantity.label()).between(range[0], range[1]),
        groups);
  }

  /// One range for both axes, so that the diagonal is where cells make no difference.
  private static <T> double[] range(Quantity<T> quantity, Map<Condition, Sample<T>> samples) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Sample<T> sample : samples.values()) {
      for (double value : sample.values(quantity.of())) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    double margin = high > low ? 0.05 * (high - low) : 0.5;
    return new double[] {low - margin, high + margin};
  }

  private static <T> void scatter(
      List<Scatter> groups,
      String name,
      Tone tone,
      Quantity<T> quantity,
      Map<Condition, Sample<T>> samples,
      Condition x,
      Condition y) {
    if (samples.containsKey(x) && samples.containsKey(y)) {
      groups.add(
          Scatter.of(
              name,
              tone,
              Objects.requireNonNull(samples.get(x)).values(quantity.of()),
              Objects.requireNonNull(samples.get(y)).values(quantity.of())));
    }
  }

  /// Share right while intervals are learned.
  static Chart learning(Collection<Sample<IntervalRun>> samples) {
    double[] x = numbers(samples.iterator().next().runs().getFirst().learning().length, 1);
    return byModulation(
        "Learning intervals",
        "Share of the trials of a batch that are right, over iterations, by condition.",
        Axis.of("iteration"),
        "right (%)",
        samples,
        sample -> x,
        run -> smooth(run.learning()),
        List.of());
  }

  /// Share right of each interval.
  static Chart byInterval(IntervalTask task, Collection<Sample<IntervalRun>> samples) {
    double[] x = task.intervals().stream().mapToDouble(Integer::doubleValue).toArray();
    return byModulation(
        "Which intervals are told",
        "Share of the test trials that are right against the interval, by condition.",
        Axis.of("interval (ms)"),
        "right (%)",
        samples,
        sample -> x,
        IntervalRun::byInterval,
        List.of());
  }

  private static <T> Chart byModulation(
      String title,
      String description,
      Axis axis,
      String quantity,
      Collection<Sample<T>> samples,
      Function<Sample<T>, double[]> x,
      Function<T, double[]> y,
      List<Marker> markers) {
    List<Panel> panels = new ArrayList<>();
    for (boolean modulated : new boolean[] {false, true}) {
      List<Series> series = new ArrayList<>();
      for (Sample<T> sample : samples) {
        Condition condition = sample.condition();
        boolean shown =
            inCurves(condition) && (condition.modulation() != Modulation.NONE) == modulated;
        if (shown) {
          series.add(curve(sample, condition.title(), x.apply(sample), y));
        }
      }
      if (!series.isEmpty()) {
        String label = quantity + (modulated ? ", noradrenaline" : ", no noradrenaline");
        panels.add(Panel.of(Axis.of(label).between(0, 101), series));
      }
    }
    return new LineChart(title, description, axis, panels, markers);
  }

  /// Curves of more conditions than there are colours could not be told apart; tables, dots and
  /// files have all of them.
  private static boolean inCurves(Condition condition) {
    return Condition.USUAL.contains(condition) && condition != Condition.DIFFERENT_NA_ALL;
  }

  private static <T> Series curve(
      Sample<T> sample, String name, double[] x, Function<T, double[]> y) {
    Sample.Band band = sample.band(y, 0, 100);
    return Series.of(name, sample.condition().tone(), x, band.mean()).band(band.low(), band.high());
  }

  /// What noradrenaline does to networks that learned without it.
  static Chart levels(IntervalProtocol protocol, List<Sample<IntervalRun>> samples) {
    double[] x = protocol.levels().stream().mapToDouble(Double::doubleValue).toArray();
    List<Series> right = new ArrayList<>();
    List<Series> spikes = new ArrayList<>();
    Tone[] tones = {Tone.GREY, Tone.PURPLE, Tone.BLUE, Tone.VERMILION};
    int next = 0;
    for (Sample<IntervalRun> sample : samples) {
      for (boolean all : new boolean[] {false, true}) {
        Tone tone = tones[next++ % tones.length];
        String name = sample.condition().title() + (all ? ", NA on all" : ", NA on PYR");
        Sample.Band accuracy =
            sample.band(
                run -> list(all ? run.all() : run.pyramidal(), IntervalRun.Test::accuracy), 0, 100);
        Sample.Band fired =
            sample.band(
                run -> list(all ? run.all() : run.pyramidal(), IntervalRun.Test::spikes),
                0,
                Double.MAX_VALUE);
        right.add(Series.of(name, tone, x, accuracy.mean()).band(accuracy.low(), accuracy.high()));
        spikes.add(Series.of(name, tone, x, fired.mean()).band(fired.low(), fired.high()));
      }
    }
    return new LineChart(
        "Noradrenaline on networks that learned without it",
        "Share of right answers and spikes against the level of noradrenaline, on pyramidal cells or on all.",
        Axis.of("level of noradrenaline"),
        List.of(
            Panel.of(Axis.of("right (%)").between(0, 101), right),
            Panel.of(Axis.of("spikes a trial"), spikes)),
        List.of());
  }

  private static double[] list(
      List<IntervalRun.Test> tests, java.util.function.ToDoubleFunction<IntervalRun.Test> of) {
    return tests.stream().mapToDouble(of).toArray();
  }

  /// Time constants of membranes after learning; where they are not learned, as they were drawn.
  static Chart timeConstants(List<Sample<IntervalRun>> samples) {
    List<Histogram> histograms = new ArrayList<>();
    for (Sample<IntervalRun> sample : samples) {
      double[] share = new double[EDGES.length - 1];
      int cells = 0;
      for (IntervalRun run : sample.runs()) {
        for (double tau : run.tauMs()) {
          int bar = Arrays.binarySearch(EDGES, tau);
          bar = bar >= 0 ? bar : -bar - 2;
          share[Math.clamp(bar, 0, share.length - 1)]++;
          cells++;
        }
      }
      for (int k = 0; k < share.length; k++) {
        share[k] *= 100.0 / cells;
      }
      histograms.add(
          Histogram.of(sample.condition().title(), sample.condition().tone(), EDGES, share));
    }
    return new HistogramChart(
        "Time constants after learning",
        "Share of pyramidal cells by the time constant of their membranes, all seeds.",
        Axis.of("time constant (ms)").logarithmic(),
        Axis.of("cells (%)"),
        histograms);
  }

  /// Task-1 accuracy over the stream and the level of noradrenaline.
  static LineChart stream(StreamProtocol protocol, Collection<Sample<StreamRun>> samples) {
    List<Series> without = new ArrayList<>();
    List<Series> with = new ArrayList<>();
    List<Series> level = new ArrayList<>();
    for (Sample<StreamRun> sample : samples) {
      Condition condition = sample.condition();
      if (!inCurves(condition)) {
        continue;
      }
      double[] x =
          Arrays.stream(sample.runs().getFirst().iteration()).mapToDouble(i -> i).toArray();
      boolean modulated = condition.modulation() != Modulation.NONE;
      (modulated ? with : without).add(curve(sample, condition.title(), x, StreamRun::accuracy));
      if (modulated) {
        Sample.Band band = sample.band(StreamRun::level, 0, 1);
        level.add(
            Series.of(condition.title(), condition.tone(), x, band.mean())
                .band(band.low(), band.high()));
      }
    }
    List<Panel> panels = new ArrayList<>();
    if (!without.isEmpty()) {
      panels.add(Panel.of(Axis.of("classes 0 and 1 right (%)").between(0, 101), without));
    }
    if (!with.isEmpty()) {
      panels.add(
          Panel.of(Axis.of("classes 0 and 1 right (%), noradrenaline").between(0, 101), with));
      panels.add(Panel.of(Axis.of("level of noradrenaline"), level).weighing(0.7));
    }
    List<Marker> markers = new ArrayList<>();
    for (int k = 0; k < StreamProtocol.CONTEXTS; k++) {
      String pair = 2 * k + ", " + (2 * k + 1);
      // The first test is not at 0, and a stretch begins within the axis.
      double from = k == 0 ? protocol.every() : k * (double) protocol.iterations();
      markers.add(new Marker(from, k == 0 ? pair : "+ " + pair));
    }
    return new LineChart(
        "Classes that join in pairs",
        "Accuracy on the first two classes over iterations, by condition, and the level of noradrenaline.",
        Axis.of("iteration"),
        panels,
        markers);
  }

  private static double[] smooth(double[] values) {
    double[] mean = new double[values.length];
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] - (i >= SMOOTH ? values[i - SMOOTH] : 0);
      mean[i] = sum / Math.min(i + 1, SMOOTH);
    }
    return mean;
  }

  private static double[] numbers(int n, int first) {
    double[] numbers = new double[n];
    Arrays.setAll(numbers, i -> first + (double) i);
    return numbers;
  }

  private static double[] edges(double low, double high, int bars) {
    double[] edges = new double[bars + 1];
    Arrays.setAll(edges, k -> low * Math.pow(high / low, (double) k / bars));
    return edges;
  }
}
