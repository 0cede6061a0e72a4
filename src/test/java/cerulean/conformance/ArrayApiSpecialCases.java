package cerulean.conformance;

import cerulean.conformance.SpecialValues.Row;
import cerulean.tensor.DType;
import cerulean.tensor.Special;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The special cases of the array API standard, answered by tensors of both floating-point types.
final class ArrayApiSpecialCases {

  static final String SUITE = "array-api-special-cases";

  private static final Map<String, Adapter.Unary> UNARY = new TreeMap<>();

  private static final Map<String, Adapter.Binary> BINARY = new TreeMap<>();

  static {
    UNARY.put("abs", Tensor::abs);
    UNARY.put("acos", Tensor::acos);
    UNARY.put("acosh", Tensor::acosh);
    UNARY.put("asin", Tensor::asin);
    UNARY.put("asinh", Tensor::asinh);
    UNARY.put("atan", Tensor::atan);
    UNARY.put("atanh", Tensor::atanh);
    UNARY.put("ceil", Tensor::ceil);
    UNARY.put("clip", x -> x.clamp(-1, 1));
    UNARY.put("cos", Tensor::cos);
    UNARY.put("cosh", Tensor::cosh);
    UNARY.put("exp", Tensor::exp);
    UNARY.put("expm1", Tensor::expm1);
    UNARY.put("floor", Tensor::floor);
    UNARY.put("isfinite", Tensor::isFinite);
    UNARY.put("isinf", Tensor::isInfinite);
    UNARY.put("isnan", Tensor::isNaN);
    UNARY.put("log", Tensor::log);
    UNARY.put("log1p", Tensor::log1p);
    UNARY.put("log2", Tensor::log2);
    UNARY.put("log10", Tensor::log10);
    UNARY.put("negative", Tensor::neg);
    UNARY.put("reciprocal", Tensor::reciprocal);
    UNARY.put("round", Tensor::round);
    UNARY.put("sign", Tensor::sign);
    UNARY.put("signbit", Special::signBit);
    UNARY.put("sin", Tensor::sin);
    UNARY.put("sinh", Tensor::sinh);
    UNARY.put("sqrt", Tensor::sqrt);
    UNARY.put("square", Tensor::square);
    UNARY.put("tan", Tensor::tan);
    UNARY.put("tanh", Tensor::tanh);
    UNARY.put("trunc", Tensor::trunc);
    BINARY.put("add", Tensor::add);
    BINARY.put("atan2", Tensor::atan2);
    BINARY.put("copysign", Tensor::copySign);
    BINARY.put("divide", Tensor::div);
    BINARY.put("equal", Tensor::eq);
    BINARY.put("floor_divide", Tensor::floorDivide);
    BINARY.put("greater", Tensor::gt);
    BINARY.put("greater_equal", Tensor::ge);
    BINARY.put("hypot", Tensor::hypot);
    BINARY.put("less", Tensor::lt);
    BINARY.put("less_equal", Tensor::le);
    BINARY.put("logaddexp", Special::logAddExp);
    BINARY.put("maximum", Tensor::maximum);
    BINARY.put("minimum", Tensor::minimum);
    BINARY.put("multiply", Tensor::mul);
    BINARY.put("nextafter", Special::nextAfter);
    BINARY.put("not_equal", Tensor::ne);
    BINARY.put("pow", Tensor::pow);
    BINARY.put("remainder", Tensor::remainder);
    BINARY.put("subtract", Tensor::sub);
  }

  private ArrayApiSpecialCases() {}

