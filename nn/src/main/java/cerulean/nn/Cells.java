package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/// What single recurrent cells have in common.
final class Cells {

  private Cells() {}

  static Map<String, Parameter> named(RecurrentWeights weights) {
    Map<String, Parameter> own = new LinkedHashMap<>();
    weights.putInto(own, "");
    return own;
  }

  static String text(String name, RecurrentWeights weights) {
    String sizes = weights.input().shape().dim(1) + " -> " + weights.hidden().shape().dim(1);
    return name + "(" + sizes + (weights.inputBias() == null ? ", no bias)" : ")");
  }

  /// A state of zeros for an input.
  static Tensor zeros(String name, RecurrentWeights weights, Variable input) {
    requireInput(name, weights, input);
    int[] dims = input.shape().dims();
    dims[dims.length - 1] = weights.hidden().shape().dim(1);
    return Tensor.zeros(input.dtype(), dims);
  }

  static void require(String name, RecurrentWeights weights, Variable input, Variable state) {
    requireInput(name, weights, input);
    int hidden = weights.hidden().shape().dim(1);
    boolean batched = input.shape().rank() == 2;
    boolean fits =
        state.shape().rank() == input.shape().rank()
            && state.shape().dim(-1) == hidden
            && (!batched || state.shape().dim(0) == input.shape().dim(0));
    if (!fits) {
      throw otherState(name, hidden, input, state);
    }
  }

  private static void requireInput(String name, RecurrentWeights weights, Variable input) {
    int in = weights.input().shape().dim(1);
    int rank = input.shape().rank();
    if ((rank != 1 && rank != 2) || input.shape().dim(-1) != in) {
      throw new ShapeException(
          name,
          "input must be [batch, " + in + "] or [" + in + "]; got " + input.shape(),
          input.shape());
    }
  }

  private static ShapeException otherState(
      String name, int hidden, Variable input, Variable state) {
    return new ShapeException(
        name,
        "a state must have "
            + hidden
            + " numbers for each row of the input "
            + input.shape()
            + "; got "
            + state.shape(),
        input.shape(),
        state.shape());
  }
}
