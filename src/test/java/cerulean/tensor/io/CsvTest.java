package cerulean.tensor.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Matrices of numbers as text.
@Tag("once")
class CsvTest {

  private static final Csv.Format WIDE = Csv.Format.DEFAULT.withType(DType.F64);
  private static final Csv.Format WHOLE = Csv.Format.DEFAULT.withType(DType.I64);

  @TempDir Path folder;

  private static Tensor read(String text, Csv.Format format) throws IOException {
    return Csv.read(text.getBytes(StandardCharsets.UTF_8), format);
  }

  private static void assertRefused(String message, String text, Csv.Format format) {
    assertEquals(
        "csv: " + message,
        assertThrows(TensorFormatException.class, () -> read(text, format)).getMessage());
  }

  private String written(Tensor tensor) throws IOException {
    Path file = folder.resolve("x.csv");
    Csv.write(file, tensor);
    return Files.readString(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,2\n3,4.5\n",
        "1,2\n3,4.5",
        "1,2\r\n3,4.5\r\n",
        "\ufeff1,2\n3,4.5\n\n\r\n  \n",
        " 1 ,\t2\n+3.,45e-1",
        "1e0,0.2E+1\n3.0,04.50"
      })
  void formsOfOneMatrixAreRead(String text) throws IOException {
    NpyTest.assertSame(
        Tensor.of(new float[] {1, 2, 3, 4.5f}, 2, 2), read(text, Csv.Format.DEFAULT));
  }

  @Test
  void separatorHeaderAndTypeAreTheCallers() throws IOException {
    Csv.Format format = new Csv.Format(';', 2, DType.I64);
    NpyTest.assertSame(
        Tensor.of(new long[] {1, Long.MIN_VALUE}, 1, 2),
        read("a;b;c\n\"\n1;-9223372036854775808\n", format));
    Tensor pair = Tensor.of(new long[] {1, 2}, 1, 2);
    NpyTest.assertSame(pair, read("1\t 2", WHOLE.withSeparator('\t')));
    NpyTest.assertSame(pair, read("1 2", WHOLE.withSeparator(' ')));
  }

  @Test
  void spellingsOfNoNumberAndInfinityAreRead() throws IOException {
    double nan = Double.NaN;
    double inf = Double.POSITIVE_INFINITY;
    String text = "nan,NaN,-nan,inf,+Inf,-INF,infinity,-Infinity";
    double[] expected = {nan, nan, nan, inf, inf, -inf, inf, -inf};
    assertArrayEquals(expected, read(text, WIDE).toDoubleArray());
    assertArrayEquals(expected, read(text, Csv.Format.DEFAULT).toDoubleArray());
  }

