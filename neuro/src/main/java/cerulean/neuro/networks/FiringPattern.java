package cerulean.neuro.networks;

import cerulean.neuro.IzhikevichParameters;
import cerulean.neuro.IzhikevichPopulation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/// One Izhikevich cell under an input, as in figure 1 of the paper of 2004 or in the figure of
/// 2003, with the spikes of the author's scripts.
///
/// Step and order of update are those of the scripts: Euler, v before u, the input that of the
/// start of the step, spikes at the start of the step.
///
/// - `name`: letter and words, or the cell
/// - `cell`: parameters
/// - `startMv`, `startRecovery`: state at time 0
/// - `dtMs`, `endMs`: step and length of the script
/// - `current`: the input by time in ms
/// - `publishedMs`: spike times of the script
///
/// References: E. M. Izhikevich (2004), Which model to use for cortical spiking neurons?, IEEE
/// Transactions on Neural Networks 15(5), 1063-1070; E. M. Izhikevich (2003), Simple model of
/// spiking neurons, the same 14(6), 1569-1572.
public record FiringPattern(
    String name,
    IzhikevichParameters cell,
    double startMv,
    double startRecovery,
    double dtMs,
    double endMs,
    DoubleUnaryOperator current,
    List<Double> publishedMs) {

  private static final String PANELS =
      """
      A tonic-spiking            .02    .2   -65  6    -70    .25  100
      B phasic-spiking           .02    .25  -65  6    -64    .25  200
      C tonic-bursting           .02    .2   -50  2    -70    .25  220
      D phasic-bursting          .02    .25  -55  .05  -64    .2   200
      E mixed-mode               .02    .2   -55  4    -70    .25  160
      F frequency-adaptation     .01    .2   -65  8    -70    .25   85
      G class-1                  .02   -.1   -55  6    -60    .25  300
      H class-2                  .2     .26  -65  0    -64    .25  300
      I spike-latency            .02    .2   -65  6    -70    .2   100
      J subthreshold-oscillation .05    .26  -60  0    -62    .25  200
      K resonator                .1     .26  -60 -1    -62    .25  400
      L integrator               .02   -.1   -55  6    -60    .25  100
      M rebound-spike            .03    .25  -60  4    -64    .2   200
      N rebound-burst            .03    .25  -52  0    -64    .2   200
      O threshold-variability    .03    .25  -60  4    -64    .25  100
      P bistability              .1     .26  -60  0    -61    .25  300
      Q after-depolarization    1       .2   -60 -21   -70    .1    50
      R accommodation            .02   1     -55  4    -65    .5   400
      S inhibition-spiking      -.02  -1     -60  8    -63.8  .5   350
      T inhibition-bursting     -.026 -1     -45 -2    -63.8  .5   350
      """;

  private static final String SPIKES =
      """
      A 13 17 31.5 59.25 86.75
      B 43.75
      C 25 26.5 28.25 30 32 34 36.25 38.75 41.75 45.5 80 82.25 84.75 87.75 91.5 98.75 132.75 135 137.5 140.5 144.25 151.25 185.5 187.75 190.25 193.25 197 204.5
      D 39 42.8 47 51.8 57.6 67.2
      E 20 22.75 27.25 67 99.25 131.5
      F 10.25 12.25 15 19.75 42.5 71.5
      G 84.5 125 155.75 181 203.5 223.75 242 259.25 275.5 290.5
      H 105.75 126.5 145.25 162.25 178 192.75 206.75 220.5 233.75 246.5 258.75 271 282 293
      I 26.6
      J 26.5
      K 338
      L 20
      M 68
      N 68 71 74.2 77.8 81.8 86.4 92.2
      O 93.25
      P 45.25 86 126.5 167.25 208
      Q 11.3
      R 311.5
      S 94.5 166 236
      T 86.5 88.5 90.5 93 95.5 98.5 103 191.5 194 196.5 199.5 204
      """;

  /// Keeps a list of its own.
  public FiringPattern {
    publishedMs = List.copyOf(publishedMs);
  }

  /// The 20 panels of 2004, A to T.
  public static List<FiringPattern> panels2004() {
    List<String> rows = PANELS.lines().toList();
    List<String> spikes = SPIKES.lines().toList();
    List<FiringPattern> panels = new ArrayList<>();
    for (int k = 0; k < rows.size(); k++) {
      panels.add(panel(rows.get(k), spikes.get(k)));
    }
    return panels;
  }

  /// Four cells of the figure of 2003, under a step of current.
  public static List<FiringPattern> cells2003() {
    return List.of(
        cell(
            "RS of 2003",
            IzhikevichParameters.REGULAR_SPIKING,
            -63,
            14,
            150,
            "18.25 24.25 54.5 87.75 121"),
        cell(
            "IB of 2003",
            IzhikevichParameters.INTRINSICALLY_BURSTING,
            -70,
            11,
            150,
            "18.75 21.25 25 58.25 87.75 117.5 147"),
        cell(
            "CH of 2003",
            IzhikevichParameters.CHATTERING,
            -70,
            10,
            150,
            "19 20.75 22.75 25 27.5 30.5 34.5 82 84.5 87.25 90.75 137.5 140 142.75 146.25"),
        cell(
            "LTS of 2003",
            IzhikevichParameters.LOW_THRESHOLD_SPIKING,
            -63,
            10,
            250,
            "28 31.5 35.75 41.5 50.25 63.5 78 93 107.75 122.25 136.75 151.75 166.25 180.75 195.75"
                + " 210.75 225.5 240.5"));
  }

  private static FiringPattern panel(String row, String spikes) {
    String[] words = row.split(" +", -1);
    double[] x = Stream.of(words).skip(2).mapToDouble(Double::parseDouble).toArray();
    char letter = words[0].charAt(0);
    IzhikevichParameters cell = IzhikevichParameters.of(x[0], x[1], x[2], x[3]);
    double startRecovery = x[1] * x[4];
    if (letter == 'G' || letter == 'L') {
      cell = cell.withQuadratic(0.04, 4.1, 108);
    } else if (letter == 'R') {
      cell = IzhikevichParameters.ACCOMMODATING;
      startRecovery = -16;
    }
    return new FiringPattern(
        words[0] + " " + words[1].replace('-', ' '),
        cell,
        x[4],
        startRecovery,
        x[5],
        x[6],
        t -> current(letter, t),
        times(spikes.substring(2)));
  }

  private static FiringPattern cell(
      String name,
      IzhikevichParameters cell,
      double startMv,
      double current,
      double endMs,
      String spikes) {
    return new FiringPattern(
        name,
        cell,
        startMv,
        cell.b() * startMv,
        0.25,
        endMs,
        t -> t > endMs / 10 ? current : 0,
        times(spikes));
  }

  private static List<Double> times(String words) {
    return Stream.of(words.split(" ", -1)).map(Double::valueOf).toList();
  }

  private static double current(char letter, double t) {
    return switch (letter) {
      case 'A' -> t > 10 ? 14 : 0;
      case 'B' -> t > 20 ? 0.5 : 0;
      case 'C' -> t > 22 ? 15 : 0;
      case 'D' -> t > 20 ? 0.6 : 0;
      case 'E' -> t > 16 ? 10 : 0;
      case 'F' -> t > 8.5 ? 30 : 0;
      case 'G' -> t > 30 ? 0.075 * (t - 30) : 0;
      case 'H' -> t > 30 ? -0.5 + 0.015 * (t - 30) : -0.5;
      case 'I' -> 7.04 * pulse(t, 10, 3);
      case 'J' -> 2 * pulse(t, 20, 5);
      case 'K' -> 0.65 * (pulse(t, 40, 4) + pulse(t, 60, 4) + pulse(t, 280, 4) + pulse(t, 320, 4));
      case 'L' ->
          9
              * (pulse(t, 100. / 11, 2)
                  + pulse(t, 100. / 11 + 5, 2)
                  + pulse(t, 70, 2)
                  + pulse(t, 80, 2));
      case 'M', 'N' -> -15 * pulse(t, 20, 5);
      case 'O' -> pulse(t, 10, 5) + pulse(t, 80, 5) - 6 * pulse(t, 70, 5);
      case 'P' -> 0.24 + pulse(t, 37.5, 5) + pulse(t, 216, 5);
      case 'Q' -> Math.abs(t - 10) < 1 ? 20 : 0;
      case 'R' -> t < 200 ? t / 25 : t >= 300 && t < 312.5 ? (t - 300) / 12.5 * 4 : 0;
      case 'S', 'T' -> t < 50 || t > 250 ? 80 : 75;
      default -> throw new IllegalArgumentException("no panel " + letter);
    };
  }

  /// 1 between the ends, 0 on them and outside.
  private static int pulse(double t, double startMs, double lengthMs) {
    return t > startMs && t < startMs + lengthMs ? 1 : 0;
  }

  /// What the cell does: the voltage at the start of every step, the input, the spikes.
  ///
  /// - `timesMs`: starts of the steps
  /// - `v`: in mV
  /// - `input`: of the step that begins there
  /// - `spikesMs`: times of spikes
  @SuppressWarnings("ArrayRecordComponent") // Numbers to draw; never compared.
  public record Response(double[] timesMs, double[] v, double[] input, double[] spikesMs) {}

  /// Runs one cell alone.
  public Response run() {
    IzhikevichPopulation population = IzhikevichPopulation.of(1, cell);
    population.setState(0, startMv, startRecovery);
    // As the script counts: 0, dt, ... up to the end.
    int steps = 0;
    while (steps * dtMs <= endMs) {
      steps++;
    }
    double[] times = new double[steps];
    double[] v = new double[steps];
    double[] inputs = new double[steps];
    double[] spikes = new double[steps];
    double[] input = new double[1];
    int[] fired = new int[1];
    int count = 0;
    for (int i = 0; i < steps; i++) {
      // Rounded to a tenth of a microsecond: 0.2 n is no short number.
      times[i] = Math.rint(i * dtMs * 1e4) / 1e4;
      v[i] = population.voltageMv(0);
      input[0] = current.applyAsDouble(i * dtMs);
      inputs[i] = input[0];
      if (population.step(dtMs, input, fired) > 0) {
        spikes[count++] = times[i];
      }
    }
    return new Response(times, v, inputs, Arrays.copyOf(spikes, count));
  }
}
