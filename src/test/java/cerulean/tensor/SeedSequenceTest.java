package cerulean.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Expected words were printed by `numpy.random.SeedSequence` of NumPy 2.4.6.
@Tag("once")
class SeedSequenceTest {

  @Test
  void wordsEqualNumpys() {
    assertArrayEquals(
        new int[] {0xb0f478be, 0xdb2cd7e7, 0x2c71ba49, 0xabf4641a}, SeedSequence.of(0).words(4));
    assertArrayEquals(
        new int[] {
          0xa03d837c, 0xb5ae6482, 0xfa1f7a2f, 0xbbe2996f,
          0x37158f94, 0x64e39a9f, 0xa013fd73, 0x3ebb0f96
        },
        SeedSequence.of(12345).words(8));
  }

  @Test
  void longWordsOfALongSeedEqualNumpys() {
    assertArrayEquals(
        new long[] {0x8ac3dd19535c1b4cL, 0x76e2344a18575690L, 0xf271183bbc11e2f1L},
        SeedSequence.of(0x123456789abcdef0L).longs(3));
  }

  @Test
  void moreEntropyThanThePoolHoldsIsMixedInAsInNumpy() {
    assertArrayEquals(
        new int[] {0x1d1bca21, 0xebcd001d, 0xb202608b, 0xcfea83a4},
        SeedSequence.ofWords(1, 2, 3, 4, 5, 6).words(4));
  }

  @Test
  void childrenEqualNumpysSpawn() {
    SeedSequence parent = SeedSequence.of(42);
    assertArrayEquals(new int[] {0xa001c6a4, 0xdff6ed7d}, parent.child(0).words(2));
    assertArrayEquals(new int[] {0x0de6c5ed, 0xa102097a}, parent.child(2).words(2));
    assertArrayEquals(new int[] {0x9a338985, 0x668f04a1}, parent.child(2).child(1).words(2));
  }

  @Test
  void everyCallStartsAnewAndTheArgumentIsCopied() {
    int[] words = {7, 8};
    SeedSequence seeds = SeedSequence.ofWords(words);
    int[] before = seeds.child(0).words(3);
    words[0] = 0;
    assertArrayEquals(before, seeds.child(0).words(3));
    assertArrayEquals(seeds.words(2), Arrays.copyOf(seeds.words(9), 2));
    assertEquals(0, seeds.words(0).length);
  }

  @Test
  void seedsThatDifferInOneBitHaveDifferentKeys() {
    Set<Long> keys = new HashSet<>();
    for (int bit = 0; bit < 64; bit++) {
      keys.add(SeedSequence.of(1L << bit).longs(1)[0]);
    }
    assertEquals(64, keys.size());
  }

  @Test
  void wrongInputIsASentence() {
    SeedSequence seeds = SeedSequence.of(1);
    assertEquals(
        "child: index must not be negative, got -1",
        assertThrows(IllegalArgumentException.class, () -> seeds.child(-1)).getMessage());
    assertEquals(
        "words: number must not be negative, got -2",
        assertThrows(IllegalArgumentException.class, () -> seeds.words(-2)).getMessage());
  }
}
