package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.Window;

/// Largest element under a window; padding never is the largest.
///
/// - input: `[batch, channels, depth, height, width]`, or with other axes in front of the last
///   three
/// - result: the same with a place of the window for each element
public final class MaxPool3d implements Layer {

  private final Window window;

  private MaxPool3d(Window window) {
    this.window = window;
  }

  /// Cubes side by side.
  public static MaxPool3d of(int size) {
    return of(Window.of(size, size, size).stride(size));
  }

  /// Any window of three axes; its stride is what it says, 1 if it says nothing.
  public static MaxPool3d of(Window window) {
    return new MaxPool3d(Windows.require("MaxPool3d", 3, window));
  }

  @Override
  public Variable forward(Variable input) {
    return input.maxPool(window);
  }

  @Override
  public String toString() {
    return "MaxPool3d(" + window + ")";
  }
}
