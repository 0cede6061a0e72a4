package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.Window;

/// Largest element under a window; padding never is the largest.
///
/// - input: `[batch, channels, height, width]`, or with other axes in front of the last two
/// - result: the same with a place of the window for each element
public final class MaxPool2d implements Layer {

  private final Window window;

  private MaxPool2d(Window window) {
    this.window = window;
  }

  /// Square windows side by side.
  public static MaxPool2d of(int size) {
    return of(Window.of(size, size).stride(size));
  }

  /// Any window of two axes; its stride is what it says, 1 if it says nothing.
  public static MaxPool2d of(Window window) {
    return new MaxPool2d(Windows.require("MaxPool2d", 2, window));
  }

  @Override
  public Variable forward(Variable input) {
    return input.maxPool(window);
  }

  @Override
  public String toString() {
    return "MaxPool2d(" + window + ")";
  }
}
