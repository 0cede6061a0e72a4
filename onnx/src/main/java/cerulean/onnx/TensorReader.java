package cerulean.onnx;

import cerulean.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads one `TensorProto`, in two passes: the first counts the elements that are there, the second
/// takes them. Between the two the count is compared with the declared sizes, so that nothing is
/// allocated for elements that do not exist.
final class TensorReader {

  /// As many axes as NumPy allows.
  static final int MOST_AXES = 64;

  /// What an array of the JVM can hold.
  private static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;

  private static final int DIMS = 1;
  private static final int DATA_TYPE = 2;
  private static final int SEGMENT = 3;
  private static final int FLOAT_DATA = 4;
  private static final int INT32_DATA = 5;
  private static final int STRING_DATA = 6;
  private static final int INT64_DATA = 7;
  private static final int NAME = 8;
  private static final int RAW_DATA = 9;
  private static final int DOUBLE_DATA = 10;
  private static final int UINT64_DATA = 11;
  private static final int EXTERNAL_DATA = 13;
  private static final int DATA_LOCATION = 14;

  private final WireReader in;

  private String name = "";
  private ElementType type = ElementType.UNDEFINED;
  private long[] dims = new long[4];
  private int rank;
  private @Nullable ByteBuffer raw;

  /// The field the elements are in, other than [#RAW_DATA]; 0 if there is none.
  private int typedField;

  private int typedCount;

  private TensorReader(WireReader in) {
    this.in = in;
  }

  static TensorData read(WireReader in) throws OnnxFormatException {
    TensorReader reader = new TensorReader(in);
    while (in.next()) {
      reader.readField();
    }
    return reader.finish();
  }

  private void readField() throws OnnxFormatException {
    switch (in.field()) {
      case DIMS -> in.varints(this::addDim);
      case DATA_TYPE -> {
        in.once();
        type = ElementType.read(in);
      }
      case SEGMENT -> throw in.fault("tensor is cut into segments, which are not read");
      case FLOAT_DATA -> count(in.countFixed(Float.BYTES));
      case DOUBLE_DATA -> count(in.countFixed(Double.BYTES));
      case INT32_DATA, INT64_DATA, UINT64_DATA -> count(in.countVarints());
      case STRING_DATA -> {
        in.bytes();
        count(1);
      }
      case NAME -> {
        in.once();
        name = in.text();
      }
      case RAW_DATA -> {
        in.once();
        raw = in.bytes();
      }
      case EXTERNAL_DATA -> throw external();
      case DATA_LOCATION -> {
        if (in.varint() != 0) {
          throw external();
        }
      }
      default -> in.skip();
    }
  }

  private void addDim(long dim) throws OnnxFormatException {
    if (rank == MOST_AXES) {
      throw in.fault("tensor has more than " + MOST_AXES + " axes");
    }
    if (rank == dims.length) {
      dims = Arrays.copyOf(dims, 2 * rank);
    }
    dims[rank++] = dim;
  }

  /// Notes `elements` more elements in this field; a packed field without any says nothing.
  private void count(int elements) throws OnnxFormatException {
    if (elements == 0) {
      return;
    }
    if (typedField != 0 && typedField != in.field()) {
      throw twoFields(typedField, in.field());
    }
    typedField = in.field();
    typedCount += elements;
  }

