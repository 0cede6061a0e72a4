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
/// Four ways through a stream: draw, [#skip(long)] words, [#jump(long)] blocks, or save [#state()]
/// and go on from it with [#of(State)] or [#moveTo(State)]; [#split(long)] leads to other streams.
/// Draws of other distributions are in [Distributions].
///
/// A fill gives the values that single draws would give in the order of the places filled, and
/// leaves the generator behind the last of them. Long fills run on several threads where the words
/// of each element are known beforehand: every thread starts at its own place of the stream, so the
/// values do not depend on how many threads there are.
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

  /// Elements that one thread fills at a time: about 0.2 ms of work, much more than a wake-up.
  private static final int GRAIN = 1 << 14;

  /// Turns a key into the key that names its children, so that no child starts from a block which
  /// its parent also hands out. First 64 bits of the fraction of pi, a number without design.
  private static final long SPLIT_KEY = 0x243F6A8885A308D3L;

  private long key;
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

  /// Goes to the place `state`, of this stream or another: whoever holds this generator goes on
  /// from there, as after a run is resumed.
  public void moveTo(State state) {
    key = state.key();
    counterHigh = state.counterHigh();
    counterLow = state.counterLow();
    position = state.position();
    if (position > 0) {
      scramble();
    }
  }

  /// Moves on as far as `words` calls of [#nextInt()] would, in constant time. [#nextLong()],
  /// [#nextDouble()] and [#nextGaussian()] take two words each.
  public void skip(long words) {
    if (words < 0) {
      throw negativeSkip(words);
    }
    int inBlock = position + (int) (words & 3);
    position = inBlock & 3;
    jump((words >>> 2) + (inBlock >>> 2));
  }

  /// Adds `blocks` to the 128-bit counter and keeps the place within the block: a jump of 4 times
  /// `blocks` words, in constant time. A negative number goes back; past either end the counter
  /// wraps around.
  ///
  /// Streams that are cut by jumps must be kept apart by the caller; [#split(long)] does not need
  /// that.
  public void jump(long blocks) {
    counterLow += blocks;
    long carry = Long.compareUnsigned(counterLow, blocks) < 0 ? 1 : 0;
    counterHigh += (blocks >> 63) + carry;
    if (position > 0) {
      scramble();
    }
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

  /// Returns a number from 0 to `bound - 1`, each equally likely: Lemire's method as in
  /// [#nextInt(int)], on pairs of words.
  @Override
  public long nextLong(long bound) {
    if (bound <= 0) {
      throw boundNotPositive(bound);
    }
    return nextLongBelow(bound);
  }

  /// Returns a number below `bound`, both unsigned; any if `bound` is 0, which stands for 2^64.
  long nextLongBelow(long bound) {
    long word = nextLong();
    if (bound == 0) {
      return word;
    }
    if (Long.compareUnsigned(word * bound, bound) < 0) {
      // 2^64 mod bound
      long unfair = Long.remainderUnsigned(-bound, bound);
      while (Long.compareUnsigned(word * bound, unfair) < 0) {
        word = nextLong();
      }
    }
    return Math.unsignedMultiplyHigh(word, bound);
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

  /// Returns `(k + 1/2) / 2^52`, where `k` is the upper 52 bits of two words: never 0, never 1, and
  /// `1 - u` as likely as `u`.
  double nextOpenDouble() {
    return ((nextLong() >>> 12) + 0.5) * 0x1.0p-52;
  }

  /// Returns a number with mean 0 and standard deviation 1: the normal quantile of `(k + 1/2) /
  /// 2^52`, where `k` is the upper 52 bits of two words.
  ///
  /// One call takes two words, always, so a place in the stream is all there is to save. Each value
  /// is within about 1e-16 (relative) of the exact quantile, so the tails are as heavy as they
  /// should be; the grid of 2^52 probabilities ends at magnitude 8.21, which is passed once in
  /// 4.5e15 true draws.
  @Override
  public double nextGaussian() {
    return NormalQuantile.at(nextOpenDouble());
  }

  /// Returns a number of the exponential distribution with mean 1: `-log((k + 1/2) / 2^52)`, where
  /// `k` is the upper 52 bits of two words. The largest possible result is 36.8.
  @Override
  public double nextExponential() {
    return -StrictMath.log(nextOpenDouble());
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
    spread(
        n,
        1,
        (part, first, end) -> {
          for (int i = first; i < end; i++) {
            out[from + i] = Math.min(low + width * part.nextFloat(), last);
          }
        });
  }

  /// Fills `out[from]` to `out[from + n - 1]` with `low + (high - low) u`, where `u` is
  /// [#nextDouble()]: `low` may occur, `high` does not, even where rounding would reach it.
  public void fillUniform(double[] out, int from, int n, double low, double high) {
    Objects.checkFromIndexSize(from, n, out.length);
    double width = high - low;
    if (!(low < high) || Double.isInfinite(width)) {
      throw emptyRange(low, high);
    }
    double last = Math.nextDown(high);
    spread(
        n,
        2,
        (part, first, end) -> {
          for (int i = first; i < end; i++) {
            out[from + i] = Math.min(low + width * part.nextDouble(), last);
          }
        });
  }

  /// Fills `out[from]` to `out[from + n - 1]` with `mean + sd z`, where `z` is [#nextGaussian()],
  /// computed in double precision and rounded once. `sd` may be 0.
  public void fillNormal(float[] out, int from, int n, float mean, float sd) {
    Objects.checkFromIndexSize(from, n, out.length);
    if (!(sd >= 0) || !Float.isFinite(sd) || !Float.isFinite(mean)) {
      throw notNormal(mean, sd);
    }
    spread(
        n,
        2,
        (part, first, end) -> {
          for (int i = first; i < end; i++) {
            out[from + i] = (float) (mean + sd * part.nextGaussian());
          }
        });
  }

  /// Fills `out[from]` to `out[from + n - 1]` with `mean + sd z`, where `z` is [#nextGaussian()].
  /// `sd` may be 0.
  public void fillNormal(double[] out, int from, int n, double mean, double sd) {
    Objects.checkFromIndexSize(from, n, out.length);
    if (!(sd >= 0) || !Double.isFinite(sd) || !Double.isFinite(mean)) {
      throw notNormal(mean, sd);
    }
    spread(
        n,
        2,
        (part, first, end) -> {
          for (int i = first; i < end; i++) {
            out[from + i] = mean + sd * part.nextGaussian();
          }
        });
  }

  /// Fills the places `first .. end` of something from `part`, a generator that stands at the words
  /// of place `first`.
  interface Stretch {
    void fill(Philox part, int first, int end);
  }

  /// Calls `stretch` on ranges that cover `0 .. n`, on several threads if there is enough to do,
  /// and moves on by `n` times `wordsEach` words: as many as every place has to take.
  void spread(int n, int wordsEach, Stretch stretch) {
    if (n <= GRAIN) {
      stretch.fill(this, 0, n);
      return;
    }
    State start = state();
    Parallel.forRange(
        n,
        GRAIN,
        (first, end) -> {
          Philox part = of(start);
          part.skip((long) first * wordsEach);
          stretch.fill(part, first, end);
        });
    skip((long) n * wordsEach);
  }

  /// Returns the numbers 0 to `n - 1` in an order drawn from all `n!` orders (Fisher & Yates, from
  /// the last place down).
  public int[] permutation(int n) {
    if (n < 0) {
      throw negativeSize(n);
    }
    int[] order = new int[Shape.of(n).size()];
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

  private static IllegalArgumentException boundNotPositive(long bound) {
    return new IllegalArgumentException("nextLong: bound must be positive, got " + bound);
  }

  private static IllegalArgumentException negativeSkip(long words) {
    return new IllegalArgumentException(
        "skip: words must not be negative, got " + words + "; jump goes back by blocks");
  }

  private static IllegalArgumentException emptyRange(Number low, Number high) {
    return new IllegalArgumentException(
        "uniform: low must be below high and both finite, got [" + low + ", " + high + ")");
  }

  private static IllegalArgumentException notNormal(Number mean, Number sd) {
    return new IllegalArgumentException(
        "normal: mean must be finite and sd finite and not negative, got mean "
            + mean
            + ", sd "
            + sd);
  }

  private static IllegalArgumentException negativeSize(int n) {
    return new IllegalArgumentException("permutation: size must not be negative, got " + n);
  }
}
