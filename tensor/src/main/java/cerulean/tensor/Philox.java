package cerulean.tensor;

import java.util.Objects;
import java.util.random.RandomGenerator;

/// Random numbers by counting: Philox4x32-10 of Salmon, Moraes, Dror & Shaw, "Parallel random
/// numbers: as easy as 1, 2, 3" (SC 2011).
///
/// A block of four 32-bit words is a fixed scrambling of a 64-bit key and a 128-bit counter; the
/// next block has the next counter. So a stream is named by its key alone, its place by a number,
/// and thousands of streams can be made and thrown away at no cost: give every image, layer or
/// worker its own with [#split(long)] and the result does not depend on who runs first.
///
/// Every method written here gives the same bits on every platform and JDK: integer arithmetic,
/// IEEE arithmetic and [StrictMath] only. Methods inherited from [RandomGenerator] draw from
/// [#nextInt()] and [#nextLong()] in a way the JDK chooses.
///
/// Not for secrets, and not for use by two threads at once.
public final class Philox implements RandomGenerator {

  // Multipliers, and the Weyl steps of the key (golden ratio and sqrt(3) - 1), from the paper.
  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_1 = 0xCD9E8D57L;
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;
  private static final int ROUNDS = 10;

  private static final long LOW_WORD = 0xFFFFFFFFL;

  /// Turns a key into the key that names its children, so that no child starts from a block which
  /// its parent also hands out. First 64 bits of the fraction of pi, a number without design.
  private static final long SPLIT_KEY = 0x243F6A8885A308D3L;

  private final long key;
  private long counterHigh;
  private long counterLow;

  /// Words of the current block already handed out, 0 to 3; at 0 the block is not computed yet.
  private int position;

  private int word0;
  private int word1;
  private int word2;
  private int word3;

  private Philox(long key, long counterHigh, long counterLow, int position) {
    this.key = key;
    this.counterHigh = counterHigh;
    this.counterLow = counterLow;
    this.position = position;
    if (position > 0) {
      scramble();
    }
  }

  /// A place in a stream: the next word is number `position` (0 to 3) of the block with this key
  /// and counter. Save it with [Philox#state()], go on from it with [Philox#of(State)].
  public record State(long key, long counterHigh, long counterLow, int position) {
    public State {
      if (position < 0 || position > 3) {
        throw positionOutOfRange(position);
      }
    }

    private static IllegalArgumentException positionOutOfRange(int position) {
      return new IllegalArgumentException(
          "Philox: position must be 0 to 3, got " + position + "; a block has four words");
    }
  }

  /// Returns the generator whose key is `seed`, at counter 0.
  public static Philox of(long seed) {
    return new Philox(seed, 0, 0, 0);
  }

  /// Returns a generator that goes on exactly where `state` was taken.
  public static Philox of(State state) {
    return new Philox(state.key(), state.counterHigh(), state.counterLow(), state.position());
  }

  /// Returns child number `stream` of this generator's stream.
  ///
  /// The child depends on the key and the upper half of the counter, not on how many numbers were
  /// drawn: call it before, during or after drawing. Its key and the upper half of its counter are
  /// the four words of the block with key `key XOR 243f6a8885a308d3` and counter `(counterHigh,
  /// stream)`; the lower half starts at 0. Those 128 bits make it practically impossible that two
  /// streams meet.
  public Philox split(long stream) {
    Philox parent = new Philox(key ^ SPLIT_KEY, counterHigh, stream, 0);
    return new Philox(parent.nextLong(), parent.nextLong(), 0, 0);
  }

  /// Returns the place in the stream of the next number.
  public State state() {
    return new State(key, counterHigh, counterLow, position);
  }

  /// Returns the next 32-bit word.
  @Override
  public int nextInt() {
    int word = position;
    if (word == 0) {
      scramble();
    }
    position = (word + 1) & 3;
    if (position == 0 && ++counterLow == 0) {
      counterHigh++;
    }
    return switch (word) {
      case 0 -> word0;
      case 1 -> word1;
      case 2 -> word2;
      default -> word3;
    };
  }

  /// Returns the next two words, the first as the upper half.
  @Override
  public long nextLong() {
    long upper = (long) nextInt() << 32;
    return upper | (nextInt() & LOW_WORD);
  }

