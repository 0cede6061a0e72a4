package cerulean.studies.microcircuit;

import cerulean.studies.gap.Curve;
import cerulean.studies.gap.OutsideGain;
import cerulean.studies.plot.Axis;
import cerulean.studies.plot.Chart;
import cerulean.studies.plot.Dot;
import cerulean.studies.plot.DotChart;
import cerulean.studies.plot.DotPanel;
import cerulean.studies.plot.HeatMap;
import cerulean.studies.plot.LineChart;
import cerulean.studies.plot.Marker;
import cerulean.studies.plot.Panel;
import cerulean.studies.plot.Raster;
import cerulean.studies.plot.RasterChart;
import cerulean.studies.plot.Series;
import cerulean.studies.plot.Tone;
import cerulean.studies.plot.TraceChart;
import cerulean.studies.plot.TracePanel;
import cerulean.studies.results.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/// The pictures of the report.
final class MicrocircuitFigures {

  private static final List<Tone> TONES =
      List.of(Tone.GREY, Tone.GREEN, Tone.BLUE, Tone.VERMILION, Tone.PURPLE);

  private static final String PROTOTYPE = "prototype of the reconstruction";

  private final MicrocircuitSettings settings;
  private final MicrocircuitStudy study;

  MicrocircuitFigures(MicrocircuitSettings settings, MicrocircuitStudy study) {
    this.settings = settings;
    this.study = study;
  }

  // ---- Figure 1

  Chart traces() {
    List<TracePanel> panels = new ArrayList<>();
    double from = Coincidence.FROM_MS;
    double to = from + Coincidence.LENGTH_MS;
    for (Coincidence one : study.coincidence()) {
      Series soma = Series.of("soma", Tone.BLUE, one.timesMs(), one.somaMv());
      Series dendrite = Series.of("dendrite", Tone.VERMILION, one.timesMs(), one.dendriteMv());
      panels.add(
          TracePanel.of(one.name(), Axis.of("voltage (mV)").between(-95, 60), dendrite, soma)
              .with(
                  Series.of(
                      "current",
                      Tone.GREY,
                      one.timesMs(),
                      Arrays.stream(one.timesMs())
                          .map(t -> t > from && t <= to ? 1 : 0)
                          .toArray())));
    }
    return new TraceChart(
        "Coincidence makes a burst",
        "Voltages of soma and dendrite under a current step into the soma alone, the dendrite alone,"
            + " both, and both without coupling.",
        Axis.of("time (ms)"),
        panels,
        2);
  }

  // ---- Figures 2 to 5

  Chart byDendrite() {
    List<Series> series = new ArrayList<>();
    for (double pA : MicrocircuitSettings.DENDRITE) {
      Condition condition = Condition.of(pA, MicrocircuitSettings.USUAL_COUPLING);
      series.add(curve(Condition.number(pA) + " pA", series.size(), study.cells(condition)));
    }
    return responses(
        "Dendritic current raises gain",
        "Rate against somatic current for four dendritic currents.",
        Panel.of(Axis.of("rate (Hz)"), series).weighing(2));
  }

  Chart byCoupling() {
    List<Series> series = new ArrayList<>();
    for (double gamma : MicrocircuitSettings.COUPLINGS) {
      Condition condition = Condition.of(MicrocircuitSettings.USUAL_PA, gamma);
      series.add(
          curve("coupling " + Condition.number(gamma), series.size(), study.cells(condition)));
    }
    return responses(
        "Coupling raises gain",
        "Rate against somatic current for five couplings, dendrite 300 pA.",
        Panel.of(Axis.of("rate (Hz)"), series).weighing(2));
  }

  Chart heatMap() {
    List<Double> x = settings.dendrite();
    List<Double> y = settings.couplings();
    double[][] gains = new double[y.size()][x.size()];
    for (int i = 0; i < y.size(); i++) {
      for (int j = 0; j < x.size(); j++) {
        List<Response> bySeed = study.cells(Condition.of(x.get(j), y.get(i)));
        gains[i][j] = Claims.mean(Findings.each(bySeed, Response::gain));
      }
    }
    return new HeatMap(
        "Gain by dendritic current and coupling",
        "Mean gain of single cells over dendritic current and coupling.",
        edges("dendritic current (pA)", x),
        edges("coupling", y),
        Axis.of("gain (Hz/nA)"),
        gains,
        true);
  }

