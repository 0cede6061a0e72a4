package cerulean.tensor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The matrix product: checks, broadcasting of leading axes, transposes by strides, and the cut for
/// threads.
final class MatMulOps {

  /// Multiply-adds below which work stays on one thread: about ten microseconds.
  private static final long SERIAL = 1L << 20;

  /// Multiply-adds from which each matrix of a batch is cut for the threads by itself: some tenths
  /// of a millisecond, long against the packing that each thread then does anew.
  private static final long LARGE = 1L << 24;

  /// Where pieces of parallel work are cut: multiples of the tallest tile and of the longest
  /// vector. By twice as many columns tiles would all be whole, and pieces less even: 400 columns
  /// were 224 and 176.
  private static final int TILE_ROWS = 13;

  private static final int TILE_COLUMNS = 16;

  /// Columns up to which packing the rows costs more than it saves.
  private static final int NARROW = 12;

  /// Terms of an inner product from which adding up its lanes is not most of the work.
  private static final int DEEP = 64;

  private MatMulOps() {}

  static Tensor matmul(Tensor a, Tensor b) {
    return matmul("matmul", a, b, null);
  }

  /// The product in `out`, which must have its shape and type.
  static void matmulInto(Tensor a, Tensor b, Tensor out) {
    ElementwiseOps.requireWritable("matmul into", out);
    Tensor product = matmul("matmul into", a.apartFrom(out), b.apartFrom(out), out);
    if (product != out) {
      CopyOps.copy(product, out);
    }
  }

  /// The product, in `out` if it is given and can be written row by row, else in a new tensor.
  private static Tensor matmul(String op, Tensor a, Tensor b, @Nullable Tensor out) {
    if (a.rank() == 0 || b.rank() == 0) {
      throw scalars(a.shape(), b.shape());
    }
    if (a.dim(-1) != b.dim(rightAxis(b.shape()))) {
      throw innerSizes(a.shape(), b.shape());
    }
    DType type = a.dtype().promote(op, b.dtype());
    DType computing = MatrixKernel.requireNumbers(type.computing(op));
    Tensor x = (a.rank() == 1 ? a.unsqueeze(0) : a).to(computing);
    Tensor y = (b.rank() == 1 ? b.unsqueeze(1) : b).to(computing);
    Shape batch = batch(a.shape(), b.shape(), x.shape(), y.shape());
    Shape shape = withoutAxes(matrices(batch, x.dim(-2), y.dim(-1)), a.rank(), b.rank());
    if (out != null && (!shape.equals(out.shape()) || type != out.dtype())) {
      throw notTheResult(op, shape, type, out);
    }
    boolean direct = out != null && type == computing && out.isContiguous();
    Tensor result = out != null && direct ? out : Tensor.empty(computing, shape);
    if (result.size() > 0) {
      int start = result.layout().offset();
      multiply(computing, unitStride(x), unitStride(y), batch, result.array(), start, false, null);
    }
    return result.to(type);
  }

  /// The shape of the result: the axes that vectors were given do not remain.
  private static Shape withoutAxes(Shape matrices, int leftRank, int rightRank) {
    int[] dims = matrices.dims();
    int rows = leftRank == 1 ? 0 : 1;
    int columns = rightRank == 1 ? 0 : 1;
    int[] kept = Arrays.copyOf(dims, dims.length - 2 + rows + columns);
    if (rows == 1) {
      kept[dims.length - 2] = dims[dims.length - 2];
    }
    if (columns == 1) {
      kept[kept.length - 1] = dims[dims.length - 1];
    }
    return Shape.of(kept);
  }

  /// `out += a b` for matrices of one computing type, `out` contiguous.
  static void addProduct(Tensor out, Tensor a, Tensor b) {
    multiply(
        out.dtype(),
        unitStride(a),
        unitStride(b),
        Shape.of(),
        out.array(),
        out.layout().offset(),
        true,
        null);
  }

  /// `a b` for F32 matrices, with the epilogue done to every element.
  static Tensor product(Tensor a, Tensor b, LinearEpilogue epilogue) {
    Tensor out = Tensor.empty(DType.F32, Shape.of(a.dim(0), b.dim(1)));
    if (out.size() > 0) {
      multiply(
          DType.F32, unitStride(a), unitStride(b), Shape.of(), out.array(), 0, false, epilogue);
    }
    return out;
  }

