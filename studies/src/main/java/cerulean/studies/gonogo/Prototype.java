package cerulean.studies.gonogo;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the independent numpy prototype of the rate level found in 200 runs: the reference, since
/// the paper gives no numbers. NaN where it was not noted.
///
/// `trials` is beside ours with care: over how many trials the prototype took its 90 % was not
/// noted.
record Prototype(
    double before,
    double last,
    double solved,
    double trials,
    double to50,
    double to100,
    double to200,
    double entropyBefore,
    double entropyShift,
    double entropyLast) {

  static final String SOURCE =
      "prototype of the reconstruction, 200 runs; the paper gives no numbers";

  private static final double NONE = Double.NaN;

  private static final Map<Condition, Prototype> ALL =
      Map.of(
          Condition.DA,
          new Prototype(0.985, 0.629, 0.10, 310, 0.50, 0.50, 0.52, 0.09, 0.09, 0.17),
          Condition.DA_NA,
          new Prototype(0.985, 0.957, 0.86, 67, 0.63, 0.86, 0.92, 0.09, 0.67, 0.06),
          Condition.TEMPERATURE,
          of(0.925, 0.77),
          Condition.PLASTICITY,
          of(0.685, 0.21),
          Condition.LONG_NA,
          of(0.989, 0.97));

  private static Prototype of(double last, double solved) {
    return new Prototype(NONE, last, solved, NONE, NONE, NONE, NONE, NONE, NONE, NONE);
  }

  /// Its numbers for a condition; null for those that are ours.
  static @Nullable Prototype of(Condition condition) {
    return ALL.get(condition);
  }
}
