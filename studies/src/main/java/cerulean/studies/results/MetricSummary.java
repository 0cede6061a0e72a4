package cerulean.studies.results;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Mean and deviation over seeds of every metric in [SeedMetrics].
public record MetricSummary(
    Spread avgAcc,
    Spread minAcc,
    Spread wcAcc,
    Spread minAccFromFirst,
    Spread wcAccFromFirst,
    Spread avgSg,
    List<Spread> sgPerSwitch,
    Spread seconds) {
  public MetricSummary {
    sgPerSwitch = List.copyOf(sgPerSwitch);
  }

  /// Returns the summary of some seeds, all with the same number of switches.
  public static MetricSummary of(List<SeedMetrics> seeds) {
    int switches = seeds.isEmpty() ? 0 : seeds.getFirst().sgPerSwitch().size();
    List<Spread> gaps = new ArrayList<>();
    for (int i = 0; i < switches; i++) {
      int index = i;
      gaps.add(spread(seeds, seed -> seed.sgPerSwitch().get(index)));
    }
    return new MetricSummary(
        spread(seeds, SeedMetrics::avgAcc),
        spread(seeds, SeedMetrics::minAcc),
        spread(seeds, SeedMetrics::wcAcc),
        spread(seeds, SeedMetrics::minAccFromFirst),
        spread(seeds, SeedMetrics::wcAccFromFirst),
        spread(seeds, SeedMetrics::avgSg),
        gaps,
        spread(seeds, SeedMetrics::seconds));
  }

  private static Spread spread(List<SeedMetrics> seeds, ToDoubleFunction<SeedMetrics> metric) {
    return Spread.of(seeds.stream().map(seed -> metric.applyAsDouble(seed)).toList());
  }
}
