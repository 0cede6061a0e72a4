package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.Window;

/// Power mean without the mean under a window, `(sum x^p)^(1/p)`; see
/// [cerulean.tensor.Pooling#lpPool].
///
/// - input: `[batch, channels, height, width]`, or with other axes in front of the last two
/// - result: the same with a place of the window for each element
public final class LpPool2d implements Layer {

  private final Window window;
  private final double p;

  private LpPool2d(double p, Window window) {
    this.window = window;
    this.p = p;
  }

  /// Square windows side by side; `p` is not 0.
  public static LpPool2d of(double p, int size) {
    return of(p, Window.of(size, size).stride(size));
  }

  /// Any window of two axes; its stride is what it says, 1 if it says nothing. `p` is not 0.
  public static LpPool2d of(double p, Window window) {
    Hyperparameters.requireNonzero("LpPool2d", "p", p);
    return new LpPool2d(p, Windows.require("LpPool2d", 2, window));
  }

  @Override
  public Variable forward(Variable input) {
    return input.lpPool(p, window);
  }

  @Override
  public String toString() {
    return "LpPool2d(" + p + ", " + window + ")";
  }
}
