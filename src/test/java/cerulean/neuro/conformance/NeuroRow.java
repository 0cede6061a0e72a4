package cerulean.neuro.conformance;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One line of the sheet: a case, the numbers that are expected and how they are measured here.
///
/// Measured at most once.
public final class NeuroRow {

  /// Numbers that a line shows in full; of more, the first and the last.
  private static final int MOST_SHOWN = 14;

  private final String name;
  private final double[] expected;
  private final double tolerance;
  private final Supplier<double[]> measure;
  private double @Nullable [] measured;

  private NeuroRow(String name, double[] expected, double tolerance, Supplier<double[]> measure) {
    this.name = name;
    this.expected = expected;
    this.tolerance = tolerance;
    this.measure = measure;
  }

  /// A number, which may be off by `tolerance`.
  public static NeuroRow number(
      String name, double expected, double tolerance, DoubleSupplier measure) {
    return new NeuroRow(
        name, new double[] {expected}, tolerance, () -> new double[] {measure.getAsDouble()});
  }

  /// As many numbers, each of which may be off by `tolerance`: spike times, rates.
  public static NeuroRow numbers(
      String name, double[] expected, double tolerance, Supplier<double[]> measure) {
    return new NeuroRow(name, expected, tolerance, measure);
  }

  /// The case.
  public String name() {
    return name;
  }

  /// What is expected, in words.
  public String expected() {
    return text(expected, 0)
        + (tolerance == 0 ? "" : " ± " + String.format(Locale.ROOT, "%.3g", tolerance));
  }

  /// What was measured, in words.
  public String shown() {
    return text(measured(), tolerance);
  }

  /// Whether there are as many numbers as expected and each is within its tolerance.
  public boolean agrees() {
    double[] found = measured();
    if (found.length != expected.length) {
      return false;
    }
    for (int i = 0; i < found.length; i++) {
      if (!(Math.abs(found[i] - expected[i]) <= tolerance)) {
        return false;
      }
    }
    return true;
  }

  private double[] measured() {
    double[] found = measured;
    if (found == null) {
      found = measure.get();
      measured = found;
    }
    return found;
  }

  private static String text(double[] values, double tolerance) {
    if (values.length == 0) {
      return "none";
    }
    if (values.length <= MOST_SHOWN) {
      return Arrays.stream(values)
          .mapToObj(value -> text(value, tolerance))
          .collect(Collectors.joining(" "));
    }
    return values.length
        + ": "
        + text(Arrays.copyOf(values, 6), tolerance)
        + " ... "
        + text(values[values.length - 1], tolerance);
  }

  /// Seven digits, and no more than one beyond the tolerance: more would show the rounding of one
  /// machine.
  private static String text(double value, double tolerance) {
    if (tolerance > 1e-5) {
      int places = Math.max(0, 1 - (int) Math.floor(Math.log10(tolerance)));
      return shortened(String.format(Locale.ROOT, "%." + places + "f", value));
    }
    String text = String.format(Locale.ROOT, "%.7g", value);
    return text.contains("e") ? String.format(Locale.ROOT, "%.4g", value) : shortened(text);
  }

  private static String shortened(String text) {
    return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
  }
}
