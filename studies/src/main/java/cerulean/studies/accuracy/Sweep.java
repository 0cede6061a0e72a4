package cerulean.studies.accuracy;

import cerulean.tensor.DType;
import cerulean.tensor.Parallel;
import cerulean.tensor.Tensor;

/// Runs a function over every float, or every `stride`-th bit pattern, in F32 and in F64, and keeps
/// the largest difference.
///
/// The reference is the function of the same name in F64, by the double-precision functions of the
/// JDK or of this library, whose own error of a few units in the last place of a double is nothing
/// beside the last place of a float. Differences are in units of the last place of the rounded
/// reference. A number where there should be none, or the reverse, is an infinite error.
public final class Sweep {

  /// Bit patterns of a float.
  public static final long FLOATS = 1L << 32;

  private static final int BLOCK = 1 << 16;

  private Sweep() {}

  /// What a function showed.
  ///
  /// - `ulps`: largest error, in units of the last place
  /// - `worst`: the argument where it occurs; of several the one with the smallest bit pattern
  /// - `rounded`: share of results that are the correctly rounded ones
  /// - `points`: arguments tried
  public record Result(String name, double ulps, float worst, double rounded, long points) {}

  /// Tries every `stride`-th bit pattern, on all threads.
  public static Result over(UnaryFunction function, long stride) {
    if (stride < 1 || stride > FLOATS) {
      throw new IllegalArgumentException(
          "accuracy: the stride must be from 1 to 2^32; got " + stride);
    }
    long points = (FLOATS - 1) / stride + 1;
    int blocks = (int) ((points - 1) / BLOCK + 1);
    Tally[] tallies = new Tally[blocks];
    Parallel.forRange(
        blocks,
        1,
        (from, to) -> {
          for (int block = from; block < to; block++) {
            long first = (long) block * BLOCK;
            int n = (int) Math.min(BLOCK, points - first);
            float[] arguments = new float[n];
            for (int i = 0; i < n; i++) {
              arguments[i] = Float.intBitsToFloat((int) ((first + i) * stride));
            }
            tallies[block] = Tally.of(function, arguments);
          }
        });
    Tally all = new Tally();
    for (Tally tally : tallies) {
      all.add(tally);
    }
    return new Result(function.name(), all.ulps, all.worst, (double) all.right / points, points);
  }

  /// What some arguments showed.
  private static final class Tally {
    private double ulps;
    private float worst;
    private long right;

    static Tally of(UnaryFunction function, float... arguments) {
      Tensor x = Tensor.wrap(arguments, arguments.length);
      float[] got = function.operation().apply(x).toArray();
      double[] exact = function.operation().apply(x.to(DType.F64)).toDoubleArray();
      Tally tally = new Tally();
      for (int i = 0; i < got.length; i++) {
        float rounded = (float) exact[i];
        if (got[i] == rounded || (Float.isNaN(got[i]) && Float.isNaN(rounded))) {
          tally.right++;
        }
        double error = error(got[i], exact[i], rounded);
        if (error > tally.ulps) {
          tally.ulps = error;
          tally.worst = arguments[i];
        }
      }
      return tally;
    }

    void add(Tally other) {
      if (other.ulps > ulps) {
        ulps = other.ulps;
        worst = other.worst;
      }
      right += other.right;
    }
  }

  static double error(float got, double exact, float rounded) {
    if (Float.isNaN(got) || Float.isNaN(rounded)) {
      return Float.isNaN(got) && Float.isNaN(rounded) ? 0 : Double.POSITIVE_INFINITY;
    }
    if (got == rounded && Float.isInfinite(got)) {
      return 0;
    }
    // An infinite float stands for the next power of two, as in rounding.
    double value = Float.isInfinite(got) ? Math.copySign(0x1p128, got) : got;
    double bounded = Math.clamp(exact, -0x1p128, 0x1p128);
    float place = Float.isInfinite(rounded) ? Float.MAX_VALUE : rounded;
    return Math.abs(value - bounded) / Math.ulp(place);
  }
}
