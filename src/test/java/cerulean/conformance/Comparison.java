package cerulean.conformance;

import cerulean.tensor.Tensor;
import java.util.Optional;

/// Whether a tensor is the expected one.
final class Comparison {

  private Comparison() {}

  /// What is wrong with `got`, or nothing: shape and type must be equal, floating point may be
  /// `absolute + relative * |want|` away; zeros are equal whatever their signs, NaN equals NaN.
  static Optional<String> difference(Tensor want, Tensor got, double relative, double absolute) {
    if (!want.shape().equals(got.shape())) {
      return Optional.of("shape " + got.shape() + " instead of " + want.shape());
    }
    if (want.dtype() != got.dtype()) {
      return Optional.of(got.dtype() + " instead of " + want.dtype());
    }
    return want.dtype().isFloating()
        ? numbers(want.toDoubleArray(), got.toDoubleArray(), relative, absolute)
        : integers(want.toLongArray(), got.toLongArray());
  }

  private static Optional<String> integers(long[] want, long[] got) {
    for (int i = 0; i < want.length; i++) {
      if (want[i] != got[i]) {
        return Optional.of("element " + i + " is " + got[i] + " instead of " + want[i]);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> numbers(
      double[] want, double[] got, double relative, double absolute) {
    for (int i = 0; i < want.length; i++) {
      if (!close(want[i], got[i], relative, absolute)) {
        return Optional.of("element " + i + " is " + got[i] + " instead of " + want[i]);
      }
    }
    return Optional.empty();
  }

  private static boolean close(double want, double got, double relative, double absolute) {
    if (want == got || (Double.isNaN(want) && Double.isNaN(got))) {
      return true;
    }
    // Beside an infinity the tolerance would be infinite.
    return Double.isFinite(want) && Math.abs(got - want) <= absolute + relative * Math.abs(want);
  }
}
