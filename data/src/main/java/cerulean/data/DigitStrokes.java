package cerulean.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One way to write a digit: strokes of the pen, each a chain of cubic Bezier curves.
///
/// Coordinates are hundredths of the digit's box, `x` to the right and `y` down. A stroke of `k`
/// curves has `3 k + 1` points: the anchors at every third place, and between two anchors the two
/// handles that bend the curve. Straight lines are curves as well, so that a distortion can bend
/// them.
record DigitStrokes(List<double[]> strokes) {

  /// The ways people write each digit, as in the path language of SVG: `M` puts the pen down, `L`
  /// draws a line to a point, `C` a curve with two handles to a point.
  private static final String[][] PATHS = {
    {
      "M 50 4 C 14 4 12 96 50 96 C 88 96 86 4 50 4",
      "M 62 8 C 26 -2 8 56 28 86 C 50 112 88 66 78 30 C 72 10 56 6 46 12",
    },
    {
      "M 52 4 L 50 96", "M 32 26 L 54 4 L 52 96", "M 34 22 L 52 4 L 52 94 M 26 95 L 78 95",
    },
    {
      "M 20 28 C 22 -2 80 -4 78 30 C 77 52 40 72 18 94 L 84 94",
      "M 18 26 C 24 -4 80 0 76 32 C 72 56 46 80 28 90 C 8 98 10 68 36 82 C 54 92 70 100 86 86",
    },
    {
      "M 22 15 C 34 -2 78 2 74 26 C 72 44 56 47 42 47 C 62 47 84 55 80 74 C 77 102 30 100 18 82",
      "M 22 8 L 76 8 L 46 42 C 70 40 86 58 80 76 C 74 102 32 98 18 84",
    },
    {
      "M 32 6 C 30 26 24 42 18 58 L 86 56 M 66 28 L 62 96",
      "M 66 96 L 66 4 L 14 66 L 88 66",
      "M 22 8 C 18 40 18 56 40 55 C 56 54 70 44 74 8 M 74 8 C 72 50 70 70 66 96",
    },
    {
      "M 78 7 L 32 8 L 28 44 C 48 32 82 40 78 70 C 76 100 34 100 18 84",
      "M 34 10 L 28 46 C 52 34 84 46 77 72 C 70 100 32 98 18 86 M 34 10 L 82 7",
    },
    {
      "M 70 6 C 40 14 18 50 23 74 C 28 102 76 102 77 72 C 77 46 34 46 24 72",
      "M 56 3 C 30 34 17 60 25 80 C 36 104 80 94 75 68 C 70 48 36 52 26 76",
    },
    {
      "M 18 9 L 80 9 L 42 96",
      "M 18 16 C 38 4 60 10 82 8 C 62 38 50 66 46 96",
      "M 18 9 L 80 9 L 44 96 M 34 52 L 74 50",
    },
    {
      "M 70 20 C 58 -4 22 4 27 28 C 32 46 79 52 77 76 C 73 104 22 102 23 76 C 24 54 72 46 73 24"
          + " C 73 12 64 5 52 6",
      "M 50 47 C 20 47 22 4 50 4 C 78 4 80 47 50 47 C 12 47 12 96 50 96 C 88 96 88 47 50 47",
    },
    {
      "M 75 28 C 70 2 25 0 24 30 C 23 58 70 56 75 28 C 76 50 72 76 66 96",
      "M 75 26 C 66 0 23 4 24 30 C 25 56 68 54 75 26 C 79 62 74 94 46 96 C 36 97 28 92 23 84",
      "M 72 24 C 62 0 24 6 25 30 C 26 52 66 52 73 14 L 70 96",
    },
  };

  private static final List<List<DigitStrokes>> WAYS = new ArrayList<>();

  static {
    for (String[] paths : PATHS) {
      List<DigitStrokes> ways = new ArrayList<>();
      for (String path : paths) {
        ways.add(parse(path));
      }
      WAYS.add(List.copyOf(ways));
    }
  }

  /// The ways to write `digit`, 0 to 9.
  static List<DigitStrokes> waysToWrite(int digit) {
    return WAYS.get(digit);
  }

  private static DigitStrokes parse(String path) {
    List<double[]> strokes = new ArrayList<>();
    for (String stroke : path.split("M ", -1)) {
      if (!stroke.isEmpty()) {
        strokes.add(parseStroke(stroke.strip().split(" ", -1)));
      }
    }
    return new DigitStrokes(List.copyOf(strokes));
  }

  /// Reads `x y`, then any number of `L x y` and `C x y x y x y`.
  private static double[] parseStroke(String[] words) {
    double[] points = new double[6 * words.length];
    points[0] = Double.parseDouble(words[0]);
    points[1] = Double.parseDouble(words[1]);
    int length = 2;
    for (int word = 2; word < words.length; ) {
      boolean line = words[word++].equals("L");
      int numbers = line ? 2 : 6;
      // A line's handles lie at its thirds.
      for (int i = 0; i < 6; i++) {
        double start = points[length - 2 + i % 2];
        points[length + i] =
            line
                ? start + (Double.parseDouble(words[word + i % 2]) - start) * (i / 2 + 1) / 3
                : Double.parseDouble(words[word + i]);
      }
      word += numbers;
      length += 6;
    }
    return Arrays.copyOf(points, length);
  }
}
