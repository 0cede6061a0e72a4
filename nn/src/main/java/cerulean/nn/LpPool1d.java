package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.Window;

/// Power mean without the mean under a window, `(sum x^p)^(1/p)`; see
/// [cerulean.tensor.Pooling#lpPool].
///
/// - input: `[batch, channels, length]`, or with other axes in front of the last one
/// - result: the same with a place of the window for each element
public final class LpPool1d implements Layer {

  private final Window window;
  private final double p;

  private LpPool1d(double p, Window window) {
    this.window = window;
    this.p = p;
  }

  /// Windows of `size` side by side; `p` is not 0.
  public static LpPool1d of(double p, int size) {
    return of(p, Window.of(size).stride(size));
  }

  /// Any window of one axis; its stride is what it says, 1 if it says nothing. `p` is not 0.
  public static LpPool1d of(double p, Window window) {
    Hyperparameters.requireNonzero("LpPool1d", "p", p);
    return new LpPool1d(p, Windows.require("LpPool1d", 1, window));
  }

  @Override
  public Variable forward(Variable input) {
    return input.lpPool(p, window);
  }

  @Override
  public String toString() {
    return "LpPool1d(" + p + ", " + window + ")";
  }
}
