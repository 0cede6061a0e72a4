package cerulean.nn;

import cerulean.autograd.Variable;

/// Mean over as many windows as wanted, however large the input; over all places for one.
///
/// - input: `[batch, channels, height, width]`
/// - result: `[batch, channels, rows, columns]`
public final class AdaptiveAvgPool2d implements Layer {

  private final int rows;
  private final int columns;

  private AdaptiveAvgPool2d(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
  }

  /// A square of windows.
  public static AdaptiveAvgPool2d of(int size) {
    return of(size, size);
  }

  /// Rows and columns of windows.
  public static AdaptiveAvgPool2d of(int rows, int columns) {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "AdaptiveAvgPool2d: sizes must be at least 1; got " + rows + " and " + columns);
    }
    return new AdaptiveAvgPool2d(rows, columns);
  }

  @Override
  public Variable forward(Variable input) {
    return input.adaptiveAveragePool(rows, columns);
  }

  @Override
  public String toString() {
    return "AdaptiveAvgPool2d(" + rows + ", " + columns + ")";
  }
}
