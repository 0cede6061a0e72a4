package cerulean.tensor;

import cerulean.tensor.kernel.DoubleExtremes;
import cerulean.tensor.kernel.FloatExtremes;
import cerulean.tensor.kernel.LongExtremes;
import cerulean.tensor.kernel.Moves;
import java.util.Arrays;

/// Reductions over axes.
///
/// A reduction is brought to the form `[outer, reduced, inner]`: with `inner` 1 each run of
/// adjacent elements is reduced by a kernel, otherwise the `reduced` rows of `inner` elements are
/// combined row by row. Axes that are not neighbours are first moved together by a copy. Work is
/// cut by size alone and partial results are combined in order. Sums of floating point are pairwise
/// whichever axes are reduced: their error is at most `(log2(n) + 60) u sum |a|`, where `u` is half
/// a unit in the last place, for `n` summands. Products of F32 are taken in double precision.
final class ReductionOps {

  /// Elements per chunk of one long run.
  private static final int CHUNK = 1 << 16;

  /// Elements of a run that is longer than a third-level cache, as a rule: larger chunks there.
  private static final int FAR = 1 << 22;

  /// Rows that are combined one after the other; above that, halves are combined separately, so
  /// that rounding errors grow with the logarithm of the number of rows.
  private static final int ROWS = 32;

  /// Columns that one thread combines, so that the row of results stays in the first-level cache.
  private static final int COLUMNS = 4096;

  private ReductionOps() {}

  /// Sums of integers and truth values are [DType#I64].
  static Tensor sum(Tensor a, boolean keepDims, int... axes) {
    return reduce(Reduction.SUM, a.dtype().isFloating() ? a : a.to(DType.I64), keepDims, axes);
  }

  /// Products of integers and truth values are [DType#I64]; of F32 they are rounded once, at the
  /// end, so that no partial product overflows before its time.
  static Tensor prod(Tensor a, boolean keepDims, int... axes) {
    DType type = a.dtype().computing("prod");
    DType wide = type.isFloating() ? DType.F64 : DType.I64;
    return reduce(Reduction.PROD, a.to(wide), keepDims, axes)
        .to(type.isFloating() ? type : DType.I64);
  }

  static Tensor any(Tensor a, boolean keepDims, int... axes) {
    return reduce(Reduction.ANY, a.to(DType.BOOL), keepDims, axes);
  }

  static Tensor all(Tensor a, boolean keepDims, int... axes) {
    return reduce(Reduction.ALL, a.to(DType.BOOL), keepDims, axes);
  }

  static Tensor max(Tensor a, boolean keepDims, int... axes) {
    requireElements("amax", a, axes);
    return reduce(Reduction.MAX, a, keepDims, axes);
  }

  static Tensor min(Tensor a, boolean keepDims, int... axes) {
    requireElements("amin", a, axes);
    return reduce(Reduction.MIN, a, keepDims, axes);
  }

  /// The reduction of `a`, in its own type.
  static Tensor reduce(Reduction reduction, Tensor a, boolean keepDims, int... axes) {
    String op = reduction.op();
    DType computing = a.dtype().computing(op);
    if (computing == DType.BOOL && !reduction.isDefinedOn(DType.BOOL)) {
      computing = DType.I64;
    }
    Shape shape = a.shape();
    boolean[] chosen = shape.axes(op, axes);
    boolean together = areNeighbours(chosen);
    Tensor grouped = (together ? a : chosenLast(a, chosen)).to(computing).contiguous();
    int reduced = 1;
    int inner = 1;
    for (int i = 0; i < chosen.length; i++) {
      if (chosen[i]) {
        reduced *= shape.dim(i);
        inner = 1;
      } else if (together) {
        inner *= shape.dim(i);
      }
    }
    Tensor out = Tensor.empty(computing, shape.reduced(chosen, keepDims));
    Reduction.Loops<Object> loops = reduction.loops(computing);
    Moves moves = Storage.moves(computing);
    if (reduced == 0 || inner > 1) {
      moves.copy(loops.initial(), 0, 0, out.array(), 0, 1, out.size());
    }
    if (reduced > 0 && out.size() > 0) {
      Object source = grouped.array();
      int start = grouped.layout().offset();
      if (inner > 1) {
        combineRows(loops, moves, source, start, reduced, inner, out);
      } else if (out.size() == 1) {
        reduceLong(loops.reduce(), moves, source, start, reduced, out.array());
      } else {
        reduceRows(loops.reduce(), source, start, reduced, out);
      }
    }
    return out.to(a.dtype());
  }

