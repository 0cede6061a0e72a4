package cerulean.tensor;

import cerulean.tensor.kernel.Moves;
import cerulean.tensor.kernel.Stores;

/// Copies between layouts and element types.
final class CopyOps {

  private CopyOps() {}

  /// Writes the elements of `from`, in order, over the equally shaped `to` of the same type.
  static void copy(Tensor from, Tensor to) {
    Object source = from.array();
    Object target = to.array();
    int size = from.size();
    if (size == 0) {
      return;
    }
    if (size <= Runs.GRAIN && from.isContiguous() && to.isContiguous()) {
      System.arraycopy(source, from.layout().offset(), target, to.layout().offset(), size);
      return;
    }
    Moves moves = Storage.moves(from.dtype());
    Runs runs = Runs.over(from.shape(), from.layout(), to.layout());
    runs.forEach((run, begin, n) -> {
      int i = runs.start(0, run) + begin * runs.step(0);
      int j = runs.start(1, run) + begin * runs.step(1);
      if (runs.step(0) == 1 && runs.step(1) == 1) {
        System.arraycopy(source, i, target, j, n);
      } else {
        moves.copy(source, i, runs.step(0), target, j, runs.step(1), n);
      }
    });
  }

  /// The elements as another type, contiguous.
  ///
  /// Numbers become floating point by rounding once, to the nearest and at a tie to even. Floating
  /// point becomes integer by cutting the fraction, what is out of range the nearest integer of the
  /// type and NaN 0; integers too wide keep their low bits. What is not 0 becomes true.
  static Tensor cast(Tensor a, DType type) {
    Tensor out = Tensor.empty(type, a.shape());
    Object source = a.array();
    Object target = out.array();
    DType through = Conversions.through(type);
    boolean saturating = a.dtype().isFloating() && through == DType.I64 && type != DType.I64;
    Runs runs = Runs.over(a.shape(), a.layout());
    runs.forEach((run, begin, n) -> {
      Object block = Storage.moves(through).allocate(Math.min(n, Conversions.BLOCK));
      int start = runs.start(0, run);
      for (int done = 0; done < n; done += Conversions.BLOCK) {
        int m = Math.min(Conversions.BLOCK, n - done);
        int i = start + (begin + done) * runs.step(0);
        Conversions.load(a.dtype(), source, i, runs.step(0), through, block, m);
        if (saturating) {
          Stores.clamp((long[]) block, type.least(), type.most(), m);
        }
        Conversions.store(block, type, target, run * runs.length() + begin + done, m);
      }
    });
    return out;
  }
}
