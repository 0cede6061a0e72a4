package cerulean.tensor;

import cerulean.tensor.kernel.ByteMoves;
import cerulean.tensor.kernel.DoubleMoves;
import cerulean.tensor.kernel.FloatMoves;
import cerulean.tensor.kernel.IntMoves;
import cerulean.tensor.kernel.LongMoves;
import cerulean.tensor.kernel.Moves;
import cerulean.tensor.kernel.ShortMoves;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The numbers behind one tensor or several views of it: one Java array.
///
/// F64 `double[]`, F32 `float[]`, BF16 and F16 `short[]`, I64 `long[]`, I32 `int[]`, U8, I8 and
/// BOOL `byte[]`. A storage made in a [Workspace] loses its array when that closes, and all views
/// with it: they share the storage, and the array is reached through it alone.
final class Storage {

  private static final Moves DOUBLES = new DoubleMoves();
  private static final Moves FLOATS = new FloatMoves();
  private static final Moves SHORTS = new ShortMoves();
  private static final Moves LONGS = new LongMoves();
  private static final Moves INTS = new IntMoves();
  private static final Moves BYTES = new ByteMoves();

  private final DType dtype;
  private final boolean recycled;
  private @Nullable Object array;
  private @Nullable Workspace owner;

  /// How often the elements were changed in place, see [Changes].
  private int version;

  private Storage(DType dtype, Object array, boolean recycled, @Nullable Workspace owner) {
    this.dtype = dtype;
    this.array = array;
    this.recycled = recycled;
    this.owner = owner;
  }

  /// A storage over an array that somebody else may hold too, which is never recycled.
  static Storage over(DType dtype, Object array) {
    return new Storage(dtype, array, false, null);
  }

  /// A storage that a workspace will recycle.
  static Storage lent(DType dtype, Object array, Workspace owner) {
    return new Storage(dtype, array, true, owner);
  }

  DType dtype() {
    return dtype;
  }

  /// The array; null once the storage is released.
  @Nullable Object array() {
    return array;
  }

  /// Whether the array came from a workspace, so that nothing but this storage holds it.
  boolean isRecycled() {
    return recycled;
  }

  /// The workspace that will release the storage; null if none will.
  @Nullable Workspace owner() {
    return owner;
  }

  int version() {
    return version;
  }

  void change() {
    version++;
  }

  void moveTo(@Nullable Workspace next) {
    owner = next;
  }

  /// Gives up the array; null if that has happened before.
  @Nullable Object release() {
    Object released = array;
    array = null;
    owner = null;
    return released;
  }

  /// Overwrites every element of an array of any type with zero, or with all bits set, which is NaN
  /// in floating point.
  static void fill(Object array, boolean ones) {
    switch (array) {
      case float[] x -> Arrays.fill(x, ones ? Float.NaN : 0f);
      case double[] x -> Arrays.fill(x, ones ? Double.NaN : 0);
      case long[] x -> Arrays.fill(x, ones ? -1 : 0);
      case int[] x -> Arrays.fill(x, ones ? -1 : 0);
      case short[] x -> Arrays.fill(x, (short) (ones ? -1 : 0));
      case byte[] x -> Arrays.fill(x, (byte) (ones ? -1 : 0));
      default -> throw new IllegalArgumentException(array.getClass().getName());
    }
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
