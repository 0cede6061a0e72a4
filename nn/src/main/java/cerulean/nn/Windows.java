package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.PadMode;
import cerulean.tensor.Window;

/// Windows of layers: checks when a layer is made, and padding with other things than zeros.
final class Windows {

  private Windows() {}

  static Window require(String layer, int axes, Window window) {
    if (window.axes() != axes) {
      throw otherAxes(layer, axes, window);
    }
    return window;
  }

  /// The input with what the window adds at the edges of its last axes.
  static Variable pad(Variable input, Window window, PadMode mode) {
    int rank = input.shape().rank();
    return input.pad(
        ofAllAxes(rank, window.paddingBefore()), ofAllAxes(rank, window.paddingAfter()), mode, 0);
  }

  private static int[] ofAllAxes(int rank, int... last) {
    int[] all = new int[Math.max(rank, last.length)];
    System.arraycopy(last, 0, all, all.length - last.length, last.length);
    return all;
  }

  private static IllegalArgumentException otherAxes(String layer, int axes, Window window) {
    String counted = axes == 1 ? "1 axis" : axes + " axes";
    return new IllegalArgumentException(
        layer + ": needs a window of " + counted + "; got " + window + " with " + window.axes());
  }
}
