package cerulean.studies.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Cuts curves down to what a screen can show.
///
/// Of all points that fall into one pixel column the lowest and the highest are kept, in the order
/// in which they came, so that a dip one iteration wide is drawn to its full depth however many
/// iterations share its column. NaN ends one run of points; the next value starts another.
final class Thinning {
  private Thinning() {}

  /// Returns runs of pixel coordinates `x0, y0, x1, y1, ...`, at most two points per column.
  static List<double[]> line(double[] x, double[] y) {
    List<double[]> runs = new ArrayList<>();
    double[] run = new double[4 * 64];
    int size = 0;
    int i = 0;
    while (i < x.length) {
      if (Double.isNaN(y[i]) || Double.isNaN(x[i])) {
        size = flush(runs, run, size);
        i++;
        continue;
      }
      double column = Math.floor(x[i]);
      int low = i;
      int high = i;
      int end = i + 1;
      while (end < x.length && Math.floor(x[end]) == column && !Double.isNaN(y[end])) {
        low = y[end] < y[low] ? end : low;
        high = y[end] > y[high] ? end : high;
        end++;
      }
      if (size + 4 > run.length) {
        run = Arrays.copyOf(run, 2 * run.length);
      }
      int first = Math.min(low, high);
      int second = Math.max(low, high);
      run[size++] = x[first];
      run[size++] = y[first];
      if (second != first) {
        run[size++] = x[second];
        run[size++] = y[second];
      }
      i = end;
    }
    flush(runs, run, size);
    return runs;
  }

  /// Returns runs `x0, top0, bottom0, x1, ...` with one entry per column: the smallest `top` pixel
  /// and the largest `bottom` pixel of the column.
  static List<double[]> band(double[] x, double[] top, double[] bottom) {
    List<double[]> runs = new ArrayList<>();
    double[] run = new double[3 * 64];
    int size = 0;
    int i = 0;
    while (i < x.length) {
      if (Double.isNaN(top[i] + bottom[i])) {
        size = flush(runs, run, size);
        i++;
        continue;
      }
      double column = Math.floor(x[i]);
      double highest = top[i];
      double lowest = bottom[i];
      int end = i + 1;
      while (end < x.length
          && Math.floor(x[end]) == column
          && !Double.isNaN(top[end] + bottom[end])) {
        highest = Math.min(highest, top[end]);
        lowest = Math.max(lowest, bottom[end]);
        end++;
      }
      if (size + 3 > run.length) {
        run = Arrays.copyOf(run, 2 * run.length);
      }
      run[size++] = x[i];
      run[size++] = highest;
      run[size++] = lowest;
      i = end;
    }
    flush(runs, run, size);
    return runs;
  }

  private static int flush(List<double[]> runs, double[] run, int size) {
    if (size > 0) {
      runs.add(Arrays.copyOf(run, size));
    }
    return 0;
  }
}
