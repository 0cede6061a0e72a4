package cerulean.tensor.io;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Elements of tensors as bytes.
final class Elements {

  /// Elements that are converted at a time, so that writing a tensor takes no second copy of it.
  private static final int CHUNK = 1 << 16;

  private Elements() {}

  /// The tensor of `dims` whose elements lie adjacent at `at`, in row-major order. Its bytes must
  /// be there and its truth values 0 and 1.
  static Tensor read(FileBytes in, long at, DType type, ByteOrder order, int... dims)
      throws TensorFormatException {
    int n = 1;
    for (int dim : dims) {
      n *= dim;
    }
    return switch (type) {
      case F64 -> Tensor.wrap(in.doubles(at, n, order), dims);
      case F32 -> Tensor.wrap(in.floats(at, n, order), dims);
      case BF16, F16 -> Tensor.wrap(type, in.shorts(at, n, order), dims);
      case I64 -> Tensor.wrap(in.longs(at, n, order), dims);
      case I32 -> Tensor.wrap(in.ints(at, n, order), dims);
      case U8, I8, BOOL -> Tensor.wrap(type, in.bytes(at, n), dims);
    };
  }

  /// Writes the elements in row-major order, little-endian.
  static void write(Tensor tensor, OutputStream out) throws IOException {
    if (tensor.size() <= CHUNK) {
      writeChunk(tensor, out);
      return;
    }
    // More than one element, so that there is a first axis.
    int rows = tensor.dim(0);
    int rowSize = tensor.size() / rows;
    if (rowSize > CHUNK) {
      for (int row = 0; row < rows; row++) {
        write(tensor.select(0, row), out);
      }
      return;
    }
    int step = CHUNK / rowSize;
    for (int row = 0; row < rows; row += step) {
      writeChunk(tensor.narrow(0, row, Math.min(step, rows - row)), out);
    }
  }

  private static void writeChunk(Tensor tensor, OutputStream out) throws IOException {
    if (tensor.dtype().bytes() == 1) {
      out.write(tensor.toByteArray());
      return;
    }
    byte[] bytes = new byte[tensor.size() * tensor.dtype().bytes()];
    MemorySegment to = MemorySegment.ofArray(bytes);
    switch (tensor.dtype()) {
      case F64 -> copy(tensor.toDoubleArray(), ValueLayout.JAVA_DOUBLE_UNALIGNED, to, tensor);
      case F32 -> copy(tensor.toArray(), ValueLayout.JAVA_FLOAT_UNALIGNED, to, tensor);
      case BF16, F16 -> copy(tensor.toShortArray(), ValueLayout.JAVA_SHORT_UNALIGNED, to, tensor);
      case I64 -> copy(tensor.toLongArray(), ValueLayout.JAVA_LONG_UNALIGNED, to, tensor);
      case I32 -> copy(tensor.toIntArray(), ValueLayout.JAVA_INT_UNALIGNED, to, tensor);
      case U8, I8, BOOL -> throw new AssertionError("written above");
    }
    out.write(bytes);
  }

  private static void copy(Object array, ValueLayout layout, MemorySegment to, Tensor tensor) {
    MemorySegment.copy(array, 0, to, layout.withOrder(ByteOrder.LITTLE_ENDIAN), 0, tensor.size());
  }
}
