package cerulean.training;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Writes messages in the wire format of protocol buffers: fields by number, each with a tag that
/// says how long it is.
final class WireFormat {

  private static final int VARINT = 0;
  private static final int EIGHT_BYTES = 1;
  private static final int LENGTH = 2;
  private static final int FOUR_BYTES = 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  WireFormat number(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  WireFormat number(int field, double value) {
    tag(field, EIGHT_BYTES);
    littleEndian(Double.doubleToLongBits(value), Double.BYTES);
    return this;
  }

  WireFormat number(int field, float value) {
    tag(field, FOUR_BYTES);
    littleEndian(Float.floatToIntBits(value), Float.BYTES);
    return this;
  }

  WireFormat text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  WireFormat message(int field, WireFormat value) {
    return bytes(field, value.toBytes());
  }

  WireFormat bytes(int field, byte[] value) {
    tag(field, LENGTH);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  /// A packed list.
  WireFormat numbers(int field, double[] values) {
    tag(field, LENGTH);
    varint((long) values.length * Double.BYTES);
    for (double value : values) {
      littleEndian(Double.doubleToLongBits(value), Double.BYTES);
    }
    return this;
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  private void tag(int field, int kind) {
    varint((long) field << 3 | kind);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private void littleEndian(long bits, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (bits >>> (8 * i)));
    }
  }
}
