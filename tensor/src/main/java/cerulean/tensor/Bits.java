package cerulean.tensor;

/// Operations on the bits of integers (in two's complement) and, but for shifts, on truth values.
public final class Bits {

  private Bits() {}

  /// Bits set in both.
  public static Tensor and(Tensor a, Tensor b) {
    return ElementwiseOps.apply(Arithmetic.BITWISE_AND, a, b);
  }

  /// Bits set in one or both.
  public static Tensor or(Tensor a, Tensor b) {
    return ElementwiseOps.apply(Arithmetic.BITWISE_OR, a, b);
  }

  /// Bits set in one only.
  public static Tensor xor(Tensor a, Tensor b) {
    return ElementwiseOps.apply(Arithmetic.BITWISE_XOR, a, b);
  }

  /// Bits of `a` moved up by `b` places.
  public static Tensor shiftLeft(Tensor a, Tensor b) {
    return ElementwiseOps.apply(Arithmetic.SHIFT_LEFT, a, b);
  }

  /// Bits of `a` moved down by `b` places, the sign kept: `floor(a / 2^b)`.
  public static Tensor shiftRight(Tensor a, Tensor b) {
    return ElementwiseOps.apply(Arithmetic.SHIFT_RIGHT, a, b);
  }

  /// Every bit turned.
  public static Tensor not(Tensor a) {
    return ElementwiseOps.apply(Functions.BITWISE_NOT, a);
  }
}
