package cerulean.tensor;

/// Element types.
///
/// Arithmetic is on [#F32] and [#F64], on the integers [#I32] and [#I64] (results wrap) and, where
/// it means something, on [#BOOL]. The others are for storage: their tensors can be viewed, moved,
/// copied, read, written and converted, each conversion rounding once, to the nearest and at a tie
/// to even.
public enum DType {
  /// 64-bit IEEE 754 floating point.
  F64(8),

  /// 32-bit IEEE 754 floating point, the type of tensors unless another is asked for.
  F32(4),

  /// The upper 16 bits of [#F32]: its range with 8 significant bits. Storage only.
  BF16(2),

  /// 16-bit IEEE 754 floating point. Storage only.
  F16(2),

  /// 64-bit signed integers; the type of indices and class labels.
  I64(8),

  /// 32-bit signed integers.
  I32(4),

  /// Integers from 0 to 255. Storage only.
  U8(1),

  /// Integers from -128 to 127. Storage only.
  I8(1),

  /// Truth values, one byte each: 1 and 0.
  BOOL(1);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /// Bytes per element.
  public int bytes() {
    return bytes;
  }

  /// Whether elements have fractions, infinities and NaN.
  public boolean isFloating() {
    return this == F64 || this == F32 || this == BF16 || this == F16;
  }

  /// Whether elements are whole numbers; truth values are none.
  public boolean isInteger() {
    return this == I64 || this == I32 || this == U8 || this == I8;
  }

  /// Whether there is no arithmetic on this type.
  public boolean isStorageOnly() {
    return this == BF16 || this == F16 || this == U8 || this == I8;
  }

  /// Whether a number is an element of this type, in floating point but for rounding.
  boolean holds(double number) {
    return isFloating()
        || (number == Math.rint(number) && number >= least() && number < most() + 1.0);
  }

  /// The smallest integer of this type.
  long least() {
    return switch (this) {
      case I64 -> Long.MIN_VALUE;
      case I32 -> Integer.MIN_VALUE;
      case I8 -> Byte.MIN_VALUE;
      default -> 0;
    };
  }

  /// The largest integer of this type.
  long most() {
    return switch (this) {
      case I64 -> Long.MAX_VALUE;
      case I32 -> Integer.MAX_VALUE;
      case I8 -> Byte.MAX_VALUE;
      case U8 -> 255;
      default -> 1;
    };
  }

  /// The type of the result of an operation on this and another: [#BOOL] gives way to integers,
  /// integers give way to floating point, and within a kind the narrower to the wider.
  ///
  /// | | F64 | F32 | I64 | I32 | BOOL |
  /// |---|---|---|---|---|---|
  /// | F64 | F64 | F64 | F64 | F64 | F64 |
  /// | F32 | F64 | F32 | F32 | F32 | F32 |
  /// | I64 | F64 | F32 | I64 | I64 | I64 |
  /// | I32 | F64 | F32 | I64 | I32 | I32 |
  /// | BOOL | F64 | F32 | I64 | I32 | BOOL |
  ///
  /// Throws an exception if one of them is for storage only.
  public DType promote(DType other) {
    return promote("promote", other);
  }

  DType promote(String op, DType other) {
    requireArithmetic(op);
    other.requireArithmetic(op);
    // The arithmetic types are declared in the order in which they give way.
    return compareTo(other) < 0 ? this : other;
  }

  /// The type that elements of this one are computed in: integers in [#I64].
  DType computing(String op) {
    requireArithmetic(op);
    return this == I32 ? I64 : this;
  }

  private void requireArithmetic(String op) {
    if (isStorageOnly()) {
      throw new IllegalArgumentException(
          op
              + ": "
              + this
              + " is for storage; convert with to(DType."
              + (isFloating() ? F32 : I32)
              + ")");
    }
  }

  /// What an operation says that needs one type and got another.
  static IllegalArgumentException mismatch(String op, DType needed, DType got) {
    return new IllegalArgumentException(
        op + ": needs " + needed + "; got " + got + "; convert with to(DType." + needed + ")");
  }

  /// What an operation says that needs floating point and got something else.
  static IllegalArgumentException notFloating(String op, DType got) {
    return new IllegalArgumentException(
        op + ": needs F32 or F64; got " + got + "; convert with to(DType.F32)");
  }
}
