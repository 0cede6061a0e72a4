package cerulean.studies.accuracy;

import cerulean.tensor.KernelMode;
import java.util.List;
import java.util.Locale;

/// The page `docs/accuracy.md`.
final class AccuracyPage {

  private AccuracyPage() {}

  static String markdown(List<Sweep.Result> results, long stride, String command) {
    StringBuilder page = new StringBuilder();
    page.append("# Accuracy of functions of floats\n\n");
    page.append(
        """
        Largest error of each function in F32, in units of the last place (ulp) of the rounded true
        value, the argument where it occurs, and how many results are the correctly rounded ones. The
        true value is that of the function in F64. A correctly rounded function has an error of 0.5.
        """);
    page.append("\nMade by `").append(command).append("`,\n");
    page.append(stride == 1 ? "all 2^32 floats" : "every " + stride + "th of the 2^32 floats");
    page.append(
        ", with "
            + (KernelMode.current().simd() ? "SIMD" : "scalar")
            + " kernels (their bits do not depend on the machine).\n");
    page.append("\n| function | largest error, ulp | at | correctly rounded |\n");
    page.append("|---|---:|---:|---:|\n");
    for (Sweep.Result result : results) {
      page.append("| ").append(result.name());
      page.append(" | ").append(String.format(Locale.ROOT, "%.3f", result.ulps()));
      page.append(" | ").append(result.worst());
      page.append(" | ").append(String.format(Locale.ROOT, "%.2f %%", 100 * result.rounded()));
      page.append(" |\n");
    }
    page.append(
        """

        In scalar mode every function is that of F64, rounded once: its error is 0.5 ulp, give or take
        what the function in F64 is off. `geluTanh` is the approximation it names; its largest error
        is in the tail below -9, where the results are below 1e-30. The errors of F64 are in
        [conformance](conformance.md).
        """);
    return page.toString();
  }
}
