package cerulean.data;

/// The permutations that NumPy's `RandomState(seed).permutation(n)` draws, so that a protocol
/// written for NumPy meets the same data here.
///
/// The generator is MT19937 (Matsumoto & Nishimura, "Mersenne Twister", ACM TOMACS 1998), seeded by
/// its `init_genrand`; the order comes from Fisher and Yates, from the last place down, with each
/// place drawn by masking a word to the bits that are needed and drawing again while it is too
/// large. NumPy has promised never to change this (NEP 19), so it can be written down.
///
/// For everything that need not match NumPy use [cerulean.tensor.Philox].
public final class NumpyPermutation {

  private static final int WORDS = 624;

  /// Distance to the word that is mixed in.
  private static final int MIDDLE = 397;

  private static final int TWIST = 0x9908B0DF;

  private final int[] words = new int[WORDS];
  private int used = WORDS;

  private NumpyPermutation(int seed) {
    words[0] = seed;
    for (int i = 1; i < WORDS; i++) {
      words[i] = 1_812_433_253 * (words[i - 1] ^ (words[i - 1] >>> 30)) + i;
    }
  }

  /// Returns the sequence of permutations of `RandomState(seed)`, for `0 <= seed < 2^32`.
  public static NumpyPermutation ofSeed(long seed) {
    if (seed < 0 || seed > 0xFFFFFFFFL) {
      throw wrongSeed(seed);
    }
    return new NumpyPermutation((int) seed);
  }

  /// Returns the next permutation of the numbers 0 to `n - 1`.
  public int[] next(int n) {
    if (n < 0) {
      throw negativeSize(n);
    }
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    for (int i = n - 1; i > 0; i--) {
      int j = atMost(i);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  /// A number from 0 to `max`, each equally likely; `max` is positive.
  private int atMost(int max) {
    int mask = -1 >>> Integer.numberOfLeadingZeros(max);
    int drawn = nextWord() & mask;
    while (drawn > max) {
      drawn = nextWord() & mask;
    }
    return drawn;
  }

  int nextWord() {
    if (used == WORDS) {
      twist();
      used = 0;
    }
    int y = words[used++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9D2C5680;
    y ^= (y << 15) & 0xEFC60000;
    return y ^ (y >>> 18);
  }

  private void twist() {
    for (int i = 0; i < WORDS; i++) {
      int joined = (words[i] & 0x80000000) | (words[(i + 1) % WORDS] & 0x7FFFFFFF);
      words[i] = words[(i + MIDDLE) % WORDS] ^ (joined >>> 1) ^ ((joined & 1) == 0 ? 0 : TWIST);
    }
  }

  private static IllegalArgumentException wrongSeed(long seed) {
    return new IllegalArgumentException(
        "NumpyPermutation: seed must be 0 to 4294967295, as in NumPy; got " + seed);
  }

  private static IllegalArgumentException negativeSize(int n) {
    return new IllegalArgumentException("NumpyPermutation: size must not be negative, got " + n);
  }
}
