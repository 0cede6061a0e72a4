package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.ShapeException;
import java.util.Arrays;

/// Checks of inputs that are normalised over their last axes.
final class LastAxes {

  private LastAxes() {}

  static void require(String layer, Variable input, int... shape) {
    int[] dims = input.shape().dims();
    int from = dims.length - shape.length;
    if (from < 0 || !Arrays.equals(Arrays.copyOfRange(dims, from, dims.length), shape)) {
      throw other(layer, input, shape);
    }
  }

  private static ShapeException other(String layer, Variable input, int... shape) {
    String sizes = Arrays.toString(shape).substring(1);
    return new ShapeException(
        layer, "input must be [..., " + sizes + "; got " + input.shape(), input.shape());
  }
}
