package cerulean.data;

import cerulean.tensor.Philox;
import java.util.List;

/// Draws one distorted digit at a time; see [GeneratedDigits] for what is varied. Lengths are in
/// pixels unless said otherwise. The amounts were chosen by eye and by two classifiers: a linear
/// one must not get far, a small network must.
final class DigitWriter {

  private static final int SIDE = GeneratedDigits.SIDE;

  /// Height of the digit's box before scaling, as in MNIST.
  private static final double BOX = 20;

  /// Straight pieces per curve: at the sharpest bends of [DigitStrokes] the chord is a quarter of a
  /// pixel off the curve, a fraction of the pen's width.
  private static final int PIECES = 8;

  // Standard deviations, in hundredths of the box: an anchor takes its handles along, a handle also
  // moves by itself.
  private static final double ANCHOR_SD = 4;
  private static final double HANDLE_SD = 4;

  private static final double MOST_TURN = Math.PI / 12;
  private static final double LEAST_SLANT = -0.15;
  private static final double MOST_SLANT = 0.35;
  private static final double LEAST_HEIGHT = 0.8;
  private static final double MOST_HEIGHT = 1.08;
  private static final double LEAST_WIDTH = 0.65;
  private static final double MOST_WIDTH = 1.0;
  private static final double MOST_SHIFT = 1.9;
  private static final double ELASTIC_SD = 1.4;

  private static final double LEAST_RADIUS = 0.8;
  private static final double MOST_RADIUS = 1.8;

  /// The pen's width at either end of a stroke is up to this part wider or narrower.
  private static final double PRESSURE = 0.25;

  private static final double LEAST_SOFTNESS = 1.0;
  private static final double MOST_SOFTNESS = 1.8;
  private static final double LEAST_INK = 0.85;
  private static final double MOST_GRAIN = 20;
  private static final double MARKED = 0.15;

  private final StrokeCanvas canvas = new StrokeCanvas(SIDE);
  private final ElasticField elastic = new ElasticField();

  // The map from the digit's box to the picture: x = xx * u + xy * v + SIDE / 2 + shiftX, with u
  // and
  // v in hundredths of the box from its middle.
  private double xx;
  private double xy;
  private double yx;
  private double yy;
  private double shiftX;
  private double shiftY;

  /// Writes the picture of `digit` into `pixels[at]` and following.
  void write(int digit, Philox random, byte[] pixels, int at) {
    canvas.clear();
    elastic.draw(random, ELASTIC_SD);
    drawMap(random);
    double radius = between(random, LEAST_RADIUS, MOST_RADIUS);
    List<DigitStrokes> ways = DigitStrokes.waysToWrite(digit);
    for (double[] stroke : ways.get(random.nextInt(ways.size())).strokes()) {
      double first = radius * between(random, 1 - PRESSURE, 1 + PRESSURE);
      double last = radius * between(random, 1 - PRESSURE, 1 + PRESSURE);
      drawStroke(moved(stroke, random), first, last);
    }
    if (random.nextDouble() < MARKED) {
      drawMark(random);
    }
    expose(random, pixels, at);
  }

  private void drawMap(Philox random) {
    double turn = between(random, -MOST_TURN, MOST_TURN);
    double slant = between(random, LEAST_SLANT, MOST_SLANT);
    double height = between(random, LEAST_HEIGHT, MOST_HEIGHT) * BOX / 100;
    double width = between(random, LEAST_WIDTH, MOST_WIDTH) * BOX / 100;
    double cosine = StrictMath.cos(turn);
    double sine = StrictMath.sin(turn);
    // Scale, then slant (the top goes right), then turn.
    xx = cosine * width;
    xy = (-cosine * slant - sine) * height;
    yx = sine * width;
    yy = (-sine * slant + cosine) * height;
    shiftX = SIDE / 2.0 + between(random, -MOST_SHIFT, MOST_SHIFT);
    shiftY = SIDE / 2.0 + between(random, -MOST_SHIFT, MOST_SHIFT);
  }

  /// A copy of the stroke with its points moved, as no hand meets the same point twice.
  private static double[] moved(double[] stroke, Philox random) {
    double[] moved = stroke.clone();
    int points = stroke.length / 2;
    for (int anchor = 0; anchor < points; anchor += 3) {
      double dx = ANCHOR_SD * random.nextGaussian();
      double dy = ANCHOR_SD * random.nextGaussian();
      for (int p = Math.max(0, anchor - 1); p <= Math.min(points - 1, anchor + 1); p++) {
        double own = p == anchor ? 0 : HANDLE_SD;
        moved[2 * p] += dx + own * random.nextGaussian();
        moved[2 * p + 1] += dy + own * random.nextGaussian();
      }
    }
    return moved;
  }

  /// Draws a chain of curves with the pen's radius going evenly from `first` to `last`.
  private void drawStroke(double[] points, double first, double last) {
    int curves = points.length / 6;
    int pieces = curves * PIECES;
    float x0 = 0;
    float y0 = 0;
    float r0 = 0;
    for (int piece = 0; piece <= pieces; piece++) {
      int curve = Math.min(piece / PIECES, curves - 1);
      double t = (double) (piece - curve * PIECES) / PIECES;
      double u = bezier(points, 6 * curve, t) - 50;
      double v = bezier(points, 6 * curve + 1, t) - 50;
      double x = xx * u + xy * v + shiftX;
      double y = yx * u + yy * v + shiftY;
      float x1 = (float) (x + elastic.x(x, y));
      float y1 = (float) (y + elastic.y(x, y));
      float r1 = (float) (first + (last - first) * piece / pieces);
      if (piece > 0) {
        canvas.line(x0, y0, r0, x1, y1, r1);
      }
      x0 = x1;
      y0 = y1;
      r0 = r1;
    }
  }

  /// One coordinate of the cubic curve whose four points start at `from`, two places apart.
  private static double bezier(double[] points, int from, double t) {
    double s = 1 - t;
    return s * s * s * points[from]
        + 3 * s * s * t * points[from + 2]
        + 3 * s * t * t * points[from + 4]
        + t * t * t * points[from + 6];
  }

  /// A short thin stroke anywhere, as a slip of the pen or dirt would leave.
  private void drawMark(Philox random) {
    float x = (float) between(random, 1, SIDE - 1);
    float y = (float) between(random, 1, SIDE - 1);
    float dx = (float) between(random, -3, 3);
    float dy = (float) between(random, -3, 3);
    float radius = (float) between(random, 0.3, 0.7);
    canvas.line(x, y, radius, x + dx, y + dy, radius);
  }

  /// Turns ink into grey, with grain: four pixels share one random word.
  private void expose(Philox random, byte[] pixels, int at) {
    float softness = (float) between(random, LEAST_SOFTNESS, MOST_SOFTNESS);
    float strength = 255 * (float) between(random, LEAST_INK, 1);
    float grain = (float) between(random, 0, MOST_GRAIN) / 128;
    for (int p = 0; p < SIDE * SIDE; p += 4) {
      int word = random.nextInt();
      for (int q = p; q < p + 4; q++) {
        float grey = strength * canvas.ink(q, softness) + grain * (byte) word;
        pixels[at + q] = (byte) Math.clamp((long) (grey + 0.5f), 0, 255);
        word >>= 8;
      }
    }
  }

  private static double between(Philox random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }
}
