package cerulean.tensor;

import cerulean.tensor.kernel.Loads;
import cerulean.tensor.kernel.Stores;

/// Elements of one type as elements of another.
final class Conversions {

  /// Elements that pass through a buffer at a time: 4 to 16 KiB each, so that the buffers of an
  /// operation stay in the first-level cache.
  static final int BLOCK = 2048;

  private Conversions() {}

  /// `to[k] = from[i + k step]` for `0 <= k < n`, into an array of a computing type: F64, F32, I64
  /// or BOOL.
  static void load(DType type, Object from, int i, int step, DType computing, Object to, int n) {
    switch (computing) {
      case F64 -> loadDoubles(type, from, i, step, (double[]) to, n);
      case F32 -> loadFloats(type, from, i, step, (float[]) to, n);
      case I64 -> loadLongs(type, from, i, step, (long[]) to, n);
      case BOOL -> loadTruth(type, from, i, step, (byte[]) to, n);
      case BF16, F16, I32, U8, I8 -> throw new IllegalArgumentException(computing.toString());
    }
  }

  private static void loadDoubles(DType type, Object from, int i, int step, double[] to, int n) {
    switch (type) {
      case F64 -> Storage.moves(type).copy(from, i, step, to, 0, 1, n);
      case F32 -> Loads.toDoubles((float[]) from, i, step, to, n);
      case BF16 -> Loads.bfloatToDoubles((short[]) from, i, step, to, n);
      case F16 -> Loads.halfToDoubles((short[]) from, i, step, to, n);
      case I64 -> Loads.toDoubles((long[]) from, i, step, to, n);
      case I32 -> Loads.toDoubles((int[]) from, i, step, to, n);
      case U8 -> Loads.unsignedToDoubles((byte[]) from, i, step, to, n);
      case I8, BOOL -> Loads.toDoubles((byte[]) from, i, step, to, n);
    }
  }

  private static void loadFloats(DType type, Object from, int i, int step, float[] to, int n) {
    switch (type) {
      case F64 -> Loads.toFloats((double[]) from, i, step, to, n);
      case F32 -> Storage.moves(type).copy(from, i, step, to, 0, 1, n);
      case BF16 -> Loads.bfloatToFloats((short[]) from, i, step, to, n);
      case F16 -> Loads.halfToFloats((short[]) from, i, step, to, n);
      case I64 -> Loads.toFloats((long[]) from, i, step, to, n);
      case I32 -> Loads.toFloats((int[]) from, i, step, to, n);
      case U8 -> Loads.unsignedToFloats((byte[]) from, i, step, to, n);
      case I8, BOOL -> Loads.toFloats((byte[]) from, i, step, to, n);
    }
  }

  private static void loadLongs(DType type, Object from, int i, int step, long[] to, int n) {
    switch (type) {
      case F64 -> Loads.toLongs((double[]) from, i, step, to, n);
      case F32 -> Loads.toLongs((float[]) from, i, step, to, n);
      case BF16 -> Loads.bfloatToLongs((short[]) from, i, step, to, n);
      case F16 -> Loads.halfToLongs((short[]) from, i, step, to, n);
      case I64 -> Storage.moves(type).copy(from, i, step, to, 0, 1, n);
      case I32 -> Loads.toLongs((int[]) from, i, step, to, n);
      case U8 -> Loads.unsignedToLongs((byte[]) from, i, step, to, n);
      case I8, BOOL -> Loads.toLongs((byte[]) from, i, step, to, n);
    }
  }

  private static void loadTruth(DType type, Object from, int i, int step, byte[] to, int n) {
    switch (type) {
      case F64 -> Loads.toTruth((double[]) from, i, step, to, n);
      case F32 -> Loads.toTruth((float[]) from, i, step, to, n);
      case BF16, F16 -> Loads.toTruth((short[]) from, i, step, to, n);
      case I64 -> Loads.toTruth((long[]) from, i, step, to, n);
      case I32 -> Loads.toTruth((int[]) from, i, step, to, n);
      case U8, I8, BOOL -> Loads.toTruth((byte[]) from, i, step, to, n);
    }
  }

  /// The type that conversion to `type` passes through.
  static DType through(DType type) {
    return switch (type) {
      case F64, BF16, F16 -> DType.F64;
      case F32 -> DType.F32;
      case I64, I32, U8, I8 -> DType.I64;
      case BOOL -> DType.BOOL;
    };
  }

  /// `to[o + k] = from[k]`, from an array of the type that [#through] gives for `type`.
  static void store(Object from, DType type, Object to, int o, int n) {
    switch (type) {
      case F64, F32, I64, BOOL -> System.arraycopy(from, 0, to, o, n);
      case BF16 -> Stores.toBfloat((double[]) from, (short[]) to, o, n);
      case F16 -> Stores.toHalf((double[]) from, (short[]) to, o, n);
      case I32 -> Stores.toInts((long[]) from, (int[]) to, o, n);
      case U8, I8 -> Stores.toBytes((long[]) from, (byte[]) to, o, n);
    }
  }
}
