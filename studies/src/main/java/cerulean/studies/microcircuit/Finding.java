package cerulean.studies.microcircuit;

import cerulean.studies.results.Measure;
import cerulean.studies.statistics.Interval;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One number of the study: its mean over noise seeds with a 95 % interval by Student's t.
///
/// - `table`: what it belongs to; see [FindingTable]
/// - `of`: the condition
/// - `name`, `unit`: the quantity
/// - `digits`: behind the point in tables
/// - `prototype`: what another program found with the reconstructed protocol; the paper's numbers
///   are not known
record Finding(
    String table,
    String of,
    String name,
    String unit,
    int digits,
    double mean,
    double low,
    double high,
    @Nullable Double prototype) {

  private static final double LEVEL = 0.95;

  /// A number that is not there reads back from JSON as NaN.
  Finding {
    prototype = prototype == null || prototype.isNaN() ? null : prototype;
  }

  /// Of a value per seed. A mean of values that are not all finite is infinite or NaN, and so are
  /// its limits.
  static Finding of(
      String table, String of, String name, String unit, int digits, double[] bySeed) {
    double mean = Arrays.stream(bySeed).average().orElse(Double.NaN);
    Interval interval = Interval.ofMean(bySeed, LEVEL);
    return new Finding(table, of, name, unit, digits, mean, interval.low(), interval.high(), null);
  }

  /// The same beside a number of the prototype; NaN is none.
  Finding beside(double number) {
    return new Finding(table, of, name, unit, digits, mean, low, high, number);
  }

  /// In the form that all studies share, of `table: of`, because tables share conditions.
  Measure measure() {
    Measure measure = Measure.of(name, table + ": " + of, null, mean).in(unit);
    return prototype == null ? measure : measure.beside(prototype, Prototype.SOURCE);
  }

  /// Mean and interval, as in `37.6 [37.2, 38.0]`; the mean alone where seeds do not differ.
  String text() {
    String mid = number(mean);
    return high - low > 0 ? mid + " [" + number(low) + ", " + number(high) + "]" : mid;
  }

  /// The prototype's number, or nothing.
  String prototypeText() {
    return prototype == null ? "" : number(prototype);
  }

  private String number(double value) {
    if (!Double.isFinite(value)) {
      return "-";
    }
    String text = String.format(Locale.ROOT, "%." + digits + "f", value);
    return text.matches("-0(\\.0*)?") ? text.substring(1) : text;
  }
}
