package cerulean.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class IndexedNormalsTest {

  private static final int N = 1_000_000;

  private static double[] numbers(long key0, long key1) {
    double[] out = new double[N];
    IndexedNormals.fill(key0, key1, out, 0, N);
    return out;
  }

  /// Standard errors of the moments of N normal numbers are sqrt(1, 2, 15, 96 / N); four of them.
  @Test
  void momentsAreThoseOfTheNormalDistribution() {
    double[] z = numbers(1, 2);
    double[] moments = new double[4];
    for (double x : z) {
      moments[0] += x;
      moments[1] += x * x;
      moments[2] += x * x * x;
      moments[3] += x * x * x * x;
    }
    assertEquals(0, moments[0] / N, 4 * Math.sqrt(1.0 / N));
    assertEquals(1, moments[1] / N, 4 * Math.sqrt(2.0 / N));
    assertEquals(0, moments[2] / N, 4 * Math.sqrt(15.0 / N));
    assertEquals(3, moments[3] / N, 4 * Math.sqrt(96.0 / N));
  }

  /// Kolmogorov-Smirnov against the quantiles of Wichura at 1000 points: 1.95 / sqrt(N) is passed
  /// with probability 0.001.
  @Test
  void distributionIsNormal() {
    double[] z = numbers(3, 4);
    Arrays.sort(z);
    double most = 0;
    for (int k = 1; k < 1000; k++) {
      int below = Arrays.binarySearch(z, NormalQuantile.at(k / 1000.0));
      most = Math.max(most, Math.abs((below < 0 ? -below - 1 : below) / (double) N - k / 1000.0));
    }
    assertTrue(most < 1.95 / Math.sqrt(N), "distance " + most);
  }

  /// Between neighbours, between keys that follow each other, and between keys whose windows
  /// overlap.
  @Test
  void numbersAreNotCorrelated() {
    double[] z = numbers(5, 6);
    assertUncorrelated(z, 0, z, 1);
    assertUncorrelated(z, 0, z, 2);
    assertUncorrelated(z, 0, numbers(6, 6), 0);
    assertUncorrelated(z, 0, numbers(5, 7), 0);
    assertUncorrelated(z, 1, numbers(5 + 0x9E3779B97F4A7C15L, 7), 0);
  }

  private static void assertUncorrelated(double[] a, int from, double[] b, int other) {
    double product = 0;
    double squares = 0;
    int n = N - 2;
    for (int i = 0; i < n; i++) {
      double x = a[i + from];
      double y = b[i + other];
      product += x * y;
      // Of squares, too: a shared size with random signs has no correlation.
      squares += (x * x - 1) * (y * y - 1);
    }
    assertEquals(0, product / n, 4 / Math.sqrt(n));
    assertEquals(0, squares / n, 4 * 2 / Math.sqrt(n));
  }

  @Test
  void everyBitIsOneInHalfOfThePlaces() {
    int[] ones = new int[64];
    for (int i = 0; i < 100_000; i++) {
      long bits = IndexedNormals.bits(0, 0, i);
      for (int b = 0; b < 64; b++) {
        ones[b] += (int) ((bits >>> b) & 1);
      }
    }
    for (int b = 0; b < 64; b++) {
      assertEquals(50_000, ones[b], 4.5 * Math.sqrt(25_000), "bit " + b);
    }
  }

  @Test
  void aNumberDependsOnItsPlaceAlone() {
    double[] all = new double[100];
    IndexedNormals.fill(8, 9, all, 0, 100);
    double[] scale = new double[100];
    Arrays.fill(scale, 2);
    double[] part = new double[100];
    IndexedNormals.addScaled(8, 9, scale, part, 30, 70);
    for (int i = 0; i < 100; i++) {
      assertEquals(all[i], IndexedNormals.at(8, 9, i));
      assertEquals(i < 30 || i >= 70 ? 0 : 2 * all[i], part[i]);
    }
  }

  /// The bits by a program in another language; the quantile by its library, hence the tolerance.
  @Test
  void numbersStayWhatTheyAre() {
    assertEquals(0xF3FEE83F702DD57BL, IndexedNormals.bits(1, 2, 3));
    assertEquals(-0.117811961, IndexedNormals.at(1, 2, 3), 1e-6);
  }

  /// The error of the cubics, at places of every size of the tail probability.
  @Test
  void quantileIsExactToAMillionth() {
    double most = 0;
    for (int i = 0; i < 200_000; i++) {
      long bits = IndexedNormals.bits(1, 1, i);
      double p = (((bits << 1) | 1) >>> 11) * 0x1p-54;
      double z = -NormalQuantile.at(p) * (bits < 0 ? -1 : 1);
      most = Math.max(most, Math.abs(z - IndexedNormals.at(1, 1, i)));
    }
    assertTrue(most < 1e-6, "error " + most);
  }
}