  private static void reduceRows(
      Reduction.Reduce<Object> kernel, Object source, int start, int n, Tensor out) {
    Parallel.forRange(
        out.size(),
        Math.max(1, CHUNK / n),
        (from, to) -> {
          for (int i = from; i < to; i++) {
            kernel.run(source, start + i * n, n, out.array(), i);
          }
        });
  }

  /// One long run: chunks of fixed size in parallel, their results once more.
  private static void reduceLong(
      Reduction.Reduce<Object> kernel, Moves moves, Object a, int ao, int n, Object out) {
    if (n <= CHUNK) {
      kernel.run(a, ao, n, out, 0);
      return;
    }
    int chunk = n < FAR ? CHUNK : 4 * CHUNK;
    int chunks = (n - 1) / chunk + 1;
    Object partial = moves.allocate(chunks);
    Parallel.forRange(
        n, chunk, (from, to) -> kernel.run(a, ao + from, to - from, partial, from / chunk));
    kernel.run(partial, 0, chunks, out, 0);
  }

  /// `out[i, c] = combination over r of a[i, r, c]`, from rows of initial values in `out`.
  private static void combineRows(
      Reduction.Loops<Object> loops,
      Moves moves,
      Object a,
      int start,
      int reduced,
      int inner,
      Tensor out) {
    int chunk = Math.max(ROWS, CHUNK / inner);
    if (out.size() == inner && inner < CHUNK && reduced > 2 * chunk) {
      Object partial = moves.allocate(((reduced - 1) / chunk + 1) * inner);
      combineChunks(loops, moves, a, start, reduced, inner, chunk, partial);
      combineRows(loops, moves, partial, 0, (reduced - 1) / chunk + 1, inner, out);
      return;
    }
    Object target = out.array();
    int pieces = (inner - 1) / COLUMNS + 1;
    int columns = Math.min(inner, COLUMNS);
    long work = (long) reduced * columns;
    Parallel.forRange(
        out.size() / inner * pieces,
        (int) Math.max(1, CHUNK / work),
        (from, to) -> {
          Object[] halves = new Object[levels(reduced)];
          for (int level = 0; level < halves.length; level++) {
            halves[level] = moves.allocate(columns);
          }
          for (int piece = from; piece < to; piece++) {
            int i = piece / pieces;
            int c = piece % pieces * COLUMNS;
            int n = Math.min(COLUMNS, inner - c);
            int row = start + i * reduced * inner + c;
            combine(loops, a, row, inner, reduced, target, i * inner + c, n, false, halves, 0);
          }
        });
  }

  /// Combines each `chunk` of many short rows to one: as few columns as a thread takes would leave
  /// the others without work.
  private static void combineChunks(
      Reduction.Loops<Object> loops,
      Moves moves,
      Object a,
      int start,
      int reduced,
      int inner,
      int chunk,
      Object partial) {
    Parallel.forRange(
        reduced,
        chunk,
        (from, to) -> {
          Object[] halves = new Object[levels(to - from)];
          for (int level = 0; level < halves.length; level++) {
            halves[level] = moves.allocate(inner);
          }
          int row = start + from * inner;
          int o = from / chunk * inner;
          combine(loops, a, row, inner, to - from, partial, o, inner, true, halves, 0);
        });
  }

  /// How often a number of rows is halved until [#ROWS] are left.
  private static int levels(int rows) {
    int levels = 0;
    for (int r = rows; r > ROWS; r -= r / 2) {
      levels++;
    }
    return levels;
  }

  /// Combines rows pairwise into `to`, with what is there or, if it is `fresh`, in place of it;
  /// `halves` are free from `level` on.
  private static void combine(
      Reduction.Loops<Object> loops,
      Object a,
      int row,
      int step,
      int rows,
      Object to,
      int o,
      int n,
      boolean fresh,
      Object[] halves,
      int level) {
    if (rows > ROWS) {
      int first = rows - rows / 2;
      int second = row + first * step;
      Object half = halves[level];
      combine(loops, a, row, step, first, to, o, n, fresh, halves, level + 1);
      combine(loops, a, second, step, rows - first, half, 0, n, true, halves, level + 1);
      loops.combine().run(to, o, half, 0, to, o, n);
      return;
    }
    if (fresh) {
      System.arraycopy(a, row, to, o, n);
    }
    for (int r = fresh ? 1 : 0; r < rows; r++) {
      loops.combine().run(to, o, a, row + r * step, to, o, n);
    }
  }

