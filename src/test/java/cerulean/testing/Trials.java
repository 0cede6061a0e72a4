package cerulean.testing;

import cerulean.tensor.Philox;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DynamicTest;

/// Tests on random data, each named by its seed: `-Dtrials.seed=N` runs the one with this seed
/// again. A seed that fails becomes a test of its own.
public final class Trials {

  private Trials() {}

  /// `count` tests that draw their data from the generator they are given.
  public static List<DynamicTest> of(int count, Consumer<Philox> trial) {
    Long seed = Long.getLong("trials.seed");
    LongStream seeds = seed == null ? LongStream.range(0, count) : LongStream.of(seed);
    return seeds
        .mapToObj(s -> DynamicTest.dynamicTest("seed " + s, () -> trial.accept(Philox.of(s))))
        .toList();
  }

  /// A shape of up to `rank` axes; sizes are often 0, 1 or about the number of lanes.
  public static int[] shape(Philox random, int rank) {
    int[] sizes = {0, 1, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17};
    int[] shape = new int[random.nextInt(rank + 1)];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = sizes[random.nextInt(sizes.length)];
    }
    return shape;
  }

  /// A shape that broadcasts with another: some axes of size 1, some in front left out.
  public static int[] broadcastable(Philox random, int... shape) {
    int left = random.nextInt(shape.length + 1);
    int[] other = java.util.Arrays.copyOfRange(shape, left, shape.length);
    for (int i = 0; i < other.length; i++) {
      other[i] = random.nextInt(3) == 0 ? 1 : other[i];
    }
    return other;
  }

  /// Any float: normal, subnormal, infinite, NaN, both zeros; whole numbers and ties are common.
  public static float anyFloat(Philox random) {
    return switch (random.nextInt(8)) {
      case 0, 1 -> Float.intBitsToFloat(random.nextInt());
      case 2 -> 0f;
      case 3 -> -0f;
      case 4 -> random.nextInt(7) - 3;
      default -> (float) random.nextGaussian();
    };
  }
}
