package cerulean.data;

import cerulean.tensor.Philox;

/// A smooth random displacement of the plane over a 28 by 28 picture: independent normal
/// displacements on a coarse lattice, joined by uniform cubic B-splines.
final class ElasticField {

  /// Distance of two knots in pixels: about half a digit, so that parts bend and lines stay whole.
  private static final double SPACING = 8;

  /// Knots from -1.5 to 5.5 spacings, so that strokes that leave the picture are still inside.
  private static final int KNOTS = 8;

  private static final double ORIGIN = -1.5 * SPACING;

  private final double[] knotsX = new double[KNOTS * KNOTS];
  private final double[] knotsY = new double[KNOTS * KNOTS];
  private final double[] across = new double[4];
  private final double[] down = new double[4];

  /// Draws new displacements of standard deviation `sd` pixels at the knots; after smoothing it is
  /// about half of that.
  void draw(Philox random, double sd) {
    for (int k = 0; k < knotsX.length; k++) {
      knotsX[k] = sd * random.nextGaussian();
      knotsY[k] = sd * random.nextGaussian();
    }
  }

  /// Displacement to the right at `(x, y)`.
  double x(double x, double y) {
    return at(knotsX, x, y);
  }

  /// Displacement downwards at `(x, y)`.
  double y(double x, double y) {
    return at(knotsY, x, y);
  }

  private double at(double[] knots, double x, double y) {
    int column = weights((x - ORIGIN) / SPACING, across);
    int row = weights((y - ORIGIN) / SPACING, down);
    double sum = 0;
    for (int j = 0; j < 4; j++) {
      int k = (row + j) * KNOTS + column;
      sum +=
          down[j]
              * (across[0] * knots[k]
                  + across[1] * knots[k + 1]
                  + across[2] * knots[k + 2]
                  + across[3] * knots[k + 3]);
    }
    return sum;
  }

  /// Fills in the four weights of a cubic B-spline at `place`, in spacings from the first knot, and
  /// returns the first of the four knots. Beyond the lattice its border is continued.
  private static int weights(double place, double[] weights) {
    double inside = Math.clamp(place, 1, KNOTS - 2);
    int knot = Math.min((int) inside, KNOTS - 3);
    double t = inside - knot;
    double s = 1 - t;
    weights[0] = s * s * s / 6;
    weights[1] = (3 * t * t * t - 6 * t * t + 4) / 6;
    weights[2] = (3 * s * s * s - 6 * s * s + 4) / 6;
    weights[3] = t * t * t / 6;
    return knot - 1;
  }
}
