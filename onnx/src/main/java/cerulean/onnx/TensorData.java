package cerulean.onnx;

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
  /// - element types: FLOAT and INT64
  public Tensor toTensor() throws OnnxFormatException {
    int n = shape.size();
    return switch (type) {
      case FLOAT -> {
        float[] values = new float[n];
        bytes().asFloatBuffer().get(values);
        yield Tensor.wrap(values, shape.dims());
      }
      case INT64 -> {
        long[] values = new long[n];
        bytes().asLongBuffer().get(values);
        yield Tensor.wrap(values, shape.dims());
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
            + "; only FLOAT and INT64 can be converted");
  }

  /// `w: FLOAT [64, 3, 7, 7]`.
  @Override
  public String toString() {
    return name + ": " + type + " " + shape;
  }
}
