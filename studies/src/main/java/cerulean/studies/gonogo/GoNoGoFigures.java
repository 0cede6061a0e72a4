package cerulean.studies.gonogo;

import cerulean.studies.plot.Axis;
import cerulean.studies.plot.Chart;
import cerulean.studies.plot.Dot;
import cerulean.studies.plot.DotChart;
import cerulean.studies.plot.DotPanel;
import cerulean.studies.plot.LineChart;
import cerulean.studies.plot.Marker;
import cerulean.studies.plot.Panel;
import cerulean.studies.plot.Raster;
import cerulean.studies.plot.RasterChart;
import cerulean.studies.plot.Series;
import cerulean.studies.plot.Tone;
import cerulean.studies.run.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The pictures of the report.
final class GoNoGoFigures {

  private static final List<Tone> STIMULI =
      List.of(Tone.BLUE, Tone.VERMILION, Tone.GREEN, Tone.PURPLE);

  private static final List<String> NAMES = List.of("A", "B", "X", "Y");

  private final SetShift task;
  private final double[] trials;

  GoNoGoFigures(SetShift task) {
    this.task = task;
    trials = new double[task.trials()];
    for (int i = 0; i < trials.length; i++) {
      trials[i] = i + 1.0;
    }
  }

  /// Performance, tone of noradrenaline and entropy of some samples, the first of them emphasised.
  Chart course(String title, String description, List<Sample> samples) {
    return new LineChart(
        title,
        description,
        Axis.of("trial"),
        List.of(
            panel("correct (share)", samples, Sample::accuracy).weighing(1.25),
            panel("noradrenaline of the detector", samples, Sample::noradrenaline).weighing(0.8),
            panel("action entropy given the go cue (bit)", samples, Sample::entropy)),
        markers());
  }

  /// Runs of dopamine alone that adapted by luck, those that did not, and another condition.
  Chart lucky(Sample alone, Sample other) {
    List<Sample> samples = new ArrayList<>();
    samples.add(renamed(other, other.title()));
    Sample lucky = alone.that(true);
    Sample rest = alone.that(false);
    if (!lucky.behaviours().isEmpty()) {
      samples.add(renamed(lucky, "DA only, lucky (" + lucky.behaviours().size() + " runs)"));
    }
    if (!rest.behaviours().isEmpty()) {
      samples.add(renamed(rest, "DA only, others (" + rest.behaviours().size() + " runs)"));
    }
    return new LineChart(
        "Lucky runs",
        "Share of correct trials and entropy: runs of dopamine alone that solved the task after the"
            + " shift, apart from those that did not.",
        Axis.of("trial"),
        List.of(
            panel("correct (share)", samples, Sample::accuracy).weighing(1.25),
            panel("action entropy given the go cue (bit)", samples, Sample::entropy)),
        markers());
  }

  private static Sample renamed(Sample sample, String title) {
    return new Sample(sample.key(), title, sample.seeds(), sample.behaviours());
  }

  private Panel panel(String quantity, List<Sample> samples, Function<Sample, Sample.Band> curve) {
    List<Series> series = new ArrayList<>();
    Tone[] tones = {Tone.BLUE, Tone.VERMILION, Tone.GREEN, Tone.PURPLE};
    for (int i = 0; i < samples.size(); i++) {
      Sample.Band band = curve.apply(samples.get(i));
      Series one =
          Series.of(samples.get(i).title(), tones[i % tones.length], trials, band.mean())
              .band(band.low(), band.high());
      series.add(i == 0 ? one.emphasised() : one);
    }
    return Panel.of(Axis.of(quantity).between(0, 1.02), series);
  }

  private List<Marker> markers() {
    return List.of(
        new Marker(1, "A is the target"), new Marker(task.before() + 1.0, "X is the target"));
  }

