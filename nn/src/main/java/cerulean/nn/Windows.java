package cerulean.nn;

import cerulean.tensor.Window;

/// Checks of windows when a layer is made.
final class Windows {

  private Windows() {}

  static Window twoAxes(String layer, Window window) {
    if (window.axes() != 2) {
      throw new IllegalArgumentException(
          layer + ": needs a window of 2 axes; got " + window + " with " + window.axes());
    }
    return window;
  }
}
