package cerulean.studies.heterogeneity;

import cerulean.studies.statistics.Interval;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// A number of each run that tables, tests and the results file have.
///
/// @param key in the results file
/// @param name in tables and figures
/// @param unit as in `%`; empty for none
/// @param digits after the point
/// @param compared whether conditions are compared in it
record Quantity<T>(
    String key, String name, String unit, int digits, boolean compared, ToDoubleFunction<T> of) {

  static final List<Quantity<IntervalRun>> OF_INTERVALS =
      List.of(
          new Quantity<>("accuracy", "right", "%", 1, true, run -> run.test().accuracy()),
          new Quantity<>(
              "noisyAccuracy", "right in noise", "%", 1, true, run -> run.noisy().accuracy()),
          new Quantity<>("spikes", "spikes a trial", "", 0, false, run -> run.test().spikes()),
          new Quantity<>(
              "operations",
              "synaptic additions a trial",
              "1000",
              1,
              false,
              run -> run.test().operations() / 1000));

  static final List<Quantity<StreamRun>> OF_STREAM =
      List.of(
          new Quantity<>("avgAcc", "avg-ACC", "%", 1, true, run -> run.metrics().avgAcc()),
          new Quantity<>("avgSg", "avg-SG", "", 3, true, run -> run.metrics().avgSg()),
          new Quantity<>("firstSg", "gap at the first switch", "", 3, true, StreamRun::firstGap),
          new Quantity<>("minAcc", "min-ACC", "%", 1, false, run -> run.metrics().minAcc()),
          new Quantity<>("end", "all classes at the end", "%", 1, true, StreamRun::end),
          new Quantity<>("streamSpikes", "spikes a picture", "", 0, false, StreamRun::spikes),
          new Quantity<>(
              "streamOperations",
              "synaptic additions a picture",
              "1000",
              1,
              false,
              run -> run.operations() / 1000));

  /// The name with its unit.
  String label() {
    return unit.isEmpty() ? name : name + " (" + unit + ")";
  }

  /// Mean and half the 95 % interval.
  String text(Sample<T> sample) {
    double half = sample.half(of);
    String mean = number(sample.mean(of), digits);
    return Double.isNaN(half) ? mean : mean + " \u00b1 " + number(half, digits);
  }

  /// Mean and limits for the results file.
  Outcome outcome(Sample<T> sample) {
    Interval interval = sample.interval(of);
    return new Outcome(
        key, sample.condition().key(), sample.mean(of), interval.low(), interval.high());
  }

  /// One cell of the page's tables.
  record Outcome(String quantity, String condition, double mean, double low, double high) {}

  static String number(double value, int digits) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + digits + "f", value) : "-";
  }

  static String signed(double value, int digits) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%+." + digits + "f", value) : "-";
  }

  static String p(double p) {
    return Double.isNaN(p) ? "-" : p < 0.001 ? "< 0.001" : number(p, 3);
  }
}
