package cerulean.neuro;

import cerulean.tensor.Philox;
import java.util.Arrays;

/// Where the cells of a population are, in a plane, and how far they are from cells of others.
///
///     Positions pyramids = Positions.ring(90, 1);
///     Positions baskets = Positions.ring(30, 1);
///     Connectivity.byDistance(pyramids, baskets, DistanceKernel.gaussian(0.2, 0.5), true)
///
/// Populations of different sizes share a space: the places say where they are in it. The unit of
/// length is the user's; kernels have the same.
///
/// - on a **ring** the distance is the chord, the straight way through the inside; along the ring
///   it is that of a periodic line as long as the ring
/// - a line or sheet is open, or [#periodic]: its ends are joined, and the shorter way counts
public final class Positions {

  private final String space;
  private final double[] x;
  private final double[] y;

  /// Extents of the space; 0 where it has none.
  private final double width;

  private final double height;
  private final boolean wraps;

  private Positions(
      String space, double[] x, double[] y, double width, double height, boolean wraps) {
    this.space = space;
    this.x = x;
    this.y = y;
    this.width = width;
    this.height = height;
    this.wraps = wraps;
  }

  /// Evenly on a line from 0 to `length`: cell i of n at `(i + 1/2) length / n`.
  public static Positions line(int cells, double length) {
    Checks.atLeast("Positions.line: cells", 1, cells);
    Checks.above0("Positions.line: length", length);
    double[] x = new double[cells];
    Arrays.setAll(x, i -> (i + 0.5) * length / cells);
    return new Positions("line of " + length, x, new double[cells], length, 0, false);
  }

  /// Evenly on a circle: cell i of n at the angle `2 pi i / n`.
  public static Positions ring(int cells, double radius) {
    Checks.atLeast("Positions.ring: cells", 1, cells);
    Checks.above0("Positions.ring: radius", radius);
    double[] x = new double[cells];
    double[] y = new double[cells];
    for (int i = 0; i < cells; i++) {
      x[i] = radius * StrictMath.cos(2 * Math.PI * i / cells);
      y[i] = radius * StrictMath.sin(2 * Math.PI * i / cells);
    }
    return new Positions("ring of radius " + radius, x, y, 0, 0, false);
  }

  /// A grid of `columns x rows` cells, row by row, in the middles of equal rectangles that fill a
  /// sheet `width x height`.
  public static Positions sheet(int columns, int rows, double width, double height) {
    Checks.atLeast("Positions.sheet: columns", 1, columns);
    Checks.atLeast("Positions.sheet: rows", 1, rows);
    int cells = Math.multiplyExact(columns, rows);
    double[] x = new double[cells];
    double[] y = new double[cells];
    for (int i = 0; i < cells; i++) {
      int row = i / columns;
      int column = i % columns;
      x[i] = (column + 0.5) * width / columns;
      y[i] = (row + 0.5) * height / rows;
    }
    return onSheet(x, y, width, height);
  }

  /// Anywhere on a sheet `width x height`, each place equally likely.
  public static Positions scattered(int cells, double width, double height, Philox random) {
    Checks.atLeast("Positions.scattered: cells", 1, cells);
    double[] x = new double[cells];
    double[] y = new double[cells];
    for (int i = 0; i < cells; i++) {
      x[i] = width * random.nextDouble();
      y[i] = height * random.nextDouble();
    }
    return onSheet(x, y, width, height);
  }

  private static Positions onSheet(double[] x, double[] y, double width, double height) {
    Checks.above0("Positions: width", width);
    Checks.above0("Positions: height", height);
    return new Positions("sheet " + width + " x " + height, x, y, width, height, false);
  }

  /// At these places of an unbounded plane; the arrays are copied.
  public static Positions at(double[] x, double[] y) {
    if (x.length != y.length || x.length == 0) {
      throw new IllegalArgumentException(
          "Positions.at: as many x as y are needed, at least one; got "
              + x.length
              + " and "
              + y.length);
    }
    for (int i = 0; i < x.length; i++) {
      Checks.finite("Positions.at: x[" + i + "]", x[i]);
      Checks.finite("Positions.at: y[" + i + "]", y[i]);
    }
    return new Positions("plane", x.clone(), y.clone(), 0, 0, false);
  }

  /// The same cells where opposite ends of the line or sheet are joined.
  public Positions periodic() {
    if (width == 0) {
      throw new IllegalArgumentException(
          "Positions.periodic: only a line or a sheet has ends to join; got a " + space);
    }
    return new Positions(space, x, y, width, height, true);
  }

  /// The number of cells.
  public int size() {
    return x.length;
  }

  /// First coordinate of a cell.
  public double x(int cell) {
    return x[cell];
  }

  /// Second coordinate of a cell; 0 on a line.
  public double y(int cell) {
    return y[cell];
  }

  /// The straight distance from one of these cells to one of `others`, which lie in the same space.
  public double distance(int cell, Positions others, int other) {
    double dx = Math.abs(x[cell] - others.x[other]);
    double dy = Math.abs(y[cell] - others.y[other]);
    if (wraps) {
      dx = Math.min(dx, width - dx);
      dy = Math.min(dy, Math.abs(height - dy));
    }
    return Math.sqrt(dx * dx + dy * dy);
  }

  /// Throws if the cells of `others` are in another space.
  void requireSameSpace(String what, Positions others) {
    if (!toString().equals(others.toString())) {
      throw new IllegalArgumentException(
          what
              + ": both populations must lie in the same space; got a "
              + this
              + " and a "
              + others);
    }
  }

  /// The space.
  @Override
  public String toString() {
    return (wraps ? "periodic " : "") + space;
  }
}
