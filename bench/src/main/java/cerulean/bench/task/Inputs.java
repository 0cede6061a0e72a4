package cerulean.bench.task;

import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;

/// The numbers that go in: the same for every contestant, because they depend on the seed alone.
public final class Inputs {

  private Inputs() {}

  /// So many numbers from `-bound .. bound`.
  public static float[] uniform(long seed, int n, double bound) {
    return uniform(seed, n, -bound, bound);
  }

  /// So many numbers from `low .. high`.
  public static float[] uniform(long seed, int n, double low, double high) {
    return Tensor.uniform(Philox.of(seed), (float) low, (float) high, n).toArray();
  }

  /// So many class numbers below `classes`.
  public static long[] classes(long seed, int n, int classes) {
    Philox random = Philox.of(seed);
    long[] result = new long[n];
    for (int i = 0; i < n; i++) {
      result[i] = random.nextInt(classes);
    }
    return result;
  }
}
