package cerulean.tensor;

import static cerulean.tensor.kernel.Kernels.DOUBLE_ELEMENTWISE;
import static cerulean.tensor.kernel.Kernels.DOUBLE_REDUCTIONS;
import static cerulean.tensor.kernel.Kernels.DOUBLE_TRANSCENDENTAL;
import static cerulean.tensor.kernel.Kernels.ELEMENTWISE;
import static cerulean.tensor.kernel.Kernels.REDUCTIONS;
import static cerulean.tensor.kernel.Kernels.TRANSCENDENTAL;

import cerulean.tensor.kernel.DoubleAttention;
import cerulean.tensor.kernel.FloatAttention;
import org.jspecify.annotations.Nullable;

/// Attention head by head: checks, blocks of queries, and the cut for threads.
final class AttentionOps {

  /// Multiply-adds of one piece of work: some tens of microseconds.
  private static final long PIECE = 1L << 21;

  /// Scores of a block: half a mebibyte of floats, so that scores and their gradient stay in a
  /// second-level cache.
  private static final int BLOCK = 1 << 17;

  private AttentionOps() {}

  static Tensor attention(
      Tensor query, Tensor key, Tensor value, @Nullable Tensor mask, boolean causal, double scale) {
    String op = "attention";
    require(op, query, key, value);
    Shape shape = replacedLast(query.shape(), value.dim(-1));
    Tensor out = Tensor.empty(query.dtype(), shape);
    new Heads(op, query, key, value, mask, causal, scale).forward(out);
    return out;
  }

  static Attention.Gradients gradients(
      Tensor gradient,
      Tensor query,
      Tensor key,
      Tensor value,
      @Nullable Tensor mask,
      boolean causal,
      double scale) {
    String op = "attentionGradients";
    require(op, query, key, value);
    requireGradient(op, gradient, query.dtype(), replacedLast(query.shape(), value.dim(-1)));
    DType type = query.dtype();
    Tensor dq = Tensor.empty(type, query.shape());
    Tensor dk = Tensor.zeros(type, key.shape().dims());
    Tensor dv = Tensor.zeros(type, value.shape().dims());
    new Heads(op, query, key, value, mask, causal, scale).backward(gradient, dq, dk, dv);
    return new Attention.Gradients(dq, dk, dv);
  }

  static Tensor selfAttention(
      Tensor packed, int heads, @Nullable Tensor mask, boolean causal, double scale) {
    String op = "selfAttention";
    int size = requirePacked(op, packed, heads);
    int[] dims = packed.shape().dims();
    Tensor out = Tensor.empty(packed.dtype(), Shape.of(dims[0], dims[1], size));
    Tensor q = part(packed, heads, 0);
    Tensor k = part(packed, heads, 1);
    Tensor v = part(packed, heads, 2);
    new Heads(op, q, k, v, mask, causal, scale).forward(byHead(out, heads));
    return out;
  }

  static Tensor selfGradient(
      Tensor gradient,
      Tensor packed,
      int heads,
      @Nullable Tensor mask,
      boolean causal,
      double scale) {
    String op = "selfAttentionGradient";
    int size = requirePacked(op, packed, heads);
    int[] dims = packed.shape().dims();
    requireGradient(op, gradient, packed.dtype(), Shape.of(dims[0], dims[1], size));
    Tensor out = Tensor.zeros(packed.dtype(), dims);
    Tensor q = part(packed, heads, 0);
    Tensor k = part(packed, heads, 1);
    Tensor v = part(packed, heads, 2);
    new Heads(op, q, k, v, mask, causal, scale)
        .backward(
            byHead(gradient, heads), part(out, heads, 0), part(out, heads, 1), part(out, heads, 2));
    return out;
  }

  /// Queries, keys or values as `[batch, heads, tokens, size / heads]`, a view.
  private static Tensor part(Tensor packed, int heads, int which) {
    int size = packed.dim(2) / 3;
    return byHead(packed.narrow(2, which * size, size), heads);
  }

  private static Tensor byHead(Tensor x, int heads) {
    return x.unflatten(2, heads, x.dim(2) / heads).swapAxes(1, 2);
  }

  private static Shape replacedLast(Shape shape, int size) {
    return shape.replaced(shape.rank() - 1, shape.rank(), Shape.of(size));
  }

  /// The heads of one attention: operands and how they are masked.
  private static final class Heads {

    private final DType type;
    private final Tensor query;
    private final Tensor key;
    private final Tensor value;
    private final @Nullable Tensor mask;
    private final boolean causal;
    private final double scale;
    private final int targets;
    private final int sources;
    private final int size;
    private final int width;
    private final int block;
    private final Shape leading;