  /// What is wrong with each row of a function, in the order of the rows; not present where all is
  /// right. The rows are one tensor, contiguous and sliced, and each is a tensor without axes.
  static List<Optional<String>> faults(List<Row> rows, DType type) {
    Tensor first = arguments(rows, 0, type);
    Tensor second = isUnary(rows) ? first : arguments(rows, 1, type);
    Tensor together = apply(rows, first, second);
    Tensor sliced = apply(rows, Arrangement.sliced(first), Arrangement.sliced(second));
    List<Optional<String>> faults = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Tensor alone = apply(rows, first.select(0, i).copy(), second.select(0, i).copy());
      double want = rows.get(i).want(type);
      int ulps = rows.get(i).isRounded() ? 1 : 0;
      faults.add(
          fault("together", want, together.getDouble(i), ulps, type)
              .or(() -> fault("alone", want, alone.itemDouble(), ulps, type)));
      double got = sliced.getDouble(i);
      if (faults.getLast().isEmpty()) {
        faults.set(i, fault("sliced", want, got, ulps, type));
      }
    }
    return faults;
  }

  private static boolean isUnary(List<Row> rows) {
    return UNARY.containsKey(rows.getFirst().function());
  }

  private static Tensor apply(List<Row> rows, Tensor first, Tensor second) {
    String function = rows.getFirst().function();
    return isUnary(rows)
        ? UNARY.get(function).apply(first)
        : BINARY.get(function).apply(first, second);
  }

  private static Tensor arguments(List<Row> rows, int position, DType type) {
    double[] values = new double[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = rows.get(i).argument(position, type);
    }
    return Tensor.wrap(values, values.length).to(type);
  }

  private static Optional<String> fault(
      String where, double want, double got, int ulps, DType type) {
    double step = type == DType.F32 ? Math.ulp((float) want) : Math.ulp(want);
    // Double.compare tells zeros apart and takes NaN for equal.
    boolean right =
        Double.compare(want, got) == 0 || (ulps > 0 && Math.abs(want - got) <= ulps * step);
    return right
        ? Optional.empty()
        : Optional.of(type + " " + where + ": " + got + " instead of " + want);
  }

  /// Every row with what became of it in both types.
  static List<SuiteResult> results() {
    List<SuiteResult> results = new ArrayList<>();
    SpecialValues.read()
        .forEach((function, rows) -> {
          List<Optional<String>> single = faults(rows, DType.F32);
          List<Optional<String>> twice = faults(rows, DType.F64);
          for (int i = 0; i < rows.size(); i++) {
            String fault = single.get(i).orElse("");
            String reason = fault.isEmpty() ? twice.get(i).orElse("") : fault;
            Outcome outcome = reason.isEmpty() ? Outcome.PASS : Outcome.FAIL;
            results.add(new SuiteResult(SUITE, rows.get(i).toString(), function, outcome, reason));
          }
        });
    return results;
  }

  /// The part of the page, with the freedoms of the standard that are used.
  static SuiteSection section() {
    List<SuiteResult> results = results();
    StringBuilder freedoms = new StringBuilder("\nWhere the standard leaves a choice:\n\n");
    SpecialValues.read()
        .forEach((function, rows) -> {
          Map<String, List<Row>> chosen = new LinkedHashMap<>();
          for (Row row : rows) {
            if (!row.freedom().isEmpty()) {
              chosen.computeIfAbsent(row.freedom(), freedom -> new ArrayList<>()).add(row);
            }
          }
          chosen.forEach((freedom, ones) ->
              freedoms
                  .append("- `")
                  .append(ones.getFirst())
                  .append("` and ")
                  .append(ones.size() - 1)
                  .append(" more give ")
                  .append(ones.getFirst().result())
                  .append(": ")
                  .append(freedom)
                  .append(".\n"));
        });
    SuiteSection plain =
        SuiteSection.byOp(
            SUITE,
            "the special cases of elementwise functions in the array API standard 2024.12, written"
                + " out as rows (`array-api-special-values.txt`).",
            "NaN, infinities, zeros of both signs, the largest and the smallest numbers in every"
                + " combination that the standard names, in F32 and F64, as elements of contiguous"
                + " and of strided tensors and as tensors without axes. The sign of a zero counts.",
            results);
    return new SuiteSection(SUITE, plain.source(), plain.run(), results, plain.table() + freedoms);
  }
}
