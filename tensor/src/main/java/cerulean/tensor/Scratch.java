package cerulean.tensor;

import cerulean.tensor.kernel.Moves;

/// A piece of memory of one thread for the patches of a convolution, kept for its next one.
final class Scratch {

  /// Elements to stay below: 1 MiB of floats, within a second-level cache.
  static final int SIZE = 1 << 18;

  private static final ThreadLocal<Scratch> OWN = ThreadLocal.withInitial(Scratch::new);

  private float[] floats = {};
  private double[] doubles = {};

  private Scratch() {}

  /// An array of at least `n` elements of F32 or F64 with anything in it, until the next call on
  /// this thread.
  static Object array(DType type, int n) {
    if (n > SIZE) {
      Moves moves = Storage.moves(type);
      return moves.allocate(n);
    }
    Scratch own = OWN.get();
    if (type == DType.F32) {
      if (own.floats.length < n) {
        own.floats = new float[n];
      }
      return own.floats;
    }
    if (own.doubles.length < n) {
      own.doubles = new double[n];
    }
    return own.doubles;
  }
}