  /// Cells are centred on their values.
  private static Axis edges(String label, List<Double> values) {
    double half = (values.get(1) - values.get(0)) / 2;
    return Axis.of(label).between(values.getFirst() - half, values.getLast() + half);
  }

  Chart som() {
    return inhibition(
        "SOM cells lower gain",
        nS -> MicrocircuitSettings.usual().withSom(nS),
        List.of(Inhibition.NONE, Inhibition.SOM_WEAK, Inhibition.SOM));
  }

  Chart pv() {
    return inhibition(
        "PV cells move the threshold",
        nS -> MicrocircuitSettings.usual().withPv(nS),
        List.of(Inhibition.NONE, Inhibition.PV, Inhibition.PV_STRONG));
  }

  private Chart inhibition(
      String title, Function<Double, Condition> tonic, List<Inhibition> driven) {
    List<Series> cells = new ArrayList<>();
    for (double nS : MicrocircuitSettings.TONIC) {
      cells.add(
          curve(
              "tonic " + Condition.number(nS) + " nS", cells.size(), study.cells(tonic.apply(nS))));
    }
    List<Series> ring = new ArrayList<>();
    for (Inhibition one : driven) {
      String name = one.equals(Inhibition.NONE) ? "ring, none" : "ring, " + one.name();
      List<Response> bySeed = Objects.requireNonNull(study.ring().get(one));
      ring.add(curve(name, ring.size(), bySeed));
    }
    return responses(
        title,
        "Rate against somatic current: single cells under a constant conductance, and populations on"
            + " a ring.",
        Panel.of(Axis.of("rate of single cells (Hz)"), cells).weighing(1.5),
        Panel.of(Axis.of("rate on the ring (Hz)"), ring).weighing(1.5));
  }

  private static Chart responses(String title, String description, Panel... panels) {
    return new LineChart(
        title, description, Axis.of("somatic current (nA)"), List.of(panels), List.of());
  }

  /// Mean and deviation over seeds.
  private static Series curve(String name, int place, List<Response> bySeed) {
    double[] x = Arrays.stream(bySeed.getFirst().currents()).map(pA -> pA / 1000).toArray();
    return series(name, TONES.get(place), x, bySeed.stream().map(Response::rates).toList());
  }

