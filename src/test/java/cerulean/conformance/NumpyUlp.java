package cerulean.conformance;

import cerulean.tensor.DType;
import cerulean.tensor.KernelMode;
import cerulean.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// NumPy's validation sets of elementary functions, answered by tensors.
final class NumpyUlp {

  static final String SUITE = "numpy-umath-ulp";

  static final String ARCHIVE = "numpy-umath-ulp.zip";

  private static final Map<String, Adapter.Unary> FUNCTIONS = new TreeMap<>();

  static {
    FUNCTIONS.put("arccos", Tensor::acos);
    FUNCTIONS.put("arccosh", Tensor::acosh);
    FUNCTIONS.put("arcsin", Tensor::asin);
    FUNCTIONS.put("arcsinh", Tensor::asinh);
    FUNCTIONS.put("arctan", Tensor::atan);
    FUNCTIONS.put("arctanh", Tensor::atanh);
    FUNCTIONS.put("cbrt", Tensor::cbrt);
    FUNCTIONS.put("cos", Tensor::cos);
    FUNCTIONS.put("cosh", Tensor::cosh);
    FUNCTIONS.put("exp", Tensor::exp);
    FUNCTIONS.put("exp2", Tensor::exp2);
    FUNCTIONS.put("expm1", Tensor::expm1);
    FUNCTIONS.put("log", Tensor::log);
    FUNCTIONS.put("log10", Tensor::log10);
    FUNCTIONS.put("log1p", Tensor::log1p);
    FUNCTIONS.put("log2", Tensor::log2);
    FUNCTIONS.put("sin", Tensor::sin);
    FUNCTIONS.put("sinh", Tensor::sinh);
    FUNCTIONS.put("tan", Tensor::tan);
    FUNCTIONS.put("tanh", Tensor::tanh);
  }

  private NumpyUlp() {}

  /// What each function showed for elements of a type, by name.
  static Map<String, UlpRows.Tally> tallies(DType type) {
    Archive archive = Archive.open(ARCHIVE);
    Map<String, UlpRows.Tally> tallies = new TreeMap<>();
    FUNCTIONS.forEach(
        (name, function) -> tallies.put(name, new UlpRows(archive, name, type).tally(function)));
    return tallies;
  }

  /// Kernels and element type of a column of the list.
  enum Column {
    F32_SIMD(DType.F32),
    F32_SCALAR(DType.F32),
    F64(DType.F64);

    final DType type;

    Column(DType type) {
      this.type = type;
    }

    /// Whether the kernels that run now are those of the column.
    boolean isMeasuredHere() {
      return switch (this) {
        case F32_SIMD -> KernelMode.current().simd();
        case F32_SCALAR -> !KernelMode.current().simd();
        case F64 -> true;
      };
    }
  }

  /// The largest distances that the list allows: a line has the function and one number per column.
  static Map<String, long[]> list() {
    String name = "numpy-umath-ulp.txt";
    Map<String, long[]> list = new TreeMap<>();
    try (InputStream in = NumpyUlp.class.getResourceAsStream(name)) {
      String text =
          new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().filter(one -> !one.startsWith("#")).toList()) {
        String[] parts = line.strip().split("\\s+", -1);
        long[] distances = new long[Column.values().length];
        for (Column column : Column.values()) {
          distances[column.ordinal()] = Long.parseLong(parts[1 + column.ordinal()]);
        }
        list.put(parts[0], distances);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return list;
  }

  /// The part of the page: a case is a row of a file. The distances are those of the list, as only
  /// one of the two kernel modes runs.
  static SuiteSection section() {
    Map<String, UlpRows.Tally> single = tallies(DType.F32);
    Map<String, UlpRows.Tally> twice = tallies(DType.F64);
    List<SuiteResult> results = new ArrayList<>();
    StringBuilder table = new StringBuilder();
    table.append("Largest distance in units of the last place, at most:\n\n");
    table.append("| function | F32 rows | F32, SIMD | F32, scalar | F64 rows | F64 |\n");
    table.append("|---|---:|---:|---:|---:|---:|\n");
    list()
        .forEach((function, most) -> {
          addRows(results, function, single.get(function));
          addRows(results, function, twice.get(function));
          table.append("| ").append(function).append(" | ").append(single.get(function).rows());
          table.append(" | ").append(most[Column.F32_SIMD.ordinal()]);
          table.append(" | ").append(most[Column.F32_SCALAR.ordinal()]);
          table.append(" | ").append(twice.get(function).rows());
          table.append(" | ").append(most[Column.F64.ordinal()]).append(" |\n");
        });
    return new SuiteSection(
        SUITE,
        "NumPy's validation sets of 20 elementary functions, 26,610 rows: bit patterns of argument"
            + " and result and the distance that is allowed, 1 to 4 units of the last place"
            + " (`numpy-umath-ulp.zip`).",
        "all rows, through tensors, with SIMD and with scalar kernels. Zeros of different sign"
            + " count as different.",
        results,
        table.toString());
  }

  private static void addRows(List<SuiteResult> results, String function, UlpRows.Tally tally) {
    for (int i = 0; i < tally.rows(); i++) {
      boolean beyond = i < tally.beyond().size();
      results.add(
          new SuiteResult(
              SUITE,
              function + " " + i,
              function,
              beyond ? Outcome.FAIL : Outcome.PASS,
              beyond ? tally.beyond().get(i) : ""));
    }
  }
}
