package cerulean.studies.results;

import java.util.List;

/// The metrics of the curve averaged over seeds, which is what the paper's tables print. Dips of
/// different seeds that do not coincide partly cancel in it, so its gaps are smaller than the mean
/// of the seeds' gaps. Components as in [SeedMetrics].
public record CurveMetrics(
    double avgAcc, double minAcc, double wcAcc, double avgSg, List<Double> sgPerSwitch) {
  public CurveMetrics {
    sgPerSwitch = List.copyOf(sgPerSwitch);
  }
}
