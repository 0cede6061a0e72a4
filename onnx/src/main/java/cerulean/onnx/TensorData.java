package cerulean.onnx;

import cerulean.tensor.DType;
import cerulean.tensor.Shape;
import cerulean.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// A constant tensor of a file: name, element type, shape, and as many elements as the shape says.
///
/// Elements are little-endian, in row-major order, whatever field of the file they were in. What
/// the file holds as raw bytes is not copied: this object keeps the bytes of its file alive.
public final class TensorData {

  private final String name;
  private final ElementType type;
  private final Shape shape;
  private final ByteBuffer bytes;
  private final List<String> texts;

  TensorData(String name, ElementType type, Shape shape, ByteBuffer bytes, List<String> texts) {
    this.name = name;
    this.type = type;
    this.shape = shape;
    this.bytes = bytes;
    this.texts = List.copyOf(texts);
  }

  /// The name; empty for a tensor in an attribute, as a rule.
  public String name() {
    return name;
  }

  /// The element type.
  public ElementType type() {
    return type;
  }

  /// The shape.
  public Shape shape() {
    return shape;
  }

  /// The elements: read-only, little-endian; no bytes for [ElementType#STRING].
  public ByteBuffer bytes() {
    return bytes.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /// The elements of a tensor of [ElementType#STRING], in row-major order.
  public List<String> texts() {
    return texts;
  }

  /// A tensor with a copy of the elements.
  ///
  /// | element type | tensor |
  /// |---|---|
  /// | FLOAT, DOUBLE | F32, F64 |
  /// | FLOAT16, BFLOAT16 | F16, BF16, the bits unchanged |
  /// | INT64, INT32, INT8, UINT8 | I64, I32, I8, U8 |
  /// | BOOL | BOOL; every byte but 0 is true |
  ///
  /// Other types are refused.
  public Tensor toTensor() throws OnnxFormatException {
    int n = shape.size();
    int[] dims = shape.dims();
    return switch (type) {
      case FLOAT -> {
        float[] values = new float[n];
        bytes().asFloatBuffer().get(values);
        yield Tensor.wrap(values, dims);
      }
      case DOUBLE -> {
        double[] values = new double[n];
        bytes().asDoubleBuffer().get(values);
        yield Tensor.wrap(values, dims);
      }
      case INT64 -> {
        long[] values = new long[n];
        bytes().asLongBuffer().get(values);
        yield Tensor.wrap(values, dims);
      }
      case INT32 -> {
        int[] values = new int[n];
        bytes().asIntBuffer().get(values);
        yield Tensor.wrap(values, dims);
      }
      case FLOAT16, BFLOAT16 -> {
        short[] bits = new short[n];
        bytes().asShortBuffer().get(bits);
        yield Tensor.wrap(type == ElementType.FLOAT16 ? DType.F16 : DType.BF16, bits, dims);
      }
      case UINT8, INT8 -> {
        byte[] values = new byte[n];
        bytes().get(values);
        yield Tensor.wrap(type == ElementType.UINT8 ? DType.U8 : DType.I8, values, dims);
      }
      case BOOL -> {
        ByteBuffer there = bytes();
        byte[] values = new byte[n];
        for (int i = 0; i < n; i++) {
          values[i] = (byte) (there.get() == 0 ? 0 : 1);
        }
        yield Tensor.wrap(DType.BOOL, values, dims);
      }
      default -> throw unconvertible();
    };
  }

  private OnnxFormatException unconvertible() {
    return new OnnxFormatException(
        "onnx: element type has no tensor: "
            + WireSource.quoted(name)
            + " holds "
            + type
            + "; FLOAT, DOUBLE, FLOAT16, BFLOAT16, INT64, INT32, INT8, UINT8 and BOOL have one");
  }

  /// `w: FLOAT [64, 3, 7, 7]`.
  @Override
  public String toString() {
    return name + ": " + type + " " + shape;
  }
}
