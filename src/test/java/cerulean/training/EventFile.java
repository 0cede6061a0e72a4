package cerulean.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads TensorBoard's event files with nothing that wrote them: checksums bit by bit, fields as
/// they come.
final class EventFile {

  /// Field number to what it holds: `Long` for numbers of either width, `byte[]` for the rest.
  static final class Message {
    final Map<Integer, List<Object>> fields = new LinkedHashMap<>();

    Message(byte[] bytes) {
      ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      while (in.hasRemaining()) {
        long tag = varint(in);
        Object value =
            switch ((int) (tag & 7)) {
              case 0 -> varint(in);
              case 1 -> in.getLong();
              case 2 -> {
                byte[] part = new byte[(int) varint(in)];
                in.get(part);
                yield part;
              }
              case 5 -> (long) in.getInt();
              default -> throw new AssertionError("wire type " + (tag & 7));
            };
        fields.computeIfAbsent((int) (tag >>> 3), f -> new ArrayList<>()).add(value);
      }
    }

    long number(int field) {
      return (Long) fields.get(field).getFirst();
    }

    double real(int field) {
      return Double.longBitsToDouble(number(field));
    }

    float single(int field) {
      return Float.intBitsToFloat((int) number(field));
    }

    byte[] bytes(int field) {
      return (byte[]) fields.get(field).getFirst();
    }

    String text(int field) {
      return new String(bytes(field), StandardCharsets.UTF_8);
    }

    List<Message> messages(int field) {
      return fields.getOrDefault(field, List.of()).stream()
          .map(part -> new Message((byte[]) part))
          .toList();
    }

    double[] reals(int field) {
      ByteBuffer in = ByteBuffer.wrap(bytes(field)).order(ByteOrder.LITTLE_ENDIAN);
      double[] values = new double[in.remaining() / 8];
      in.asDoubleBuffer().get(values);
      return values;
    }

    private static long varint(ByteBuffer in) {
      long value = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = in.get();
        value |= (long) (next & 0x7F) << shift;
        if (next >= 0) {
          return value;
        }
      }
    }
  }

  private EventFile() {}

  static List<Message> read(Path file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Message> events = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] length = new byte[8];
      in.get(length);
      assertEquals(masked(length), in.getInt(), "checksum of a length");
      byte[] data =
          new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
      in.get(data);
      assertEquals(masked(data), in.getInt(), "checksum of a record");
      events.add(new Message(data));
    }
    return events;
  }

  static int masked(byte[] data) {
    int crc = crc32c(data);
    return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
  }

  /// CRC-32C bit by bit, reflected polynomial.
  static int crc32c(byte[] data) {
    int crc = -1;
    for (byte next : data) {
      crc ^= next & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc >>> 1) ^ ((crc & 1) * 0x82F63B78);
      }
    }
    return ~crc;
  }
}