  @Test
  void numbersAreRoundedOnce() throws IOException {
    // Just above the middle of two floats; the nearest double is the middle itself, a tie to even.
    String text = "1.00000005960464477540";
    assertEquals(Math.nextUp(1f), read(text, Csv.Format.DEFAULT).item());
    assertEquals(Float.POSITIVE_INFINITY, read("1e39", Csv.Format.DEFAULT).item());
    assertEquals(Double.MIN_VALUE, read("4.9e-324", WIDE).itemDouble());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a", "0x10", "1f", "1d", "1_000", "1e", "e5", ".", "-", "+", "--1", "1 2", "'1'", "1.2.3",
        "nanx", "in", "\u0661", "NA", "1e5.0", "infinit", "\u00e9"
      })
  void otherTextsAreRefused(String field) {
    String shown =
        new String(field.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
            .chars()
            .mapToObj(c -> Character.isISOControl(c) ? "?" : "" + (char) c)
            .reduce("", String::concat);
    assertRefused(
        "not a number of type F64: line 2, column 3 of the given bytes has '" + shown + "'",
        "1,2,3\n4,5," + field + "\n",
        WIDE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.0", "1e3", "nan", "inf", "9223372036854775808", "-9223372036854775809"})
  void wholeNumbersAreWhole(String field) {
    assertRefused(
        "not a number of type I64: line 1, column 1 of the given bytes has '" + field + "'",
        field,
        WHOLE);
  }

  @Test
  void raggedLinesAreRefused() {
    assertRefused(
        "lines differ: line 3 of the given bytes has 1 numbers, the first has 2",
        "1,2\n3,4\n5\n6,7",
        WIDE);
    assertRefused(
        "lines differ: line 2 of the given bytes has more than 2 numbers, the first has 2",
        "1,2\n3,4,5",
        WIDE);
  }

  @Test
  void missingNumbersAreRefused() {
    String empty =
        "number is missing: line %d, column %d of the given bytes is empty; write nan where none is known";
    assertRefused(empty.formatted(2, 2), "1,2\n3,\n", WIDE);
    assertRefused(empty.formatted(1, 1), ",2\n", WIDE);
    assertRefused(empty.formatted(1, 2), "1,  ,2\n", WIDE);
    assertRefused(empty.formatted(1, 1), ",", WIDE);
    assertRefused(
        "empty line among the numbers: line 2 of the given bytes; delete it, or write nan for a"
            + " number",
        "1\n\n2\n",
        WIDE);
    assertRefused(
        "empty line among the numbers: line 1 of the given bytes; delete it, or write nan for a"
            + " number",
        "\n1\n",
        WIDE);
  }

  @Test
  void emptyFilesAreRefused() {
    assertRefused("no numbers: the given bytes ends after line 0", "", WIDE);
    assertRefused("no numbers: the given bytes ends after line 2", "\n\n", WIDE);
    assertRefused(
        "no numbers: the given bytes ends after line 1", "a,b\n", WIDE.withHeaderLines(1));
  }

  @Test
  void longTextsAreCutInMessages() {
    assertRefused(
        "not a number of type F64: line 1, column 1 of the given bytes has '"
            + "x".repeat(60)
            + "...'",
        "x".repeat(1000),
        WIDE);
    assertRefused(
        "not a number: line 1, column 2 of the given bytes has more than 1000 characters",
        "1," + "1".repeat(1001),
        WIDE);
  }

  @Test
  void manyDigitsAreRead() throws IOException {
    assertEquals(1.0, read("1." + "0".repeat(998), WIDE).itemDouble());
  }

  @Test
  void longFilesAreRead() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 50_000; i++) {
      text.append(i).append(',').append(-i).append("\r\n");
    }
    Tensor x = read(text.toString(), WHOLE);
    assertEquals("[50000, 2]", x.shape().toString());
    assertEquals(-49_999, x.getLong(49_999, 1));
  }

  @Test
  void formatsAreChecked() {
    assertEquals(
        "csv: text is read as F32, F64 or I64; got U8; convert afterwards",
        assertThrows(IllegalArgumentException.class, () -> WIDE.withType(DType.U8)).getMessage());
    assertEquals(
        "csv: header lines must not be negative; got -1",
        assertThrows(IllegalArgumentException.class, () -> WIDE.withHeaderLines(-1)).getMessage());
    for (char c : "e1.-+\n\r\"\u00e9\0".toCharArray()) {
      assertThrows(IllegalArgumentException.class, () -> WIDE.withSeparator(c), "" + c);
    }
    assertEquals(
        "csv: a separator is a character that no number has; got '.'; use , ; | or a tab",
        assertThrows(IllegalArgumentException.class, () -> WIDE.withSeparator('.')).getMessage());
  }

  @Test
  void fewestDigitsAreWritten() throws IOException {
    assertEquals(
        "0.1,-0.0,nan\ninf,-inf,1.0E10\n",
        written(
            Tensor.of(
                new float[] {
                  0.1f, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e10f
                },
                2,
                3)));
    assertEquals("2.0E-323\n", written(Tensor.of(new double[] {2e-323}, 1)));
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void everyTypeIsWritten(DType type) throws IOException {
    Tensor x = Tensor.of(new double[] {1, 0, 0, 1}, 2, 2).to(type);
    assertEquals(type.isFloating() ? "1.0,0.0\n0.0,1.0\n" : "1,0\n0,1\n", written(x));
  }

  @Test
  void viewsAreWrittenInTheirOrder() throws IOException {
    Tensor x = Tensor.of(new long[] {1, 2, 3, 4, 5, 6}, 2, 3);
    assertEquals("1,4\n2,5\n3,6\n", written(x.transpose()));
    assertEquals("2\n5\n", written(x.select(1, 1)));
  }

  @Test
  void randomBitsReturn() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    double[] doubles = new double[3000];
    float[] floats = new float[3000];
    long[] longs = new long[3000];
    for (int i = 0; i < doubles.length; i++) {
      longs[i] = random.nextLong();
      doubles[i] = Double.longBitsToDouble(random.nextLong());
      floats[i] = Float.intBitsToFloat(random.nextInt());
    }
    Path file = folder.resolve("x");
    Csv.write(file, Tensor.of(doubles, 1000, 3), '\t');
    assertArrayEquals(doubles, Csv.read(file, WIDE.withSeparator('\t')).toDoubleArray());
    Csv.write(file, Tensor.of(floats, 1000, 3));
    assertArrayEquals(floats, Csv.read(file).toArray());
    Csv.write(file, Tensor.of(longs, 1000, 3));
    assertArrayEquals(longs, Csv.read(file, WHOLE).toLongArray());
  }

  @Test
  void otherShapesHaveNoLines() {
    for (Tensor x : new Tensor[] {Tensor.scalar(1f), Tensor.zeros(1, 1, 1), Tensor.zeros(0, 2)}) {
      assertEquals(
          "csv: only a matrix or vector with elements has lines; got "
              + x.shape()
              + "; reshape, or write npy",
          assertThrows(IllegalArgumentException.class, () -> written(x)).getMessage());
    }
    assertFalse(Files.exists(folder.resolve("x.csv")));
  }

  @Test
  void missingFilesAreNamed() {
    Path none = folder.resolve("none.csv");
    assertEquals(
        "csv: file not found: " + none + "; check the path",
        assertThrows(TensorFormatException.class, () -> Csv.read(none)).getMessage());
  }
}
