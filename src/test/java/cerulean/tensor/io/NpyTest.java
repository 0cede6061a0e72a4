package cerulean.tensor.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Arrays as NumPy writes them, and files that NumPy reads or refuses.
@Tag("once")
class NpyTest {

  @TempDir Path folder;

  /// A file of version 1.0 with this text and data, without padding.
  static byte[] npy(String text, int... data) {
    return npy(1, 0, text, data);
  }

  static byte[] npy(int major, int minor, String text, int... data) {
    byte[] header = text.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer file =
        ByteBuffer.allocate(12 + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) major, (byte) minor});
    if (major == 1) {
      file.putShort((short) header.length);
    } else {
      file.putInt(header.length);
    }
    file.put(header);
    for (int b : data) {
      file.put((byte) b);
    }
    byte[] bytes = new byte[file.position()];
    file.flip().get(bytes);
    return bytes;
  }

  private static String header(String descr, String fortran, String shape) {
    return "{'descr': " + descr + ", 'fortran_order': " + fortran + ", 'shape': " + shape + "}";
  }

  private static String bytes(String shape) {
    return header("'|u1'", "False", shape);
  }

  private static byte[] written(Tensor tensor) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Npy.write(out, tensor);
    return out.toByteArray();
  }

  private static void assertRefused(String message, byte[] file) {
    assertEquals(
        message,
        assertThrows(TensorFormatException.class, () -> Npy.read(file)).getMessage(),
        () -> new String(file, StandardCharsets.ISO_8859_1));
  }

  private static void assertHeaderRefused(String rule, int character, String text) {
    assertRefused(
        "npy: header is not understood: %s; character %d of it in the given bytes"
            .formatted(rule, character),
        npy(text, 1, 2, 3, 4));
  }

  static Tensor example(DType type, int... shape) {
    int n = 1;
    for (int size : shape) {
      n *= size;
    }
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = type == DType.BOOL ? i % 3 % 2 : type == DType.U8 ? 250 - i : i * 1.5 - 7;
    }
    return Tensor.of(values, shape).to(type);
  }

  static void assertSame(Tensor expected, Tensor got) {
    assertEquals(expected.dtype(), got.dtype());
    assertEquals(expected.shape(), got.shape());
    assertArrayEquals(expected.toDoubleArray(), got.toDoubleArray());
  }

  // ---- What is written

  /// Bytes of `numpy.save` of NumPy 2.4.6.
  @Test
  void matrixIsWrittenAsByNumPy() throws IOException {
    String start = "934e554d505901007600";
    String text =
        "7b276465736372273a20273c6634272c2027666f7274"
            + "72616e5f6f72646572273a2046616c73652c20277368"
            + "617065273a2028322c2033292c207d";
    String data = "0000803f0000004000004040000080400000a0400000c040";
    // The text takes 118 bytes, spaces and the end of its line included, so that data begin at 128.
    String spaces = "20".repeat(117 - text.length() / 2);
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    assertEquals(start + text + spaces + "0a" + data, HexFormat.of().formatHex(written(x)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "F64; <f8; 000000000000f83f",
        "F32; <f4; 0000c03f",
        "F16; <f2; 003e",
        "I64; <i8; 0100000000000000",
        "I32; <i4; 01000000",
        "U8; |u1; 01",
        "I8; |i1; 01",
        "BOOL; |b1; 01"
      })
  void scalarIsWrittenAsByNumPy(DType type, String descr, String data) throws IOException {
    byte[] file = written(Tensor.scalar(1.5).to(type));
    String text = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (), }";
    assertEquals(
        "\u0093NUMPY\u0001\u0000v\u0000" + text + " ".repeat(117 - text.length()) + "\n",
        new String(file, 0, 128, StandardCharsets.ISO_8859_1));
    assertEquals(data, HexFormat.of().formatHex(file, 128, file.length));
  }

  @Test
  void vectorHasACommaAndRoomToGrow() throws IOException {
    byte[] file = written(Tensor.zeros(DType.U8, 7));
    String text = "{'descr': '|u1', 'fortran_order': False, 'shape': (7,), }";
    assertEquals(
        text + " ".repeat(117 - text.length()) + "\n",
        new String(file, 10, 118, StandardCharsets.ISO_8859_1));
    assertEquals(128 + 7, file.length);
  }

  @Test
  void transpositionIsWrittenInFortransOrder() throws IOException {
    Tensor x = Tensor.of(new int[] {1, 2, 3, 4, 5, 6}, 3, 2).transpose();
    byte[] file = written(x);
    assertTrue(
        new String(file, StandardCharsets.ISO_8859_1)
            .contains("{'descr': '<i4', 'fortran_order': True, 'shape': (2, 3), }"));
    assertArrayEquals(new byte[] {1, 0, 0, 0, 2, 0}, cut(file, 128, 134));
    Tensor back = Npy.read(file);
    assertSame(x, back);
    assertFalse(back.isContiguous());
    assertTrue(back.transpose().isContiguous());
  }

  private static byte[] cut(byte[] bytes, int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  @ParameterizedTest
  @EnumSource(value = DType.class, names = "BF16", mode = EnumSource.Mode.EXCLUDE)
  void everyTypeAndShapeReturns(DType type) throws IOException {
    int[][] shapes = {{}, {0}, {1}, {2, 0, 3}, {2, 3, 4}, {1, 5, 1}};
    for (int[] shape : shapes) {
      Tensor x = example(type, shape);
      Path file = folder.resolve("x.npy");
      Npy.write(file, x);
      assertSame(x, Npy.read(file));
      assertSame(x, Npy.read(Files.readAllBytes(file)));
      try (InputStream in = Files.newInputStream(file)) {
        assertSame(x, Npy.read(in));
        assertEquals(-1, in.read());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = DType.class, names = "BF16", mode = EnumSource.Mode.EXCLUDE)
  void viewsAreWrittenInTheirOrder(DType type) throws IOException {
    Tensor x = example(type, 3, 4, 2);
    Tensor[] views = {
      x.permute(2, 0, 1),
      x.narrow(1, 1, 2),
      x.select(2, 1),
      x.select(0, 0).unsqueeze(0).expand(3, 4, 2),
      x.narrow(1, 3, 1).permute(1, 2, 0)
    };
    for (Tensor view : views) {
      assertSame(view, Npy.read(written(view)));
    }
  }

  @Test
  void bitsOfHalfPrecisionStay() throws IOException {
    // Signalling NaN, quiet NaN with a payload, the smallest number, minus zero.
    short[] bits = {0x7C01, (short) 0xFE03, 1, (short) 0x8000};
    Tensor x = Tensor.wrap(DType.F16, bits, 4);
    assertArrayEquals(bits, Npy.read(written(x)).toShortArray());
  }

  @Test
  void tensorsOfManyPiecesReturn() throws IOException {
    Tensor wide = example(DType.F32, 3, 70_000);
    assertSame(wide, Npy.read(written(wide)));
    Tensor tall = example(DType.I64, 70_001, 3).narrow(0, 1, 70_000);
    assertSame(tall, Npy.read(written(tall)));
    assertSame(wide.transpose(), Npy.read(written(wide.transpose())));
  }

  @Test
  void brainFloatsHaveNoNumPyType() {
    assertEquals(
        "npy: NumPy has no BF16; convert with to(DType.F32), which is exact, or write safetensors",
        assertThrows(
                IllegalArgumentException.class,
                () -> Npy.write(folder.resolve("b.npy"), Tensor.zeros(DType.BF16, 2)))
            .getMessage());
    assertFalse(Files.exists(folder.resolve("b.npy")));
  }

  @Test
  void moreAxesThanNumPyHasAreRefused() throws IOException {
    int[] ones = new int[65];
    Arrays.fill(ones, 1);
    assertEquals(
        "npy: NumPy has at most 64 axes; got 65; reshape",
        assertThrows(IllegalArgumentException.class, () -> written(Tensor.zeros(ones)))
            .getMessage());
    int[] most = Arrays.copyOf(ones, 64);
    assertSame(Tensor.zeros(most), Npy.read(written(Tensor.zeros(most))));
  }

  // ---- What NumPy accepts

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void versionsOneToThreeAreRead(int major) throws IOException {
    Tensor x = Npy.read(npy(major, 0, bytes("(2, 2)"), 1, 2, 3, 4));
    assertSame(Tensor.wrap(DType.U8, new byte[] {1, 2, 3, 4}, 2, 2), x);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 2), }      \n",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 2)}",
        "{'shape': (2, 2), 'fortran_order': False, 'descr': '|u1'}",
        "{\"descr\": \"|u1\", \"fortran_order\": False, \"shape\": (2, 2)}",
        "{'descr':'u1','fortran_order':False,'shape':(2,2,)}",
        " {\n'descr' : '=u1' ,\t'fortran_order' : False , 'shape' : ( 2 , 2 , ) , } ",
        "{'descr': '<u1', 'fortran_order': False, 'shape': (2L, 2L), }"
      })
  void anyFormOfTheDictionaryIsRead(String text) throws IOException {
    assertSame(
        Tensor.wrap(DType.U8, new byte[] {1, 2, 3, 4}, 2, 2), Npy.read(npy(text, 1, 2, 3, 4)));
  }

  @Test
  void scalarsAndEmptyShapesAreRead() throws IOException {
    assertEquals(7, Npy.read(npy(bytes("()"), 7)).itemLong());
    assertEquals("[0]", Npy.read(npy(bytes("(0,)"))).shape().toString());
    assertEquals("[2, 0, 3]", Npy.read(npy(bytes("(2, 0, 3)"))).shape().toString());
  }

  @Test
  void bothByteOrdersAreRead() throws IOException {
    assertEquals(1.5f, Npy.read(npy(header("'>f4'", "False", "()"), 0x3F, 0xC0, 0, 0)).item());
    assertEquals(1.5f, Npy.read(npy(header("'<f4'", "False", "()"), 0, 0, 0xC0, 0x3F)).item());
    assertEquals(258, Npy.read(npy(header("'>i2'", "False", "()"), 1, 2)).itemLong());
    assertEquals(
        0x0102030405060708L,
        Npy.read(npy(header("'>i8'", "False", "()"), 1, 2, 3, 4, 5, 6, 7, 8)).itemLong());
    byte[] eight = npy(header("'>f8'", "False", "()"), 0x3F, 0xF8, 0, 0, 0, 0, 0, 0);
    assertEquals(1.5, Npy.read(eight).itemDouble());
    assertEquals(1.5f, Npy.read(npy(header("'>f2'", "False", "()"), 0x3E, 0)).item());
  }

  @Test
  void otherIntegersWiden() throws IOException {
    Tensor signed = Npy.read(npy(header("'<i2'", "False", "(2,)"), 0xFF, 0xFF, 0, 0x80));
    assertEquals(DType.I32, signed.dtype());
    assertArrayEquals(new long[] {-1, -32768}, signed.toLongArray());
    Tensor unsigned = Npy.read(npy(header("'<u2'", "False", "(2,)"), 0xFF, 0xFF, 0, 0x80));
    assertEquals(DType.I32, unsigned.dtype());
    assertArrayEquals(new long[] {65535, 32768}, unsigned.toLongArray());
    Tensor four = Npy.read(npy(header("'<u4'", "False", "(1,)"), 0xFF, 0xFF, 0xFF, 0xFF));
    assertEquals(DType.I64, four.dtype());
    assertArrayEquals(new long[] {4294967295L}, four.toLongArray());
    Tensor eight = Npy.read(npy(header("'<u8'", "False", "()"), 1, 0, 0, 0, 0, 0, 0, 0x7F));
    assertEquals(DType.I64, eight.dtype());
    assertEquals(0x7F00000000000001L, eight.itemLong());
  }

  @Test
  void unsignedNumbersBeyondI64AreRefused() {
    assertRefused(
        "npy: number too large: element 1 of the given bytes is 18446744073709551615, I64 ends at"
            + " 9223372036854775807; save it as float64",
        npy(
            header("'<u8'", "False", "(2,)"),
            1,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            255,
            255,
            255,
            255,
            255,
            255,
            255,
            255));
  }

  @Test
  void fortransOrderIsAView() throws IOException {
    Tensor x = Npy.read(npy(header("'|i1'", "True", "(2, 3)"), 1, 2, 3, 4, 5, 6));
    assertArrayEquals(new long[] {1, 3, 5, 2, 4, 6}, x.toLongArray());
    assertFalse(x.isContiguous());
    assertEquals(5, Npy.read(npy(header("'|i1'", "True", "()"), 5)).itemLong());
  }

  @Test
  void anyByteButZeroIsTrue() throws IOException {
    Tensor x = Npy.read(npy(header("'|b1'", "False", "(3,)"), 0, 1, 2));
    assertArrayEquals(new byte[] {0, 1, 1}, x.toByteArray());
  }

  @Test
  void bytesBehindTheArrayArePassedOver() throws IOException {
    assertEquals(2, Npy.read(npy(bytes("(2,)"), 1, 2, 3, 4)).size());
  }

  @Test
  void arraysOfAStreamFollowEachOther() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Npy.write(out, Tensor.scalar(1.0));
    Npy.write(out, Tensor.scalar(2L));
    InputStream in = new ByteArrayInputStream(out.toByteArray());
    assertEquals(1.0, Npy.read(in).itemDouble());
    assertEquals(2, Npy.read(in).itemLong());
    assertEquals(
        "npy: file ends inside its header: the given stream has 0 bytes",
        assertThrows(TensorFormatException.class, () -> Npy.read(in)).getMessage());
  }

  // ---- What NumPy refuses

  @Test
  void otherVersionsAreRefused() {
    for (int[] version : new int[][] {{4, 0}, {1, 1}, {0, 0}, {255, 0}, {2, 1}}) {
      assertRefused(
          "npy: version not known: the given bytes has version %d.%d; 1.0, 2.0 and 3.0 are read"
              .formatted(version[0], version[1]),
          npy(version[0], version[1], bytes("()"), 1));
    }
  }

  @Test
  void otherFilesAreRefused() {
    assertRefused(
        "npy: not a NumPy file: the given bytes does not start with \\x93NUMPY; check the path",
        "PK\3\4 a zip".getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void cutFilesAreRefused() {
    byte[] whole = npy(bytes("(3,)"), 1, 2, 3);
    assertRefused("npy: file ends inside its header: the given bytes has 0 bytes", new byte[0]);
    assertRefused(
        "npy: file ends inside its header: the given bytes has 9 bytes", cut(whole, 0, 9));
    assertRefused(
        "npy: file ends inside its header: the given bytes has 20 bytes", cut(whole, 0, 20));
    assertRefused(
        "npy: file is cut short: the given bytes declares [3] of u1, which is 3 bytes, but has 2",
        cut(whole, 0, whole.length - 1));
  }

  @Test
  void longHeadersAreRefused() throws IOException {
    String text = bytes("()");
    assertEquals(1, Npy.read(npy(text + " ".repeat(10_000 - text.length()), 1)).itemLong());
    assertRefused(
        "npy: header is too long: the given bytes declares 10001 bytes; at most 10000 are read",
        npy(text + " ".repeat(10_001 - text.length()), 1));
    assertRefused(
        "npy: header is too long: the given bytes declares 4294967295 bytes; at most 10000 are read",
        new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, -1, -1, -1, -1});
  }

  @Test
  void sizesThatNoTensorHasAreRefused() {
    assertHeaderRefused("a size is negative", 51, bytes("(-1,)"));
    for (String shape :
        new String[] {
          "(1000000000000,)",
          "(65536, 65536)",
          "(2147483640,)",
          "(0, 4294967296)",
          "(999999999999999999, 999999999999999999, 0)"
        }) {
      assertRefused(
          "npy: declared sizes are too large: the given bytes declares %s; a tensor has at most"
                  .formatted("[" + shape.replaceAll("[(),]+$|^\\(", "") + "]")
              + " 2147483639 elements",
          npy(bytes(shape)));
    }
    assertHeaderRefused("a size has more than 18 digits", 69, bytes("(9999999999999999999,)"));
    assertRefused(
        "npy: file is cut short: the given bytes declares [2147483639] of f8, which is 17179869112"
            + " bytes, but has 0",
        npy(header("'<f8'", "False", "(2147483639,)")));
  }

  @Test
  void keysAreExactlyThree() {
    assertHeaderRefused(
        "the key 'shape' is missing", 41, "{'descr': '|u1', 'fortran_order': False,}");
    assertHeaderRefused("the key 'descr' is missing", 2, "{}");
    assertHeaderRefused("the key 'more' is not known", 8, "{'more': 1}");
    assertHeaderRefused(
        "the key 'descr' is there twice", 31, "{'descr': '<u1', 'descr': '<u1', 'shape': ()}");
  }

  @Test
  void valuesHaveTheirTypes() {
    assertHeaderRefused("'(' is expected", 50, bytes("[1]"));
    assertHeaderRefused("a whole number is expected", 51, bytes("(a,)"));
    assertHeaderRefused("a comma is expected: a tuple of one number has one", 52, bytes("(1)"));
    assertHeaderRefused("a comma is expected: a tuple of one number has one", 52, bytes("(1.0,)"));
    assertHeaderRefused("'(' is expected", 50, bytes("4"));
    assertHeaderRefused("True or False is expected", 34, header("'|u1'", "0", "()"));
    assertHeaderRefused("True or False is expected", 34, header("'|u1'", "'True'", "()"));
    assertHeaderRefused("a text in quotes is expected", 10, header("1", "False", "()"));
    assertHeaderRefused("a whole number is expected", 53, bytes("(01,)"));
  }

  @Test
  void recordsAreRefused() {
    assertHeaderRefused(
        "records are not read, only plain numbers", 10, header("[('a', '<f4')]", "False", "()"));
  }

  @Test
  void codeInTheHeaderIsNotRun() {
    assertHeaderRefused("'(' is expected", 50, bytes("__import__('os').system('true')"));
    assertHeaderRefused("'{' is expected", 0, "dict(descr='|u1')");
    assertHeaderRefused("nothing may follow the dictionary", 54, bytes("()") + " or 1");
    assertHeaderRefused("'(' is expected", 50, bytes("[".repeat(5000)));
    assertHeaderRefused("a whole number is expected", 51, bytes("(".repeat(5000)));
    assertHeaderRefused("a text holds a character that is not plain ASCII", 2, "{'\u00e9': 1}");
    assertHeaderRefused("a text holds a character that is not plain ASCII", 7, "{'descr\\x41': 1}");
    assertHeaderRefused("a text has no end", 7, "{'descr");
  }

  @Test
  void manyAxesAreRefused() throws IOException {
    assertEquals(64, Npy.read(npy(bytes("(" + "1,".repeat(64) + ")"), 1)).rank());
    assertHeaderRefused(
        "there are more than 64 axes", 51 + 2 * 64, bytes("(" + "1,".repeat(65) + ")"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"|O", "O", "O8", "<O8"})
  void objectsAreRefused(String descr) {
    assertRefused(
        "npy: elements are Python objects: the given bytes has descr '"
            + descr
            + "'; they are pickled, which means code that runs when it is read; save an array of"
            + " numbers",
        npy(header("'" + descr + "'", "False", "()"), 1, 2, 3, 4, 5, 6, 7, 8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<f3", "<c8", "<f16", "|S5", "<U3", "<M8[s]", "|V2", "", "<", "float32", "<<f4"})
  void otherTypesAreRefused(String descr) {
    assertRefused(
        "npy: element type is not read: the given bytes has descr '"
            + descr
            + "'; f8, f4, f2, i8, i4, i2, i1, u8, u4, u2, u1, b1 are",
        npy(header("'" + descr + "'", "False", "()"), 1, 2, 3, 4, 5, 6, 7, 8));
  }

  @Test
  void missingFilesAreNamed() {
    Path none = folder.resolve("none.npy");
    assertEquals(
        "npy: file not found: " + none + "; check the path",
        assertThrows(TensorFormatException.class, () -> Npy.read(none)).getMessage());
    assertEquals(
        "npy: not a file: " + folder + "; check the path",
        assertThrows(TensorFormatException.class, () -> Npy.read(folder)).getMessage());
  }
}
