package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.Window;

/// Mean under a window.
///
/// - input: `[batch, channels, height, width]`, or with other axes in front of the last two
/// - result: the same with a place of the window for each element
public final class AvgPool2d implements Layer {

  private final Window window;
  private final boolean countsPadding;

  private AvgPool2d(Window window, boolean countsPadding) {
    this.window = window;
    this.countsPadding = countsPadding;
  }

  /// Square windows side by side.
  public static AvgPool2d of(int size) {
    return of(Window.of(size, size).stride(size));
  }

  /// Any window of two axes; its stride is what it says, 1 if it says nothing. Padding counts as
  /// zeros.
  public static AvgPool2d of(Window window) {
    return of(window, true);
  }

  /// As [#of(Window)]; padding counts as zeros, or not at all.
  public static AvgPool2d of(Window window, boolean countsPadding) {
    return new AvgPool2d(Windows.require("AvgPool2d", 2, window), countsPadding);
  }

  @Override
  public Variable forward(Variable input) {
    return input.averagePool(window, countsPadding);
  }

  @Override
  public String toString() {
    return "AvgPool2d(" + window + (countsPadding ? ")" : ", padding not counted)");
  }
}
