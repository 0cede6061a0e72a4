package cerulean.bench.report;

import cerulean.bench.task.Unit;
import java.util.Locale;

/// Numbers as tables show them.
final class Numbers {

  private Numbers() {}

  /// Three digits, more only in front of the point: `0.0953`, `17.3`, `1842`.
  static String threeDigits(double x) {
    if (x == 0) {
      return "0";
    }
    int before = (int) Math.floor(Math.log10(Math.abs(x))) + 1;
    return String.format(Locale.ROOT, "%." + Math.max(0, Math.min(6, 3 - before)) + "f", x);
  }

  /// A speed with its unit; long times in milliseconds.
  static String speed(double value, String unit) {
    return unit.equals(Unit.MICROSECONDS.text()) && value >= 1e4
        ? threeDigits(value / 1e3) + " ms"
        : threeDigits(value) + " " + unit;
  }

  /// A ratio, as in `1.27x` or `84x`.
  static String times(double ratio) {
    String digits = ratio < 9.995 ? "%.2f" : ratio < 99.95 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, digits + "x", ratio);
  }

  /// A part of a whole, as in `84 %`.
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  /// An amount of memory, as in `4.2 kB`.
  static String bytes(double bytes) {
    if (Double.isNaN(bytes)) {
      return "";
    }
    if (bytes < 1000) {
      return Math.round(bytes) + " B";
    }
    return bytes < 1e6 ? threeDigits(bytes / 1e3) + " kB" : threeDigits(bytes / 1e6) + " MB";
  }
}
