package cerulean.studies.gap;

import cerulean.nn.gain.GainDynamics;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// One weight that acts on two timescales because a gain multiplies it: the one-dimensional
/// demonstration of arXiv:2507.14056 (its multi-timescale figure). The input is 1; each learner
/// follows a target `T` by its error `e = T - y`, where `y` is its output before the step.
///
/// | learner | output and step |
/// |---|---|
/// | slow | `y = w`; `w += alpha e` |
/// | fast and slow | `y = f + s`; `f = 0.9 f + 0.2 e`; `s += alpha e` |
/// | gain | `y = g w`; `w += alpha g e`; then `g` moves by [GainDynamics] under the drive `abs(w e)` |
///
/// Nothing is drawn at random but the noise of [#readOuts].
public final class TwoTimescales {

  /// Rate `alpha` of every learner in the paper.
  public static final double RATE = 0.1;

  /// Steps of the first panel.
  public static final int STEPS = 300;

  /// The first step of the first panel with a target of -1, and how many there are.
  public static final int REVERSAL = 144;

  private static final int REVERSED = 10;

  /// The first step after the reversal.
  static final int RETURN = REVERSAL + REVERSED;

  /// The figure's second panel: steps, the step in which the target appears, read-outs, and the
  /// deviations of their noise on gain and weight.
  private static final int ONSET_STEPS = 100;

  static final int ONSET = 44;

  static final int RUNS = 50;

  static final double GAIN_NOISE = 0.05;

  static final double WEIGHT_NOISE = 0.025;

  private TwoTimescales() {}

  /// What a learner did, one number per step, each before the step's update.
  ///
  /// - `output`: what it answered
  /// - `gain`: 1 for learners without
  /// - `weight`: the weight that is learned, of the learner with a gain the raw one
  @SuppressWarnings("ArrayRecordComponent") // Filled in place; never compared.
  public record Trace(double[] output, double[] gain, double[] weight) {

    private Trace(int steps) {
      this(new double[steps], new double[steps], new double[steps]);
    }

    private void set(int t, double y, double g, double w) {
      output[t] = y;
      gain[t] = g;
      weight[t] = w;
    }

    /// The slow part of the effective weight, `g0 w`.
    public double[] slow(double g0) {
      return IntStream.range(0, weight.length).mapToDouble(t -> g0 * weight[t]).toArray();
    }

    /// The fast part of the effective weight, `(g - g0) w`.
    public double[] fast(double g0) {
      return IntStream.range(0, weight.length)
          .mapToDouble(t -> (gain[t] - g0) * weight[t])
          .toArray();
    }

    /// The mean squared error against `target` over steps `from` to `to`, without `to`.
    public double error(IntToDoubleFunction target, int from, int to) {
      return IntStream.range(from, to)
          .mapToDouble(t -> Math.pow(target.applyAsDouble(t) - output[t], 2))
          .average()
          .orElse(Double.NaN);
    }

    /// The first step with the largest gain.
    public int stepOfPeakGain() {
      int peak = 0;
      for (int t = 1; t < gain.length; t++) {
        peak = gain[t] > gain[peak] ? t : peak;
      }
      return peak;
    }
  }

  /// The target of the first panel: 1, and -1 for ten steps.
  public static double reversedBriefly(int t) {
    return t >= REVERSAL && t < RETURN ? -1 : 1;
  }

  /// The target of the second panel: 0, then 1.
  public static double appears(int t) {
    return t < ONSET ? 0 : 1;
  }

  /// The learner with one weight. It starts at 0.
  public static Trace slow(IntToDoubleFunction target, int steps) {
    Trace trace = new Trace(steps);
    double w = 0;
    for (int t = 0; t < steps; t++) {
      trace.set(t, w, 1, w);
      w += RATE * (target.applyAsDouble(t) - w);
    }
    return trace;
  }

