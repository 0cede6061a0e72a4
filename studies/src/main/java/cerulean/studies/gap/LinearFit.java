package cerulean.studies.gap;

import java.util.Arrays;

/// The straight line through the gains of the first three tasks by least squares, as the authors
/// fit it; of two tasks the line through both.
record LinearFit(double slope, double atFirst) {

  private static final int TASKS = 3;

  /// - `gains`: by task, two at least
  static LinearFit of(double[] gains) {
    int n = Math.min(TASKS, gains.length);
    double centre = (n - 1) / 2.0;
    double mean = Arrays.stream(gains, 0, n).average().orElse(Double.NaN);
    double product = 0;
    double squares = 0;
    for (int k = 0; k < n; k++) {
      product += (k - centre) * gains[k];
      squares += (k - centre) * (k - centre);
    }
    double slope = product / squares;
    return new LinearFit(slope, mean - slope * centre);
  }

  /// Its height at `tasks`, counted from 1.
  double[] line(double[] tasks) {
    return Arrays.stream(tasks).map(task -> atFirst + slope * (task - 1)).toArray();
  }
}
