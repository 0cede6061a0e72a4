package cerulean.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Makes protobuf messages by hand, good and bad.
final class WireWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  static WireWriter message() {
    return new WireWriter();
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }

  /// Bytes as they are.
  WireWriter raw(int... bytes) {
    for (int b : bytes) {
      out.write(b);
    }
    return this;
  }

  /// A number without tag.
  WireWriter varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
    return this;
  }

  WireWriter tag(int field, int type) {
    return varint((long) field << 3 | type);
  }

  WireWriter number(int field, long value) {
    return tag(field, 0).varint(value);
  }

  WireWriter bytes(int field, byte... value) {
    tag(field, 2).varint(value.length);
    out.writeBytes(value);
    return this;
  }

  WireWriter text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  WireWriter message(int field, WireWriter inner) {
    return bytes(field, inner.toByteArray());
  }

  WireWriter float32(int field, float value) {
    tag(field, 5);
    int bits = Float.floatToIntBits(value);
    return raw(bits, bits >> 8, bits >> 16, bits >> 24);
  }

  WireWriter packed(int field, long... values) {
    WireWriter row = message();
    for (long value : values) {
      row.varint(value);
    }
    return message(field, row);
  }

  WireWriter floats(int field, float... values) {
    byte[] row = new byte[4 * values.length];
    ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return bytes(field, row);
  }

  WireWriter doubles(int field, double... values) {
    byte[] row = new byte[8 * values.length];
    ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(values);
    return bytes(field, row);
  }

  // ---- Messages of ONNX

  static WireWriter tensor(ElementType type, long... dims) {
    return message().packed(1, dims).number(2, type.number());
  }

  static WireWriter attribute(String name, int kind) {
    return message().text(1, name).number(20, kind);
  }

  static WireWriter node(String opType) {
    return message().text(4, opType);
  }

  /// A declared tensor without shape.
  static WireWriter value(String name, ElementType type) {
    return message()
        .text(1, name)
        .message(2, message().message(1, message().number(1, type.number())));
  }

  /// A model of this graph in operator set 13.
  static WireWriter model(WireWriter graph) {
    return message().number(1, 8).message(7, graph).message(8, message().number(2, 13));
  }

  /// A model of one node.
  static WireWriter modelOf(WireWriter node) {
    return model(message().message(1, node));
  }
}
