package cerulean.optim;

import cerulean.tensor.Tensor;

/// Line search for a step that satisfies the strong Wolfe conditions (Nocedal & Wright 2006,
/// Algorithms 3.5 and 3.6), with cubic interpolation and the safeguards of Schmidt's minFunc, which
/// PyTorch has too.
///
///     f(t) <= f(0) + c1 t f'(0)      and      |f'(t)| <= c2 |f'(0)|
///
/// First the step grows until an interval holds such a step, then the interval shrinks around it.
final class WolfeSearch {

  /// Decrease of the loss that is asked for, as a share of what the slope promises.
  private static final double DECREASE = 1e-4;

  /// Slope that may be left, as a share of that at the beginning.
  private static final double CURVATURE = 0.9;

  private static final int MOST_EVALUATIONS = 25;

  /// The loss along the line: position, loss, gradient and slope there.
  record Point(double t, double loss, Tensor gradient, double slope) {}

  /// Computes the loss at a position of the line.
  interface Line {
    Point at(double t);
  }

  /// Where the search ended, and how often the loss was computed.
  record Result(Point point, int evaluations) {}

  private final Line line;
  private final Point start;
  private final double length;
  private final double tolerance;
  private int rounds;
  private int evaluations;

  /// @param length the largest element of the direction
  /// @param tolerance the smallest change of a weight that still counts
  WolfeSearch(Line line, Point start, double length, double tolerance) {
    this.line = line;
    this.start = start;
    this.length = length;
    this.tolerance = tolerance;
  }

  /// Searches from `first` on.
  Result from(double first) {
    Point before = start;
    Point now = evaluate(first);
    while (rounds < MOST_EVALUATIONS) {
      if (isTooHigh(now) || (rounds > 1 && now.loss >= before.loss)) {
        return within(before, now);
      }
      if (isFlat(now)) {
        return new Result(now, evaluations);
      }
      if (now.slope >= 0) {
        return within(before, now);
      }
      double least = now.t + 0.01 * (now.t - before.t);
      double next = cubic(before, now, least, now.t * 10);
      before = now;
      now = evaluate(next);
      rounds++;
    }
    return new Result(lower(start, now), evaluations);
  }

  /// Shrinks the interval between two points, one of which has the smaller loss.
  private Result within(Point a, Point b) {
    Point low = a.loss <= b.loss ? a : b;
    Point high = a.loss <= b.loss ? b : a;
    boolean stuck = false;
    while (rounds < MOST_EVALUATIONS && Math.abs(high.t - low.t) * length >= tolerance) {
      double least = Math.min(low.t, high.t);
      double most = Math.max(low.t, high.t);
      double next = cubic(low, high, least, most);
      double margin = 0.1 * (most - least);
      boolean atEdge = Math.min(most - next, next - least) < margin;
      if (atEdge && (stuck || next >= most || next <= least)) {
        // Twice in a row at an edge, or outside: a tenth inside, so that the interval shrinks.
        next = Math.abs(next - most) < Math.abs(next - least) ? most - margin : least + margin;
        stuck = false;
      } else {
        stuck = atEdge;
      }
      Point point = evaluate(next);
      rounds++;
      if (isTooHigh(point) || point.loss >= low.loss) {
        boolean lower = point.loss < low.loss;
        high = lower ? low : point;
        low = lower ? point : low;
      } else {
        if (isFlat(point)) {
          return new Result(point, evaluations);
        }
        if (point.slope * (high.t - low.t) >= 0) {
          high = low;
        }
        low = point;
      }
    }
    return new Result(low, evaluations);
  }

  private Point evaluate(double t) {
    evaluations++;
    return line.at(t);
  }

  private boolean isTooHigh(Point point) {
    return point.loss > start.loss + DECREASE * point.t * start.slope;
  }

  private boolean isFlat(Point point) {
    return Math.abs(point.slope) <= -CURVATURE * start.slope;
  }

  private static Point lower(Point a, Point b) {
    return a.loss <= b.loss ? a : b;
  }

  /// The minimum of the cubic through two points with their slopes (Nocedal & Wright 2006, equation
  /// 3.59), held within bounds; the middle of the bounds where the cubic has none.
  static double cubic(Point a, Point b, double least, double most) {
    Point left = a.t <= b.t ? a : b;
    Point right = a.t <= b.t ? b : a;
    double d1 = left.slope + right.slope - 3 * (left.loss - right.loss) / (left.t - right.t);
    double square = d1 * d1 - left.slope * right.slope;
    if (!(square >= 0)) {
      return (least + most) / 2;
    }
    double d2 = Math.sqrt(square);
    double minimum =
        right.t
            - (right.t - left.t) * ((right.slope + d2 - d1) / (right.slope - left.slope + 2 * d2));
    return Math.min(Math.max(minimum, least), most);
  }
}
