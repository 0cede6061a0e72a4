package cerulean.tensor;

import cerulean.tensor.kernel.Moves;

/// Triangles and diagonals of matrices.
final class TriangleOps {

  private TriangleOps() {}

  /// The matrices of the last two axes with zeros above diagonal `k`.
  static Tensor lower(Tensor a, int k) {
    return triangle("tril", a, k, true);
  }

  /// The matrices of the last two axes with zeros below diagonal `k`.
  static Tensor upper(Tensor a, int k) {
    return triangle("triu", a, k, false);
  }

  private static Tensor triangle(String op, Tensor a, int k, boolean lower) {
    if (a.rank() < 2) {
      throw new ShapeException(op, "needs matrices; got " + a.shape(), a.shape());
    }
    Tensor out = Tensor.zeros(a.dtype(), a.shape().dims());
    int last = a.rank() - 1;
    int rows = a.dim(last - 1);
    int columns = a.dim(last);
    int step = a.layout().stride(last);
    Moves moves = Storage.moves(a.dtype());
    Parallel.forRange(
        a.shape().product(0, last),
        Math.max(1, Runs.GRAIN / Math.max(1, columns)),
        (from, to) -> {
          for (int row = from; row < to; row++) {
            // The first column beyond the lower triangle.
            int edge = Math.clamp((long) row % rows + k + (lower ? 1 : 0), 0, columns);
            int first = lower ? 0 : edge;
            int n = lower ? edge : columns - edge;
            int start = a.layout().start(row, last) + first * step;
            moves.copy(a.array(), start, step, out.array(), row * columns + first, 1, n);
          }
        });
    return out;
  }

  /// A matrix of zeros with a vector on diagonal `k`.
  static Tensor diagonalMatrix(Tensor a, int k) {
    if (a.rank() != 1) {
      throw new ShapeException(
          "diag", "needs a vector; got " + a.shape() + "; use diagonal", a.shape());
    }
    int size = JoinOps.length("diag", a.size() + Math.abs((long) k), 0, a.shape());
    Tensor out = Tensor.zeros(a.dtype(), size, size);
    CopyOps.copy(a, out.diagonal(k, 0, 1));
    return out;
  }
}
