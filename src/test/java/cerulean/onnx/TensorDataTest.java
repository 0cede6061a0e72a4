package cerulean.onnx;

import static cerulean.onnx.WireWriter.message;
import static cerulean.onnx.WireWriter.tensor;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Tensors of files: where their elements are, and that there are as many as the shape says.
@Tag("once")
class TensorDataTest {

  private static TensorData read(WireWriter tensor) throws OnnxFormatException {
    return OnnxReader.readTensor(tensor.toByteArray());
  }

  private static byte[] bytes(WireWriter tensor) throws OnnxFormatException {
    var buffer = read(tensor).bytes();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static byte[] of(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @Test
  void rawFloatsAreLittleEndian() throws OnnxFormatException {
    TensorData data =
        read(
            tensor(ElementType.FLOAT, 2, 1)
                .text(8, "w")
                .bytes(9, of(0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0)));
    assertEquals("w: FLOAT [2, 1]", data.toString());
    Tensor tensor = data.toTensor();
    assertEquals(DType.F32, tensor.dtype());
    assertArrayEquals(new int[] {2, 1}, tensor.shape().dims());
    assertArrayEquals(new float[] {1, -2}, tensor.toArray());
  }

  @Test
  void floatsArePackedOrNot() throws OnnxFormatException {
    TensorData data = read(tensor(ElementType.FLOAT, 3).floats(4, 1, 2).float32(4, 3));
    assertArrayEquals(new float[] {1, 2, 3}, data.toTensor().toArray());
  }

  @Test
  void integersArePackedOrNot() throws OnnxFormatException {
    TensorData data =
        read(
            tensor(ElementType.INT64, 2, 2)
                .packed(7, -1, Long.MAX_VALUE)
                .number(7, 0)
                .number(7, 5));
    assertArrayEquals(new long[] {-1, Long.MAX_VALUE, 0, 5}, data.toTensor().toLongArray());
  }

  @Test
  void smallTypesStandInFieldFive() throws OnnxFormatException {
    assertArrayEquals(of(1, 255), bytes(tensor(ElementType.UINT8, 2).packed(5, 1, 255)));
    assertArrayEquals(of(127, 128), bytes(tensor(ElementType.INT8, 2).packed(5, 127, -128)));
    assertArrayEquals(of(0, 1), bytes(tensor(ElementType.BOOL, 2).packed(5, 0, 1)));
    assertArrayEquals(of(0, 0x3C), bytes(tensor(ElementType.FLOAT16, 1).packed(5, 0x3C00)));
    assertArrayEquals(of(0x80, 0x3F), bytes(tensor(ElementType.BFLOAT16, 1).packed(5, 0x3F80)));
    assertArrayEquals(of(255, 255), bytes(tensor(ElementType.UINT16, 1).packed(5, 65535)));
    assertArrayEquals(of(0, 128), bytes(tensor(ElementType.INT16, 1).packed(5, -32768)));
    assertArrayEquals(
        of(255, 255, 255, 255, 254, 255, 255, 255),
        bytes(tensor(ElementType.INT32, 2).packed(5, -1, 0xFFFF_FFFEL)));
    // Three elements of four bits in two bytes, a byte to a number.
    assertArrayEquals(of(0x21, 3), bytes(tensor(ElementType.UINT4, 3).packed(5, 0x21, 3)));
  }

  @Test
  void otherTypesStandInTheirFields() throws OnnxFormatException {
    assertArrayEquals(
        of(0, 0, 0, 0, 0, 0, 0xF0, 0x3F), bytes(tensor(ElementType.DOUBLE, 1).doubles(10, 1)));
    assertArrayEquals(
        of(255, 255, 255, 255), bytes(tensor(ElementType.UINT32, 1).packed(11, 0xFFFF_FFFFL)));
    assertArrayEquals(
        of(255, 255, 255, 255, 255, 255, 255, 255),
        bytes(tensor(ElementType.UINT64, 1).packed(11, -1)));
    assertArrayEquals(
        of(0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0),
        bytes(tensor(ElementType.COMPLEX64, 1).floats(4, 1, -2)));
    assertEquals(16, bytes(tensor(ElementType.COMPLEX128, 1).doubles(10, 1, -2)).length);
    TensorData texts = read(tensor(ElementType.STRING, 2).text(6, "a").text(6, "é"));
    assertEquals(List.of("a", "é"), texts.texts());
    assertEquals(0, texts.bytes().remaining());
  }

  @Test
  void noAxesAreOneElementAndEmptyAxesNone() throws OnnxFormatException {
    assertEquals(5, read(message().number(2, 1).floats(4, 5)).toTensor().item());
    assertEquals(0, read(message().number(1, 0).number(1, 3).number(2, 1)).toTensor().size());
    assertEquals(0, read(tensor(ElementType.INT64, 3, 0).bytes(9)).toTensor().size());
    assertFault("'' of [] needs 1 numbers for FLOAT, it has 0", message().number(2, 1));
  }

  @Test
  void numberOfElementsMustFitTheShape() {
    assertFault(
        "'' of [2, 3] needs 24 bytes for FLOAT, raw_data has 23",
        tensor(ElementType.FLOAT, 2, 3).bytes(9, new byte[23]));
    assertFault(
        "'w' of [2, 3] needs 24 bytes for FLOAT, raw_data has 25",
        tensor(ElementType.FLOAT, 2, 3).bytes(9, new byte[25]).text(8, "w"));
    assertFault(
        "'' of [2] needs 2 numbers for FLOAT, it has 3",
        tensor(ElementType.FLOAT, 2).floats(4, 1, 2, 3));
    assertFault(
        "'' of [3] needs 2 numbers for INT4, it has 3",
        tensor(ElementType.INT4, 3).packed(5, 1, 2, 3));
    assertFault(
        "'' of [1] needs 2 numbers for COMPLEX64, it has 1",
        tensor(ElementType.COMPLEX64, 1).floats(4, 1));
    assertFault(
        "'' of [0] needs 0 bytes for INT64, raw_data has 8",
        tensor(ElementType.INT64, 0).bytes(9, new byte[8]));
  }

  @Test
  void sizesThatAreNegativeOrTooLargeAreRefused() {
    assertFault("'' has a negative size: [-1, 2]", tensor(ElementType.FLOAT, -1, 2));
    assertFault(
        "'' has a negative size: [2, -9223372036854775808]",
        tensor(ElementType.FLOAT, 2, Long.MIN_VALUE));
    String most = ", at most 2147483639 bytes";
    assertFault(
        "'' is too large: [4611686018427387904] of FLOAT" + most,
        tensor(ElementType.FLOAT, 1L << 62));
    // The product is 0 in 64 bits.
    assertFault(
        "'' is too large: [4294967296, 4294967296] of FLOAT" + most,
        tensor(ElementType.FLOAT, 1L << 32, 1L << 32));
    assertFault(
        "'' is too large: [0, 65536, 65536] of FLOAT" + most,
        tensor(ElementType.FLOAT, 0, 1 << 16, 1 << 16));
    // Few enough elements, too many bytes.
    assertFault(
        "'' is too large: [2147483639] of FLOAT" + most,
        tensor(ElementType.FLOAT, Integer.MAX_VALUE - 8));
  }

  @Test
  void sixtyFourAxesAreRead() throws OnnxFormatException {
    long[] ones = new long[64];
    Arrays.fill(ones, 1);
    assertEquals(64, read(tensor(ElementType.FLOAT, ones).floats(4, 1)).shape().rank());
    OnnxFormatException fault =
        assertThrows(
            OnnxFormatException.class,
            () -> read(tensor(ElementType.FLOAT, ones).number(1, 1).floats(4, 1)));
    assertEquals(
        "onnx: tensor has more than 64 axes; byte 68 of the given bytes", fault.getMessage());
  }

  @Test
  void elementsOutsideTheirTypeAreRefused() {
    assertFault("'' holds 256, which is no UINT8", tensor(ElementType.UINT8, 1).number(5, 256));
    assertFault("'' holds -129, which is no INT8", tensor(ElementType.INT8, 1).number(5, -129));
    assertFault("'' holds 2, which is no BOOL", tensor(ElementType.BOOL, 1).number(5, 2));
    assertFault("'' holds -1, which is no FLOAT16", tensor(ElementType.FLOAT16, 1).number(5, -1));
    assertFault(
        "'' holds 4294967296, which is no INT32", tensor(ElementType.INT32, 1).number(5, 1L << 32));
    assertFault(
        "'' holds 4294967296, which is no UINT32",
        tensor(ElementType.UINT32, 1).number(11, 1L << 32));
  }

  @Test
  void elementsStandInOneFieldTheRightOne() {
    assertFault(
        "'' holds elements in two fields, 4 and 7",
        tensor(ElementType.FLOAT, 1).floats(4, 1).number(7, 1));
    assertFault(
        "'' holds elements in two fields, 4 and 9",
        tensor(ElementType.FLOAT, 1).floats(4, 1).bytes(9, new byte[4]));
    assertFault(
        "'' holds its elements in field 7, FLOAT belongs into 4",
        tensor(ElementType.FLOAT, 1).number(7, 1));
    assertFault(
        "'' holds texts as raw bytes, which ONNX does not allow",
        tensor(ElementType.STRING, 1).bytes(9, new byte[4]));
  }

  @Test
  void whatIsNotInTheFileIsNotRead() {
    String sentence =
        "keeps its elements in another file, which is not read for safety; save the model with all"
            + " data inside";
    WireWriter location = message().text(1, "location").text(2, "../../secret");
    assertFault(
        "'w' " + sentence,
        tensor(ElementType.FLOAT, 1).text(8, "w").message(13, location).number(14, 1));
    assertFault("'' " + sentence, tensor(ElementType.FLOAT, 1).number(14, 1).floats(4, 1));
  }

  @Test
  void segmentsAreRefused() {
    OnnxFormatException fault =
        assertThrows(
            OnnxFormatException.class,
            () -> read(tensor(ElementType.FLOAT, 1).message(3, message())));
    assertEquals(
        "onnx: tensor is cut into segments, which are not read; byte 5 of the given bytes",
        fault.getMessage());
  }

  @Test
  void elementTypeMustBeGiven() {
    assertFault("'' has no element type", message().number(1, 1));
    assertFault("'' has no element type", message());
  }

  @Test
  void typesWithoutTensorAreNamed() throws OnnxFormatException {
    TensorData texts = read(tensor(ElementType.STRING, 1).text(6, "a").text(8, "names"));
    assertEquals(
        "onnx: element type has no tensor: 'names' holds STRING; FLOAT, DOUBLE, FLOAT16, BFLOAT16,"
            + " INT64, INT32, INT8, UINT8 and BOOL have one",
        assertThrows(OnnxFormatException.class, texts::toTensor).getMessage());
    Set<ElementType> convertible =
        EnumSet.of(
            ElementType.FLOAT,
            ElementType.DOUBLE,
            ElementType.FLOAT16,
            ElementType.BFLOAT16,
            ElementType.INT64,
            ElementType.INT32,
            ElementType.INT8,
            ElementType.UINT8,
            ElementType.BOOL);
    for (ElementType type : EnumSet.complementOf(EnumSet.of(ElementType.UNDEFINED))) {
      TensorData empty = read(tensor(type, 0));
      if (convertible.contains(type)) {
        assertEquals(0, empty.toTensor().size());
      } else {
        assertThrows(OnnxFormatException.class, empty::toTensor);
      }
    }
  }

  @Test
  void everyTypeKeepsItsValues() throws OnnxFormatException {
    assertTensor(DType.F64, "[1.0, -2.5]", tensor(ElementType.DOUBLE, 2).doubles(10, 1, -2.5));
    assertTensor(
        DType.F64,
        "[1.0]",
        tensor(ElementType.DOUBLE, 1).bytes(9, of(0, 0, 0, 0, 0, 0, 0xF0, 0x3F)));
    assertTensor(DType.F32, "[1.0, -2.5]", tensor(ElementType.FLOAT, 2).floats(4, 1, -2.5f));
    assertTensor(
        DType.F16, "[1.0, -2.0]", tensor(ElementType.FLOAT16, 2).bytes(9, of(0, 0x3C, 0, 0xC0)));
    assertTensor(DType.F16, "[1.0]", tensor(ElementType.FLOAT16, 1).packed(5, 0x3C00));
    assertTensor(
        DType.BF16,
        "[1.0, -2.0]",
        tensor(ElementType.BFLOAT16, 2).bytes(9, of(0x80, 0x3F, 0, 0xC0)));
    assertTensor(DType.I32, "[-1.0, 258.0]", tensor(ElementType.INT32, 2).packed(5, -1, 258));
    assertTensor(DType.I32, "[258.0]", tensor(ElementType.INT32, 1).bytes(9, of(2, 1, 0, 0)));
    assertTensor(
        DType.I64, "[258.0]", tensor(ElementType.INT64, 1).bytes(9, of(2, 1, 0, 0, 0, 0, 0, 0)));
    assertTensor(DType.I8, "[-128.0, 127.0]", tensor(ElementType.INT8, 2).bytes(9, of(128, 127)));
    assertTensor(DType.U8, "[128.0, 255.0]", tensor(ElementType.UINT8, 2).bytes(9, of(128, 255)));
    // ONNX says nothing of other bytes than 0 and 1; NumPy takes them as true.
    assertTensor(
        DType.BOOL, "[0.0, 1.0, 1.0]", tensor(ElementType.BOOL, 3).bytes(9, of(0, 1, 255)));
  }

  private static void assertTensor(DType type, String values, WireWriter tensor)
      throws OnnxFormatException {
    Tensor read = read(tensor).toTensor();
    assertEquals(type, read.dtype());
    assertEquals(values, Arrays.toString(read.toDoubleArray()));
  }

  @Test
  void bytesAreReadOnly() throws OnnxFormatException {
    assertTrue(read(tensor(ElementType.FLOAT, 1).floats(4, 1)).bytes().isReadOnly());
    assertTrue(read(tensor(ElementType.FLOAT, 1).bytes(9, new byte[4])).bytes().isReadOnly());
  }

  private static void assertFault(String rule, WireWriter tensor) {
    assertEquals(
        "onnx: tensor " + rule + "; byte 0 of the given bytes",
        assertThrows(OnnxFormatException.class, () -> read(tensor)).getMessage());
  }
}