  /// The learner with a fast weight that decays and a slow one (Hinton & Plaut 1987). Both start at
  /// 0; the trace has the slow one.
  public static Trace fastAndSlow(IntToDoubleFunction target, int steps) {
    Trace trace = new Trace(steps);
    double fast = 0;
    double slow = 0;
    for (int t = 0; t < steps; t++) {
      double y = fast + slow;
      trace.set(t, y, 1, slow);
      double e = target.applyAsDouble(t) - y;
      fast = 0.9 * fast + 0.2 * e;
      slow += RATE * e;
    }
    return trace;
  }

  /// The dynamics of the gain in the first panel.
  public static GainDynamics dynamicsOfReversal() {
    return new GainDynamics(0.9, 1, 0.7);
  }

  /// The dynamics of the gain in the second panel.
  public static GainDynamics dynamicsOfOnset() {
    return new GainDynamics(0.5, 1, 1);
  }

  /// The learner with a gain. The gain starts at 1. It is driven by the size of what the new weight
  /// would have explained of the error.
  public static Trace gained(
      IntToDoubleFunction target, int steps, GainDynamics dynamics, double weight) {
    Trace trace = new Trace(steps);
    Tensor gain = Tensor.ones(DType.F64, 1);
    double w = weight;
    for (int t = 0; t < steps; t++) {
      double g = gain.itemDouble();
      trace.set(t, g * w, g, w);
      double e = target.applyAsDouble(t) - g * w;
      w += RATE * g * e;
      dynamics.advance(gain, Math.abs(w * e));
    }
    return trace;
  }

  /// Mean and standard deviation over noisy read-outs, one number per step.
  @SuppressWarnings("ArrayRecordComponent") // Filled in place; never compared.
  public record Band(double[] mean, double[] sd) {}

  /// The curves of the second panel.
  ///
  /// - `gain`: `g`
  /// - `slow`, `fast`, `effective`: `g0 w`, `(g - g0) w` and `g w`
  public record ReadOuts(Band gain, Band slow, Band fast, Band effective) {}

  /// The second panel: a target that appears at step 44 of 100, and 50 read-outs of gain and
  /// weight, each with normal noise (deviations 0.05 and 0.025) that does not enter the learning.
  /// The weight starts at 1.
  public static ReadOuts readOuts(Philox random) {
    GainDynamics dynamics = dynamicsOfOnset();
    Trace trace = gained(TwoTimescales::appears, ONSET_STEPS, dynamics, 1);
    double[][] g = noisy(trace.gain(), GAIN_NOISE, random);
    double[][] w = noisy(trace.weight(), WEIGHT_NOISE, random);
    double[][] slow = new double[RUNS][ONSET_STEPS];
    double[][] fast = new double[RUNS][ONSET_STEPS];
    double[][] effective = new double[RUNS][ONSET_STEPS];
    for (int run = 0; run < RUNS; run++) {
      for (int t = 0; t < ONSET_STEPS; t++) {
        slow[run][t] = dynamics.g0() * w[run][t];
        fast[run][t] = (g[run][t] - dynamics.g0()) * w[run][t];
        effective[run][t] = g[run][t] * w[run][t];
      }
    }
    return new ReadOuts(band(g), band(slow), band(fast), band(effective));
  }

  private static double[][] noisy(double[] curve, double sd, Philox random) {
    float[] noise = Tensor.normal(random, 0f, (float) sd, RUNS, curve.length).toArray();
    double[][] runs = new double[RUNS][];
    for (int run = 0; run < RUNS; run++) {
      runs[run] = curve.clone();
      for (int t = 0; t < curve.length; t++) {
        runs[run][t] += noise[run * curve.length + t];
      }
    }
    return runs;
  }

  private static Band band(double[][] runs) {
    int steps = runs[0].length;
    Band band = new Band(new double[steps], new double[steps]);
    for (int t = 0; t < steps; t++) {
      int at = t;
      double[] values = Arrays.stream(runs).mapToDouble(run -> run[at]).toArray();
      double mean = Arrays.stream(values).average().orElse(Double.NaN);
      double squares = Arrays.stream(values).map(value -> Math.pow(value - mean, 2)).sum();
      band.mean[t] = mean;
      band.sd[t] = Math.sqrt(squares / (values.length - 1));
    }
    return band;
  }
}
