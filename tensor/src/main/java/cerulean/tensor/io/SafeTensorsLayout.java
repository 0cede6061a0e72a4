package cerulean.tensor.io;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The order of tensors in a file to be written, and its header.
///
/// As the reference implementation does (`prepare` in `safetensors/src/tensor.rs`): wider types
/// first, so that every tensor is aligned, then by name; the header is filled with spaces to a
/// multiple of 8.
final class SafeTensorsLayout {

  private static final int ALIGNMENT = 8;

  private final List<Tensor> tensors = new ArrayList<>();
  private final byte[] header;

  SafeTensorsLayout(Map<String, Tensor> named, Map<String, String> metadata) {
    StringBuilder json = new StringBuilder("{");
    if (!metadata.isEmpty()) {
      json.append(text(SafeTensorsHeader.METADATA)).append(":{");
      List<Map.Entry<String, String>> texts = new ArrayList<>(metadata.entrySet());
      texts.sort(Map.Entry.comparingByKey(SafeTensorsLayout::compareBytes));
      for (Map.Entry<String, String> one : texts) {
        json.append(text(one.getKey())).append(':').append(text(one.getValue())).append(',');
      }
      json.setCharAt(json.length() - 1, '}');
      json.append(',');
    }
    long end = 0;
    for (Map.Entry<String, Tensor> entry : sorted(named)) {
      Tensor tensor = entry.getValue();
      long begin = end;
      end += (long) tensor.size() * tensor.dtype().bytes();
      json.append(text(name(entry.getKey())))
          .append(":{\"dtype\":\"")
          .append(tensor.dtype())
          .append("\",\"shape\":")
          .append(tensor.shape().toString().replace(" ", ""))
          .append(",\"data_offsets\":[%d,%d]},".formatted(begin, end));
      tensors.add(tensor);
    }
    if (json.length() == 1) {
      json.append('}');
    } else {
      json.setCharAt(json.length() - 1, '}');
    }
    header = framed(json);
  }

  private static List<Map.Entry<String, Tensor>> sorted(Map<String, Tensor> named) {
    List<Map.Entry<String, Tensor>> entries = new ArrayList<>(named.entrySet());
    Comparator<Map.Entry<String, Tensor>> byType =
        Comparator.comparing(entry -> type(entry.getValue().dtype()));
    entries.sort(
        byType.reversed().thenComparing(Map.Entry::getKey, SafeTensorsLayout::compareBytes));
    return entries;
  }

  private static SafeTensorsType type(DType type) {
    return SafeTensorsType.of(type);
  }

  /// The order of the bytes in UTF-8, which beyond 16 bits is not the order of Java's strings.
  private static int compareBytes(String a, String b) {
    return Arrays.compareUnsigned(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  private static String name(String name) {
    if (name.equals(SafeTensorsHeader.METADATA)) {
      throw new IllegalArgumentException(
          "safetensors: no tensor can be named " + name + ", which is the format's own; rename it");
    }
    return name;
  }

  /// A text in quotes, escaped as the reference implementation does.
  private static String text(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\b' -> quoted.append("\\b");
        case '\f' -> quoted.append("\\f");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (c < ' ') {
            quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  private static byte[] framed(StringBuilder json) {
    ByteBuffer utf8;
    try {
      utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(json));
    } catch (CharacterCodingException cause) {
      throw new IllegalArgumentException(
          "safetensors: a name or text has half of a surrogate pair, which is no character", cause);
    }
    int padded = (utf8.remaining() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (padded > SafeTensorsHeader.MOST_BYTES) {
      throw new IllegalArgumentException(
          "safetensors: header is too long: %d bytes; at most %d are read, so shorten names or texts"
              .formatted(padded, SafeTensorsHeader.MOST_BYTES));
    }
    ByteBuffer framed =
        ByteBuffer.allocate(SafeTensorsHeader.LENGTH + padded).order(ByteOrder.LITTLE_ENDIAN);
    framed.putLong(padded).put(utf8);
    Arrays.fill(framed.array(), framed.position(), framed.capacity(), (byte) ' ');
    return framed.array();
  }

  byte[] header() {
    return header;
  }

  /// In the order of the file.
  List<Tensor> tensors() {
    return tensors;
  }
}
