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

  /// The bits of each element read as an element of another type of the same width: of F64 and I64,
  /// of F32 and I32, of BF16 and F16, of U8 and I8; of BOOL read as U8 or I8, not the reverse.
  public static Tensor reinterpret(Tensor a, DType type) {
    Tensor copy = a.copy();
    int[] shape = a.shape().dims();
    if (type == a.dtype()) {
      return copy;
    }
    return switch (copy.array()) {
      case double[] x when type == DType.I64 -> Tensor.wrap(longs(x), shape);
      case long[] x when type == DType.F64 -> Tensor.wrap(doubles(x), shape);
      case float[] x when type == DType.I32 -> Tensor.wrap(ints(x), shape);
      case int[] x when type == DType.F32 -> Tensor.wrap(floats(x), shape);
      case short[] x when type == DType.F16 || type == DType.BF16 -> Tensor.wrap(type, x, shape);
      case byte[] x when type == DType.U8 || type == DType.I8 -> Tensor.wrap(type, x, shape);
      default -> throw otherWidth(a.dtype(), type);
    };
  }

  private static long[] longs(double... x) {
    long[] bits = new long[x.length];
    for (int i = 0; i < x.length; i++) {
      bits[i] = Double.doubleToRawLongBits(x[i]);
    }
    return bits;
  }

  private static double[] doubles(long... bits) {
    double[] x = new double[bits.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = Double.longBitsToDouble(bits[i]);
    }
    return x;
  }

  private static int[] ints(float... x) {
    int[] bits = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      bits[i] = Float.floatToRawIntBits(x[i]);
    }
    return bits;
  }

  private static float[] floats(int... bits) {
    float[] x = new float[bits.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = Float.intBitsToFloat(bits[i]);
    }
    return x;
  }

  private static IllegalArgumentException otherWidth(DType from, DType to) {
    return new IllegalArgumentException(
        "reinterpret: bits of "
            + from
            + " are not those of "
            + to
            + "; convert with to(DType."
            + to
            + ")");
  }
}
