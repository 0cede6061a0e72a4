package cerulean.tensor;

import cerulean.tensor.kernel.DoubleScatter;
import cerulean.tensor.kernel.FloatScatter;
import cerulean.tensor.kernel.LongScatter;
import cerulean.tensor.kernel.Moves;
import org.jspecify.annotations.Nullable;

/// A [ScatterReduction] on elements of one type: any for [ScatterReduction#NONE], else F32, F64 or
/// I64.
final class Scattering {

  private final ScatterReduction reduction;
  private final DType type;
  private final Moves moves;
  private final Operation.@Nullable Loop loop;

  private Scattering(ScatterReduction reduction, DType type) {
    Operation operation = operation(reduction);
    this.reduction = reduction;
    this.type = type;
    this.moves = Storage.moves(type);
    this.loop = operation == null ? null : operation.loops(type).adjacent();
  }

  /// A reduction of elements of a type that [#computing] gave.
  static Scattering of(ScatterReduction reduction, DType type) {
    return new Scattering(reduction, type);
  }

  /// The type that a reduction of elements of `type` is computed in. Truth values count as the
  /// integers 0 and 1; their sum is true if it is not 0.
  static DType computing(String op, ScatterReduction reduction, DType type) {
    if (reduction == ScatterReduction.NONE) {
      return type;
    }
    return type == DType.BOOL ? DType.I64 : type.computing(op);
  }

  private static @Nullable Operation operation(ScatterReduction reduction) {
    return switch (reduction) {
      case NONE -> null;
      case ADD -> Arithmetic.ADD;
      case MUL -> Arithmetic.MUL;
      case MIN -> Arithmetic.MINIMUM;
      case MAX -> Arithmetic.MAXIMUM;
    };
  }

  /// Combines `to[j + k]` with `from[i + k]` for `0 <= k < n`.
  void block(Object from, int i, Object to, int j, int n) {
    if (loop == null) {
      System.arraycopy(from, i, to, j, n);
    } else {
      loop.run(new Object[] {to, from}, new int[] {j, i}, to, j, n);
    }
  }

  /// Combines `to[j + index[x + k]]` with `from[i + k]`, one `k` after the other.
  void elements(Object from, int i, long[] index, int x, Object to, int j, int n) {
    if (reduction == ScatterReduction.NONE) {
      moves.put(from, i, index, x, to, j, 1, n);
    } else if (type == DType.F32) {
      floats((float[]) from, i, index, x, (float[]) to, j, n);
    } else if (type == DType.F64) {
      doubles((double[]) from, i, index, x, (double[]) to, j, n);
    } else {
      longs((long[]) from, i, index, x, (long[]) to, j, n);
    }
  }

  private void floats(float[] from, int i, long[] index, int x, float[] to, int j, int n) {
    switch (reduction) {
      case ADD -> FloatScatter.add(from, i, index, x, to, j, n);
      case MUL -> FloatScatter.mul(from, i, index, x, to, j, n);
      case MIN -> FloatScatter.min(from, i, index, x, to, j, n);
      case MAX -> FloatScatter.max(from, i, index, x, to, j, n);
      case NONE -> throw new IllegalArgumentException("NONE moves elements");
    }
  }

  private void doubles(double[] from, int i, long[] index, int x, double[] to, int j, int n) {
    switch (reduction) {
      case ADD -> DoubleScatter.add(from, i, index, x, to, j, n);
      case MUL -> DoubleScatter.mul(from, i, index, x, to, j, n);
      case MIN -> DoubleScatter.min(from, i, index, x, to, j, n);
      case MAX -> DoubleScatter.max(from, i, index, x, to, j, n);
      case NONE -> throw new IllegalArgumentException("NONE moves elements");
    }
  }

  private void longs(long[] from, int i, long[] index, int x, long[] to, int j, int n) {
    switch (reduction) {
      case ADD -> LongScatter.add(from, i, index, x, to, j, n);
      case MUL -> LongScatter.mul(from, i, index, x, to, j, n);
      case MIN -> LongScatter.min(from, i, index, x, to, j, n);
      case MAX -> LongScatter.max(from, i, index, x, to, j, n);
      case NONE -> throw new IllegalArgumentException("NONE moves elements");
    }
  }
}
