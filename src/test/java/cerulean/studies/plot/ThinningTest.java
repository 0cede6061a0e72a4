package cerulean.studies.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class ThinningTest {
  @Test
  void extremesOfEveryColumnSurviveInOrder() {
    int n = 20_000;
    Random random = new Random(3);
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = i * 300.0 / n;
      y[i] = random.nextGaussian();
    }
    y[7777] = 1000; // a dip of a single iteration
    double[] run = Thinning.line(x, y).getFirst();
    assertTrue(run.length / 2 <= 2 * 300);
    Map<Integer, double[]> whole = extremes(x, y);
    double[] keptX = new double[run.length / 2];
    double[] keptY = new double[run.length / 2];
    for (int i = 0; i < keptX.length; i++) {
      keptX[i] = run[2 * i];
      keptY[i] = run[2 * i + 1];
      assertTrue(i == 0 || keptX[i] > keptX[i - 1]);
    }
    Map<Integer, double[]> kept = extremes(keptX, keptY);
    assertEquals(whole.keySet(), kept.keySet());
    whole.forEach((column, range) -> assertArrayEquals(range, kept.get(column)));
    assertTrue(Arrays.stream(keptY).anyMatch(v -> v == 1000));
  }

  @Test
  void nanIsAGap() {
    List<double[]> runs =
        Thinning.line(new double[] {0, 1, 2, 3, 4}, new double[] {5, 6, Double.NaN, 7, Double.NaN});
    assertEquals(2, runs.size());
    assertArrayEquals(new double[] {0, 5, 1, 6}, runs.get(0));
    assertArrayEquals(new double[] {3, 7}, runs.get(1));
  }

  @Test
  void bandsKeepTheirOuterEdge() {
    double[] x = {0, 0.2, 0.4, 1};
    List<double[]> runs = Thinning.band(x, new double[] {5, 2, 4, 1}, new double[] {6, 7, 9, 8});
    assertArrayEquals(new double[] {0, 2, 9, 1, 1, 8}, runs.getFirst());
  }

  private static Map<Integer, double[]> extremes(double[] x, double[] y) {
    Map<Integer, double[]> result = new HashMap<>();
    for (int i = 0; i < x.length; i++) {
      double[] range = result.computeIfAbsent((int) x[i], c -> new double[] {1e9, -1e9});
      range[0] = Math.min(range[0], y[i]);
      range[1] = Math.max(range[1], y[i]);
    }
    return result;
  }
}
