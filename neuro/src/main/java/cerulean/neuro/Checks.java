package cerulean.neuro;

/// Rules on single numbers, each broken one a sentence.
final class Checks {

  private Checks() {}

  static double finite(String what, double value) {
    if (!Double.isFinite(value)) {
      throw broken(what, "finite", value);
    }
    return value;
  }

  static double above0(String what, double value) {
    if (!(value > 0) || value == Double.POSITIVE_INFINITY) {
      throw broken(what, "above 0 and finite", value);
    }
    return value;
  }

  static double atLeast0(String what, double value) {
    if (!(value >= 0) || value == Double.POSITIVE_INFINITY) {
      throw broken(what, "at least 0 and finite", value);
    }
    return value;
  }

  static double probability(String what, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw broken(what, "from 0 to 1", value);
    }
    return value;
  }

  static int atLeast(String what, int least, int value) {
    if (value < least) {
      throw new IllegalArgumentException(what + " must be at least " + least + "; got " + value);
    }
    return value;
  }

  private static IllegalArgumentException broken(String what, String rule, double value) {
    return new IllegalArgumentException(what + " must be " + rule + "; got " + value);
  }
}
