package cerulean.studies.gap;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the authors' own result files give (first version of arXiv:2507.14056, five seeds), read
/// off the seed-averaged curve with the definitions of this study; not taken from a printed table.
///
/// - `avgAcc`, `minAcc`, `wcAcc`: percent
/// - `avgSg`, `sgPerSwitch`: fractions
/// - `gainPerTask`: mean gain within each context; empty where the method has none
public record PaperNumbers(
    double avgAcc,
    double minAcc,
    double wcAcc,
    double avgSg,
    List<Double> sgPerSwitch,
    List<Double> gainPerTask) {

  /// The numbers of a method on a benchmark; null where there are no files: the first version had
  /// another form of domain CIFAR-100 than the later ones.
  public static @Nullable PaperNumbers of(Benchmark benchmark, Method method) {
    List<Double> gain = method == Method.NGM ? gain(benchmark) : List.of();
    return switch (benchmark) {
      case SPLIT ->
          switch (method) {
            case NGM -> of(99.02, 97.35, 97.52, 0.019, gain, 0.029, 0.015, 0.013, 0.019);
            case MSGD -> of(99.08, 72.32, 77.54, 0.270, gain, 1.000, 0.042, 0.015, 0.022);
            case ADAM -> of(98.60, 83.48, 86.27, 0.155, gain, 0.313, 0.159, 0.097, 0.052);
            case SGD -> of(98.30, 97.69, 97.63, 0.008, gain, 0.016, 0.006, 0.007, 0.005);
          };
      case PERMUTED ->
          switch (method) {
            case NGM -> of(94.19, 92.92, 93.51, 0.011, gain, 0.016, 0.006);
            case MSGD -> of(92.48, 91.54, 92.25, 0.004, gain, 0.008, 0.000);
            case ADAM -> of(93.15, 89.78, 90.80, 0.038, gain, 0.058, 0.018);
            case SGD -> of(81.65, 79.61, 81.57, 0.001, gain, 0.001, 0.002);
          };
      case ROTATED ->
          switch (method) {
            case NGM -> of(94.95, 90.01, 91.54, 0.054, gain, 0.050, 0.057);
            case MSGD -> of(93.60, 85.22, 88.07, 0.089, gain, 0.075, 0.102);
            case ADAM -> of(92.14, 78.51, 82.59, 0.154, gain, 0.147, 0.162);
            case SGD -> of(82.03, 78.90, 78.52, 0.063, gain, 0.055, 0.071);
          };
      case SPLIT_CIFAR10 ->
          switch (method) {
            case NGM -> of(90.10, 77.40, 78.47, 0.157, gain, 0.170, 0.073, 0.118, 0.270);
            case MSGD -> of(87.48, 59.13, 62.71, 0.343, gain, 0.471, 0.120, 0.200, 0.583);
            case ADAM -> of(87.00, 43.68, 51.33, 0.495, gain, 0.923, 0.252, 0.203, 0.602);
            case SGD -> of(82.06, 67.23, 68.18, 0.204, gain, 0.290, 0.068, 0.086, 0.372);
          };
      case DOMAIN_CIFAR100_V1 ->
          switch (method) {
            case NGM -> of(47.68, 25.80, 32.40, 0.466, gain, 0.525, 0.408);
            case MSGD -> of(48.60, 20.18, 29.12, 0.579, gain, 0.755, 0.403);
            case ADAM -> of(44.71, 5.13, 18.28, 0.872, gain, 1.000, 0.744);
            case SGD -> of(44.06, 35.51, 37.11, 0.221, gain, 0.279, 0.163);
          };
      case DOMAIN_CIFAR100 -> null;
    };
  }

  /// The slope of the mean gain over the first three tasks in the authors' files; NaN without them.
  public static double gainSlope(Benchmark benchmark) {
    return switch (benchmark) {
      case SPLIT -> 0.22;
      case PERMUTED -> -0.18;
      case ROTATED -> -0.07;
      case SPLIT_CIFAR10 -> 0.42;
      case DOMAIN_CIFAR100_V1 -> 0.10;
      case DOMAIN_CIFAR100 -> Double.NaN;
    };
  }

  private static List<Double> gain(Benchmark benchmark) {
    return switch (benchmark) {
      case SPLIT -> List.of(1.59, 1.84, 2.03, 2.07, 2.20);
      case PERMUTED -> List.of(2.62, 2.37, 2.26);
      case ROTATED -> List.of(2.90, 2.74, 2.77);
      case SPLIT_CIFAR10 -> List.of(1.47, 1.90, 2.32, 2.38, 2.29);
      case DOMAIN_CIFAR100_V1 -> List.of(2.81, 3.16, 3.02);
      case DOMAIN_CIFAR100 -> List.of();
    };
  }

  private static PaperNumbers of(
      double avgAcc,
      double minAcc,
      double wcAcc,
      double avgSg,
      List<Double> gainPerTask,
      Double... sgPerSwitch) {
    return new PaperNumbers(avgAcc, minAcc, wcAcc, avgSg, List.of(sgPerSwitch), gainPerTask);
  }

  /// The paper's average gap as printed in its later versions, five seeds; NaN where it is not
  /// known.
  public static double printedAvgSg(Benchmark benchmark, Method method) {
    return switch (benchmark) {
      case SPLIT ->
          switch (method) {
            case NGM -> 0.017;
            case MSGD -> 0.267;
            case ADAM -> 0.283;
            case SGD -> 0.034;
          };
      case ROTATED ->
          switch (method) {
            case NGM -> 0.054;
            case MSGD -> 0.117;
            case ADAM -> 0.092;
            case SGD -> 0.053;
          };
      case SPLIT_CIFAR10 ->
          switch (method) {
            case NGM -> 0.134;
            case MSGD -> 0.425;
            case ADAM -> 0.310;
            case SGD -> 0.241;
          };
      case DOMAIN_CIFAR100 ->
          switch (method) {
            case NGM -> 0.224;
            case MSGD -> 0.232;
            case ADAM -> 0.256;
            case SGD -> 0.243;
          };
      case PERMUTED, DOMAIN_CIFAR100_V1 -> Double.NaN;
    };
  }

  /// The numbers to set beside ours: only of a run as in the paper ([GapSettings#departures]).
  static @Nullable PaperNumbers beside(GapSettings settings, Method method) {
    return settings.asInPaper() ? of(settings.benchmark(), method) : null;
  }

  /// The printed gap to set beside ours; NaN where it is not known or the run is another.
  static double printedBeside(GapSettings settings, Method method) {
    return settings.asInPaper() ? printedAvgSg(settings.benchmark(), method) : Double.NaN;
  }

  /// The slope of the gain to set beside ours; NaN where it is not known or the run is another.
  static double gainSlopeBeside(GapSettings settings) {
    return settings.asInPaper() ? gainSlope(settings.benchmark()) : Double.NaN;
  }
}
