package cerulean.tensor;

/// The numbers behind one tensor or several views of it: one Java array of the element type.
final class Storage {

  private final DType dtype;
  private final Object array;

  private Storage(DType dtype, Object array) {
    this.dtype = dtype;
    this.array = array;
  }

  static Storage of(float[] floats) {
    return new Storage(DType.F32, floats);
  }

  static Storage of(long[] longs) {
    return new Storage(DType.I64, longs);
  }

  static Storage zeros(DType dtype, int size) {
    return switch (dtype) {
      case F32 -> of(new float[size]);
      case I64 -> of(new long[size]);
    };
  }

  DType dtype() {
    return dtype;
  }

  /// The array of an F32 storage.
  float[] floats() {
    return (float[]) array;
  }

  /// The array of an I64 storage.
  long[] longs() {
    return (long[]) array;
  }
}