  private static boolean areNeighbours(boolean[] chosen) {
    int groups = 0;
    for (int i = 0; i < chosen.length; i++) {
      if (chosen[i] && (i == 0 || !chosen[i - 1])) {
        groups++;
      }
    }
    return groups == 1;
  }

  /// The chosen axes moved behind the others.
  static Tensor chosenLast(Tensor a, boolean[] chosen) {
    int[] order = new int[chosen.length];
    int n = 0;
    for (int i = 0; i < chosen.length; i++) {
      if (!chosen[i]) {
        order[n++] = i;
      }
    }
    for (int i = 0; i < chosen.length; i++) {
      if (chosen[i]) {
        order[n++] = i;
      }
    }
    return a.permute(order);
  }

  static void requireElements(String op, Tensor a, int... axes) {
    boolean[] chosen = a.shape().axes(op, axes);
    for (int i = 0; i < chosen.length; i++) {
      if (chosen[i] && a.shape().dim(i) == 0) {
        throw new ShapeException(
            op, "axis " + i + " of " + a.shape() + " is empty and has no extreme", a.shape());
      }
    }
  }

  static Tensor argmax(Tensor a, boolean keepDims, int axis) {
    return extreme("argmax", true, a, keepDims, axis);
  }

  static Tensor argmin(Tensor a, boolean keepDims, int axis) {
    return extreme("argmin", false, a, keepDims, axis);
  }

  /// Index of the first extreme along an axis; the first NaN counts as the extreme.
  private static Tensor extreme(String op, boolean largest, Tensor a, boolean keepDims, int axis) {
    DType computing = a.dtype().computing(op);
    if (computing == DType.BOOL) {
      computing = DType.I64;
    }
    int resolved = a.shape().axis(op, axis);
    requireElements(op, a, resolved);
    Tensor moved = a.moveToEnd(resolved).to(computing).contiguous();
    int n = a.dim(resolved);
    long[] indices = new long[moved.size() / n];
    Object source = moved.array();
    int start = moved.layout().offset();
    Parallel.forRange(
        indices.length,
        Math.max(1, CHUNK / n),
        (from, to) -> {
          for (int i = from; i < to; i++) {
            int ao = start + i * n;
            indices[i] =
                switch (source) {
                  case float[] x ->
                      largest ? FloatExtremes.argmax(x, ao, n) : FloatExtremes.argmin(x, ao, n);
                  case double[] x ->
                      largest ? DoubleExtremes.argmax(x, ao, n) : DoubleExtremes.argmin(x, ao, n);
                  default ->
                      largest
                          ? LongExtremes.argmax((long[]) source, ao, n)
                          : LongExtremes.argmin((long[]) source, ao, n);
                };
          }
        });
    boolean[] chosen = a.shape().axes(op, resolved);
    return Tensor.wrap(indices, a.shape().reduced(chosen, keepDims).dims());
  }

  /// Sums away the axes that expanding `target` to the shape of `a` adds or repeats.
  static Tensor sumTo(Tensor a, Shape target) {
    Shape shape = a.shape();
    if (shape.equals(target)) {
      return a;
    }
    int added = shape.rank() - target.rank();
    if (added < 0) {
      throw notSummable(shape, target);
    }
    int[] axes = new int[shape.rank()];
    int n = 0;
    for (int i = 0; i < shape.rank(); i++) {
      if (i < added || target.dim(i - added) == 1) {
        // A sum of one number is the number, but for integers, whose sums are I64.
        if (shape.dim(i) != 1 || (i < added && !a.dtype().isFloating())) {
          axes[n++] = i;
        }
      } else if (target.dim(i - added) != shape.dim(i)) {
        throw notSummable(shape, target);
      }
    }
    Tensor summed = n == 0 ? a : a.sum(true, Arrays.copyOf(axes, n));
    return summed.reshape(target.dims());
  }

  private static ShapeException notSummable(Shape shape, Shape target) {
    return new ShapeException("sumTo", target + " does not expand to " + shape, shape, target);
  }
}
