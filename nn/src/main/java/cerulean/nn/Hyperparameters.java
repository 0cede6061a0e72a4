package cerulean.nn;

/// Checks of the numbers that layers are made with; sentences quote the value and the range.
final class Hyperparameters {

  private Hyperparameters() {}

  static void requireAtLeast(String layer, String name, int value, int least) {
    if (value < least) {
      throw outside(layer, name, "at least " + least, Integer.toString(value));
    }
  }

  static void requireAtLeast(String layer, String name, double value, double least) {
    if (!(value >= least)) {
      throw outside(layer, name, "at least " + least, Double.toString(value));
    }
  }

  static void requireAbove(String layer, String name, double value, double bound) {
    if (!(value > bound)) {
      throw outside(layer, name, "above " + bound, Double.toString(value));
    }
  }

  static void requireNonzero(String layer, String name, double value) {
    if (value == 0 || Double.isNaN(value)) {
      throw outside(layer, name, "other than 0", Double.toString(value));
    }
  }

  /// A share: of what is dropped, or of what is kept.
  static void requireShare(String layer, String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw outside(layer, name, "in [0, 1]", Double.toString(value));
    }
  }

  static void requireDivides(String layer, String what, int count, int size) {
    if (count < 1 || size % count != 0) {
      throw new IllegalArgumentException(
          layer + ": " + what + " must divide " + size + "; got " + count);
    }
  }

  static void requireNoProjection(String layer, Recurrent settings) {
    if (settings.projection() != 0) {
      throw new IllegalArgumentException(
          layer + ": has no projection; got " + settings.projection() + "; an Lstm has");
    }
  }

  private static IllegalArgumentException outside(
      String layer, String name, String range, String value) {
    return new IllegalArgumentException(
        layer + ": " + name + " must be " + range + "; got " + value);
  }
}
