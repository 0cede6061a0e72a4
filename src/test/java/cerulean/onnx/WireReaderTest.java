package cerulean.onnx;

import static cerulean.onnx.WireWriter.message;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The wire format, one rule at a time.
@Tag("once")
class WireReaderTest {

  private static WireReader reader(WireWriter message) {
    return WireReader.of(new WireSource(message.toByteArray(), "m"));
  }

  /// A reader that has gone to the first field.
  private static WireReader first(WireWriter message) throws OnnxFormatException {
    WireReader in = reader(message);
    assertTrue(in.next());
    return in;
  }

  @ParameterizedTest
  @ValueSource(
      longs = {0, 1, 127, 128, 300, 1L << 31, 1L << 62, Long.MAX_VALUE, -1, Long.MIN_VALUE})
  void numbersOfAllLengthsAreRead(long value) throws OnnxFormatException {
    WireReader in = first(message().number(5, value));
    assertEquals(5, in.field());
    assertEquals(value, in.varint());
    assertFalse(in.next());
  }

  @Test
  void numbersMayBePaddedWithZeros() throws OnnxFormatException {
    assertEquals(1, first(message().raw(0x08, 0x81, 0x80, 0x80, 0x00)).varint());
    assertEquals(
        -1, first(message().raw(0x08, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1)).varint());
  }

  @Test
  void numbersOfMoreThan64BitsAreRefused() throws OnnxFormatException {
    WireReader sixtyFive =
        first(message().raw(0x08, 255, 255, 255, 255, 255, 255, 255, 255, 255, 3));
    assertFault("onnx: number is longer than 64 bits; byte 0 of m", sixtyFive::varint);
    WireReader eleven =
        first(message().raw(0x08, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 0));
    assertFault("onnx: number is longer than 64 bits; byte 0 of m", eleven::varint);
    WireReader tag = reader(message().raw(255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255));
    assertFault("onnx: number is longer than 64 bits; byte 0 of m", tag::next);
  }

  @Test
  void numbersThatDoNotEndAreRefused() throws OnnxFormatException {
    WireReader value = first(message().raw(0x08, 0x80));
    assertFault("onnx: message ends inside a number; byte 0 of m", value::varint);
    WireReader absent = first(message().raw(0x08));
    assertFault("onnx: message ends inside a number; byte 0 of m", absent::varint);
    WireReader tag = first(message().number(1, 7).raw(0x80));
    assertEquals(7, tag.varint());
    assertFault("onnx: message ends inside a number; byte 2 of m", tag::next);
  }

  @Test
  void numbersEndWithTheirRow() throws OnnxFormatException {
    // The last number of the row goes on into the next field.
    WireReader row = first(message().bytes(1, (byte) 1, (byte) 0x80).number(2, 1));
    assertFault("onnx: message ends inside a number; byte 0 of m", row::countVarints);
    WireReader inner = first(message().bytes(1, (byte) 0x08, (byte) 0x80).number(2, 1));
    WireReader in = inner.message();
    assertTrue(in.next());
    assertFault("onnx: message ends inside a number; byte 2 of m", in::varint);
  }

  @Test
  void tagsThatDoNotExistAreRefused() {
    assertFault(
        "onnx: field number 0 is not allowed; byte 0 of m", reader(message().raw(0, 0))::next);
    assertFault(
        "onnx: field 1 is a group, which ONNX does not have; byte 0 of m",
        reader(message().tag(1, 3).tag(1, 4))::next);
    assertFault(
        "onnx: field 1 is a group, which ONNX does not have; byte 0 of m",
        reader(message().tag(1, 4))::next);
    assertFault(
        "onnx: field 9 has wire type 6, which does not exist; byte 0 of m",
        reader(message().tag(9, 6))::next);
    assertFault(
        "onnx: field 9 has wire type 7, which does not exist; byte 0 of m",
        reader(message().tag(9, 7))::next);
    assertFault(
        "onnx: field number 536870912 is too large; byte 0 of m",
        reader(message().varint(1L << 32))::next);
  }

  @Test
  void lengthsBeyondTheMessageAreRefused() throws OnnxFormatException {
    WireReader one = first(message().tag(7, 2).varint(3).raw(1, 2));
    assertFault("onnx: field 7 declares 3 bytes, its message has 2 left; byte 0 of m", one::text);
    for (long length : new long[] {1L << 31, 1L << 32, 1L << 62, Long.MAX_VALUE, -1}) {
      String sentence =
          "onnx: field 7 declares %s bytes, its message has 0 left; byte 0 of m"
              .formatted(Long.toUnsignedString(length));
      assertFault(sentence, first(message().tag(7, 2).varint(length))::bytes);
      assertFault(sentence, first(message().tag(7, 2).varint(length))::message);
      assertFault(sentence, first(message().tag(7, 2).varint(length))::countVarints);
      assertFault(sentence, first(message().tag(7, 2).varint(length))::skip);
    }
    // The outer message has the bytes, the inner one has not.
    WireReader inner = first(message().bytes(1, (byte) 0x12, (byte) 2).raw(1, 2)).message();
    assertTrue(inner.next());
    assertFault("onnx: field 2 declares 2 bytes, its message has 0 left; byte 2 of m", inner::text);
  }

