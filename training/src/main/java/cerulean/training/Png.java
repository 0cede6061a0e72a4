package cerulean.training;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Encodes images as PNG (ISO/IEC 15948), 8 bits per channel, without filters.
final class Png {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  private static final byte GREY = 0;
  private static final byte COLOURS = 2;

  private Png() {}

  /// An image whose `channels` planes, 1 or 3, lie one after the other.
  static byte[] encode(byte[] planes, int channels, int height, int width) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(13);
    header.putInt(width).putInt(height).put((byte) 8).put(channels == 1 ? GREY : COLOURS);
    // Compression, filters and interlacing have one usual value each: 0.
    chunk(out, "IHDR", header.array());
    chunk(out, "IDAT", deflated(rows(planes, channels, height, width)));
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  /// Pixel after pixel, each row behind the number of its filter, none.
  private static byte[] rows(byte[] planes, int channels, int height, int width) {
    byte[] rows = new byte[height * (1 + channels * width)];
    int at = 0;
    for (int y = 0; y < height; y++) {
      at++;
      for (int x = 0; x < width; x++) {
        for (int channel = 0; channel < channels; channel++) {
          rows[at++] = planes[(channel * height + y) * width + x];
        }
      }
    }
    return rows;
  }

  private static byte[] deflated(byte[] rows) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Deflater deflater = new Deflater()) {
      deflater.setInput(rows);
      deflater.finish();
      byte[] buffer = new byte[1 << 13];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
    }
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(data);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(data.length).array());
    out.writeBytes(name);
    out.writeBytes(data);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt((int) sum.getValue()).array());
  }
}