  private TensorData finish() throws OnnxFormatException {
    if (type == ElementType.UNDEFINED) {
      throw fault("has no element type");
    }
    Shape shape = shape();
    long needed = type.bytes(shape.size());
    if (needed > MOST_ELEMENTS) {
      throw tooLarge();
    }
    if (raw != null) {
      checkRaw(raw, needed);
      return new TensorData(name, type, shape, raw, List.of());
    }
    checkTyped(shape, needed);
    if (type == ElementType.STRING) {
      return new TensorData(name, type, shape, ByteBuffer.allocate(0), readTexts());
    }
    byte[] bytes = new byte[(int) needed];
    readTyped(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    return new TensorData(name, type, shape, ByteBuffer.wrap(bytes), List.of());
  }

  /// The shape, whose sizes and number of elements are ints. Axes of size 0 do not excuse the
  /// others: `[0, 2^31, 2^31]` is refused.
  private Shape shape() throws OnnxFormatException {
    int[] sizes = new int[rank];
    long elements = 1;
    for (int i = 0; i < rank; i++) {
      if (dims[i] < 0) {
        throw fault("has a negative size: " + shownDims());
      }
      // Both factors are below 2^31 here.
      if (dims[i] > MOST_ELEMENTS || elements * Math.max(dims[i], 1) > MOST_ELEMENTS) {
        throw tooLarge();
      }
      elements *= Math.max(dims[i], 1);
      sizes[i] = (int) dims[i];
    }
    return Shape.of(sizes);
  }

  private void checkRaw(ByteBuffer there, long needed) throws OnnxFormatException {
    if (typedField != 0) {
      throw twoFields(typedField, RAW_DATA);
    }
    if (type == ElementType.STRING) {
      throw fault("holds texts as raw bytes, which ONNX does not allow");
    }
    if (there.remaining() != needed) {
      throw fault(
          "of %s needs %d bytes for %s, raw_data has %d"
              .formatted(shownDims(), needed, type, there.remaining()));
    }
  }

  private void checkTyped(Shape shape, long neededBytes) throws OnnxFormatException {
    int field = fieldOf(type);
    if (typedField != 0 && typedField != field) {
      throw fault(
          "holds its elements in field %d, %s belongs into %d".formatted(typedField, type, field));
    }
    long needed =
        switch (field) {
          case FLOAT_DATA -> neededBytes / Float.BYTES;
          case DOUBLE_DATA -> neededBytes / Double.BYTES;
          // Types of less than a byte are packed, a byte to a number.
          case INT32_DATA -> type.bits() < Byte.SIZE ? neededBytes : shape.size();
          default -> shape.size();
        };
    if (typedCount != needed) {
      throw fault(
          "of %s needs %d numbers for %s, it has %d"
              .formatted(shownDims(), needed, type, typedCount));
    }
  }

  /// Where elements of a type stand that are not raw bytes.
  private static int fieldOf(ElementType type) {
    return switch (type) {
      case FLOAT, COMPLEX64 -> FLOAT_DATA;
      case DOUBLE, COMPLEX128 -> DOUBLE_DATA;
      case INT64 -> INT64_DATA;
      case UINT32, UINT64 -> UINT64_DATA;
      case STRING -> STRING_DATA;
      default -> INT32_DATA;
    };
  }

  private List<String> readTexts() throws OnnxFormatException {
    List<String> texts = new ArrayList<>();
    WireReader pass = in.again();
    while (pass.next()) {
      if (pass.field() == STRING_DATA) {
        texts.add(pass.text());
      } else {
        pass.skip();
      }
    }
    return texts;
  }

  private void readTyped(ByteBuffer into) throws OnnxFormatException {
    WireReader pass = in.again();
    while (pass.next()) {
      if (pass.field() != typedField) {
        pass.skip();
        continue;
      }
      switch (typedField) {
        case FLOAT_DATA -> into.put(pass.fixed(Float.BYTES));
        case DOUBLE_DATA -> into.put(pass.fixed(Double.BYTES));
        default -> pass.varints(value -> putInteger(value, into));
      }
    }
  }

  private void putInteger(long value, ByteBuffer into) throws OnnxFormatException {
    switch (type) {
      case INT64, UINT64 -> into.putLong(value);
      case UINT32 -> into.putInt((int) inRange(value, 0, 0xFFFF_FFFFL));
      // Some writers drop the upper half of negative numbers.
      case INT32 -> into.putInt((int) inRange(value, Integer.MIN_VALUE, 0xFFFF_FFFFL));
      case INT16 -> into.putShort((short) inRange(value, Short.MIN_VALUE, Short.MAX_VALUE));
      case UINT16, FLOAT16, BFLOAT16 -> into.putShort((short) inRange(value, 0, 0xFFFF));
      case INT8 -> into.put((byte) inRange(value, Byte.MIN_VALUE, Byte.MAX_VALUE));
      case BOOL -> into.put((byte) inRange(value, 0, 1));
      default -> into.put((byte) inRange(value, 0, 0xFF));
    }
  }

  private long inRange(long value, long least, long most) throws OnnxFormatException {
    if (value < least || value > most) {
      throw fault("holds " + value + ", which is no " + type);
    }
    return value;
  }

  private String shownDims() {
    return Arrays.toString(Arrays.copyOf(dims, rank));
  }

  private OnnxFormatException tooLarge() {
    return fault(
        "is too large: " + shownDims() + " of " + type + ", at most " + MOST_ELEMENTS + " bytes");
  }

  private OnnxFormatException twoFields(int one, int other) {
    return fault("holds elements in two fields, " + one + " and " + other);
  }

  private OnnxFormatException external() {
    return fault(
        "keeps its elements in another file, which is not read for safety; save the model with all"
            + " data inside");
  }

  private OnnxFormatException fault(String rule) {
    return in.faultOfMessage("tensor " + WireSource.quoted(name) + " " + rule);
  }
}
