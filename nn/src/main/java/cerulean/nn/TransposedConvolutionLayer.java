package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.Philox;
import cerulean.tensor.Window;
import java.util.Arrays;
import java.util.Map;

/// What transposed convolutions over one, two and three axes have in common.
abstract sealed class TransposedConvolutionLayer implements Layer
    permits ConvTranspose1d, ConvTranspose2d, ConvTranspose3d {

  private final String name = getClass().getSimpleName();
  private final Filters filters;
  private final Window window;
  private final int[] outputPadding;

  TransposedConvolutionLayer(
      int axes,
      int in,
      int out,
      Window window,
      int[] outputPadding,
      int groups,
      boolean bias,
      Philox random) {
    this.window = Windows.require(name, axes, window);
    this.filters = Filters.drawTransposed(name, in, out, window, groups, bias, random);
    this.outputPadding = outputPadding;
    if (outputPadding.length != axes) {
      throw outputPaddings(axes);
    }
    for (int i = 0; i < axes; i++) {
      Hyperparameters.requireAtLeast(name, "output padding", outputPadding[i], 0);
    }
  }

  @Override
  public Variable forward(Variable input) {
    return input.convTranspose(
        filters.weight(), filters.bias(), window, filters.groups(), outputPadding);
  }

  @Override
  public long multiplyAdds(Variable input, Variable output) {
    return input.shape().size() * filters.perPlace(filters.in());
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    return filters.named();
  }

  @Override
  public String toString() {
    boolean more = Arrays.stream(outputPadding).anyMatch(n -> n > 0);
    return name
        + "("
        + filters.sizes()
        + ", window "
        + window
        + (more ? ", output padding " + Arrays.toString(outputPadding) : "")
        + ")";
  }

  private IllegalArgumentException outputPaddings(int axes) {
    return new IllegalArgumentException(
        name
            + ": output padding needs a number for each of "
            + axes
            + " axes; got "
            + Arrays.toString(outputPadding));
  }
}