    Heads(
        String op,
        Tensor query,
        Tensor key,
        Tensor value,
        @Nullable Tensor mask,
        boolean causal,
        double scale) {
      this.type = query.dtype();
      this.query = adjacent(query);
      this.key = adjacent(key);
      this.value = adjacent(value);
      this.causal = causal;
      this.scale = scale;
      this.targets = query.dim(-2);
      this.sources = key.dim(-2);
      this.size = query.dim(-1);
      this.width = value.dim(-1);
      this.block = Math.clamp(BLOCK / Math.max(1, sources), 1, Math.max(1, targets));
      int rank = query.rank();
      this.leading = query.shape().replaced(rank - 2, rank, Shape.of());
      this.mask = mask == null ? null : numbers(op, mask, type, leading, targets, sources);
    }

    void forward(Tensor out) {
      if (sources == 0) {
        out.fillInPlace(0);
      }
      if (out.size() == 0 || sources == 0) {
        return;
      }
      forHeads((from, to) -> {
        Object scores = Storage.moves(type).allocate(block * sources);
        for (int head = from; head < to; head++) {
          for (int first = 0; first < targets; first += block) {
            int last = Math.min(targets, first + block);
            int n = weights(head, first, last, scores);
            multiply(last - first, width, n, scores, n, 1, value, head, 0, out, first, false);
          }
        }
      });
    }

    void backward(Tensor slopes, Tensor dq, Tensor dk, Tensor dv) {
      Tensor gradient = adjacent(slopes);
      if (gradient.size() == 0 || sources == 0) {
        dq.fillInPlace(0);
        return;
      }
      boolean adds = targets > block;
      forHeads((from, to) -> {
        Object p = Storage.moves(type).allocate(block * sources);
        Object d = Storage.moves(type).allocate(block * sources);
        for (int head = from; head < to; head++) {
          for (int first = 0; first < targets; first += block) {
            int rows = Math.min(targets, first + block) - first;
            int n = weights(head, first, first + rows, p);
            MatrixKernel.multiply(
                type,
                rows,
                n,
                width,
                gradient.array(),
                at(gradient, head, first),
                rowStep(gradient),
                columnStep(gradient),
                value.array(),
                at(value, head, 0),
                columnStep(value),
                rowStep(value),
                d,
                0,
                n,
                false,
                null);
            multiply(n, width, rows, p, 1, n, gradient, head, first, dv, 0, adds);
            for (int i = 0; i < rows; i++) {
              weightsGradient(p, d, i * n, n);
            }
            multiply(rows, size, n, d, n, 1, key, head, 0, dq, first, false);
            multiply(n, size, rows, d, 1, n, query, head, first, dk, 0, adds);
          }
        }
      });
    }

    /// The rows of a head of `out` from `outRow` on become `a b`, or have it added; `b` begins at
    /// row `bRow` of its head.
    private void multiply(
        int m,
        int n,
        int k,
        Object a,
        int aRow,
        int aColumn,
        Tensor b,
        int head,
        int bRow,
        Tensor out,
        int outRow,
        boolean add) {
      MatrixKernel.multiply(
          type,
          m,
          n,
          k,
          a,
          0,
          aRow,
          aColumn,
          b.array(),
          at(b, head, bRow),
          rowStep(b),
          columnStep(b),
          out.array(),
          at(out, head, outRow),
          rowStep(out),
          add,
          null);
    }

    /// Writes the weights of queries `first .. last` to `p`, a row each, and returns their number
    /// in a row: sources that none of the queries sees are left out.
    private int weights(int head, int first, int last, Object p) {
      int n = causal ? Math.min(sources, last) : sources;
      MatrixKernel.multiply(
          type,
          last - first,
          n,
          size,
          query.array(),
          at(query, head, first),
          rowStep(query),
          columnStep(query),
          key.array(),
          at(key, head, 0),
          columnStep(key),
          rowStep(key),
          p,
          0,
          n,
          false,
          null);
      for (int i = 0; i < last - first; i++) {
        int seen = causal ? Math.min(n, first + i + 1) : n;
        int mo = mask == null ? 0 : at(mask, head, first + i);
        if (p instanceof float[] s) {
          FloatAttention.weights(
              ELEMENTWISE,
              REDUCTIONS,
              TRANSCENDENTAL,
              s,
              i * n,
              (float) scale,
              mask == null ? null : mask.floats(),
              mo,
              seen,
              n);
        } else {
          DoubleAttention.weights(
              DOUBLE_ELEMENTWISE,
              DOUBLE_REDUCTIONS,
              DOUBLE_TRANSCENDENTAL,
              (double[]) p,
              i * n,
              scale,
              mask == null ? null : mask.doubles(),
              mo,
              seen,
              n);
        }
      }
      return n;
    }

