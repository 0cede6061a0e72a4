package cerulean.tensor.io;

import cerulean.tensor.DType;
import org.jspecify.annotations.Nullable;

/// The element types of safetensors, in the order of the reference implementation's `Dtype`, which
/// is the order, backwards, in which tensors are written.
///
/// Those with a type of tensor are read; the others may be in a file, but not asked for.
enum SafeTensorsType {
  BOOL(8, DType.BOOL),
  F4(4, null),
  F6_E2M3(6, null),
  F6_E3M2(6, null),
  U8(8, DType.U8),
  I8(8, DType.I8),
  F8_E5M2(8, null),
  F8_E4M3(8, null),
  F8_E5M2FNUZ(8, null),
  F8_E4M3FNUZ(8, null),
  F8_E8M0(8, null),
  I16(16, null),
  U16(16, null),
  F16(16, DType.F16),
  BF16(16, DType.BF16),
  I32(32, DType.I32),
  U32(32, null),
  F32(32, DType.F32),
  C64(64, null),
  F64(64, DType.F64),
  I64(64, DType.I64),
  U64(64, null);

  private final int bits;
  private final @Nullable DType type;

  SafeTensorsType(int bits, @Nullable DType type) {
    this.bits = bits;
    this.type = type;
  }

  /// Bits per element.
  int bits() {
    return bits;
  }

  /// The type of tensors that they become; null if they are not read.
  @Nullable DType type() {
    return type;
  }

  /// The type of that name; null if there is none.
  static @Nullable SafeTensorsType named(String name) {
    for (SafeTensorsType type : values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    return null;
  }

  /// The type that holds the elements of a tensor.
  static SafeTensorsType of(DType type) {
    return valueOf(type.name());
  }
}
