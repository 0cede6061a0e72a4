package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.PadMode;
import cerulean.tensor.Philox;
import cerulean.tensor.Window;
import java.util.Locale;
import java.util.Map;

/// What convolutions over one, two and three axes have in common.
abstract sealed class ConvolutionLayer implements Layer permits Conv1d, Conv2d, Conv3d {

  private final String name = getClass().getSimpleName();
  private final Filters filters;
  private final Window window;
  private final PadMode padding;

  ConvolutionLayer(
      int axes,
      int in,
      int out,
      Window window,
      PadMode padding,
      int groups,
      boolean bias,
      Philox random) {
    this.window = Windows.require(name, axes, window);
    this.filters = Filters.draw(name, in, out, window, groups, bias, random);
    this.padding = padding;
  }

  @Override
  public Variable forward(Variable input) {
    if (padding == PadMode.CONSTANT) {
      return input.conv(filters.weight(), filters.bias(), window, filters.groups());
    }
    Variable padded = Windows.pad(input, window, padding);
    return padded.conv(filters.weight(), filters.bias(), window.pad(0), filters.groups());
  }

  @Override
  public long multiplyAdds(Variable input, Variable output) {
    return output.shape().size() * filters.perPlace(filters.out());
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    return filters.named();
  }

  @Override
  public String toString() {
    String mode = padding == PadMode.CONSTANT ? "" : ", " + padding.name().toLowerCase(Locale.ROOT);
    return name + "(" + filters.sizes() + ", window " + window + mode + ")";
  }
}
