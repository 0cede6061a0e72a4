package cerulean.tensor.io;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.nio.ByteOrder;

/// The element types of NumPy that are read, and the types of tensors that they become.
///
/// All are exact: 16-bit integers widen to I32 and unsigned 32-bit ones to I64. Unsigned 64-bit
/// integers become I64 if every one of them fits.
enum NpyType {
  F8(8, DType.F64),
  F4(4, DType.F32),
  F2(2, DType.F16),
  I8(8, DType.I64),
  I4(4, DType.I32),
  I2(2, DType.I32),
  I1(1, DType.I8),
  U8(8, DType.I64),
  U4(4, DType.I64),
  U2(2, DType.I32),
  U1(1, DType.U8),
  B1(1, DType.BOOL);

  private final int bytes;
  private final DType type;

  NpyType(int bytes, DType type) {
    this.bytes = bytes;
    this.type = type;
  }

  /// Bytes per element in a file.
  int bytes() {
    return bytes;
  }

  /// The tensor of `dims`, whose elements lie adjacent at `at`, in row-major order.
  Tensor read(FileBytes in, long at, ByteOrder order, int... dims) throws TensorFormatException {
    return switch (this) {
      case F8, F4, F2, I8, I4, I1, U1 -> Elements.read(in, at, type, order, dims);
      case I2 -> Tensor.wrap(widened(in.shorts(at, size(dims), order), false), dims);
      case U2 -> Tensor.wrap(widened(in.shorts(at, size(dims), order), true), dims);
      case U4 -> Tensor.wrap(widened(in.ints(at, size(dims), order)), dims);
      case U8 -> Tensor.wrap(fitting(in.longs(at, size(dims), order), in.name()), dims);
      case B1 -> Tensor.wrap(type, truth(in.bytes(at, size(dims))), dims);
    };
  }

  private static int size(int... dims) {
    int n = 1;
    for (int dim : dims) {
      n *= dim;
    }
    return n;
  }

  private static int[] widened(short[] values, boolean unsigned) {
    int[] wide = new int[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = unsigned ? Short.toUnsignedInt(values[i]) : values[i];
    }
    return wide;
  }

  private static long[] widened(int... values) {
    long[] wide = new long[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = Integer.toUnsignedLong(values[i]);
    }
    return wide;
  }

  private static long[] fitting(long[] values, String name) throws TensorFormatException {
    for (int i = 0; i < values.length; i++) {
      if (values[i] < 0) {
        throw new TensorFormatException(
            "npy: number too large: element %d of %s is %s, I64 ends at %d; save it as float64"
                .formatted(i, name, Long.toUnsignedString(values[i]), Long.MAX_VALUE));
      }
    }
    return values;
  }

  /// NumPy holds any byte but 0 to be true; a tensor's truth values are 1 and 0.
  private static byte[] truth(byte[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (values[i] == 0 ? 0 : 1);
    }
    return values;
  }
}