  /// The share of runs that solved the task, with the prototype's.
  Chart solved(List<Sample> samples) {
    List<Dot> shares = new ArrayList<>();
    List<Dot> last = new ArrayList<>();
    for (Sample sample : samples) {
      Prototype prototype = Prototype.of(Choice.of("conditions", Condition.class, sample.key()));
      Proportion solved = sample.solved();
      double half = (solved.high() - solved.low()) / 2;
      Dot share = Dot.of(sample.title(), tone(sample), solved.share(), half);
      double mean = sample.mean(Outcome::last);
      Dot correct =
          Dot.of(sample.title(), tone(sample), mean, sample.interval(Outcome::last).high() - mean);
      shares.add(prototype == null ? share : share.beside(prototype.solved()));
      last.add(prototype == null ? correct : correct.beside(prototype.last()));
    }
    return new DotChart(
        "Who solves the shifted task",
        "Share of runs that solved the task after the shift, and share of correct trials among the"
            + " last 100, by condition.",
        "this run, ± half the 95 % interval",
        "prototype",
        List.of(
            new DotPanel(Axis.of("runs solved (share)").between(0, 1), shares),
            new DotPanel(Axis.of("correct in the last 100 trials").between(0.4, 1), last)));
  }

  /// The spiking level's conditions before and after the shift.
  Chart spiking(List<Sample> samples) {
    List<Dot> before = new ArrayList<>();
    List<Dot> last = new ArrayList<>();
    for (Sample sample : samples) {
      before.add(dot(sample, Outcome::before));
      last.add(dot(sample, Outcome::last));
    }
    return new DotChart(
        "Spiking networks by condition",
        "Share of correct trials in the 100 before the shift and in the last 100, by condition.",
        "mean over seeds, ± half the 95 % interval",
        "",
        List.of(
            new DotPanel(Axis.of("correct before the shift").between(0.3, 1), before),
            new DotPanel(Axis.of("correct in the last 100 trials").between(0.3, 1), last)));
  }

  private static Dot dot(Sample sample, java.util.function.ToDoubleFunction<Outcome> number) {
    double mean = sample.mean(number);
    return Dot.of(sample.title(), tone(sample), mean, sample.interval(number).high() - mean);
  }

  private static Tone tone(Sample sample) {
    return switch (sample.key()) {
      case "da" -> Tone.VERMILION;
      case "da-na" -> Tone.BLUE;
      case "da-ach", "da-na-ach", "da-5ht", "da-na-5ht" -> Tone.PURPLE;
      case "to-the-letter", "only-window", "only-efference" -> Tone.GREY;
      default -> Tone.GREEN;
    };
  }

  /// The weights of one run, a panel for each group of four.
  Chart weights(String title, String description, double[][] weights, String... groups) {
    List<Panel> panels = new ArrayList<>();
    for (int g = 0; g < groups.length; g++) {
      List<Series> series = new ArrayList<>();
      for (int s = 0; s < SetShift.STIMULI; s++) {
        double[] one = new double[weights.length];
        for (int t = 0; t < one.length; t++) {
          one[t] = weights[t][g * SetShift.STIMULI + s];
        }
        series.add(Series.of("from " + NAMES.get(s), STIMULI.get(s), trials, one));
      }
      panels.add(Panel.of(Axis.of("weights to " + groups[g]), series).weighing(0.8));
    }
    return new LineChart(title, description, Axis.of("trial"), panels, markers());
  }

  /// The spikes of one trial.
  Chart raster(String title, SpikingRun.Snapshot trial) {
    List<Raster> rasters = new ArrayList<>();
    for (SpikingRun.Train train : trial.trains()) {
      rasters.add(
          Raster.of(
              train.name(), toneOf(train.name()), train.size(), train.timesMs(), train.cells()));
    }
    return new RasterChart(
        title,
        "Spikes of the inputs and of the groups Go, No-Go and critic during the stimulus.",
        Axis.of("time from the onset of the stimulus (ms)"),
        rasters,
        List.of());
  }

  private static Tone toneOf(String name) {
    return name.startsWith("inputs")
        ? Tone.GREY
        : name.startsWith("No-Go")
            ? Tone.VERMILION
            : name.startsWith("Go") ? Tone.BLUE : Tone.GREEN;
  }
}
