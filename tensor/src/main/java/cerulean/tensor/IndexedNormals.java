package cerulean.tensor;

/// Normal numbers by place: number `i` of a key is a function of the key and `i` alone.
///
/// Made for noise of many cells in every step of a simulation: whoever computes a number, in
/// whatever order, gets the same bits, and a place costs a few nanoseconds. A key has 128 bits;
/// take the two words from a [Philox] stream split for the purpose and the step, and use it once.
///
/// 64 bits of a place are a hash of `k0 + i g` and `k1`: the finaliser of SplitMix64 (Steele, Lea &
/// Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014; constants of D. Stafford,
/// variant 13) with `k1` added after the first multiplication, so that two keys whose windows of
/// places overlap still have unrelated numbers, and a third multiplication that scatters `k1` as
/// well.
///
/// One bit is the sign, the others a tail probability `p` below 1/2, which is turned into the
/// quantile of the normal distribution by a table of cubics, 16 to each halving of `p` (after D.-U.
/// Lee, Cheung, Villasenor & Luk, "Inversion-based hardware Gaussian random number generator", FPT
/// 2006): absolute error below 1e-6, largest value 9.2. Only table look-up, addition and
/// multiplication: same bits on every platform.
public final class IndexedNormals {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final long MIX_1 = 0xBF58476D1CE4E5B9L;
  private static final long MIX_2 = 0x94D049BB133111EBL;

  /// Halvings of the tail probability: as many as 63 bits can show.
  private static final int OCTAVES = 64;

  private static final int PIECE_BITS = 4;
  private static final int PIECES = 1 << PIECE_BITS;

  /// Four coefficients of a cubic in the place within the piece, `0 <= f < 1`, lowest first.
  private static final double[] CUBICS = cubics();

  private static final double UNIT = 0x1p-53;

  private IndexedNormals() {}

  /// The 64 uniformly distributed bits of place `i`.
  public static long bits(long key0, long key1, long i) {
    long x = key0 + i * GOLDEN;
    x = (x ^ (x >>> 30)) * MIX_1 + key1;
    x = (x ^ (x >>> 27)) * MIX_2;
    x = (x ^ (x >>> 31)) * MIX_1;
    return x ^ (x >>> 29);
  }

  /// The number of place `i`, of mean 0 and standard deviation 1.
  public static double at(long key0, long key1, long i) {
    return quantile(bits(key0, key1, i));
  }

  /// Adds `scale[i]` times the number of place `i` to `out[i]`, for `from <= i < to`.
  public static void addScaled(
      long key0, long key1, double[] scale, double[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] += scale[i] * quantile(bits(key0, key1, i));
    }
  }

  /// Writes the number of place `i` to `out[i]`, for `from <= i < to`.
  public static void fill(long key0, long key1, double[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = quantile(bits(key0, key1, i));
    }
  }

  private static double quantile(long bits) {
    // Never 0: the last bit stands for the middle of what 63 bits cannot tell apart.
    long p = (bits << 1) | 1;
    int octave = Long.numberOfLeadingZeros(p);
    long rest = (p << octave) << 1;
    int c = ((octave << PIECE_BITS) | (int) (rest >>> (64 - PIECE_BITS))) << 2;
    double f = ((rest << PIECE_BITS) >>> 11) * UNIT;
    double z = ((CUBICS[c + 3] * f + CUBICS[c + 2]) * f + CUBICS[c + 1]) * f + CUBICS[c];
    return Double.longBitsToDouble(Double.doubleToRawLongBits(z) ^ (bits & Long.MIN_VALUE));
  }

  /// Cubics through the quantile at the four Chebyshev points of each piece.
  private static double[] cubics() {
    double[] table = new double[OCTAVES * PIECES * 4];
    double[] x = new double[4];
    for (int k = 0; k < 4; k++) {
      x[k] = 0.5 - 0.5 * StrictMath.cos(Math.PI * (2 * k + 1) / 8);
    }
    double[] y = new double[4];
    for (int octave = 0; octave < OCTAVES; octave++) {
      double low = Math.scalb(0.25, -octave);
      for (int piece = 0; piece < PIECES; piece++) {
        for (int k = 0; k < 4; k++) {
          y[k] = -NormalQuantile.at(low + low * (piece + x[k]) / PIECES);
        }
        putCubic(x, y, table, (octave * PIECES + piece) * 4);
      }
    }
    return table;
  }

  /// Newton's interpolation, multiplied out.
  private static void putCubic(double[] x, double[] y, double[] table, int at) {
    double d01 = (y[1] - y[0]) / (x[1] - x[0]);
    double d12 = (y[2] - y[1]) / (x[2] - x[1]);
    double d23 = (y[3] - y[2]) / (x[3] - x[2]);
    double d012 = (d12 - d01) / (x[2] - x[0]);
    double d123 = (d23 - d12) / (x[3] - x[1]);
    double d0123 = (d123 - d012) / (x[3] - x[0]);
    table[at + 3] = d0123;
    table[at + 2] = d012 - d0123 * (x[0] + x[1] + x[2]);
    table[at + 1] = d01 - d012 * (x[0] + x[1]) + d0123 * (x[0] * x[1] + x[0] * x[2] + x[1] * x[2]);
    table[at] = y[0] - d01 * x[0] + d012 * x[0] * x[1] - d0123 * x[0] * x[1] * x[2];
  }
}
