package cerulean.studies.microcircuit;

import java.util.Map;

/// What a prototype in NumPy found with the reconstructed protocols: other random numbers, another
/// program. Not the paper's numbers, which are not known.
final class Prototype {

  static final String SOURCE = "prototype of the reconstruction; the paper's number is not known";

  private static final double NONE = Double.NaN;

  /// By condition: gain (Hz/nA), first current above 2 Hz (pA), time in plateau, burst fraction.
  private static final Map<Condition, double[]> CELLS =
      Map.ofEntries(
          Map.entry(Condition.of(0, 1), cell(30.1, 400, .08, .29)),
          Map.entry(Condition.of(150, 1), cell(33.1, 400, .28, .33)),
          Map.entry(Condition.of(300, 1), cell(37.4, 400, .51, .42)),
          Map.entry(Condition.of(450, 1), cell(42.6, 400, .74, .51)),
          Map.entry(Condition.of(300, 0), cell(29.1, 400, 0, .29)),
          Map.entry(Condition.of(300, .25), cell(29.1, 400, 0, .30)),
          Map.entry(Condition.of(300, .5), cell(29.7, 400, .09, .32)),
          Map.entry(Condition.of(300, .75), cell(32.9, 400, .36, .34)),
          Map.entry(Condition.of(300, 1).withSom(5), cell(31.3, 400, .19, .29)),
          Map.entry(Condition.of(300, 1).withSom(10), cell(29.3, 400, .04, .27)),
          Map.entry(Condition.of(300, 1).withSom(20), cell(29.2, 400, 0, .28)),
          Map.entry(Condition.of(300, 1).withPv(5), cell(35.6, 400, .50, .34)),
          Map.entry(Condition.of(300, 1).withPv(10), cell(35.2, 600, .48, .32)),
          Map.entry(Condition.of(300, 1).withPv(20), cell(32.9, 800, .38, .20)));

  /// By inhibition: gain (Hz/nA), x-intercept (pA).
  private static final Map<Inhibition, double[]> RING =
      Map.of(
          Inhibition.NONE, new double[] {45.4, 490},
          Inhibition.SOM, new double[] {36.2, 441},
          Inhibition.PV, new double[] {41.4, 575},
          Inhibition.PV_STRONG, new double[] {40.1, 735});

  private static final Map<Inhibition, double[]> CLOSED =
      Map.of(
          Inhibition.closed(0), new double[] {42.7, NONE},
          Inhibition.closed(3), new double[] {33.6, NONE},
          Inhibition.closed(8), new double[] {25.3, NONE});

  /// By condition: weight change per synapse and second on the plastic ring.
  private static final Map<Condition, Double> PLASTIC_RING =
      Map.of(
          Condition.of(0, 1), .063,
          Condition.of(400, 0), .062,
          Condition.of(400, .5), .064,
          Condition.of(400, 1), .088,
          Condition.of(500, 1), .099,
          Condition.of(500, 1).withSom(10), .068);

  /// By condition: median seconds until learnt, part of short intervals.
  private static final Map<Condition, double[]> PAIRS =
      Map.of(
          Condition.of(0, 1), new double[] {5.41, .09},
          Condition.of(400, 0), new double[] {5.47, .08},
          Condition.of(400, .5), new double[] {5.31, .11},
          Condition.of(400, 1), new double[] {4.13, .30},
          Condition.of(500, 1), new double[] {3.54, .38});

  private Prototype() {}

  private static double[] cell(double gain, double rheobase, double plateau, double bursts) {
    return new double[] {gain, rheobase, plateau, bursts};
  }

  static double gain(Condition condition) {
    return CELLS.getOrDefault(condition, cell(NONE, NONE, NONE, NONE))[0];
  }

  static double rheobase(Condition condition) {
    return CELLS.getOrDefault(condition, cell(NONE, NONE, NONE, NONE))[1];
  }

  static double plateau(Condition condition) {
    return CELLS.getOrDefault(condition, cell(NONE, NONE, NONE, NONE))[2];
  }

  static double bursts(Condition condition) {
    return CELLS.getOrDefault(condition, cell(NONE, NONE, NONE, NONE))[3];
  }

  static double gain(Inhibition inhibition) {
    return numbers(inhibition)[0];
  }

  static double intercept(Inhibition inhibition) {
    return numbers(inhibition)[1];
  }

  private static double[] numbers(Inhibition inhibition) {
    double[] nothing = {NONE, NONE};
    return RING.getOrDefault(inhibition, CLOSED.getOrDefault(inhibition, nothing));
  }

  static double travelled(Condition condition) {
    return PLASTIC_RING.getOrDefault(condition, NONE);
  }

  static double seconds(Condition condition) {
    return PAIRS.getOrDefault(condition, new double[] {NONE, NONE})[0];
  }

  static double shortIntervals(Condition condition) {
    return PAIRS.getOrDefault(condition, new double[] {NONE, NONE})[1];
  }
}
