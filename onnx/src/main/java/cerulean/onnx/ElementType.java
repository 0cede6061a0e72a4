package cerulean.onnx;

import cerulean.tensor.DType;

/// Element types of ONNX, with the numbers of `TensorProto.DataType`.
public enum ElementType {
  /// Not stated.
  UNDEFINED(0, 0),
  /// 32-bit IEEE 754 floating point.
  FLOAT(1, 32),
  /// 8-bit unsigned integers.
  UINT8(2, 8),
  /// 8-bit signed integers.
  INT8(3, 8),
  /// 16-bit unsigned integers.
  UINT16(4, 16),
  /// 16-bit signed integers.
  INT16(5, 16),
  /// 32-bit signed integers.
  INT32(6, 32),
  /// 64-bit signed integers.
  INT64(7, 64),
  /// UTF-8 texts.
  STRING(8, 0),
  /// Truth values, a byte each.
  BOOL(9, 8),
  /// 16-bit IEEE 754 floating point.
  FLOAT16(10, 16),
  /// 64-bit IEEE 754 floating point.
  DOUBLE(11, 64),
  /// 32-bit unsigned integers.
  UINT32(12, 32),
  /// 64-bit unsigned integers.
  UINT64(13, 64),
  /// Complex numbers of two [#FLOAT].
  COMPLEX64(14, 64),
  /// Complex numbers of two [#DOUBLE].
  COMPLEX128(15, 128),
  /// The upper half of a [#FLOAT].
  BFLOAT16(16, 16),
  /// 8-bit floating point, 4 bits of exponent, no infinities.
  FLOAT8E4M3FN(17, 8),
  /// 8-bit floating point, 4 bits of exponent, no infinities, no negative zero.
  FLOAT8E4M3FNUZ(18, 8),
  /// 8-bit floating point, 5 bits of exponent.
  FLOAT8E5M2(19, 8),
  /// 8-bit floating point, 5 bits of exponent, no infinities, no negative zero.
  FLOAT8E5M2FNUZ(20, 8),
  /// 4-bit unsigned integers, two to a byte, the first in the lower half.
  UINT4(21, 4),
  /// 4-bit signed integers, two to a byte, the first in the lower half.
  INT4(22, 4),
  /// 4-bit floating point, two to a byte, the first in the lower half.
  FLOAT4E2M1(23, 4),
  /// Powers of two, the 8-bit exponent only.
  FLOAT8E8M0(24, 8),
  /// 2-bit unsigned integers, four to a byte, the first lowest.
  UINT2(25, 2),
  /// 2-bit signed integers, four to a byte, the first lowest.
  INT2(26, 2);

  private final int number;
  private final int bits;

  ElementType(int number, int bits) {
    this.number = number;
    this.bits = bits;
  }

  /// The number that stands for the type in files.
  public int number() {
    return number;
  }

  /// Bits per element; 0 for [#STRING] and [#UNDEFINED], whose elements have no fixed size.
  public int bits() {
    return bits;
  }

  /// The type of tensors with such elements.
  ///
  /// Throws an [OnnxFormatException] if there is none.
  public DType dtype() throws OnnxFormatException {
    return switch (this) {
      case FLOAT -> DType.F32;
      case DOUBLE -> DType.F64;
      case FLOAT16 -> DType.F16;
      case BFLOAT16 -> DType.BF16;
      case INT64 -> DType.I64;
      case INT32 -> DType.I32;
      case UINT8 -> DType.U8;
      case INT8 -> DType.I8;
      case BOOL -> DType.BOOL;
      default -> throw new OnnxFormatException("onnx: element type " + this + " has no tensor");
    };
  }

  /// Bytes that `elements` elements take, the last byte possibly not full.
  long bytes(int elements) {
    return ((long) elements * bits + 7) / 8;
  }

  /// The type of a number field.
  static ElementType read(WireReader in) throws OnnxFormatException {
    long number = in.varint();
    if (number < 0 || number >= TYPES.length) {
      throw in.fault("element type " + number + " is not one of 0 to " + (TYPES.length - 1));
    }
    // In the order of their numbers.
    return TYPES[(int) number];
  }

  private static final ElementType[] TYPES = values();
}
