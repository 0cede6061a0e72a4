package cerulean.tensor;

import java.util.Arrays;

/// Turns a seed into as many well mixed key words as a generator wants, the way NumPy's
/// `SeedSequence` does: the same seed gives the same words.
///
/// The design is `seed_seq_fe` of M. E. O'Neill, "Developing a seed_seq alternative" (2015): a pool
/// of four words is filled from hashed entropy, every word is stirred into every other, and the
/// words handed out are hashes of the pool. Every hash has its own multiplier, so that equal inputs
/// at two places differ. Multipliers are those of O'Neill's article and of NumPy.
///
/// Two seeds that differ in one bit give unrelated words, and the seed cannot be lost: for seeds of
/// up to 128 bits the pool is a one-to-one image of the seed. Not for secrets.
public final class SeedSequence {

  private static final int POOL = 4;

  // One sequence of multipliers for what goes into the pool, one for what comes out.
  private static final int INTO_START = 0x43b0d7e5;
  private static final int INTO_STEP = 0x931e8875;
  private static final int OUT_START = 0x8b51f9dd;
  private static final int OUT_STEP = 0x58f38ded;

  private static final int MIX_LEFT = 0xca01f9dd;
  private static final int MIX_RIGHT = 0x4973f715;

  private final int[] entropy;
  private final int[] path;
  private final int[] pool = new int[POOL];

  /// Multiplier of the next hash into the pool.
  private int into = INTO_START;

  private SeedSequence(int[] entropy, int[] path) {
    this.entropy = entropy;
    this.path = path;
    fillPool(assembled());
  }

  /// Returns the sequence of one unsigned 64-bit seed.
  public static SeedSequence of(long seed) {
    int low = (int) seed;
    int high = (int) (seed >>> 32);
    return new SeedSequence(high == 0 ? new int[] {low} : new int[] {low, high}, new int[0]);
  }

  /// Returns the sequence of several unsigned 32-bit words: the words of a longer seed, lowest
  /// first, or several small numbers such as the seed of a study and the number of a run.
  public static SeedSequence ofWords(int... words) {
    return new SeedSequence(words.clone(), new int[0]);
  }

  /// Returns child number `index`, from 0: element `index` of what NumPy's `spawn` returns first.
  /// Its words are unrelated to those of its parent and of its sisters.
  public SeedSequence child(int index) {
    if (index < 0) {
      throw negativeIndex(index);
    }
    int[] longer = Arrays.copyOf(path, path.length + 1);
    longer[path.length] = index;
    return new SeedSequence(entropy, longer);
  }

  /// Returns the first `n` 32-bit words, `generate_state(n)` in NumPy. Every call starts anew.
  public int[] words(int n) {
    if (n < 0) {
      throw negativeSize(n);
    }
    int[] words = new int[n];
    int multiplier = OUT_START;
    for (int i = 0; i < n; i++) {
      int word = pool[i % POOL] ^ multiplier;
      multiplier *= OUT_STEP;
      word *= multiplier;
      words[i] = word ^ (word >>> 16);
    }
    return words;
  }

  /// Returns the first `n` 64-bit words, `generate_state(n, uint64)` in NumPy: pairs of 32-bit
  /// words, the lower half first.
  public long[] longs(int n) {
    int[] words = words(Math.multiplyExact(2, n));
    long[] longs = new long[n];
    for (int i = 0; i < n; i++) {
      longs[i] = Integer.toUnsignedLong(words[2 * i]) | ((long) words[2 * i + 1] << 32);
    }
    return longs;
  }

  /// Entropy, then the path from the first ancestor. With a path the entropy is filled up to the
  /// size of the pool, or the child of a short seed could equal a longer seed without a path.
  private int[] assembled() {
    if (path.length == 0) {
      return entropy;
    }
    int start = Math.max(entropy.length, POOL);
    int[] all = Arrays.copyOf(entropy, start + path.length);
    System.arraycopy(path, 0, all, start, path.length);
    return all;
  }

  private void fillPool(int[] words) {
    for (int i = 0; i < POOL; i++) {
      pool[i] = hashed(i < words.length ? words[i] : 0);
    }
    for (int from = 0; from < POOL; from++) {
      for (int to = 0; to < POOL; to++) {
        if (from != to) {
          pool[to] = mixed(pool[to], hashed(pool[from]));
        }
      }
    }
    for (int from = POOL; from < words.length; from++) {
      for (int to = 0; to < POOL; to++) {
        pool[to] = mixed(pool[to], hashed(words[from]));
      }
    }
  }

  private int hashed(int word) {
    int hash = word ^ into;
    into *= INTO_STEP;
    hash *= into;
    return hash ^ (hash >>> 16);
  }

  private static int mixed(int left, int right) {
    int mix = MIX_LEFT * left - MIX_RIGHT * right;
    return mix ^ (mix >>> 16);
  }

  private static IllegalArgumentException negativeIndex(int index) {
    return new IllegalArgumentException("child: index must not be negative, got " + index);
  }

  private static IllegalArgumentException negativeSize(int n) {
    return new IllegalArgumentException("words: number must not be negative, got " + n);
  }
}
