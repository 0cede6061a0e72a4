package cerulean.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// NumPy's own test vectors, where they are at hand, and values printed by NumPy 2.4.6.
@Tag("once")
class Philox4x64Test {

  @ParameterizedTest
  @ValueSource(strings = {"philox-testset-1.csv", "philox-testset-2.csv"})
  void wordsEqualTheThousandOfNumpysTestSets(String name) throws IOException {
    Path archive =
        Path.of(System.getProperty("cerulean.shared", "."), "conformance", "numpy-random.zip");
    assumeTrue(
        Files.isRegularFile(archive),
        "NumPy's Philox test sets not tested: no file " + archive + " (set by -Dcerulean.shared)");
    List<String> lines = lines(archive, name);
    assertEquals(1001, lines.size());
    Philox4x64 philox = Philox4x64.of(value(lines.getFirst()));
    for (int i = 0; i < 1000; i++) {
      String line = lines.get(i + 1);
      assertEquals(i, Integer.parseInt(line.substring(0, line.indexOf(','))));
      assertEquals(value(line), philox.nextLong(), name + " word " + i);
    }
  }

  private static List<String> lines(Path archive, String name) throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      String entry =
          zip.stream()
              .map(each -> each.getName())
              .filter(each -> each.endsWith(name))
              .findFirst()
              .orElseThrow();
      try (var reader =
          new BufferedReader(
              new InputStreamReader(
                  zip.getInputStream(zip.getEntry(entry)), StandardCharsets.US_ASCII))) {
        return reader.lines().filter(line -> !line.isBlank()).toList();
      }
    }
  }

  private static long value(String line) {
    return Long.parseUnsignedLong(line.substring(line.indexOf("0x") + 2).strip(), 16);
  }

  @Test
  void firstWordsEqualNumpysTestSets() {
    assertEquals(0xedc95200e2bd66a5L, Philox4x64.of(0xdeadbeafL).nextLong());
    assertEquals(
        new Philox4x64.State(0x9f1e2e6dcd540ab7L, 0xd57873dc79fb94b6L, 1, 0, 0, 0, 0),
        Philox4x64.of(42).state());
  }

  @Test
  void doublesEqualThoseOfNumpysGenerator() {
    Philox4x64 philox = Philox4x64.of(42);
    assertEquals(0.08607763073528474, philox.nextDouble());
    assertEquals(0.14155732377913233, philox.nextDouble());
    assertEquals(0.27009303504774695, philox.nextDouble());
  }

  /// `Philox(key=[2^64 - 1, 5], counter=2^192 - 1)`: the carry runs through three words.
  @Test
  void counterCarriesIntoItsHighestWord() {
    Philox4x64 philox = Philox4x64.of(new Philox4x64.State(-1, 5, -1, -1, -1, 0, 3));
    philox.nextLong();
    assertEquals(new Philox4x64.State(-1, 5, 0, 0, 0, 1, 0), philox.state());
    long[] expected = {
      0xeb68acabc39f9789L,
      0xd1364d2451ad3743L,
      0x410362d24ad2835cL,
      0xe33b42e5182bbdbdL,
      0x053d602aedfdbb88L
    };
    assertArrayEquals(expected, words(philox, 5));
  }

  @Test
  void advanceAndJumpedLeadWhereNumpysLead() {
    Philox4x64 advanced = Philox4x64.of(42);
    words(advanced, 6);
    advanced.advance(10);
    long[] tenBlocksOn = {0xb9474015a52ca0baL, 0x5bf759c87f2c18d5L, 0xa4bfc592055980eeL};
    assertArrayEquals(tenBlocksOn, words(advanced, 3));

    Philox4x64 start = Philox4x64.of(42);
    words(start, 6);
    Philox4x64.State before = start.state();
    long[] threeJumpsOn = {0x87f67d358cad0158L, 0x38fc209a325eb8eeL, 0xfc03ad483c7d5915L};
    assertArrayEquals(threeJumpsOn, words(start.jumped(3), 3));
    assertEquals(before, start.state());
  }

  @Test
  void advancingEqualsDrawingAndComesBack() {
    Philox4x64 drawn = Philox4x64.of(3);
    words(drawn, 4 * 9);
    Philox4x64 advanced = Philox4x64.of(3);
    advanced.advance(9);
    assertEquals(drawn.state(), advanced.state());
    advanced.advance(-9);
    assertEquals(Philox4x64.of(3).state(), advanced.state());
    advanced.advance(-2);
    assertEquals(-1, advanced.state().counter3());
    advanced.advance(2);
    assertEquals(Philox4x64.of(3).state(), advanced.state());
    assertEquals(Philox4x64.of(3).state(), advanced.jumped(5).jumped(-5).state());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 1001})
  void restoredStateGoesOnWithTheSameWords(int drawn) {
    Philox4x64 philox = Philox4x64.of(9);
    words(philox, drawn);
    Philox4x64 restored = Philox4x64.of(philox.state());
    assertEquals(philox.state(), restored.state());
    assertArrayEquals(words(philox, 9), words(restored, 9));
  }

  @Test
  void wrongPositionIsASentence() {
    assertEquals(
        "Philox4x64: position must be 0 to 3, got -1; a block has four words",
        assertThrows(
                IllegalArgumentException.class, () -> new Philox4x64.State(0, 0, 0, 0, 0, 0, -1))
            .getMessage());
  }

  private static long[] words(Philox4x64 philox, int n) {
    long[] words = new long[n];
    for (int i = 0; i < n; i++) {
      words[i] = philox.nextLong();
    }
    return words;
  }
}
