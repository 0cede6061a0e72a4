package cerulean.tensor;

import java.util.random.RandomGenerator;

/// Random numbers equal to those of NumPy's `Philox` bit generator: Philox4x64-10 of Salmon,
/// Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011).
///
/// A block of four 64-bit words is a fixed scrambling of a 128-bit key and a 256-bit counter. The
/// library's own generator is [Philox], with words half as long; this one is for programs that must
/// draw what a Python program drew. [#nextLong()] is NumPy's `random_raw()`, [#nextDouble()] the
/// `random()` of NumPy's `Generator`. The methods inherited from [RandomGenerator] draw in ways the
/// JDK chooses, not NumPy's.
///
/// Not for secrets, and not for use by two threads at once.
public final class Philox4x64 implements RandomGenerator {

  // Multipliers, and the Weyl steps of the key (golden ratio and sqrt(3) - 1), from the paper.
  private static final long MULTIPLIER_0 = 0xD2E7470EE14C6C93L;
  private static final long MULTIPLIER_1 = 0xCA5A826395121157L;
  private static final long WEYL_0 = 0x9E3779B97F4A7C15L;
  private static final long WEYL_1 = 0xBB67AE8584CAA73BL;
  private static final int ROUNDS = 10;

  private final long key0;
  private final long key1;

  /// The 256-bit counter of the current block, lowest word first.
  private long counter0;

  private long counter1;
  private long counter2;
  private long counter3;

  /// Words of the current block already handed out, 0 to 3; at 0 the block is not computed yet.
  private int position;

  private long word0;
  private long word1;
  private long word2;
  private long word3;

  private Philox4x64(State state) {
    key0 = state.key0();
    key1 = state.key1();
    counter0 = state.counter0();
    counter1 = state.counter1();
    counter2 = state.counter2();
    counter3 = state.counter3();
    position = state.position();
    if (position > 0) {
      scramble();
    }
  }

  /// A place in a stream: the next word is number `position` (0 to 3) of the block with this key
  /// and this counter, lowest words first.
  ///
  /// NumPy adds 1 to its counter before a block, so where its `buffer_pos` is 4, `counter` here is
  /// 1 more than there and `position` is 0; otherwise the counters are equal and `position` is
  /// `buffer_pos`.
  public record State(
      long key0,
      long key1,
      long counter0,
      long counter1,
      long counter2,
      long counter3,
      int position) {
    public State {
      if (position < 0 || position > 3) {
        throw positionOutOfRange(position);
      }
    }

    private static IllegalArgumentException positionOutOfRange(int position) {
      return new IllegalArgumentException(
          "Philox4x64: position must be 0 to 3, got " + position + "; a block has four words");
    }
  }

  /// Returns the generator `Philox(seed)` of NumPy: the key is the first two 64-bit words of
  /// [SeedSequence], the counter of the first block is 1. The seed is unsigned.
  public static Philox4x64 of(long seed) {
    return of(SeedSequence.of(seed));
  }

  /// Returns the generator `Philox(seeds)` of NumPy.
  public static Philox4x64 of(SeedSequence seeds) {
    long[] key = seeds.longs(2);
    return of(new State(key[0], key[1], 1, 0, 0, 0, 0));
  }

  /// Returns a generator that goes on exactly where `state` was taken.
  public static Philox4x64 of(State state) {
    return new Philox4x64(state);
  }

  /// Returns the place in the stream of the next number.
  public State state() {
    return new State(key0, key1, counter0, counter1, counter2, counter3, position);
  }

  /// Drops what is left of a block begun and skips `blocks` whole blocks, like `advance` in NumPy.
  /// A negative number goes back.
  public void advance(long blocks) {
    if (position > 0) {
      position = 0;
      add(1, 0);
    }
    long sign = blocks >> 63;
    add(blocks, sign);
    addUpper(sign, sign);
  }

  /// Returns a generator of the same key that is 2^128 times `jumps` blocks ahead, where it does
  /// not meet this one, like `jumped` in NumPy: what is left of a block begun is dropped.
  public Philox4x64 jumped(long jumps) {
    Philox4x64 ahead = of(state());
    ahead.advance(0);
    ahead.addUpper(jumps, jumps >> 63);
    return ahead;
  }

  /// Returns the next 64-bit word.
  @Override
  public long nextLong() {
    int word = position;
    if (word == 0) {
      scramble();
    }
    position = (word + 1) & 3;
    if (position == 0) {
      add(1, 0);
    }
    return switch (word) {
      case 0 -> word0;
      case 1 -> word1;
      case 2 -> word2;
      default -> word3;
    };
  }

  /// Returns a multiple of 2^-53 in `[0, 1)`, from the upper 53 bits of one word.
  @Override
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /// Adds `high 2^64 + low`, unsigned, to the counter.
  private void add(long low, long high) {
    counter0 += low;
    long carry = Long.compareUnsigned(counter0, low) < 0 ? 1 : 0;
    // Twice, since high + carry may itself pass 2^64.
    counter1 += high;
    long upper = Long.compareUnsigned(counter1, high) < 0 ? 1 : 0;
    counter1 += carry;
    upper += Long.compareUnsigned(counter1, carry) < 0 ? 1 : 0;
    addUpper(upper, 0);
  }

  /// Adds `2^128 (high 2^64 + low)`, unsigned, to the counter.
  private void addUpper(long low, long high) {
    counter2 += low;
    counter3 += high + (Long.compareUnsigned(counter2, low) < 0 ? 1 : 0);
  }

  /// Computes the four words of the block at the counter.
  private void scramble() {
    long c0 = counter0;
    long c1 = counter1;
    long c2 = counter2;
    long c3 = counter3;
    long k0 = key0;
    long k1 = key1;
    for (int round = 0; round < ROUNDS; round++) {
      long upper0 = Math.unsignedMultiplyHigh(MULTIPLIER_0, c0);
      long upper1 = Math.unsignedMultiplyHigh(MULTIPLIER_1, c2);
      long lower0 = MULTIPLIER_0 * c0;
      long lower1 = MULTIPLIER_1 * c2;
      c0 = upper1 ^ c1 ^ k0;
      c1 = lower1;
      c2 = upper0 ^ c3 ^ k1;
      c3 = lower0;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
    word0 = c0;
    word1 = c1;
    word2 = c2;
    word3 = c3;
  }
}
