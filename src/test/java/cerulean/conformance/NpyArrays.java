package cerulean.conformance;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Arrays in NumPy's format 1.0, as the archive of vectors has them: little-endian, C order.
final class NpyArrays {

  /// Magic string, version, length of the header.
  private static final int PREFIX = 10;

  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '(?<type>[^']+)', 'fortran_order': False, 'shape': \\((?<shape>[^)]*)\\), \\}\\s*");

  private NpyArrays() {}

  /// The array of a file.
  static Tensor read(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int length = Short.toUnsignedInt(bytes.getShort(PREFIX - 2));
    String header = new String(file, PREFIX, length, StandardCharsets.US_ASCII);
    Matcher parts = HEADER.matcher(header);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not a header of an array: " + header);
    }
    int[] shape = Integers.of(parts.group("shape"));
    ByteBuffer data = bytes.position(PREFIX + length).slice().order(ByteOrder.LITTLE_ENDIAN);
    switch (parts.group("type")) {
      case "<f8" -> {
        double[] values = new double[data.remaining() / Double.BYTES];
        data.asDoubleBuffer().get(values);
        return Tensor.wrap(values, shape);
      }
      case "<f4" -> {
        float[] values = new float[data.remaining() / Float.BYTES];
        data.asFloatBuffer().get(values);
        return Tensor.wrap(values, shape);
      }
      case "<i8" -> {
        long[] values = new long[data.remaining() / Long.BYTES];
        data.asLongBuffer().get(values);
        return Tensor.wrap(values, shape);
      }
      case "<i4" -> {
        int[] values = new int[data.remaining() / Integer.BYTES];
        data.asIntBuffer().get(values);
        return Tensor.wrap(values, shape);
      }
      case "|b1" -> {
        return Tensor.wrap(DType.BOOL, bytes(data), shape);
      }
      case "|u1" -> {
        return Tensor.wrap(DType.U8, bytes(data), shape);
      }
      default -> throw new IllegalArgumentException("no element type of ours: " + header);
    }
  }

  private static byte[] bytes(ByteBuffer data) {
    byte[] values = new byte[data.remaining()];
    data.get(values);
    return values;
  }

  /// Whole numbers with commas between them.
  private static final class Integers {
    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

    static int[] of(String text) {
      return COMMA
          .splitAsStream(text.strip())
          .filter(part -> !part.isEmpty())
          .mapToInt(Integer::parseInt)
          .toArray();
    }
  }
}
