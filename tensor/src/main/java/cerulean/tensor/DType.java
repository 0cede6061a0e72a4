package cerulean.tensor;

/// Element types.
public enum DType {
  /// 32-bit IEEE 754 floating point; the type of all arithmetic.
  F32(4),

  /// 64-bit signed integers; the type of indices and class labels.
  I64(8);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /// Bytes per element.
  public int bytes() {
    return bytes;
  }
}
