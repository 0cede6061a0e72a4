package cerulean.tensor;

import static cerulean.tensor.kernel.Kernels.DOUBLE_MATMUL;
import static cerulean.tensor.kernel.Kernels.LONG_MATMUL;
import static cerulean.tensor.kernel.Kernels.MATMUL;

/// The matrix product: checks, transposes by strides, and the cut for threads.
final class MatMulOps {

  /// Multiply-adds below which a product stays on one thread: about ten microseconds of work.
  private static final long SERIAL = 1L << 20;

  /// Where pieces of parallel work are cut: multiples of the tallest tile and of the widest.
  private static final int TILE_ROWS = 12;

  private static final int TILE_COLUMNS = 32;

  private MatMulOps() {}

  static Tensor matmul(Tensor a, Tensor b) {
    if (a.rank() != 2 || b.rank() != 2) {
      throw ranks(a.shape(), b.shape());
    }
    int m = a.shape().dim(0);
    int k = a.shape().dim(1);
    int n = b.shape().dim(1);
    if (k != b.shape().dim(0)) {
      throw innerSizes(a.shape(), b.shape());
    }
    DType type = a.dtype().promote("matmul", b.dtype());
    DType computing = type.computing("matmul");
    Tensor out = Tensor.empty(computing, Shape.of(m, n));
    if (out.size() > 0) {
      Tensor x = unitStride(a.to(computing));
      Tensor y = unitStride(b.to(computing));
      multiply(product(computing), m, n, k, x, y, out.array());
    }
    return out.to(type);
  }

  /// A matrix product on arrays of one type.
  private interface Product<A> {
    void multiply(
        int m,
        int n,
        int k,
        A a,
        int ao,
        int aRow,
        int aColumn,
        A b,
        int bo,
        int bRow,
        int bColumn,
        A c,
        int co,
        int cRow);
  }

  @SuppressWarnings("unchecked")
  private static Product<Object> product(DType computing) {
    Product<?> product =
        switch (computing) {
          case F32 -> (Product<float[]>) MATMUL::multiply;
          case F64 -> (Product<double[]>) DOUBLE_MATMUL::multiply;
          case I64 -> (Product<long[]>) LONG_MATMUL::multiply;
          case BF16, F16, I32, U8, I8, BOOL -> throw truthValues();
        };
    return (Product<Object>) product;
  }

  private static IllegalArgumentException truthValues() {
    return new IllegalArgumentException(
        "matmul: is not defined on BOOL; convert with to(DType.F32)");
  }

  private static void multiply(
      Product<Object> product, int m, int n, int k, Tensor a, Tensor b, Object out) {
    Layout x = a.layout();
    Layout y = b.layout();
    Object p = a.array();
    Object q = b.array();
    long work = (long) m * n * k;
    boolean byRows = m >= n;
    int cut =
        work < SERIAL ? Math.max(m, n) : byRows ? grain(m, TILE_ROWS) : grain(n, TILE_COLUMNS);
    Parallel.forRange(
        byRows ? m : n,
        cut,
        (from, to) -> {
          int rows = byRows ? to - from : m;
          int columns = byRows ? n : to - from;
          int xo = x.offset() + (byRows ? from * x.stride(0) : 0);
          int yo = y.offset() + (byRows ? 0 : from * y.stride(1));
          int oo = byRows ? from * n : from;
          product.multiply(
              rows,
              columns,
              k,
              p,
              xo,
              x.stride(0),
              x.stride(1),
              q,
              yo,
              y.stride(0),
              y.stride(1),
              out,
              oo,
              n);
        });
  }

  /// Rows (or columns) per piece: one piece per thread, because each packs the other operand anew.
  ///
  /// The number of threads decides here, and only here, about the cut: the kernel gives every
  /// element of a product the same bits however the product is cut.
  private static int grain(int size, int tile) {
    int even = (size - 1) / Parallel.threads() + 1;
    return (even + tile - 1) / tile * tile;
  }

  /// The operand itself if one of its axes has adjacent elements, as rows, transposes and slices of
  /// both have; else a contiguous copy.
  private static Tensor unitStride(Tensor a) {
    Layout layout = a.layout();
    boolean rows = layout.stride(1) == 1 || a.shape().dim(1) == 1;
    boolean columns = layout.stride(0) == 1 || a.shape().dim(0) == 1;
    if (!rows && !columns) {
      return a.copy();
    }
    // Strides of axes of size 1 mean nothing, but the kernel looks for a 1 among them.
    int rowStride = a.shape().dim(0) == 1 && layout.stride(1) != 1 ? 1 : layout.stride(0);
    int columnStride = a.shape().dim(1) == 1 && layout.stride(0) != 1 ? 1 : layout.stride(1);
    return a.withLayout(
        new Layout(a.shape(), new int[] {rowStride, columnStride}, layout.offset()));
  }

  private static ShapeException ranks(Shape a, Shape b) {
    return new ShapeException(
        "matmul", "both operands must be matrices; got " + a + " and " + b, a, b);
  }

  private static ShapeException innerSizes(Shape a, Shape b) {
    String problem =
        "inner sizes differ: left "
            + a
            + " axis 1 is "
            + a.dim(1)
            + ", right "
            + b
            + " axis 0 is "
            + b.dim(0);
    return new ShapeException("matmul", problem, a, b);
  }
}
