package cerulean.training;

import cerulean.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/// A number that a damaged state does not have: CRC-32C (Castagnoli, Braeuer & Herrmann 1993) of
/// names, types, shapes and elements of all tensors and of all values, by name.
final class Checksum {

  private final CRC32C sum = new CRC32C();

  private Checksum() {}

  /// The checksum of a state, eight hexadecimal digits.
  static String of(PartState state) {
    Checksum checksum = new Checksum();
    new TreeMap<>(state.tensors()).forEach(checksum::add);
    for (Map.Entry<String, String> value : new TreeMap<>(state.values()).entrySet()) {
      checksum.add(value.getKey());
      checksum.add(value.getValue());
    }
    return "%08x".formatted(checksum.sum.getValue());
  }

  private void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    // With the length, so that no two lists of texts are one text.
    sum.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    sum.update(bytes);
  }

  private void add(String name, Tensor tensor) {
    add(name);
    add(tensor.dtype() + " " + tensor.shape());
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(tensor.size(), tensor.dtype().bytes()))
            .order(ByteOrder.LITTLE_ENDIAN);
    switch (tensor.dtype()) {
      case F64 -> bytes.asDoubleBuffer().put(tensor.toDoubleArray());
      case F32 -> bytes.asFloatBuffer().put(tensor.toArray());
      case BF16, F16 -> bytes.asShortBuffer().put(tensor.toShortArray());
      case I64 -> bytes.asLongBuffer().put(tensor.toLongArray());
      case I32 -> bytes.asIntBuffer().put(tensor.toIntArray());
      case U8, I8, BOOL -> bytes.duplicate().put(tensor.toByteArray());
    }
    sum.update(bytes);
  }
}
