package cerulean.studies.gap;

import cerulean.studies.gap.TwoTimescales.Band;
import cerulean.studies.gap.TwoTimescales.ReadOuts;
import cerulean.studies.gap.TwoTimescales.Trace;
import cerulean.studies.plot.Axis;
import cerulean.studies.plot.LineChart;
import cerulean.studies.plot.Marker;
import cerulean.studies.plot.Panel;
import cerulean.studies.plot.Series;
import cerulean.studies.plot.Tone;
import java.util.List;
import java.util.stream.IntStream;

/// The pictures of [TwoTimescales], one for each panel of the paper's figure.
final class TwoTimescalesFigures {

  /// The part of the first panel that is drawn: before and after it nothing moves.
  private static final int FROM = 120;

  private static final int TO = 220;

  private final TwoTimescalesRun run;

  TwoTimescalesFigures(TwoTimescalesRun run) {
    this.run = run;
  }

  /// The three learners around the reversal of the target, the parts of the weight that has a gain,
  /// and the gain.
  LineChart reversal() {
    double[] steps = steps(TwoTimescales.STEPS);
    Trace gained = run.gained();
    double g0 = TwoTimescales.dynamicsOfReversal().g0();
    // Corners of the target, which jumps.
    double there = TwoTimescales.REVERSAL;
    double back = TwoTimescales.RETURN;
    double[] corners = {0, there, there, back, back, TwoTimescales.STEPS};
    double[] target = {1, 1, -1, -1, 1, 1};
    return new LineChart(
        "One weight on two timescales",
        "Output of three learners while their target is reversed for ten steps; below, the slow and"
            + " the fast part of the weight that has a gain, and the gain.",
        Axis.of("step").between(FROM, TO),
        List.of(
            Panel.of(
                    Axis.of("output").between(-1.2, 1.9),
                    Series.of("gain", Tone.BLUE, steps, gained.output()).emphasised(),
                    Series.of("fast + slow", Tone.ORANGE, steps, run.fastAndSlow().output()),
                    Series.of("slow", Tone.GREEN, steps, run.slow().output()),
                    Series.of("target", Tone.GREY, corners, target))
                .weighing(1.3),
            Panel.of(
                Axis.of("parts of the weight with a gain"),
                Series.of("(g - g0) w", Tone.VERMILION, steps, gained.fast(g0)),
                Series.of("g0 w", Tone.PURPLE, steps, gained.slow(g0))),
            Panel.of(
                    Axis.of("gain"),
                    Series.of("gain", Tone.BLUE, steps, gained.gain()).emphasised())
                .weighing(0.7)),
        List.of(
            new Marker(FROM, "target 1"),
            new Marker(TwoTimescales.REVERSAL, "-1"),
            new Marker(TwoTimescales.RETURN, "target 1")));
  }

  String reversalCaption() {
    return "The target is -1 for ten steps (dashed lines) and 1 before and after. One slow weight"
        + " hardly follows; a second weight that decays helps; one weight with a gain follows"
        + " furthest, because the gain rises with the error and makes the step on `g w` grow as `g`"
        + " squared. Middle: that weight's slow part `g0 w` and fast part `(g - g0) w`, which is gone"
        + " when the gain is back at `g0`.";
  }

  /// Noisy read-outs of gain and weight while a target appears.
  LineChart onset() {
    ReadOuts readOuts = run.readOuts();
    double[] steps = steps(readOuts.gain().mean().length);
    return new LineChart(
        "The fast part comes with the target and goes",
        "Gain, and effective weight with its slow and its fast part, when a target appears; means and"
            + " standard deviations over noisy read-outs.",
        Axis.of("step").between(0, steps.length),
        List.of(
            Panel.of(
                Axis.of("weight"),
                series("g w", Tone.BLUE, steps, readOuts.effective()).emphasised(),
                series("g0 w", Tone.PURPLE, steps, readOuts.slow()),
                series("(g - g0) w", Tone.VERMILION, steps, readOuts.fast())),
            Panel.of(Axis.of("gain"), series("gain", Tone.GREEN, steps, readOuts.gain()))
                .weighing(0.7)),
        List.of(new Marker(0, "target 0"), new Marker(TwoTimescales.ONSET, "target 1")));
  }

  String onsetCaption() {
    return "The target is 0, then 1 (dashed line); the weight starts at 1. Means of "
        + TwoTimescales.RUNS
        + " read-outs with normal noise (deviation "
        + TwoTimescales.GAIN_NOISE
        + " on the gain, "
        + TwoTimescales.WEIGHT_NOISE
        + " on the weight) that does not enter the learning, bands one standard deviation either"
        + " side.";
  }

  private static Series series(String name, Tone tone, double[] steps, Band band) {
    return Series.of(name, tone, steps, band.mean()).spread(band.sd());
  }

  private static double[] steps(int n) {
    return IntStream.range(0, n).asDoubleStream().toArray();
  }
}
