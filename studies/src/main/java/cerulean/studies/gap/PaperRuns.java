package cerulean.studies.gap;

import cerulean.studies.results.Spread;
import org.jspecify.annotations.Nullable;

/// What single runs of the authors' own result files give (first version of arXiv:2507.14056): the
/// metrics of each of five seeds, their mean and standard deviation. A run has deeper dips than the
/// curve averaged over seeds, of which [PaperNumbers] are.
///
/// - `avgAcc`, `minAcc`, `wcAcc`: percent
/// - `avgSg`: a fraction
public record PaperRuns(Spread avgAcc, Spread minAcc, Spread wcAcc, Spread avgSg) {

  /// The numbers of a method on a benchmark; null where there are no files.
  public static @Nullable PaperRuns of(Benchmark benchmark, Method method) {
    return switch (benchmark) {
      case SPLIT ->
          switch (method) {
            case NGM -> of(99.018, 0.024, 96.409, 0.197, 96.764, 0.145, 0.028, 0.002);
            case MSGD -> of(99.085, 0.068, 71.927, 0.702, 77.224, 0.548, 0.274, 0.007);
            case ADAM -> of(98.602, 0.178, 73.201, 7.755, 78.039, 6.224, 0.259, 0.078);
            case SGD -> of(98.302, 0.083, 97.492, 0.073, 97.475, 0.085, 0.010, 0.001);
          };
      case PERMUTED ->
          switch (method) {
            case NGM -> of(94.186, 0.133, 92.389, 0.423, 93.150, 0.279, 0.017, 0.005);
            case MSGD -> of(92.485, 0.193, 91.102, 0.545, 91.959, 0.325, 0.009, 0.007);
            case ADAM -> of(93.148, 0.360, 88.287, 1.109, 89.805, 0.693, 0.054, 0.013);
            case SGD -> of(81.652, 0.238, 79.365, 0.395, 81.411, 0.334, 0.005, 0.003);
          };
      case ROTATED ->
          switch (method) {
            case NGM -> of(94.948, 0.164, 88.482, 0.996, 90.520, 0.707, 0.070, 0.010);
            case MSGD -> of(93.600, 0.179, 84.682, 0.404, 87.712, 0.325, 0.094, 0.004);
            case ADAM -> of(92.138, 0.518, 77.365, 2.781, 81.828, 1.969, 0.167, 0.029);
            case SGD -> of(82.029, 0.244, 78.285, 0.318, 78.111, 0.330, 0.070, 0.005);
          };
      case SPLIT_CIFAR10 ->
          switch (method) {
            case NGM -> of(90.096, 1.038, 69.719, 1.733, 72.325, 1.597, 0.241, 0.022);
            case MSGD -> of(87.479, 0.911, 49.064, 3.646, 54.659, 3.346, 0.458, 0.046);
            case ADAM -> of(86.996, 2.432, 37.084, 4.687, 46.052, 3.031, 0.571, 0.058);
            case SGD -> of(82.063, 0.670, 57.291, 3.996, 60.233, 2.759, 0.322, 0.044);
          };
      case DOMAIN_CIFAR100_V1 ->
          switch (method) {
            case NGM -> of(47.682, 1.773, 24.160, 3.105, 31.302, 2.799, 0.498, 0.068);
            case MSGD -> of(48.600, 1.827, 17.900, 3.749, 27.600, 2.022, 0.625, 0.064);
            case ADAM -> of(44.713, 0.468, 4.387, 1.748, 17.778, 1.104, 0.892, 0.040);
            case SGD -> of(44.058, 1.299, 29.490, 0.981, 33.091, 1.352, 0.350, 0.027);
          };
      case DOMAIN_CIFAR100 -> null;
    };
  }

  private static PaperRuns of(
      double avgAcc,
      double avgAccSd,
      double minAcc,
      double minAccSd,
      double wcAcc,
      double wcAccSd,
      double avgSg,
      double avgSgSd) {
    return new PaperRuns(
        new Spread(avgAcc, avgAccSd),
        new Spread(minAcc, minAccSd),
        new Spread(wcAcc, wcAccSd),
        new Spread(avgSg, avgSgSd));
  }
}
