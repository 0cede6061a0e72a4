package cerulean.studies.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Round tick values and their labels.
record Ticks(List<Double> values, List<String> labels) {
  /// Returns at most `most` ticks (but at least one step) at multiples of 1, 2 or 5 times a power
  /// of ten inside `[lo, hi]`.
  static Ticks linear(double lo, double hi, int most) {
    double step = step((hi - lo) / most);
    List<Double> values = inside(lo, hi, step);
    while (values.size() > Math.max(2, most)) {
      step = step(step * 1.5);
      values = inside(lo, hi, step);
    }
    while (values.isEmpty()) {
      // A short range between two round numbers: 400.3 to 447.9 holds no multiple of 50.
      step = step(step / 2.6);
      values = inside(lo, hi, step);
    }
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    boolean plain = decimals <= 6 && Math.max(Math.abs(lo), Math.abs(hi)) < 1e7;
    List<String> labels = new ArrayList<>();
    for (double value : values) {
      labels.add(plain ? label(value, decimals) : power(value));
    }
    return new Ticks(values, labels);
  }

  /// Returns ticks for a logarithmic axis: powers of ten, with 2 and 5 between them if there is
  /// room, thinned to at most `most`.
  static Ticks log(double lo, double hi, int most) {
    int first = (int) Math.floor(Math.log10(lo));
    int last = (int) Math.ceil(Math.log10(hi));
    int[][] choices = {{1, 2, 5}, {1, 3}, {1}};
    List<Double> values = List.of();
    for (int[] factors : choices) {
      values = powers(lo, hi, first, last, 1, factors);
      if (values.size() <= most) {
        break;
      }
    }
    for (int every = 2; values.size() > Math.max(2, most); every++) {
      values = powers(lo, hi, first, last, every, new int[] {1});
    }
    List<String> labels = new ArrayList<>();
    for (double value : values) {
      int decimals = (int) Math.max(0, -Math.floor(Math.log10(value) + 1e-9));
      boolean plain = value >= 1e-4 && value < 1e6;
      labels.add(plain ? label(value, decimals) : power(value));
    }
    return new Ticks(values, labels);
  }

  /// The smallest of 1, 2, 5 times a power of ten that is at least `raw`.
  static double step(double raw) {
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= raw * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static List<Double> inside(double lo, double hi, double step) {
    List<Double> values = new ArrayList<>();
    double slack = 1e-9 * (hi - lo);
    long first = (long) Math.ceil((lo - slack) / step);
    long last = (long) Math.floor((hi + slack) / step);
    for (long i = first; i <= last; i++) {
      values.add(i * step);
    }
    return values;
  }

  private static List<Double> powers(
      double lo, double hi, int first, int last, int every, int[] factors) {
    List<Double> values = new ArrayList<>();
    for (int power = first; power <= last; power += every) {
      for (int factor : factors) {
        double value = factor * Math.pow(10, power);
        if (value >= lo * (1 - 1e-9) && value <= hi * (1 + 1e-9)) {
          values.add(value);
        }
      }
    }
    return values;
  }

  /// Three significant digits and a power of ten, as in `1.25e8`.
  private static String power(double value) {
    String text = String.format(Locale.ROOT, "%.2e", value == 0 ? 0.0 : value);
    String mantissa = text.substring(0, text.indexOf('e')).replaceAll("\\.?0+$", "");
    int exponent = Integer.parseInt(text.substring(text.indexOf('e') + 1));
    return (mantissa + (exponent == 0 ? "" : "e" + exponent)).replace('-', '\u2212');
  }

  private static String label(double value, int decimals) {
    // A negative zero would read "-0".
    String text = String.format(Locale.ROOT, "%,." + decimals + "f", value == 0 ? 0.0 : value);
    return text.replace('-', '\u2212');
  }
}
