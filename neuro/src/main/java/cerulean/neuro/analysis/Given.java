package cerulean.neuro.analysis;

/// Rules on what measures are given, each broken one a sentence.
final class Given {

  private Given() {}

  static double above0(String what, double value) {
    if (!(value > 0) || value == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(what + " must be above 0 and finite; got " + value);
    }
    return value;
  }

  static int atLeast(String what, int least, int value) {
    if (value < least) {
      throw new IllegalArgumentException(what + " must be at least " + least + "; got " + value);
    }
    return value;
  }

  /// Refuses times that are not finite and ascending.
  static double[] train(String what, double[] timesMs) {
    for (int k = 0; k < timesMs.length; k++) {
      if (!Double.isFinite(timesMs[k]) || (k > 0 && timesMs[k] < timesMs[k - 1])) {
        throw disorder(what, k, timesMs);
      }
    }
    return timesMs;
  }

  private static IllegalArgumentException disorder(String what, int k, double[] timesMs) {
    return new IllegalArgumentException(
        what
            + ": spike times must be finite and ascending; got "
            + timesMs[k]
            + (k > 0 ? " after " + timesMs[k - 1] : " first")
            + "; sort them");
  }

  /// Refuses an interval that does not end after it starts.
  static void interval(String what, double startMs, double endMs) {
    if (!(endMs > startMs) || !Double.isFinite(endMs - startMs)) {
      throw new IllegalArgumentException(
          what + ": an interval ends after it starts; got " + startMs + " to " + endMs + " ms");
    }
  }

  /// The number of whole bins in an interval, at least one.
  static int bins(String what, double lengthMs, double binMs) {
    above0(what + ": binMs", binMs);
    double bins = Math.floor(lengthMs / binMs * (1 + 1e-12) + 1e-9);
    if (!(bins >= 1 && bins <= Integer.MAX_VALUE - 8)) {
      throw new IllegalArgumentException(
          what + ": bins of " + binMs + " ms do not fit an interval of " + lengthMs + " ms");
    }
    return (int) bins;
  }
}
