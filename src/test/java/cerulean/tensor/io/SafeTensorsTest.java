package cerulean.tensor.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files as the reference implementation writes them, and those that it accepts and refuses.
@Tag("once")
class SafeTensorsTest {

  @TempDir Path folder;

  /// A file with this header, double quotes written as single ones, and this many bytes of data.
  static byte[] file(String header, int data) {
    return file(header.replace('\'', '"').getBytes(StandardCharsets.UTF_8), data);
  }

  private static byte[] file(byte[] header, int data) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + data).order(ByteOrder.LITTLE_ENDIAN);
    return bytes.putLong(header.length).put(header).array();
  }

  private static byte[] length(long length, int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
  }

  static String entry(String name, String type, String shape, String offsets) {
    return "'%s':{'dtype':'%s','shape':%s,'data_offsets':%s}".formatted(name, type, shape, offsets);
  }

  private static SafeTensors.Contents read(String header, int data) throws IOException {
    return SafeTensors.read(file(header, data));
  }

  private static void assertRefused(String message, byte[] file) {
    assertEquals(
        "safetensors: " + message,
        assertThrows(TensorFormatException.class, () -> SafeTensors.read(file)).getMessage());
  }

  private static void assertRefused(String message, String header, int data) {
    assertRefused(message, file(header, data));
  }

  // ---- What is written

  /// The bytes of `test_serialization` in the reference implementation.
  @Test
  void oneTensorIsWrittenAsByTheReference() throws IOException {
    Tensor x = Tensor.of(new float[] {0, 1, 2, 3, 4, 5}, 1, 2, 3);
    Path file = folder.resolve("x");
    SafeTensors.write(file, Map.of("attn.0", x));
    byte[] header = file("{" + entry("attn.0", "F32", "[1,2,3]", "[0,24]") + "}", 24);
    ByteBuffer expected = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(64, expected.getLong(0));
    for (int i = 0; i < 6; i++) {
      expected.putFloat(72 + 4 * i, i);
    }
    assertArrayEquals(expected.array(), Files.readAllBytes(file));
  }

  @Test
  void headersAreFilledToAMultipleOfEight() throws IOException {
    Path file = folder.resolve("x");
    SafeTensors.write(file, Map.of());
    assertArrayEquals(file("{}      ", 0), Files.readAllBytes(file));
    SafeTensors.write(file, Map.of(), Map.of("framework", "pt"));
    assertArrayEquals(
        file("{'__metadata__':{'framework':'pt'}}     ", 0), Files.readAllBytes(file));
    SafeTensors.Contents back = SafeTensors.read(file);
    assertEquals(Map.of(), back.tensors());
    assertEquals(Map.of("framework", "pt"), back.metadata());
  }

  @Test
  void widerTypesComeFirstThenNames() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (String name : List.of("b", "a")) {
      for (DType type : DType.values()) {
        tensors.put(name + "." + type, Tensor.zeros(type, 2));
      }
    }
    Path file = folder.resolve("x");
    SafeTensors.write(file, tensors);
    assertEquals(
        "[a.I64, b.I64, a.F64, b.F64, a.F32, b.F32, a.I32, b.I32, a.BF16, b.BF16, a.F16, b.F16,"
            + " a.I8, b.I8, a.U8, b.U8, a.BOOL, b.BOOL]",
        SafeTensors.read(file).tensors().keySet().toString());
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void everyTypeAndShapeReturns(DType type) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Tensor cube = NpyTest.example(type, 2, 3, 4);
    tensors.put("cube", cube);
    tensors.put("scalar", NpyTest.example(type));
    tensors.put("none", NpyTest.example(type, 0));
    tensors.put("empty", NpyTest.example(type, 2, 0, 3));
    tensors.put("turned", cube.permute(2, 0, 1));
    tensors.put("piece", cube.narrow(2, 1, 2).select(1, 1));
    Path file = folder.resolve("x");
    SafeTensors.write(file, tensors, Map.of("a", "b"));
    SafeTensors.Contents back = SafeTensors.read(file);
    assertEquals(tensors.keySet(), back.tensors().keySet());
    tensors.forEach((name, tensor) -> NpyTest.assertSame(tensor, back.tensors().get(name)));
    assertEquals(
        back.tensors().toString(), SafeTensors.read(Files.readAllBytes(file)).tensors().toString());
  }

  @Test
  void bitsOfBrainFloatsStay() throws IOException {
    short[] bits = {0x7F81, (short) 0xFFC3, 1, (short) 0x8000};
    Path file = folder.resolve("x");
    SafeTensors.write(file, Map.of("x", Tensor.wrap(DType.BF16, bits, 4)));
    assertArrayEquals(bits, SafeTensors.read(file).tensors().get("x").toShortArray());
  }

  @Test
  void namesAndTextsOfAnyCharactersReturn() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (String name :
        List.of(
            "",
            "\"",
            "\\",
            "\n\r\t\b\f\u0001\u001f",
            "\u00e9\u4e16",
            "\ud83d\ude00",
            "../../etc/passwd")) {
      tensors.put(name, Tensor.scalar(1f));
    }
    Path file = folder.resolve("x");
    Map<String, String> metadata = Map.of("\u0000", "\u2028", "a/b", "\ud83d\ude00\"");
    SafeTensors.write(file, tensors, metadata);
    SafeTensors.Contents back = SafeTensors.read(file);
    assertEquals(tensors.keySet(), back.tensors().keySet());
    assertEquals(metadata, back.metadata());
    try (var files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void namesAreSortedByTheirBytes() throws IOException {
    Path file = folder.resolve("x");
    Tensor x = Tensor.scalar(1f);
    SafeTensors.write(file, Map.of("\uffff", x, "\ud83d\ude00", x, "z", x));
    assertEquals(
        List.of("z", "\uffff", "\ud83d\ude00"),
        List.copyOf(SafeTensors.read(file).tensors().keySet()));
  }

  @Test
  void namesThatTheFormatDoesNotHoldAreRefused() {
    Path file = folder.resolve("x");
    Tensor x = Tensor.scalar(1f);
    assertEquals(
        "safetensors: no tensor can be named __metadata__, which is the format's own; rename it",
        assertThrows(
                IllegalArgumentException.class,
                () -> SafeTensors.write(file, Map.of("__metadata__", x)))
            .getMessage());
    assertEquals(
        "safetensors: a name or text has half of a surrogate pair, which is no character",
        assertThrows(
                IllegalArgumentException.class, () -> SafeTensors.write(file, Map.of("\ud83d", x)))
            .getMessage());
    assertFalse(Files.exists(file));
  }

  // ---- What the reference accepts

  @Test
  void onlyWhatIsAskedForIsRead() throws IOException {
    Path file = folder.resolve("x");
    Files.write(
        file,
        file(
            "{"
                + entry("a", "F8_E4M3", "[2]", "[0,2]")
                + ","
                + entry("b", "I8", "[1]", "[2,3]")
                + "}",
            3));
    try (SafeTensors open = SafeTensors.open(file)) {
      assertEquals("[a, b]", open.names().toString());
      assertEquals(0, open.tensor("b").getLong(0));
      assertEquals(new SafeTensors.Entry("a", "F8_E4M3", List.of(2L), 2, false), open.entry("a"));
      assertTrue(open.entry("b").readable());
      assertEquals(
          "safetensors: tensor is not read: 'a' of "
              + file
              + " has elements of type F8_E4M3, which no tensor has",
          assertThrows(TensorFormatException.class, () -> open.tensor("a")).getMessage());
      assertEquals(
          "safetensors: no tensor 'c' in " + file + ", which has 2; see names()",
          assertThrows(IllegalArgumentException.class, () -> open.tensor("c")).getMessage());
    }
  }

  @Test
  void closedFilesSaySo() throws IOException {
    Path file = folder.resolve("x");
    SafeTensors.write(file, Map.of("x", Tensor.scalar(1f)));
    SafeTensors open = SafeTensors.open(file);
    Tensor x = open.tensor("x");
    open.close();
    open.close();
    assertEquals(1f, x.item());
    assertEquals("[x]", open.names().toString());
    assertEquals(
        "safetensors: " + file + " is closed; open it again",
        assertThrows(IllegalStateException.class, () -> open.tensor("x")).getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "I16,2",
    "U16,2",
    "U32,4",
    "U64,8",
    "C64,8",
    "F8_E5M2,1",
    "F8_E4M3,1",
    "F8_E8M0,1",
    "F8_E5M2FNUZ,1",
    "F8_E4M3FNUZ,1"
  })
  void typesWithoutATensorAreListedAndRefused(String type, int bytes) {
    assertRefused(
        "tensor is not read: 'a' of the given bytes has elements of type "
            + type
            + ", which no tensor has",
        "{" + entry("a", type, "[3]", "[0," + 3 * bytes + "]") + "}",
        3 * bytes);
  }

  @ParameterizedTest
  @CsvSource({"F4,1", "F6_E2M3,1", "F6_E3M2,3"})
  void elementsWithinABytesAreRefused(String type, int elements) {
    String shape = "[" + elements + "]";
    assertRefused(
        "the tensor 'a' has shape "
            + shape
            + " of "
            + type
            + ", which ends within a byte; byte "
            + (8 + entry("a", type, shape, "[0,1]").length() + 1)
            + " of the given bytes",
        "{" + entry("a", type, shape, "[0,1]") + "}",
        1);
  }

  @Test
  void halfBytesThatFillBytesAreListed() throws IOException {
    Path file = folder.resolve("x");
    Files.write(file, file("{" + entry("a", "F4", "[3,2]", "[0,3]") + "}", 3));
    try (SafeTensors open = SafeTensors.open(file)) {
      assertEquals(3, open.entry("a").bytes());
    }
  }

  @Test
  void extraKeysOfATensorArePassedOver() throws IOException {
    String extra =
        "{'a':{'x':[1,-2.5e3,0,{'y':null}],'dtype':'U8','z':'','shape':[],'data_offsets':[0,1],"
            + "'t':true,'f':false,'e':{},'l':[]}}";
    assertEquals("[a]", read(extra, 1).tensors().keySet().toString());
  }

  @Test
  void spacesAroundTheHeaderAreRead() throws IOException {
    String header = "{ " + entry("a", "U8", "[ 1 , 2 ]", "[0,2]") + " }";
    assertEquals(
        "[1, 2]", read(" \n\t\r" + header + " \n", 2).tensors().get("a").shape().toString());
  }

  @Test
  void entriesMayBeInAnotherOrderThanTheData() throws IOException {
    Map<String, Tensor> read =
        read(
                "{"
                    + entry("b", "U8", "[2]", "[1,3]")
                    + ","
                    + entry("a", "U8", "[1]", "[0,1]")
                    + "}",
                3)
            .tensors();
    assertEquals("[a, b]", read.keySet().toString());
  }

  @Test
  void scalarsEmptyShapesAndNoTensorsAreRead() throws IOException {
    assertEquals(
        "[]",
        read("{" + entry("", "U8", "[]", "[0,1]") + "}", 1).tensors().get("").shape().toString());
    String empty =
        "{"
            + String.join(
                ",",
                entry("z", "F32", "[2,0]", "[0,0]"),
                entry("a", "F32", "[0,2]", "[1,1]"),
                entry("x", "U8", "[1]", "[0,1]"))
            + "}";
    assertEquals("[z, x, a]", read(empty, 1).tensors().keySet().toString());
    assertEquals(Map.of(), read("{}", 0).tensors());
  }

  @Test
  void escapedNamesAreRead() throws IOException {
    Map<String, Tensor> read =
        read("{" + entry("\\u0074\\ud83d\\uDE00\\/\\n", "U8", "[]", "[0,1]") + "}", 1).tensors();
    assertEquals("[t\ud83d\ude00/\n]", read.keySet().toString());
  }

  // ---- What it refuses, and we

  @Test
  void wrongLengthsAreRefused() {
    String cut = "file is cut short: the given bytes ";
    assertRefused(cut + "has 0 bytes, the length of its header takes 8", new byte[0]);
    assertRefused(cut + "has 7 bytes, the length of its header takes 8", new byte[7]);
    assertRefused("'{' is expected; byte 8 of the given bytes", new byte[8]);
    assertRefused(cut + "declares a header of 3 bytes, but has 2", length(3, 10));
    assertRefused(
        cut + "declares a header of 100000000 bytes, but has 56", length(100_000_000, 64));
    String tooLong =
        "header is too long: the given bytes declares %s bytes; at most 100000000 are read";
    assertRefused(tooLong.formatted("100000001"), length(100_000_001, 64));
    assertRefused(tooLong.formatted("2147483000"), length(2_147_483_000, 64));
    assertRefused(tooLong.formatted("9223372036854775808"), length(Long.MIN_VALUE, 64));
    assertRefused(tooLong.formatted("18446744073709551615"), length(-1, 64));
  }

  @Test
  void dataMustBeCovered() {
    String a = entry("a", "U8", "[2]", "[0,2]");
    assertRefused(
        "bytes behind the data: the tensors of the given bytes take 2 bytes, but it has 3 of data",
        "{" + a + "}",
        3);
    assertRefused(
        "bytes behind the data: the tensors of the given bytes take 0 bytes, but it has 1 of data",
        "{}",
        1);
    assertRefused(
        "file is cut short: the tensors of the given bytes take 2 bytes, but it has 1 of data",
        "{" + a + "}",
        1);
    assertRefused(
        "data overlap: 'b' of the given bytes begins at byte 1 of the data, not 2",
        "{" + a + "," + entry("b", "U8", "[2]", "[1,3]") + "}",
        3);
    assertRefused(
        "data overlap: 'b' of the given bytes begins at byte 0 of the data, not 2",
        "{" + a + "," + entry("b", "U8", "[2]", "[0,2]") + "}",
        2);
    assertRefused(
        "data have a gap: 'b' of the given bytes begins at byte 3 of the data, not 2",
        "{" + a + "," + entry("b", "U8", "[1]", "[3,4]") + "}",
        4);
    assertRefused(
        "data have a gap: 'a' of the given bytes begins at byte 1 of the data, not 0",
        "{" + entry("a", "U8", "[1]", "[1,2]") + "}",
        2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[2,0] | has data_offsets [2, 0], not a begin and an end",
        "[2] | has data_offsets [2], not a begin and an end",
        "[] | has data_offsets [], not a begin and an end",
        "[0,1] | has shape [2] of U8, which is 2 bytes, but data_offsets for 1"
      })
  void wrongOffsetsAreRefused(String offsets, String rule) {
    String entry = entry("a", "U8", "[2]", offsets);
    assertRefused(
        "the tensor 'a' %s; byte %d of the given bytes".formatted(rule, 9 + entry.length()),
        "{" + entry + "}",
        2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[9223372036854775807,2]",
        "[4294967296,4294967296]",
        "[4294967296,4294967296,0]",
        "[2305843009213693952]"
      })
  void shapesThatOverflowAreRefused(String shape) {
    String entry = entry("a", "F32", shape, "[0,0]");
    assertRefused(
        "the tensor 'a' has shape %s, which is beyond any file; byte %d of the given bytes"
            .formatted(shape.replace(",", ", "), 9 + entry.length()),
        "{" + entry + "}",
        0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[0,4294967296]", "[4294967296,0]", "[65536,65536,0]", "[0,2147483647]"})
  void sizesThatNoTensorHasAreListedOnly(String shape) throws IOException {
    Path file = folder.resolve("x");
    Files.write(file, file("{" + entry("a", "F32", shape, "[0,0]") + "}", 0));
    try (SafeTensors open = SafeTensors.open(file)) {
      assertEquals(shape.replace(",", ", "), open.entry("a").shape().toString());
      assertEquals(
          "safetensors: tensor is not read: 'a' of %s has shape %s, but a tensor has at most 2147483639 elements"
              .formatted(file, shape.replace(",", ", ")),
          assertThrows(TensorFormatException.class, () -> open.tensor("a")).getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':{'dtype':'F33'}} | 19 | the dtype 'F33' is not known",
        "{'a':{'dtype':'u8'}} | 18 | the dtype 'u8' is not known",
        "{'a':{'dtype':8}} | 14 | a text in quotes is expected",
        "{'a':{}} | 7 | the tensor 'a' has no dtype",
        "{'a':{'dtype':'U8','data_offsets':[0,1]}} | 40 | the tensor 'a' has no shape",
        "{'a':{'dtype':'U8','shape':[1]}} | 31 | the tensor 'a' has no data_offsets",
        "{'a':1} | 5 | '{' is expected",
        "{'a':{'shape':[1.0]}} | 16 | a whole number that is not negative is expected",
        "{'a':{'shape':[1e0]}} | 16 | a whole number that is not negative is expected",
        "{'a':{'shape':[01]}} | 17 | a whole number that is not negative is expected",
        "{'a':{'shape':[-1]}} | 15 | a whole number that is not negative is expected",
        "{'a':{'shape':['1']}} | 15 | a whole number that is not negative is expected",
        "{'a':{'shape':[9223372036854775808]}} | 33 | a number is too large",
        "{'a':{'shape':1}} | 14 | '[' is expected",
        "{'a':{'shape':[1,]}} | 17 | a whole number that is not negative is expected",
        "{'a':{'data_offsets':[0,1,2]}} | 26 | there are more than 2 offsets",
        "{'a':{'data_offsets':['0','1']}} | 22 | a whole number that is not negative is expected",
        "{'a':{'data_offsets':[-1,1]}} | 22 | a whole number that is not negative is expected",
        "{'__metadata__':{'a':1}} | 21 | a text in quotes is expected",
        "{'__metadata__':{'a':null}} | 21 | a text in quotes is expected",
        "{'__metadata__':'a'} | 16 | '{' is expected",
        "{'__metadata__':{},'__metadata__':{}} | 33 | the key '__metadata__' is there twice",
        "{'__metadata__':{'a':'','a':''}} | 27 | the key 'a' is there twice",
        "{'a':{'dtype':'U8','dtype':'U8'}} | 26 | the key 'dtype' is there twice",
        "{'a':{'x':{'y':1,'\\u0079':1}}} | 25 | the key 'y' is there twice",
        "[] | 0 | '{' is expected",
        "1 | 0 | '{' is expected",
        "{} x | 3 | only spaces may follow the header",
        "{}{} | 2 | only spaces may follow the header",
        "{,} | 1 | a text in quotes is expected",
        "{a:1} | 1 | a text in quotes is expected",
        "{'a | 3 | a text has no end",
        "{'a\\ | 4 | an escape is not known",
        "{'\\x41':1} | 4 | an escape is not known",
        "{'\\u00g1':1} | 6 | an escape is not known",
        "{'\\ud83d':1} | 8 | half of a surrogate pair is no character",
        "{'\\ud83d\\u0041':1} | 14 | half of a surrogate pair is no character",
        "{'\\ude00':1} | 8 | half of a surrogate pair is no character",
        "{'a':{'x':nul}} | 13 | a value is expected",
        "{'a':{'x':-}} | 11 | a value is expected",
        "{'a':{'x':1.}} | 12 | a value is expected",
        "{'a':{'x':1e}} | 12 | a value is expected",
        "{'a':{'x':NaN}} | 10 | a value is expected",
        "{'a':{'x':01}} | 11 | '}' is expected",
        "{'a' | 4 | ':' is expected"
      })
  void malformedHeadersAreRefused(String header, int at, String rule) {
    assertRefused(rule + "; byte " + (8 + at) + " of the given bytes", header, 2);
  }

  @Test
  void doubleNamesAreRefusedHoweverWritten() {
    String a = entry("a", "U8", "[2]", "[0,2]");
    assertRefused(
        "the key 'a' is there twice; byte %d of the given bytes".formatted(8 + 1 + a.length() + 4),
        "{" + a + "," + a + "}",
        2);
    String escaped = entry("\\u0061", "U8", "[2]", "[0,2]");
    assertRefused(
        "the key 'a' is there twice; byte %d of the given bytes".formatted(8 + 1 + a.length() + 9),
        "{" + a + "," + escaped + "}",
        2);
  }

  @Test
  void bytesThatAreNotTextAreRefused() {
    assertRefused("only spaces may follow the header; byte 10 of the given bytes", "{}\0", 0);
    assertRefused("'{' is expected; byte 8 of the given bytes", "\ufeff{}", 0);
    assertRefused("a text holds a control character; byte 10 of the given bytes", "{'\n':1}", 0);
    assertRefused(
        "a text is not UTF-8; byte 12 of the given bytes",
        file(new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'}, 0));
    assertRefused(
        "a text is not UTF-8; byte 12 of the given bytes",
        file(new byte[] {'{', '"', 'a', (byte) 0xFF, '"', ':', '1', '}'}, 0));
  }

  @Test
  void deepNestingIsASentence() throws IOException {
    assertRefused(
        "values are nested more than 32 deep; byte 49 of the given bytes",
        "{'a':{'x':" + "[".repeat(100_000),
        0);
    String deep =
        "{'a':{'x':%s1%s,'dtype':'U8','shape':[],'data_offsets':[0,1]}}"
            .formatted("[".repeat(30), "]".repeat(30));
    assertEquals(1, read(deep, 1).tensors().size());
  }

  @Test
  void manyAxesAreRefused() throws IOException {
    String ones = "1" + ",1".repeat(63);
    assertEquals(
        64,
        read("{" + entry("a", "U8", "[" + ones + "]", "[0,1]") + "}", 1).tensors().get("a").rank());
    assertRefused(
        "there are more than 64 axes; byte %d of the given bytes".formatted(8 + 28 + 128),
        "{" + entry("a", "U8", "[" + ones + ",1]", "[0,1]") + "}",
        1);
  }

  @Test
  void truthValuesAreZeroOrOne() throws IOException {
    byte[] file = file("{" + entry("a", "BOOL", "[3]", "[0,3]") + "}", 3);
    file[file.length - 1] = 1;
    assertArrayEquals(
        new boolean[] {false, false, true},
        SafeTensors.read(file).tensors().get("a").toBooleanArray());
    file[file.length - 2] = 2;
    assertRefused(
        "tensor is not read: 'a' of the given bytes has 2 for a truth value at place 1; they are"
            + " 0 or 1",
        file);
  }

  @Test
  void filesBeyondIntegersAreReadInPieces() throws IOException {
    Path file = folder.resolve("large");
    long middle = 3_000_000_000L;
    byte[] header =
        file(
            "{"
                + entry("large", "U8", "[3000000000]", "[0,3000000000]")
                + ","
                + entry("last", "I32", "[2]", "[3000000000,3000000008]")
                + "}",
            0);
    // Sparse: it takes a few blocks on the disk.
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(header.length + middle + 8);
      out.write(header);
      out.seek(header.length + middle + 4);
      out.write(7);
    }
    try (SafeTensors open = SafeTensors.open(file)) {
      assertArrayEquals(new long[] {0, 7}, open.tensor("last").toLongArray());
      assertEquals(
          "safetensors: tensor is not read: 'large' of "
              + file
              + " has shape [3000000000], but a tensor has at most 2147483639 elements",
          assertThrows(TensorFormatException.class, () -> open.tensor("large")).getMessage());
    }
    Files.delete(file);
  }

  @Test
  void severalThreadsReadOneFile() throws Exception {
    Path file = folder.resolve("x");
    float[] values = new float[100_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    SafeTensors.write(file, Map.of("x", Tensor.of(values, values.length)));
    try (SafeTensors open = SafeTensors.open(file)) {
      Thread[] threads = new Thread[4];
      boolean[] same = new boolean[threads.length];
      for (int t = 0; t < threads.length; t++) {
        int own = t;
        threads[t] =
            Thread.ofPlatform()
                .start(() -> {
                  try {
                    same[own] = Arrays.equals(values, open.tensor("x").toArray());
                  } catch (TensorFormatException fault) {
                    throw new AssertionError(fault);
                  }
                });
      }
      for (int t = 0; t < threads.length; t++) {
        threads[t].join();
        assertTrue(same[t]);
      }
    }
  }
}
