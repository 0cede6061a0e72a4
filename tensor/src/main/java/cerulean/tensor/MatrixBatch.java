package cerulean.tensor;

import cerulean.tensor.linalg.MatrixException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The matrices of a tensor, in double precision: its last two axes are rows and columns, the axes
/// before them count the matrices.
final class MatrixBatch {

  /// Operations per piece of parallel work: some tens of microseconds.
  private static final long GRAIN = 1 << 17;

  private final String op;
  private final DType type;
  private final Shape leading;
  private final int rows;
  private final int columns;
  private final double[] elements;

  private MatrixBatch(String op, DType type, Tensor a) {
    this.op = op;
    this.type = type;
    int[] dims = a.shape().dims();
    this.leading = Shape.of(Arrays.copyOf(dims, dims.length - 2));
    this.rows = dims[dims.length - 2];
    this.columns = dims[dims.length - 1];
    this.elements = a.toDoubleArray();
  }

  /// The matrices of `a`, F32 or F64, with at least two axes.
  static MatrixBatch of(String op, Tensor a) {
    return of(op, a.requireFloating(op).dtype(), a);
  }

  /// The matrices of `a`, for results of another type.
  static MatrixBatch of(String op, DType type, Tensor a) {
    if (a.rank() < 2) {
      throw new ShapeException(op, "needs matrices; got " + a.shape(), a.shape());
    }
    return new MatrixBatch(op, type, a);
  }

  /// As [#of], for square matrices.
  static MatrixBatch square(String op, Tensor a) {
    return requireSquare(op, a, of(op, a));
  }

  static MatrixBatch requireSquare(String op, Tensor a, MatrixBatch batch) {
    if (batch.rows != batch.columns) {
      throw new ShapeException(op, "needs square matrices; got " + a.shape(), a.shape());
    }
    return batch;
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  /// Rows or columns, what is less.
  int least() {
    return Math.min(rows, columns);
  }

  /// The relative size at which a singular value is indistinguishable from zero: the precision of
  /// the elements times the larger side.
  double tolerance() {
    return Math.max(rows, columns) * (type == DType.F64 ? 0x1p-52 : 0x1p-23);
  }

  /// The elements of matrix `i`, a copy.
  double[] matrix(int i) {
    return Arrays.copyOfRange(elements, i * rows * columns, (i + 1) * rows * columns);
  }

  /// What is done to one matrix of the batch.
  @FunctionalInterface
  interface Body {
    void run(int matrix);
  }

  /// Runs `body` for every matrix, several at once. Of the matrices that fail the first is named.
  void forEach(Body body) {
    Failure failure = new Failure();
    long cost = 10L * rows * columns * least() + 1;
    int grain = (int) Math.max(1, GRAIN / cost);
    Parallel.forRange(
        leading.size(),
        grain,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            try {
              body.run(i);
            } catch (MatrixException thrown) {
              failure.record(i, thrown);
            }
          }
        });
    if (failure.reason != null) {
      throw failed(failure.matrix, failure.reason);
    }
  }

  private static final class Failure {
    private int matrix;
    private @Nullable MatrixException reason;

    synchronized void record(int i, MatrixException thrown) {
      if (reason == null || i < matrix) {
        matrix = i;
        reason = thrown;
      }
    }
  }

  private LinearAlgebraException failed(int i, MatrixException reason) {
    String which = leading.rank() == 0 ? "the matrix" : "matrix " + place(i) + " of the batch";
    return new LinearAlgebraException(op, which + " " + reason.predicate());
  }

  /// `3` in a batch with one axis, `[1, 0]` in one with two.
  private String place(int i) {
    int[] position = leading.dims();
    int rest = i;
    for (int axis = position.length - 1; axis >= 0; axis--) {
      int size = position[axis];
      position[axis] = rest % size;
      rest /= size;
    }
    return position.length == 1 ? String.valueOf(i) : Arrays.toString(position);
  }

  /// Room for one array of shape `tail` for every matrix.
  Result result(int... tail) {
    return new Result(type, joined(leading, tail));
  }

  /// A result that is filled matrix by matrix.
  static final class Result {
    private final DType type;
    private final int[] shape;
    private final double[] values;

    private Result(DType type, int... shape) {
      this.type = type;
      this.shape = shape;
      this.values = new double[Shape.of(shape).size()];
    }

    /// Writes the numbers that belong to matrix `i`.
    void set(int i, double... part) {
      System.arraycopy(part, 0, values, i * part.length, part.length);
    }

    /// The whole, rounded once if the type is F32.
    Tensor tensor() {
      return tensor(type);
    }

    Tensor tensor(DType wanted) {
      return Tensor.wrap(values, shape).to(wanted);
    }
  }

  private static int[] joined(Shape leading, int... tail) {
    int[] dims = Arrays.copyOf(leading.dims(), leading.rank() + tail.length);
    System.arraycopy(tail, 0, dims, leading.rank(), tail.length);
    return dims;
  }

  /// Matrices with right-hand sides, their leading axes broadcast; a vector counts as a matrix of
  /// one column.
  record Systems(MatrixBatch a, MatrixBatch b, boolean vectors) {

    /// By PyTorch's rule `b` holds vectors if it has one axis, or exactly the axes of `a` but the
    /// last.
    static Systems of(String op, Tensor a, Tensor b) {
      DType type = a.requireFloating(op).dtype().promote(op, b.requireFloating(op).dtype());
      int[] dims = a.shape().dims();
      boolean vectors =
          b.rank() == 1
              || (a.rank() >= 2
                  && Arrays.equals(b.shape().dims(), Arrays.copyOf(dims, dims.length - 1)));
      Tensor sides = vectors ? b.unsqueeze(b.rank()) : b;
      if (a.rank() < 2) {
        throw new ShapeException(op, "needs matrices; got " + a.shape(), a.shape());
      }
      if (sides.rank() < 2 || sides.dim(-2) != a.dim(-2)) {
        throw unfit(op, a.shape(), b.shape());
      }
      Shape common = Shape.broadcast(op + ", leading axes", leading(a), leading(sides));
      return new Systems(
          MatrixBatch.of(op, type, a.expand(joined(common, a.dim(-2), a.dim(-1)))),
          MatrixBatch.of(op, type, sides.expand(joined(common, sides.dim(-2), sides.dim(-1)))),
          vectors);
    }

    static Systems square(String op, Tensor a, Tensor b) {
      Systems systems = of(op, a, b);
      requireSquare(op, a, systems.a);
      return systems;
    }

    private static Shape leading(Tensor a) {
      return Shape.of(Arrays.copyOf(a.shape().dims(), a.rank() - 2));
    }

    private static ShapeException unfit(String op, Shape a, Shape b) {
      String problem =
          "right-hand side "
              + b
              + " does not have as many rows as the matrix "
              + a
              + ", which has "
              + a.dim(-2);
      return new ShapeException(op, problem, a, b);
    }

    /// The solutions: vectors for vectors.
    Tensor solutions(Result x) {
      Tensor matrices = x.tensor();
      return vectors ? matrices.squeeze(-1) : matrices;
    }
  }
}
