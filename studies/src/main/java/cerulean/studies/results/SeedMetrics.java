package cerulean.studies.results;

import java.util.List;

/// The metrics of one seed's task-1 curve, as in [CurveMetrics], and what they cost.
///
/// - `seconds`: wall clock of training and evaluation
public record SeedMetrics(
    long seed,
    double avgAcc,
    double minAcc,
    double wcAcc,
    double minAccFromFirst,
    double wcAccFromFirst,
    double avgSg,
    List<Double> sgPerSwitch,
    double seconds) {

  /// Keeps an unmodifiable copy of the gaps.
  public SeedMetrics {
    sgPerSwitch = List.copyOf(sgPerSwitch);
  }

  /// The metrics of a curve with the seed it belongs to.
  public static SeedMetrics of(long seed, CurveMetrics curve, double seconds) {
    return new SeedMetrics(
        seed,
        curve.avgAcc(),
        curve.minAcc(),
        curve.wcAcc(),
        curve.minAccFromFirst(),
        curve.wcAccFromFirst(),
        curve.avgSg(),
        curve.sgPerSwitch(),
        seconds);
  }
}