  @Test
  void wrongWireTypesAreRefused() throws OnnxFormatException {
    assertFault(
        "onnx: field 3 has wire type 2 where wire type 0 is needed; byte 0 of m",
        first(message().text(3, "x"))::varint);
    assertFault(
        "onnx: field 3 has wire type 0 where wire type 2 is needed; byte 0 of m",
        first(message().number(3, 1))::text);
    assertFault(
        "onnx: field 3 has wire type 0 where wire type 5 is needed; byte 0 of m",
        first(message().number(3, 1))::float32);
    assertFault(
        "onnx: field 3 has wire type 5 where wire type 0 or 2 is needed; byte 0 of m",
        first(message().float32(3, 1))::countVarints);
    assertFault(
        "onnx: field 3 has wire type 0 where wire type 5 or 2 is needed; byte 0 of m",
        () -> first(message().number(3, 1)).countFixed(4));
    assertFault(
        "onnx: field 3 has wire type 5 where wire type 1 or 2 is needed; byte 0 of m",
        () -> first(message().float32(3, 1)).countFixed(8));
  }

  @Test
  void unknownFieldsOfAllTypesAreSkipped() throws OnnxFormatException {
    WireReader in =
        reader(
            message()
                .number(100, -1)
                .tag(101, 1)
                .raw(1, 2, 3, 4, 5, 6, 7, 8)
                .text(102, "abc")
                .float32(103, 1)
                .number(1, 42));
    for (int field = 100; field < 104; field++) {
      assertTrue(in.next());
      assertEquals(field, in.field());
      in.skip();
    }
    assertTrue(in.next());
    assertEquals(42, in.varint());
  }

  @Test
  void fixedFieldsThatAreCutShortAreRefused() throws OnnxFormatException {
    assertFault(
        "onnx: field 1 declares 4 bytes, its message has 3 left; byte 0 of m",
        first(message().tag(1, 5).raw(1, 2, 3))::float32);
    assertFault(
        "onnx: field 1 declares 8 bytes, its message has 7 left; byte 0 of m",
        first(message().tag(1, 1).raw(1, 2, 3, 4, 5, 6, 7))::skip);
    assertFault(
        "onnx: field 1 packs values of 4 bytes into 6; byte 0 of m",
        () -> first(message().bytes(1, new byte[6])).countFixed(4));
  }

  @Test
  void repeatedNumbersArePackedOrNot() throws OnnxFormatException {
    WireReader in =
        reader(message().number(1, 5).packed(1, 6, -7, 1L << 40).packed(1).number(1, 8));
    List<Long> values = new ArrayList<>();
    int count = 0;
    for (WireReader pass = in.again(); pass.next(); ) {
      count += pass.countVarints();
    }
    while (in.next()) {
      in.varints(values::add);
    }
    assertEquals(List.of(5L, 6L, -7L, 1L << 40, 8L), values);
    assertEquals(5, count);
  }

  @Test
  void textsAreUtf8() throws OnnxFormatException {
    assertEquals("hé€𝄞", first(message().text(1, "hé€𝄞")).text());
    assertEquals("", first(message().text(1, "")).text());
    // A lone continuation byte, an overlong slash, half of a surrogate pair.
    byte[][] bad = {
      {(byte) 0x80}, {(byte) 0xC0, (byte) 0xAF}, {(byte) 0xED, (byte) 0xA0, (byte) 0x80}
    };
    for (byte[] text : bad) {
      assertFault("onnx: text is not UTF-8; byte 2 of m", first(message().bytes(1, text))::text);
    }
  }

  @Test
  void namesInMessagesAreShortAndPrintable() {
    assertEquals("'conv1'", WireSource.quoted("conv1"));
    assertEquals("'a?b?'", WireSource.quoted("a\nb\u001b"));
    assertEquals("'" + "x".repeat(60) + "...'", WireSource.quoted("x".repeat(5000)));
  }

  @Test
  void bytesAreNotCopied() throws OnnxFormatException {
    byte[] file = message().bytes(1, (byte) 1, (byte) 2).toByteArray();
    WireReader in = WireReader.of(new WireSource(file, "m"));
    assertTrue(in.next());
    var slice = in.bytes();
    assertEquals(2, slice.remaining());
    assertTrue(slice.isReadOnly());
    file[3] = 9;
    byte[] seen = new byte[2];
    slice.get(seen);
    assertArrayEquals(new byte[] {1, 9}, seen);
  }

  private static void assertFault(String sentence, Executable call) {
    assertEquals(sentence, assertThrows(OnnxFormatException.class, call).getMessage());
  }
}
