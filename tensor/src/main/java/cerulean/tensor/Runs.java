package cerulean.tensor;

import java.util.Arrays;
import java.util.function.Supplier;

/// Cuts an elementwise operation over strided operands into runs that a kernel can take.
///
/// All operands are laid out over one shape (strides of 0 where they are broadcast). Neighbouring
/// axes that are adjacent in every operand are joined; the last joined axis is the run, the others
/// number the runs. Contiguous operands of one shape are a single run.
final class Runs {

  /// Elements per chunk of parallel work: 256 KiB per operand, a few tens of microseconds.
  static final int GRAIN = 1 << 16;

  /// Works on elements `from .. from + n` of one run.
  @FunctionalInterface
  interface Body {
    void run(int run, int from, int n);
  }

  private final int count;
  private final int length;
  private final int[] outer;
  private final int[][] strides;
  private final int[] offsets;

  private Runs(int[] joined, int[][] strides, int[] offsets) {
    int rank = joined.length;
    this.strides = strides;
    this.offsets = offsets;
    this.length = rank == 0 ? 1 : joined[rank - 1];
    this.outer = Arrays.copyOf(joined, Math.max(0, rank - 1));
    int n = 1;
    for (int d : outer) {
      n *= d;
    }
    this.count = n;
  }

  static Runs over(Shape shape, Layout... operands) {
    if (shape.size() == 0) {
      return new Runs(new int[] {0, 0}, new int[operands.length][2], new int[operands.length]);
    }
    int rank = shape.rank();
    int[] joined = new int[rank];
    int[][] strides = new int[operands.length][rank];
    int[] offsets = new int[operands.length];
    int n = 0;
    for (int axis = 0; axis < rank; axis++) {
      if (shape.dim(axis) == 1) {
        continue;
      }
      boolean join = n > 0;
      for (int k = 0; k < operands.length && join; k++) {
        join = strides[k][n - 1] == operands[k].stride(axis) * shape.dim(axis);
      }
      if (join) {
        joined[n - 1] *= shape.dim(axis);
      } else {
        joined[n++] = shape.dim(axis);
      }
      for (int k = 0; k < operands.length; k++) {
        strides[k][n - 1] = operands[k].stride(axis);
      }
    }
    for (int k = 0; k < operands.length; k++) {
      offsets[k] = operands[k].offset();
      strides[k] = Arrays.copyOf(strides[k], n);
    }
    return new Runs(Arrays.copyOf(joined, n), strides, offsets);
  }

  /// The number of runs.
  int count() {
    return count;
  }

  /// Elements per run.
  int length() {
    return length;
  }

  /// The storage index of the first element of a run of an operand.
  int start(int operand, int run) {
    int index = offsets[operand];
    int rest = run;
    for (int axis = outer.length - 1; axis > 0; axis--) {
      index += rest % outer[axis] * strides[operand][axis];
      rest /= outer[axis];
    }
    return outer.length == 0 ? index : index + rest * strides[operand][0];
  }

  /// The distance of neighbours within a run; 0 where the operand is one number per run.
  int step(int operand) {
    int rank = strides[operand].length;
    return rank == 0 ? 1 : strides[operand][rank - 1];
  }

  /// Spreads whole runs, or chunks of a single long run, over the threads.
  void forEach(Body body) {
    forEachWith(() -> body);
  }

  /// As [#forEach], with a body made anew for each chunk of work, so that it may hold buffers.
  void forEachWith(Supplier<Body> bodies) {
    if (length == 0 || count == 0) {
      return;
    }
    if (count == 1) {
      Parallel.forRange(length, GRAIN, (from, to) -> bodies.get().run(0, from, to - from));
      return;
    }
    Parallel.forRange(
        count,
        Math.max(1, GRAIN / length),
        (first, last) -> {
          Body body = bodies.get();
          for (int run = first; run < last; run++) {
            body.run(run, 0, length);
          }
        });
  }
}
