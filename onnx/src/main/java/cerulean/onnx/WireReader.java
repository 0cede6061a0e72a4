package cerulean.onnx;

import java.nio.ByteBuffer;

/// Reads one protobuf message field by field, straight from the bytes of the file.
///
/// A message is a row of fields, each a tag `number << 3 | type` and a value: type 0 is a base-128
/// number with the lowest seven bits first, 1 and 5 are 8 and 4 bytes little-endian, 2 is a length
/// and so many bytes: a text, a message, or a row of numbers ("packed"). Types 3 and 4, groups, do
/// not occur in ONNX.
///
/// Nothing here allocates by a number from the file: lengths are compared with the bytes that are
/// left first, and a nested message is a second reader over the same bytes. The loop of a caller:
///
/// ```
/// while (in.next()) {
///   switch (in.field()) {
///     case 1 -> name = in.text();
///     default -> in.skip();
///   }
/// }
/// ```
final class WireReader {

  /// Messages inside one another. A graph in a graph takes three, so this is ten graphs deep;
  /// deeper nesting is a file made to overflow the stack, as in CVE-2022-23591.
  static final int MOST_DEPTH = 32;

  /// 64 bits, seven at a time.
  private static final int MOST_VARINT_BYTES = 10;

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int GROUP_START = 3;
  private static final int GROUP_END = 4;
  private static final int FIXED32 = 5;

  private final WireSource source;
  private final int start;
  private final int end;
  private final int depth;
  private int at;

  private int tagAt;
  private int field;
  private int type;
  private long seen;

  private WireReader(WireSource source, int start, int end, int depth) {
    this.source = source;
    this.start = start;
    this.end = end;
    this.depth = depth;
    this.at = start;
    this.tagAt = start;
  }

  /// A reader of the whole source.
  static WireReader of(WireSource source) {
    return new WireReader(source, 0, source.length(), 1);
  }

  /// The same message from its start.
  WireReader again() {
    return new WireReader(source, start, end, depth);
  }

  /// Goes to the next field; false at the end of the message.
  boolean next() throws OnnxFormatException {
    if (at == end) {
      return false;
    }
    tagAt = at;
    long tag = rawVarint();
    if (tag >>> 32 != 0) {
      throw fault("field number " + Long.toUnsignedString(tag >>> 3) + " is too large");
    }
    field = (int) (tag >>> 3);
    type = (int) tag & 7;
    if (field == 0) {
      throw fault("field number 0 is not allowed");
    }
    if (type == GROUP_START || type == GROUP_END) {
      throw fault("field " + field + " is a group, which ONNX does not have");
    }
    if (type > FIXED32) {
      throw fault("field " + field + " has wire type " + type + ", which does not exist");
    }
    return true;
  }

  /// The number of the field.
  int field() {
    return field;
  }

  /// Says that this field stands once in its message. Protobuf lets the last one win or merges
  /// them; no writer does that, and what two readers may understand differently is refused.
  void once() throws OnnxFormatException {
    long bit = 1L << field;
    if ((seen & bit) != 0) {
      throw fault("field " + field + " is given twice");
    }
    seen |= bit;
  }

  /// The value of a number field.
  long varint() throws OnnxFormatException {
    need(VARINT);
    return rawVarint();
  }

  /// The value of a number field of 32 bits, signed.
  int int32() throws OnnxFormatException {
    long value = varint();
    if ((int) value != value) {
      throw fault("field " + field + " is " + value + ", which is no 32-bit number");
    }
    return (int) value;
  }

  /// The value of a 4-byte field.
  float float32() throws OnnxFormatException {
    need(FIXED32);
    return Float.intBitsToFloat((int) rawFixed(Integer.BYTES));
  }

  /// The value of a text field.
  String text() throws OnnxFormatException {
    int length = rawLength();
    source.countItem(tagAt);
    int from = at;
    at += length;
    return length == 0 ? "" : source.text(from, length);
  }

  /// A reader of the message in this field.
  WireReader message() throws OnnxFormatException {
    int length = rawLength();
    source.countItem(tagAt);
    if (depth == MOST_DEPTH) {
      throw fault("messages are nested more than " + MOST_DEPTH + " deep");
    }
    WireReader inner = new WireReader(source, at, at + length, depth + 1);
    at += length;
    return inner;
  }

  /// The bytes of this field, not copied.
  ByteBuffer bytes() throws OnnxFormatException {
    int length = rawLength();
    ByteBuffer slice = source.slice(at, length);
    at += length;
    return slice;
  }