  /// Returns a number from 0 to `bound - 1`, each equally likely.
  ///
  /// Takes the upper word of `word * bound` and draws again in the few cases that would favour some
  /// results (Lemire, "Fast random integer generation in an interval", ACM TOMACS 2019).
  @Override
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw boundNotPositive(bound);
    }
    long product = (nextInt() & LOW_WORD) * bound;
    if ((product & LOW_WORD) < bound) {
      // 2^32 mod bound
      long unfair = Integer.remainderUnsigned(-bound, bound);
      while ((product & LOW_WORD) < unfair) {
        product = (nextInt() & LOW_WORD) * bound;
      }
    }
    return (int) (product >>> 32);
  }

  /// Returns a multiple of 2^-24 in `[0, 1)`, from the upper 24 bits of one word.
  @Override
  public float nextFloat() {
    return (nextInt() >>> 8) * 0x1.0p-24f;
  }

  /// Returns a multiple of 2^-53 in `[0, 1)`, from the upper 53 bits of two words.
  @Override
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /// Returns a number with mean 0 and standard deviation 1: the normal quantile of `(k + 1/2) /
  /// 2^52`, where `k` is the upper 52 bits of two words.
  ///
  /// One call takes two words, always, so a place in the stream is all there is to save. The
  /// largest possible magnitude is 8.21.
  @Override
  public double nextGaussian() {
    return NormalQuantile.at(((nextLong() >>> 12) + 0.5) * 0x1.0p-52);
  }

  /// Fills `out[from]` to `out[from + n - 1]` with `low + (high - low) u`, where `u` is
  /// [#nextFloat()]: `low` may occur, `high` does not, even where rounding would reach it.
  public void fillUniform(float[] out, int from, int n, float low, float high) {
    Objects.checkFromIndexSize(from, n, out.length);
    float width = high - low;
    if (!(low < high) || Float.isInfinite(width)) {
      throw emptyRange(low, high);
    }
    float last = Math.nextDown(high);
    for (int i = from; i < from + n; i++) {
      out[i] = Math.min(low + width * nextFloat(), last);
    }
  }

  /// Fills `out[from]` to `out[from + n - 1]` with `mean + sd z`, where `z` is [#nextGaussian()],
  /// computed in double precision and rounded once. `sd` may be 0.
  public void fillNormal(float[] out, int from, int n, float mean, float sd) {
    Objects.checkFromIndexSize(from, n, out.length);
    if (!(sd >= 0) || !Float.isFinite(sd) || !Float.isFinite(mean)) {
      throw notNormal(mean, sd);
    }
    for (int i = from; i < from + n; i++) {
      out[i] = (float) (mean + sd * nextGaussian());
    }
  }

  /// Returns the numbers 0 to `n - 1` in an order drawn from all `n!` orders (Fisher & Yates, from
  /// the last place down).
  public int[] permutation(int n) {
    if (n < 0) {
      throw negativeSize(n);
    }
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    for (int i = n - 1; i > 0; i--) {
      int j = nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  /// Computes the four words of the block at the counter.
  private void scramble() {
    int c0 = (int) counterLow;
    int c1 = (int) (counterLow >>> 32);
    int c2 = (int) counterHigh;
    int c3 = (int) (counterHigh >>> 32);
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = MULTIPLIER_0 * (c0 & LOW_WORD);
      long product1 = MULTIPLIER_1 * (c2 & LOW_WORD);
      c0 = (int) (product1 >>> 32) ^ c1 ^ k0;
      c1 = (int) product1;
      c2 = (int) (product0 >>> 32) ^ c3 ^ k1;
      c3 = (int) product0;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
    word0 = c0;
    word1 = c1;
    word2 = c2;
    word3 = c3;
  }

  private static IllegalArgumentException boundNotPositive(int bound) {
    return new IllegalArgumentException("nextInt: bound must be positive, got " + bound);
  }

  private static IllegalArgumentException emptyRange(float low, float high) {
    return new IllegalArgumentException(
        "fillUniform: low must be below high and both finite, got [" + low + ", " + high + ")");
  }

  private static IllegalArgumentException notNormal(float mean, float sd) {
    return new IllegalArgumentException(
        "fillNormal: mean must be finite and sd finite and not negative, got mean "
            + mean
            + ", sd "
            + sd);
  }

  private static IllegalArgumentException negativeSize(int n) {
    return new IllegalArgumentException("permutation: size must not be negative, got " + n);
  }
}