  private static Series series(String name, Tone tone, double[] x, List<double[]> bySeed) {
    double[] mean = new double[x.length];
    double[] sd = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      int at = k;
      Spread spread = Spread.of(bySeed.stream().map(one -> one[at]).toList());
      mean[k] = spread.mean();
      sd[k] = spread.sd();
    }
    return Series.of(name, tone, x, mean).spread(sd);
  }

  // ---- All gains

  Chart gains() {
    List<Dot> cells = new ArrayList<>();
    for (double pA : MicrocircuitSettings.DENDRITE) {
      Condition condition = Condition.of(pA, 1);
      cells.add(dot(Condition.number(pA) + " pA", Tone.BLUE, condition));
    }
    List<Dot> couplings = new ArrayList<>();
    for (double gamma : MicrocircuitSettings.COUPLINGS) {
      Condition condition = Condition.of(MicrocircuitSettings.USUAL_PA, gamma);
      couplings.add(dot("coupling " + Condition.number(gamma), Tone.GREEN, condition));
    }
    List<Dot> som = new ArrayList<>();
    List<Dot> pv = new ArrayList<>();
    for (double nS : MicrocircuitSettings.TONIC) {
      som.add(
          dot(
              Condition.number(nS) + " nS",
              Tone.VERMILION,
              MicrocircuitSettings.usual().withSom(nS)));
      pv.add(
          dot(Condition.number(nS) + " nS", Tone.PURPLE, MicrocircuitSettings.usual().withPv(nS)));
    }
    return new DotChart(
        "Gains of single cells",
        "Gain by dendritic current, coupling, tonic SOM and PV inhibition, beside the prototype's.",
        "this run, mean \u00b1 sd over seeds",
        PROTOTYPE,
        List.of(
            new DotPanel(Axis.of("gain by dendrite (Hz/nA)").between(28, 45), cells),
            new DotPanel(Axis.of("gain by coupling (Hz/nA)").between(28, 45), couplings),
            new DotPanel(Axis.of("gain by SOM (Hz/nA)").between(28, 45), som),
            new DotPanel(Axis.of("gain by PV (Hz/nA)").between(28, 45), pv)));
  }

  private Dot dot(String name, Tone tone, Condition condition) {
    return dot(name, tone, Findings.each(study.cells(condition), Response::gain))
        .beside(Prototype.gain(condition));
  }

  private static Dot dot(String name, Tone tone, double[] bySeed) {
    Spread spread = Spread.of(Arrays.stream(bySeed).boxed().toList());
    return Dot.of(name, tone, spread.mean(), spread.sd());
  }

  // ---- Figure 6

  Chart raster() {
    StimulusPulse with = Objects.requireNonNull(study.stimulated().get(1.0)).getFirst();
    StimulusPulse without = Objects.requireNonNull(study.stimulated().get(0.0)).getFirst();
    RingProtocol ring = RingProtocol.STIMULATED;
    return new RasterChart(
        "A stimulus on the ring",
        "Spikes of pyramids, PV and SOM cells with coupling 1; below, the rate of the pyramids with"
            + " coupling 1 and 0.",
        Axis.of("time (ms)"),
        List.of(
            raster("pyramids", Tone.BLUE, ring.pyramids(), with.pyramids()),
            raster("PV", Tone.VERMILION, ring.pv(), with.pv()),
            raster("SOM", Tone.GREEN, ring.som(), with.som())),
        List.of(
            Panel.of(
                Axis.of("rate of pyramids (Hz)"),
                binned("coupling 1", Tone.BLUE, with.pyramids(), ring.pyramids()).emphasised(),
                binned("coupling 0", Tone.GREY, without.pyramids(), ring.pyramids()))));
  }

  private static Raster raster(String name, Tone tone, int size, StimulusPulse.Spikes spikes) {
    return Raster.of(name, tone, size, spikes.timesMs(), spikes.cells());
  }

  private static Series binned(String name, Tone tone, StimulusPulse.Spikes spikes, int cells) {
    double bin = 20;
    int bins = (int) (StimulusPulse.RUN_MS / bin);
    double[] x = new double[bins];
    double[] rate = new double[bins];
    Arrays.setAll(x, b -> (b + 0.5) * bin);
    for (double t : spikes.timesMs()) {
      rate[Math.min(bins - 1, (int) (t / bin))] += 1000 / (bin * cells);
    }
    return Series.of(name, tone, x, rate);
  }

  // ---- Figure 7

  Chart pulse() {
    PulseProtocol pulse = settings.pulse();
    double[] bins = new double[pulse.bins()];
    Arrays.setAll(bins, b -> (b + 0.5) * pulse.binMs());
    List<double[]> with = Objects.requireNonNull(study.weights().get(1.0));
    List<double[]> without = Objects.requireNonNull(study.weights().get(0.0));
    double[] points = new double[with.getFirst().length];
    Arrays.setAll(points, k -> (k + 1) * MicrocircuitSettings.WEIGHTS_EVERY);
    List<double[]> lead = new ArrayList<>();
    for (int s = 0; s < with.size(); s++) {
      lead.add(Claims.minus(with.get(s), without.get(s)));
    }
    return new LineChart(
        "A pulse of gain leaves a step in the weights",
        "Gain relative to that before, mean weights with and without a pulse, and their difference.",
        Axis.of("time (ms)").between(0, pulse.weightsMs()),
        List.of(
            Panel.of(
                Axis.of("gain over that before"),
                series("gain", Tone.VERMILION, bins, study.gain())),
            Panel.of(
                Axis.of("mean weight"),
                series("with pulse", Tone.BLUE, points, with).emphasised(),
                series("without", Tone.GREY, points, without)),
            Panel.of(Axis.of("lead in mean weight"), series("lead", Tone.PURPLE, points, lead))),
        List.of(
            new Marker(0, "coupling 0"),
            new Marker(pulse.startMs(), "1"),
            new Marker(pulse.startMs() + pulse.lengthMs(), "coupling 0")));
  }

  Chart plasticity() {
    List<Dot> pairs = new ArrayList<>();
    study
        .pairs()
        .forEach((condition, bySeed) ->
            pairs.add(
                dot(
                        Findings.label(condition),
                        Tone.BLUE,
                        Findings.each(bySeed, PlasticPairs.Learning::medianSeconds))
                    .beside(Prototype.seconds(condition))));
    List<Dot> ring = new ArrayList<>();
    study
        .plasticRing()
        .forEach((condition, bySeed) ->
            ring.add(
                dot(
                        Findings.label(condition),
                        Tone.GREEN,
                        Findings.each(bySeed, PlasticRing.Change::travelled))
                    .beside(Prototype.travelled(condition))));
    return new DotChart(
        "Bursts speed plasticity",
        "Time until half of the pairs have learnt, and the way of weights on the plastic ring.",
        "this run, mean \u00b1 sd over seeds",
        PROTOTYPE,
        List.of(
            new DotPanel(Axis.of("pairs: median time to w 0.9 (s)"), pairs),
            new DotPanel(Axis.of("ring: way of a weight (1/s)"), ring)));
  }

  // ---- The artificial network

  Chart learning() {
    int perContext = OutsideGain.iterations();
    List<Series> accuracy = new ArrayList<>();
    List<Series> gain = new ArrayList<>();
    List<Bridge> shown = List.of(Bridge.AT_SWITCH, Bridge.BETWEEN, Bridge.NONE);
    for (Bridge arm : shown) {
      List<Curve> curves = Objects.requireNonNull(study.bridge().get(arm));
      double[] x = Arrays.stream(curves.getFirst().iteration()).asDoubleStream().toArray();
      accuracy.add(
          series(arm.title(), tone(arm), x, curves.stream().map(Curve::accuracy).toList()));
      gain.add(series(arm.title(), tone(arm), x, curves.stream().map(Curve::gain).toList()));
    }
    List<Marker> markers = new ArrayList<>();
    for (int k = 0; k < OutsideGain.contexts(); k++) {
      markers.add(new Marker(k * perContext, (k == 0 ? "task " : "+ task ") + (k + 1)));
    }
    return new LineChart(
        "The measured pulse drives an artificial network",
        "Task-1 accuracy and gain over training iterations with a pulse at each switch, between"
            + " switches, and without.",
        Axis.of("training iteration").between(0, OutsideGain.contexts() * (double) perContext),
        List.of(
            Panel.of(Axis.of("task-1 accuracy (%)").between(80, 100), accuracy).weighing(1.7),
            Panel.of(Axis.of("gain"), gain).weighing(0.7)),
        markers);
  }

  Chart bridge() {
    List<Dot> gap = new ArrayList<>();
    List<Dot> accuracy = new ArrayList<>();
    study
        .bridge()
        .forEach((arm, curves) -> {
          gap.add(
              dot(arm.title(), tone(arm), Findings.each(curves, c -> Findings.metrics(c).avgSg())));
          accuracy.add(
              dot(
                  arm.title(),
                  tone(arm),
                  Findings.each(curves, c -> Findings.metrics(c).avgAcc())));
        });
    return new DotChart(
        "What the pulse does to the stability gap",
        "Stability gap and accuracy of the artificial network by what its gain does.",
        "mean \u00b1 sd over seeds",
        "",
        List.of(
            new DotPanel(Axis.of("avg-SG"), gap), new DotPanel(Axis.of("avg-ACC (%)"), accuracy)));
  }

  private static Tone tone(Bridge arm) {
    return switch (arm) {
      case NONE -> Tone.GREY;
      case AT_SWITCH -> Tone.BLUE;
      case BETWEEN -> Tone.VERMILION;
      case ENTROPY -> Tone.GREEN;
    };
  }
}