  /// The common shape of the axes before the last two.
  private static Shape batch(Shape a, Shape b, Shape x, Shape y) {
    int rank = Math.max(x.rank(), y.rank()) - 2;
    int[] common = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int left = i <= x.rank() - 2 ? x.dim(-2 - i) : 1;
      int right = i <= y.rank() - 2 ? y.dim(-2 - i) : 1;
      if (left != right && left != 1 && right != 1) {
        throw leadingAxes(a, b, left, right);
      }
      common[rank - i] = left == 1 ? right : left;
    }
    return Shape.of(common);
  }

  private static Shape matrices(Shape batch, int rows, int columns) {
    int[] dims = Arrays.copyOf(batch.dims(), batch.rank() + 2);
    dims[batch.rank()] = rows;
    dims[batch.rank() + 1] = columns;
    return Shape.of(dims);
  }

  private static void multiply(
      DType type,
      Tensor a,
      Tensor b,
      Shape batch,
      Object out,
      int start,
      boolean accumulate,
      @Nullable LinearEpilogue epilogue) {
    Tensor x = a;
    int count = batch.size();
    if (count > 1 && a.size() == count * a.dim(-2) * a.dim(-1) && b.shape().size() == columns(b)) {
      // One matrix on the right for a whole stack: the rows of the stack make one taller matrix.
      Layout stacked = a.layout().reshape(Shape.of(count * a.dim(-2), a.dim(-1)));
      if (stacked != null) {
        x = unitStride(a.withLayout(stacked));
        count = 1;
      }
    }
    Operand left = Operand.of(x, batch.rank());
    Operand right = Operand.of(b, batch.rank());
    int m = x.dim(-2);
    int n = b.dim(-1);
    int k = x.dim(-1);
    boolean narrow = isNarrow(m, n, k, left, right);
    long work = (long) m * n * k;
    if (count == 1 || (work >= LARGE && !Parallel.isNested())) {
      for (int i = 0; i < count; i++) {
        multiplyCut(type, m, n, k, left, right, batch, i, out, start, accumulate, epilogue);
      }
      return;
    }
    int grain = (int) Math.min(count, Math.max(1, SERIAL / Math.max(1, work)));
    Parallel.forRange(
        count,
        grain,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            multiplyPart(
                narrow,
                type,
                m,
                n,
                k,
                left,
                left.start(batch, i),
                right,
                right.start(batch, i),
                out,
                start + i * m * n,
                n,
                accumulate,
                epilogue);
          }
        });
  }

  /// Whether the product is one of inner products: both operands lie along them, and there is one
  /// row or there are few columns. Asked of the whole product, never of a part of it, because the
  /// order of the sums differs.
  private static boolean isNarrow(int m, int n, int k, Operand left, Operand right) {
    return (m == 1 || n <= NARROW) && k >= DEEP && left.column == 1 && right.row == 1;
  }

  private static int columns(Tensor matrix) {
    return matrix.dim(-2) * matrix.dim(-1);
  }

  /// One product, cut along its longer side.
  private static void multiplyCut(
      DType type,
      int m,
      int n,
      int k,
      Operand left,
      Operand right,
      Shape batch,
      int index,
      Object out,
      int start,
      boolean accumulate,
      @Nullable LinearEpilogue epilogue) {
    int xo = left.start(batch, index);
    int yo = right.start(batch, index);
    int oo = start + index * m * n;
    boolean narrow = isNarrow(m, n, k, left, right);
    boolean byRows = m >= n;
    boolean whole = (long) m * n * k < SERIAL || Parallel.isNested();
    int cut = whole ? Math.max(m, n) : byRows ? grain(m, TILE_ROWS) : grain(n, TILE_COLUMNS);
    Parallel.forRange(
        byRows ? m : n,
        cut,
        (from, to) -> {
          int size = to - from;
          if (byRows) {
            int first = xo + from * left.row;
            multiplyPart(
                narrow,
                type,
                size,
                n,
                k,
                left,
                first,
                right,
                yo,
                out,
                oo + from * n,
                n,
                accumulate,
                epilogue);
          } else {
            int first = yo + from * right.column;
            multiplyPart(
                narrow,
                type,
                m,
                size,
                k,
                left,
                xo,
                right,
                first,
                out,
                oo + from,
                n,
                accumulate,
                epilogue == null ? null : epilogue.from(from));
          }
        });
  }

  private static void multiplyPart(
      boolean narrow,
      DType type,
      int m,
      int n,
      int k,
      Operand left,
      int xo,
      Operand right,
      int yo,
      Object out,
      int oo,
      int oRow,
      boolean accumulate,
      @Nullable LinearEpilogue epilogue) {
    if (narrow) {
      MatrixKernel.innerProducts(
          type,
          m,
          n,
          k,
          left.array,
          xo,
          left.row,
          right.array,
          yo,
          right.column,
          out,
          oo,
          oRow,
          accumulate);
      if (epilogue != null) {
        epilogue.apply((float[]) out, oo, oRow, m, n, 0, 0);
      }
      return;
    }
    MatrixKernel.multiply(
        type,
        m,
        n,
        k,
        left.array,
        xo,
        left.row,
        left.column,
        right.array,
        yo,
        right.row,
        right.column,
        out,
        oo,
        oRow,
        accumulate,
        epilogue);
  }

  /// A stack of matrices: strides within one and along the axes of the stack, 0 where it repeats.
  @SuppressWarnings("ArrayRecordComponent") // Lives for one product.
  private record Operand(Object array, int offset, int[] strides, int row, int column) {

    static Operand of(Tensor a, int batchRank) {
      Layout layout = a.layout();
      int own = a.rank() - 2;
      int[] strides = new int[batchRank];
      for (int i = 1; i <= Math.min(own, batchRank); i++) {
        strides[batchRank - i] = a.dim(own - i) == 1 ? 0 : layout.stride(own - i);
      }
      return new Operand(
          a.array(), layout.offset(), strides, layout.stride(own), layout.stride(own + 1));
    }

    /// Where the matrix with row-major number `index` begins.
    int start(Shape batch, int index) {
      int start = offset;
      int rest = index;
      for (int i = strides.length - 1; i >= 0; i--) {
        start += rest % batch.dim(i) * strides[i];
        rest /= batch.dim(i);
      }
      return start;
    }
  }

  /// Rows (or columns) per piece: one piece per thread, because each packs the other operand anew.
  ///
  /// The number of threads decides here, and only here, about the cut: the kernel gives every
  /// element of a product the same bits however the product is cut.
  private static int grain(int size, int tile) {
    int even = (size - 1) / Parallel.threads() + 1;
    return (even + tile - 1) / tile * tile;
  }

  /// The matrices themselves if one of their axes has adjacent elements, as rows, transposes and
  /// slices of both have; else a contiguous copy.
  private static Tensor unitStride(Tensor a) {
    Layout layout = a.layout();
    int row = a.rank() - 2;
    int column = a.rank() - 1;
    boolean oneRow = a.dim(row) == 1;
    boolean oneColumn = a.dim(column) == 1;
    boolean rows = layout.stride(column) == 1 || oneColumn;
    boolean columns = layout.stride(row) == 1 || oneRow;
    if (!rows && !columns) {
      return a.copy();
    }
    // Strides of axes of size 1 mean nothing, but the kernel looks for a 1 among them.
    int[] strides = layout.strides().clone();
    strides[row] = oneRow && layout.stride(column) != 1 ? 1 : layout.stride(row);
    strides[column] = oneColumn && layout.stride(row) != 1 ? 1 : layout.stride(column);
    return a.withLayout(new Layout(a.shape(), strides, layout.offset()));
  }

  private static int rightAxis(Shape b) {
    return b.rank() == 1 ? 0 : b.rank() - 2;
  }

  private static ShapeException scalars(Shape a, Shape b) {
    return new ShapeException(
        "matmul", "operands must have axes; got " + a + " and " + b + "; use mul", a, b);
  }

  private static IllegalArgumentException notTheResult(
      String op, Shape shape, DType type, Tensor out) {
    return new IllegalArgumentException(
        op
            + ": the result is "
            + type
            + " of shape "
            + shape
            + ", the tensor written to "
            + out.dtype()
            + " of shape "
            + out.shape());
  }

  private static ShapeException leadingAxes(Shape a, Shape b, int left, int right) {
    String problem =
        "leading axes of "
            + a
            + " and "
            + b
            + " do not broadcast: "
            + left
            + " and "
            + right
            + "; sizes must be equal or 1";
    return new ShapeException("matmul", problem, a, b);
  }

  private static ShapeException innerSizes(Shape a, Shape b) {
    String problem =
        "inner sizes differ: left "
            + a
            + " axis "
            + (a.rank() - 1)
            + " is "
            + a.dim(-1)
            + ", right "
            + b
            + " axis "
            + rightAxis(b)
            + " is "
            + b.dim(rightAxis(b));
    return new ShapeException("matmul", problem, a, b);
  }
}
