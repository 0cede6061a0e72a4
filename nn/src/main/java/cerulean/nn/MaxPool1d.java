package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.Window;

/// Largest element under a window; padding never is the largest.
///
/// - input: `[batch, channels, length]`, or with other axes in front of the last one
/// - result: the same with a place of the window for each element
public final class MaxPool1d implements Layer {

  private final Window window;

  private MaxPool1d(Window window) {
    this.window = window;
  }

  /// Windows of `size` side by side.
  public static MaxPool1d of(int size) {
    return of(Window.of(size).stride(size));
  }

  /// Any window of one axis; its stride is what it says, 1 if it says nothing.
  public static MaxPool1d of(Window window) {
    return new MaxPool1d(Windows.require("MaxPool1d", 1, window));
  }

  @Override
  public Variable forward(Variable input) {
    return input.maxPool(window);
  }

  @Override
  public String toString() {
    return "MaxPool1d(" + window + ")";
  }
}
