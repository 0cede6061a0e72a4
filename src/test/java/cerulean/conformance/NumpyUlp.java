package cerulean.conformance;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.util.Map;
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
    FUNCTIONS.forEach((name, function) ->
        tallies.put(name, new UlpRows(archive, name, type).tally(function)));
    return tallies;
  }
}