    private void weightsGradient(Object p, Object d, int o, int n) {
      if (p instanceof float[] x) {
        FloatAttention.weightsGradient(x, o, (float[]) d, o, (float) scale, n);
      } else {
        DoubleAttention.weightsGradient((double[]) p, o, (double[]) d, o, scale, n);
      }
    }

    /// The index of the first element of a row of a head.
    private int at(Tensor x, int head, int row) {
      Layout layout = x.layout();
      int at = layout.offset() + row * rowStep(x);
      int rest = head;
      for (int i = leading.rank() - 1; i >= 0; i--) {
        at += rest % leading.dim(i) * layout.stride(i);
        rest /= leading.dim(i);
      }
      return at;
    }

    /// The operand if the elements of its rows are adjacent, as the product wants them; else a
    /// copy.
    private static Tensor adjacent(Tensor x) {
      return columnStep(x) == 1 ? x : x.copy();
    }

    private static int rowStep(Tensor x) {
      return x.layout().stride(x.rank() - 2);
    }

    private static int columnStep(Tensor x) {
      return x.layout().stride(x.rank() - 1);
    }

    private void forHeads(Parallel.Body body) {
      long work = (long) targets * sources * (size + width);
      int grain = Math.clamp(PIECE / Math.max(1, work), 1, leading.size());
      Parallel.forRange(leading.size(), grain, body);
    }
  }

  /// The mask as numbers to be added, laid out over all heads with adjacent columns.
  private static Tensor numbers(
      String op, Tensor mask, DType type, Shape leading, int targets, int sources) {
    Shape full = leading.replaced(leading.rank(), leading.rank(), Shape.of(targets, sources));
    requireMask(op, mask.shape(), full);
    Tensor added =
        mask.dtype() == DType.BOOL
            ? Tensor.zeros(type, mask.shape().dims())
                .maskedFill(mask.logicalNot(), Double.NEGATIVE_INFINITY)
            : mask.to(type);
    if (added.rank() > 1 && added.dim(-1) == sources && Heads.columnStep(added) == 1) {
      return added.expand(full);
    }
    int[] dims = added.rank() == 0 ? new int[] {1} : added.shape().dims();
    dims[dims.length - 1] = sources;
    return added.expand(Shape.of(dims)).contiguous().expand(full);
  }

  private static void require(String op, Tensor query, Tensor key, Tensor value) {
    DType type = query.requireFloating(op).dtype();
    key.requireType(op, type);
    value.requireType(op, type);
    int rank = query.rank();
    boolean fits =
        rank >= 2
            && key.rank() == rank
            && value.rank() == rank
            && query.dim(-1) == key.dim(-1)
            && key.dim(-2) == value.dim(-2);
    for (int i = 0; fits && i < rank - 2; i++) {
      fits = query.dim(i) == key.dim(i) && query.dim(i) == value.dim(i);
    }
    if (!fits) {
      throw operands(op, query.shape(), key.shape(), value.shape());
    }
  }

  private static int requirePacked(String op, Tensor packed, int heads) {
    packed.requireFloating(op);
    if (packed.rank() != 3 || heads < 1 || packed.dim(2) % (3 * heads) != 0) {
      throw new ShapeException(
          op,
          "input must be [batch, tokens, 3 size] with a size that divides into "
              + heads
              + " heads; got "
              + packed.shape(),
          packed.shape());
    }
    return packed.dim(2) / 3;
  }

  private static void requireMask(String op, Shape mask, Shape scores) {
    boolean fits = mask.rank() <= scores.rank();
    for (int i = 1; fits && i <= mask.rank(); i++) {
      fits = mask.dim(-i) == 1 || mask.dim(-i) == scores.dim(-i);
    }
    if (!fits) {
      throw new ShapeException(
          op, "mask must broadcast to " + scores + "; got " + mask, mask, scores);
    }
  }

  private static void requireGradient(String op, Tensor gradient, DType type, Shape shape) {
    gradient.requireType(op, type);
    if (!gradient.shape().equals(shape)) {
      throw new ShapeException(
          op,
          "the gradient must have the shape of the result, " + shape + "; got " + gradient.shape(),
          shape,
          gradient.shape());
    }
  }

  private static ShapeException operands(String op, Shape query, Shape key, Shape value) {
    return new ShapeException(
        op,
        "queries must be [..., targets, size], keys [..., sources, size] and values [..., sources,"
            + " width] with the same first axes; got "
            + query
            + ", "
            + key
            + " and "
            + value,
        query,
        key,
        value);
  }
}