  /// How many numbers this occurrence of a repeated number field holds: one, or as many as are
  /// packed into it. Goes past them.
  int countVarints() throws OnnxFormatException {
    if (type == VARINT) {
      rawVarint();
      return 1;
    }
    int last = packedEnd();
    int count = 0;
    while (at < last) {
      rawVarint(last);
      count++;
    }
    return count;
  }

  /// Hands the numbers of this occurrence of a repeated number field to `to`.
  void varints(LongSink to) throws OnnxFormatException {
    if (type == VARINT) {
      to.accept(rawVarint());
      return;
    }
    int last = packedEnd();
    while (at < last) {
      to.accept(rawVarint(last));
    }
  }

  /// How many values of `size` bytes (4 or 8) this occurrence of a repeated field holds. Goes past
  /// them.
  int countFixed(int size) throws OnnxFormatException {
    int length = fixedLength(size);
    at += length;
    return length / size;
  }

  /// The values of `size` bytes (4 or 8) of this occurrence of a repeated field as they stand,
  /// little-endian.
  ByteBuffer fixed(int size) throws OnnxFormatException {
    int length = fixedLength(size);
    ByteBuffer slice = source.slice(at, length);
    at += length;
    return slice;
  }

  /// Goes past a field that nobody asks for.
  void skip() throws OnnxFormatException {
    switch (type) {
      case VARINT -> rawVarint();
      case FIXED64 -> rawFixed(Long.BYTES);
      case FIXED32 -> rawFixed(Integer.BYTES);
      default -> {
        int length = rawLength();
        at += length;
      }
    }
  }

  /// The sentence for a broken rule at this field.
  OnnxFormatException fault(String rule) {
    return source.fault(tagAt, rule);
  }

  /// The sentence for a broken rule of the whole message.
  OnnxFormatException faultOfMessage(String rule) {
    return source.fault(start, rule);
  }

  /// Takes the numbers of a repeated field.
  interface LongSink {
    /// Takes the next number.
    void accept(long value) throws OnnxFormatException;
  }

  private void need(int wanted) throws OnnxFormatException {
    if (type != wanted) {
      throw wrongType("wire type " + wanted);
    }
  }

  private OnnxFormatException wrongType(String wanted) {
    return fault("field " + field + " has wire type " + type + " where " + wanted + " is needed");
  }

  /// Goes to the first number of a packed row and says where the row ends.
  private int packedEnd() throws OnnxFormatException {
    if (type != LENGTH) {
      throw wrongType("wire type 0 or 2");
    }
    int length = rawLength();
    return at + length;
  }

  private int fixedLength(int size) throws OnnxFormatException {
    if (type == (size == Integer.BYTES ? FIXED32 : FIXED64)) {
      checkLeft(size);
      return size;
    }
    if (type != LENGTH) {
      throw wrongType(size == Integer.BYTES ? "wire type 5 or 2" : "wire type 1 or 2");
    }
    int length = rawLength();
    if (length % size != 0) {
      throw fault("field " + field + " packs values of " + size + " bytes into " + length);
    }
    return length;
  }

  private long rawVarint() throws OnnxFormatException {
    return rawVarint(end);
  }

  /// A number that ends before `last`. Leading zero groups are allowed: some writers reserve room
  /// for a length that way.
  private long rawVarint(int last) throws OnnxFormatException {
    long value = 0;
    for (int i = 0; i < MOST_VARINT_BYTES; i++) {
      if (at == last) {
        throw source.fault(tagAt, "message ends inside a number");
      }
      byte b = source.at(at++);
      // The tenth byte has room for the 64th bit only.
      if (i == MOST_VARINT_BYTES - 1 && (b & 0xFE) != 0) {
        throw source.fault(tagAt, "number is longer than 64 bits");
      }
      value |= (b & 0x7FL) << (7 * i);
      if (b >= 0) {
        return value;
      }
    }
    throw new AssertionError("the tenth byte ends a number");
  }

  private long rawFixed(int size) throws OnnxFormatException {
    checkLeft(size);
    long value = 0;
    for (int i = 0; i < size; i++) {
      value |= (source.at(at++) & 0xFFL) << (8 * i);
    }
    return value;
  }

  /// The length of a field of type 2, which is there in full.
  private int rawLength() throws OnnxFormatException {
    need(LENGTH);
    long length = rawVarint();
    checkLeft(length);
    return (int) length;
  }

  private void checkLeft(long length) throws OnnxFormatException {
    if (length < 0 || length > end - at) {
      throw fault(
          "field "
              + field
              + " declares "
              + Long.toUnsignedString(length)
              + " bytes, its message has "
              + (end - at)
              + " left");
    }
  }
}
