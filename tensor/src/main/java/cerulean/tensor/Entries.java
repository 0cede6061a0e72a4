package cerulean.tensor;

import cerulean.tensor.kernel.Moves;

/// Entries of one tensor at positions that indices name, beside the same entries in order in
/// another, dense one.
///
/// An entry is what the indexed axes leave: a block of elements, laid out by `rest` (operand 0 the
/// indexed tensor, operand 1 the dense one). In the dense tensor entry `k` begins `k * stride`
/// behind the first; with a stride of 1 the entries lie side by side, element by element, and are
/// moved by positions, else block by block.
///
/// @param positions where each entry begins in the indexed tensor, relative to the first
/// @param rest the elements of an entry
/// @param stride from one entry to the next in the dense tensor
@SuppressWarnings("ArrayRecordComponent") // Lives for one operation.
record Entries(long[] positions, Runs rest, int stride) {

  /// Pairs the entries of `indexed` with those of the contiguous `dense`, whose axes `at .. at +
  /// count` stand in place of the picked ones.
  static Entries of(
      long[] positions, Layout indexed, boolean[] picked, Layout dense, int at, int count) {
    int rank = 0;
    for (boolean p : picked) {
      rank += p ? 0 : 1;
    }
    int[] dims = new int[rank];
    int[] strides = new int[rank];
    int[] denseStrides = new int[rank];
    for (int axis = 0, n = 0; axis < picked.length; axis++) {
      if (!picked[axis]) {
        dims[n] = indexed.shape().dim(axis);
        strides[n] = indexed.stride(axis);
        denseStrides[n] = dense.stride(n < at ? n : n + count);
        n++;
      }
    }
    Shape rest = Shape.of(dims);
    Runs runs =
        Runs.over(
            rest,
            new Layout(rest, strides, indexed.offset()),
            new Layout(rest, denseStrides, dense.offset()));
    return new Entries(positions, runs, dense.shape().product(at + count, dense.shape().rank()));
  }

  /// Elements of an entry, at least 1.
  private int size() {
    return Math.max(1, rest.count() * rest.length());
  }

  /// Copies the named entries into the dense array.
  void pick(Moves moves, Object indexed, Object dense) {
    if (stride == 1) {
      pickElements(moves, indexed, dense);
    } else {
      pickBlocks(moves, indexed, dense);
    }
  }

  private void pickElements(Moves moves, Object indexed, Object dense) {
    int pieces = (positions.length + Runs.GRAIN - 1) / Runs.GRAIN;
    Parallel.forRange(
        rest.count() * rest.length() * pieces,
        Math.max(1, Runs.GRAIN / Math.max(1, positions.length)),
        (from, to) -> {
          for (int i = from; i < to; i++) {
            int element = i / pieces;
            int first = i % pieces * Runs.GRAIN;
            int n = Math.min(Runs.GRAIN, positions.length - first);
            int a = elementStart(0, element);
            int b = elementStart(1, element) + first;
            moves.take(indexed, a, 1, positions, first, dense, b, n);
          }
        });
  }

  private int elementStart(int operand, int element) {
    return rest.start(operand, element / rest.length())
        + element % rest.length() * rest.step(operand);
  }

  private void pickBlocks(Moves moves, Object indexed, Object dense) {
    Parallel.forRange(
        positions.length,
        Math.max(1, Runs.GRAIN / size()),
        (from, to) -> {
          for (int run = 0; run < rest.count(); run++) {
            int a = rest.start(0, run);
            int b = rest.start(1, run);
            for (int k = from; k < to; k++) {
              int i = a + (int) positions[k];
              if (rest.step(0) == 1 && rest.step(1) == 1) {
                moves.copyRun(indexed, i, dense, b + k * stride, rest.length());
              } else {
                moves.copy(
                    indexed, i, rest.step(0), dense, b + k * stride, rest.step(1), rest.length());
              }
            }
          }
        });
  }

  /// Combines the dense entries with the named ones of `indexed`, which is contiguous, in order.
  ///
  /// Threads share the elements of an entry among themselves, never the entries: those of one
  /// position meet in the order of the indices.
  void place(Scattering scattering, Object dense, Object indexed) {
    if (positions.length == 0 || rest.length() == 0) {
      return;
    }
    if (stride == 1) {
      Parallel.forRange(
          rest.count() * rest.length(),
          Math.max(1, Runs.GRAIN / positions.length),
          (from, to) -> {
            for (int element = from; element < to; element++) {
              int a = elementStart(0, element);
              int b = elementStart(1, element);
              scattering.elements(dense, b, positions, 0, indexed, a, positions.length);
            }
          });
      return;
    }
    // Not below a cache line or two, however many entries there are.
    int piece = Math.max(32, Math.min(rest.length(), Runs.GRAIN / positions.length));
    int pieces = (rest.length() + piece - 1) / piece;
    Parallel.forRange(
        rest.count() * pieces,
        Math.max(1, Runs.GRAIN / positions.length / piece),
        (from, to) -> {
          for (int i = from; i < to; i++) {
            int first = i % pieces * piece;
            int n = Math.min(piece, rest.length() - first);
            int a = rest.start(0, i / pieces) + first;
            int b = rest.start(1, i / pieces) + first;
            for (int k = 0; k < positions.length; k++) {
              scattering.block(dense, b + k * stride, indexed, a + (int) positions[k], n);
            }
          }
        });
  }
}
