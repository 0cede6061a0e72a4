package cerulean.tensor;

import cerulean.tensor.kernel.ByteMoves;
import cerulean.tensor.kernel.DoubleMoves;
import cerulean.tensor.kernel.FloatMoves;
import cerulean.tensor.kernel.IntMoves;
import cerulean.tensor.kernel.LongMoves;
import cerulean.tensor.kernel.Moves;
import cerulean.tensor.kernel.ShortMoves;

/// The numbers behind one tensor or several views of it: one Java array.
///
/// F64 `double[]`, F32 `float[]`, BF16 and F16 `short[]`, I64 `long[]`, I32 `int[]`, U8, I8 and
/// BOOL `byte[]`.
record Storage(DType dtype, Object array) {

  private static final Moves DOUBLES = new DoubleMoves();
  private static final Moves FLOATS = new FloatMoves();
  private static final Moves SHORTS = new ShortMoves();
  private static final Moves LONGS = new LongMoves();
  private static final Moves INTS = new IntMoves();
  private static final Moves BYTES = new ByteMoves();

  static Storage zeros(DType dtype, int size) {
    return new Storage(dtype, moves(dtype).allocate(size));
  }

  /// How elements of a type are moved.
  static Moves moves(DType dtype) {
    return switch (dtype) {
      case F64 -> DOUBLES;
      case F32 -> FLOATS;
      case BF16, F16 -> SHORTS;
      case I64 -> LONGS;
      case I32 -> INTS;
      case U8, I8, BOOL -> BYTES;
    };
  }
}
