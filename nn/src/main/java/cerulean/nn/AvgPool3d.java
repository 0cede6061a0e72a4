package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.Window;

/// Mean under a window.
///
/// - input: `[batch, channels, depth, height, width]`, or with other axes in front of the last
///   three
/// - result: the same with a place of the window for each element
public final class AvgPool3d implements Layer {

  private final Window window;
  private final boolean countsPadding;

  private AvgPool3d(Window window, boolean countsPadding) {
    this.window = window;
    this.countsPadding = countsPadding;
  }

  /// Cubes side by side.
  public static AvgPool3d of(int size) {
    return of(Window.of(size, size, size).stride(size));
  }

  /// Any window of three axes; its stride is what it says, 1 if it says nothing. Padding counts as
  /// zeros.
  public static AvgPool3d of(Window window) {
    return of(window, true);
  }

  /// As [#of(Window)]; padding counts as zeros, or not at all.
  public static AvgPool3d of(Window window, boolean countsPadding) {
    return new AvgPool3d(Windows.require("AvgPool3d", 3, window), countsPadding);
  }

  @Override
  public Variable forward(Variable input) {
    return input.averagePool(window, countsPadding);
  }

  @Override
  public String toString() {
    return "AvgPool3d(" + window + (countsPadding ? ")" : ", padding not counted)");
  }
}
