package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.Window;

/// Mean under a window; padding counts as zeros.
///
/// - input: `[batch, channels, height, width]`, or with other axes in front of the last two
/// - result: the same with a place of the window for each element
public final class AvgPool2d implements Layer {

  private final Window window;

  private AvgPool2d(Window window) {
    this.window = window;
  }

  /// Square windows side by side.
  public static AvgPool2d of(int size) {
    return of(Window.of(size, size).stride(size));
  }

  /// Any window of two axes; its stride is what it says, 1 if it says nothing.
  public static AvgPool2d of(Window window) {
    return new AvgPool2d(Windows.twoAxes("AvgPool2d", window));
  }

  @Override
  public Variable forward(Variable input) {
    return input.averagePool(window, true);
  }

  @Override
  public String toString() {
    return "AvgPool2d(" + window + ")";
  }
}
