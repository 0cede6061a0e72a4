package cerulean.studies.results;

import java.util.List;

/// The metrics of one seed's task-1 curve, accuracies in percent, gaps as fractions.
///
/// | component | meaning |
/// |---|---|
/// | `avgAcc` | mean over tasks of the accuracy at the end of each |
/// | `minAcc` | mean over switches of the lowest accuracy after each |
/// | `wcAcc` | worst-case accuracy, `f_K / K + (1 - 1/K) minAcc` |
/// | `avgSg` | mean over switches of the stability gap |
/// | `sgPerSwitch` | `(f_(k-1) - m_k) / f_(k-1)` for k = 2..K |
/// | `seconds` | wall clock of training and evaluation |
public record SeedMetrics(
    long seed,
    double avgAcc,
    double minAcc,
    double wcAcc,
    double avgSg,
    List<Double> sgPerSwitch,
    double seconds) {
  public SeedMetrics {
    sgPerSwitch = List.copyOf(sgPerSwitch);
  }
}
