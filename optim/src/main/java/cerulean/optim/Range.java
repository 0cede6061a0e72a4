package cerulean.optim;

/// Checks of hyperparameters.
///
/// Updates of F32 parameters compute in float32, so it is the rounded number that must be in range:
/// a share of 1 - 1e-9 is 1 there and a positive 1e-50 is 0, and both would end in NaN.
final class Range {

  private Range() {}

  static void positive(String owner, String name, double value) {
    float rounded = (float) value;
    if (!(rounded > 0 && Float.isFinite(rounded))) {
      throw outside(owner, name, "positive and finite", value);
    }
  }

  static void notNegative(String owner, String name, double value) {
    if (!(value >= 0 && Float.isFinite((float) value))) {
      throw outside(owner, name, "finite and not negative", value);
    }
  }

  /// A share of what was that is kept: less than all of it.
  static void share(String owner, String name, double value) {
    if (!(value >= 0 && (float) value < 1)) {
      throw outside(owner, name, "in [0, 1)", value);
    }
  }

  /// A share that may be nothing or all.
  static void fraction(String owner, String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw outside(owner, name, "in [0, 1]", value);
    }
  }

  /// Between two bounds, both excluded.
  static void between(String owner, String name, double low, double high, double value) {
    if (!((float) value > low && (float) value < high)) {
      throw outside(owner, name, "between " + low + " and " + high, value);
    }
  }

  static void finite(String owner, String name, double value) {
    if (!Float.isFinite((float) value)) {
      throw outside(owner, name, "finite", value);
    }
  }

  static void atLeast(String owner, String name, long least, long value) {
    if (value < least) {
      throw new IllegalArgumentException(
          owner + ": " + name + " must be at least " + least + ", got " + value);
    }
  }

  private static IllegalArgumentException outside(
      String owner, String name, String range, double value) {
    float rounded = (float) value;
    boolean edge = rounded != value && (rounded == 0 || rounded == 1 || Float.isInfinite(rounded));
    return new IllegalArgumentException(
        owner
            + ": "
            + name
            + " must be "
            + range
            + ", got "
            + value
            + (edge ? ", which rounds to " + rounded + " in float32" : ""));
  }
}
