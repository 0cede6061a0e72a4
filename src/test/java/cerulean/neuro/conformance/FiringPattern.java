package cerulean.neuro.conformance;

import cerulean.neuro.IzhikevichParameters;
import cerulean.neuro.IzhikevichPopulation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/// A panel of figure 1 of Izhikevich (2004).
///
/// - `name`: letter and words
/// - `cell`: parameters
/// - `startMv`, `startRecovery`: state at time 0
/// - `dtMs`, `endMs`: step and length of the author's script
public record FiringPattern(
    String name,
    IzhikevichParameters cell,
    double startMv,
    double startRecovery,
    double dtMs,
    double endMs) {

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

  /// The 20 panels, A to T.
  public static List<FiringPattern> all() {
    return PANELS.lines().map(FiringPattern::parse).toList();
  }

  private static FiringPattern parse(String row) {
    String[] words = row.split(" +");
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
    String name = words[0] + " " + words[1].replace('-', ' ');
    return new FiringPattern(name, cell, x[4], startRecovery, x[5], x[6]);
  }

  /// The input at a time in ms.
  public double current(double t) {
    return switch (name.charAt(0)) {
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
      default -> throw new IllegalArgumentException("no panel " + name);
    };
  }

  /// 1 between the ends, 0 on them and outside.
  private static int pulse(double t, double startMs, double lengthMs) {
    return t > startMs && t < startMs + lengthMs ? 1 : 0;
  }

  /// Times of all spikes in ms, starts of their steps, one cell alone.
  public double[] times() {
    return times(cell, startMv, startRecovery, dtMs, endMs, this::current);
  }

  static double[] times(
      IzhikevichParameters cell,
      double startMv,
      double startRecovery,
      double dtMs,
      double endMs,
      DoubleUnaryOperator current) {
    IzhikevichPopulation population = IzhikevichPopulation.of(1, cell);
    population.setState(0, startMv, startRecovery);
    double[] input = new double[1];
    int[] fired = new int[1];
    List<Double> times = new ArrayList<>();
    for (int i = 0; i * dtMs <= endMs; i++) {
      input[0] = current.applyAsDouble(i * dtMs);
      if (population.step(dtMs, input, fired) > 0) {
        times.add(Cell.rounded(i * dtMs));
      }
    }
    return times.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
