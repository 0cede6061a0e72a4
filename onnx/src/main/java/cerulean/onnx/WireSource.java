package cerulean.onnx;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// The bytes of one file while they are read: what all readers of its messages share.
final class WireSource {

  /// Messages and texts in one file. Each becomes an object of some hundred bytes at most, so a
  /// file cannot ask for more than a few hundred megabytes beside its numbers. The largest exported
  /// models have some ten thousand nodes.
  static final int MOST_ITEMS = 1 << 21;

  /// Characters of a name from the file that are repeated in a message.
  private static final int MOST_SHOWN = 60;

  private final byte[] bytes;
  private final String name;
  private int items;

  /// `name` stands for the file in messages.
  WireSource(byte[] bytes, String name) {
    this.bytes = bytes;
    this.name = name;
  }

  int length() {
    return bytes.length;
  }

  byte at(int place) {
    return bytes[place];
  }

  /// The bytes `from .. from + length - 1`, not copied.
  ByteBuffer slice(int from, int length) {
    return ByteBuffer.wrap(bytes, from, length).slice().asReadOnlyBuffer();
  }

  String text(int from, int length) throws OnnxFormatException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(slice(from, length)).toString();
    } catch (CharacterCodingException cause) {
      throw fault(from, "text is not UTF-8");
    }
  }

  /// Counts one more message or text.
  void countItem(int place) throws OnnxFormatException {
    if (++items > MOST_ITEMS) {
      throw fault(place, "more than " + MOST_ITEMS + " messages and texts");
    }
  }

  /// The sentence for a rule that is broken at `place`.
  OnnxFormatException fault(int place, String rule) {
    return new OnnxFormatException("onnx: " + rule + "; byte " + place + " of " + name);
  }

  /// A name from the file in quotes, cut short and without control characters.
  static String quoted(String text) {
    StringBuilder shown = new StringBuilder("'");
    for (int i = 0; i < Math.min(text.length(), MOST_SHOWN); i++) {
      char c = text.charAt(i);
      shown.append(Character.isISOControl(c) ? '?' : c);
    }
    return shown.append(text.length() > MOST_SHOWN ? "...'" : "'").toString();
  }
}
