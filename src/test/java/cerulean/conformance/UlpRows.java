package cerulean.conformance;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The rows of one of NumPy's validation sets of an elementary function for one element type:
/// arguments, results, and how many units of the last place a result may be away from its own.
final class UlpRows {

  private final DType type;
  private final List<String> lines = new ArrayList<>();
  private final List<Long> arguments = new ArrayList<>();
  private final List<Long> results = new ArrayList<>();
  private final List<Long> bounds = new ArrayList<>();

  /// What the rows of one function and type showed.
  ///
  /// @param rows how many there are
  /// @param largest the largest distance
  /// @param beyond rows whose distance is larger than their bound
  record Tally(int rows, long largest, List<String> beyond) {}

  UlpRows(Archive archive, String function, DType type) {
    this.type = type;
    byte[] file = archive.file("umath-validation-set-" + function + ".csv");
    String prefix = type == DType.F32 ? "np.float32," : "np.float64,";
    for (String line : new String(file, StandardCharsets.UTF_8).lines().toList()) {
      if (line.startsWith(prefix)) {
        add(line);
      }
    }
  }

  private void add(String line) {
    String[] parts = line.strip().split(",", -1);
    lines.add(line);
    arguments.add(bits(parts[1]));
    results.add(bits(parts[2]));
    bounds.add(Long.parseLong(parts[3].strip()));
  }

  private static long bits(String text) {
    return Long.parseUnsignedLong(text.strip().substring("0x".length()), 16);
  }

  /// The tensor function's distances; it is called once, with all arguments.
  Tally tally(Adapter.Unary function) {
    double[] got = function.apply(arguments()).toDoubleArray();
    long largest = 0;
    List<String> beyond = new ArrayList<>();
    for (int i = 0; i < got.length; i++) {
      long distance = distance(got[i], results.get(i));
      largest = Math.max(largest, distance);
      if (distance > bounds.get(i)) {
        beyond.add(lines.get(i) + ": " + distance + " ulp");
      }
    }
    return new Tally(got.length, largest, beyond);
  }

  private Tensor arguments() {
    if (type == DType.F32) {
      float[] values = new float[lines.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = Float.intBitsToFloat(arguments.get(i).intValue());
      }
      return Tensor.wrap(values, values.length);
    }
    double[] values = new double[lines.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.longBitsToDouble(arguments.get(i));
    }
    return Tensor.wrap(values, values.length);
  }

  /// Steps from one number of the type to the other; NaN is no step from NaN and endlessly many
  /// from a number, as zeros of different signs are.
  private long distance(double got, long wantBits) {
    double want =
        type == DType.F32
            ? Float.intBitsToFloat((int) wantBits)
            : Double.longBitsToDouble(wantBits);
    if (Double.isNaN(got) || Double.isNaN(want)) {
      return Double.isNaN(got) && Double.isNaN(want) ? 0 : Long.MAX_VALUE;
    }
    if (got == 0 && want == 0) {
      boolean same = Double.doubleToRawLongBits(got) == Double.doubleToRawLongBits(want);
      return same ? 0 : Long.MAX_VALUE;
    }
    return Math.abs(place(got) - place(want));
  }

  /// Place on the number line of the type, with both zeros at 0.
  private long place(double x) {
    long magnitude =
        type == DType.F32
            ? Float.floatToRawIntBits((float) Math.abs(x))
            : Double.doubleToRawLongBits(Math.abs(x));
    return x < 0 ? -magnitude : magnitude;
  }
}
