package cerulean.nn;

import cerulean.autograd.Variable;

/// Largest element of as many windows as wanted, however large the input; of all places for one.
///
/// - input: `[batch, channels, height, width]`
/// - result: `[batch, channels, rows, columns]`
public final class AdaptiveMaxPool2d implements Layer {

  private final int rows;
  private final int columns;

  private AdaptiveMaxPool2d(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
  }

  /// A square of windows.
  public static AdaptiveMaxPool2d of(int size) {
    return of(size, size);
  }

  /// Rows and columns of windows.
  public static AdaptiveMaxPool2d of(int rows, int columns) {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "AdaptiveMaxPool2d: sizes must be at least 1; got " + rows + " and " + columns);
    }
    return new AdaptiveMaxPool2d(rows, columns);
  }

  @Override
  public Variable forward(Variable input) {
    return input.adaptiveMaxPool(rows, columns);
  }

  @Override
  public String toString() {
    return "AdaptiveMaxPool2d(" + rows + ", " + columns + ")";
  }
}
