package cerulean.neuro;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.neuro.networks.DiehlCook2015;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class DiehlCookTest {

  private static final int KINDS = 4;

  /// Four bars of 49 pixels each in an image of 14 by 14, a few pixels of them dark.
  private static double[] image(int kind, java.util.random.RandomGenerator random) {
    double[] levels = new double[196];
    for (int i = 0; i < 49; i++) {
      levels[49 * kind + i] = random.nextInt(10) == 0 ? 0 : 255;
    }
    return levels;
  }

  private static int strongest(int[] counts) {
    int best = 0;
    for (int i = 1; i < counts.length; i++) {
      best = counts[i] > counts[best] ? i : best;
    }
    return best;
  }

  /// As in the paper, a cell stands for the kind it fires at most, and the kind with the largest
  /// mean count wins.
  @Test
  void cellsSpecialiseOnImages() {
    DiehlCook2015 net = DiehlCook2015.of(196, 16, 5);
    java.util.random.RandomGenerator random = new java.util.Random(1);
    for (int n = 0; n < 200; n++) {
      net.show(image(n % KINDS, random));
    }
    net.setLearning(false);
    float[] before = net.input().weights().clone();
    int[][] responses = new int[16][KINDS];
    for (int n = 0; n < 40; n++) {
      int[] counts = net.show(image(n % KINDS, random));
      for (int i = 0; i < 16; i++) {
        responses[i][n % KINDS] += counts[i];
      }
    }
    int right = 0;
    for (int n = 0; n < 20; n++) {
      int[] counts = net.show(image(n % KINDS, random));
      double[] votes = new double[KINDS];
      int[] cells = new int[KINDS];
      for (int i = 0; i < 16; i++) {
        int kind = strongest(responses[i]);
        votes[kind] += counts[i];
        cells[kind] += responses[i][kind] > 0 ? 1 : 0;
      }
      int best = 0;
      for (int kind = 0; kind < KINDS; kind++) {
        votes[kind] /= Math.max(1, cells[kind]);
        best = votes[kind] > votes[best] ? kind : best;
      }
      right += best == n % KINDS ? 1 : 0;
    }
    assertTrue(right >= 18, right + " of 20");
    assertArrayEquals(before, net.input().weights());
  }

  @Test
  void anImageOfAnotherSizeIsRefused() {
    assertEquals(
        "show: one grey level for each of the 4 inputs is needed; got 3",
        assertThrows(
                IllegalArgumentException.class, () -> DiehlCook2015.of(4, 2, 1).show(new double[3]))
            .getMessage());
  }
}
