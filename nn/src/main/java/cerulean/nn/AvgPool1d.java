package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.Window;

/// Mean under a window.
///
/// - input: `[batch, channels, length]`, or with other axes in front of the last one
/// - result: the same with a place of the window for each element
public final class AvgPool1d implements Layer {

  private final Window window;
  private final boolean countsPadding;

  private AvgPool1d(Window window, boolean countsPadding) {
    this.window = window;
    this.countsPadding = countsPadding;
  }

  /// Windows of `size` side by side.
  public static AvgPool1d of(int size) {
    return of(Window.of(size).stride(size));
  }

  /// Any window of one axis; its stride is what it says, 1 if it says nothing. Padding counts as
  /// zeros.
  public static AvgPool1d of(Window window) {
    return of(window, true);
  }

  /// As [#of(Window)]; padding counts as zeros, or not at all.
  public static AvgPool1d of(Window window, boolean countsPadding) {
    return new AvgPool1d(Windows.require("AvgPool1d", 1, window), countsPadding);
  }

  @Override
  public Variable forward(Variable input) {
    return input.averagePool(window, countsPadding);
  }

  @Override
  public String toString() {
    return "AvgPool1d(" + window + (countsPadding ? ")" : ", padding not counted)");
  }
}
