package cerulean.testing;

import cerulean.autograd.Variable;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/// What the generic tests know of one operation.
///
/// - `op`: the name of the method of `Tensor`, and of `Variable` where it has a gradient
/// - `label`: tells rows of one operation apart
/// - `shapes`: of the inputs
/// - `low`, `high`: inputs are drawn from this range
/// - `ulps`: allowed distance from the double-precision oracle in units in the last place of the
///   largest result (a normalised error: sums cancel)
/// - `variable`: null where there is no gradient: the result is an index, a truth value, constant
///   in pieces or only looked at
public record OpRow(
    String op,
    String label,
    int[][] shapes,
    double low,
    double high,
    double ulps,
    Function<List<Tensor>, Tensor> tensor,
    Function<List<Nd>, Nd> oracle,
    Function<List<Variable>, Variable> variable) {

  @Override
  public String toString() {
    return label.isEmpty() ? op : op + " " + label;
  }
}
