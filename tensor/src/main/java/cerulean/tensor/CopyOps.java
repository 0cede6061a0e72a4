package cerulean.tensor;

/// Copies between layouts and element types.
final class CopyOps {

  private CopyOps() {}

  /// Writes the elements of `from`, in order, over the equally shaped `to`.
  static void copy(Tensor from, Tensor to) {
    Runs runs = Runs.over(from.shape(), from.layout(), to.layout());
    for (int run = 0; run < runs.count(); run++) {
      int i = runs.start(0, run);
      int j = runs.start(1, run);
      if (runs.step(0) == 1 && runs.step(1) == 1) {
        System.arraycopy(from.array(), i, to.array(), j, runs.length());
      } else {
        switch (from.dtype()) {
          case F32 ->
              copy(from.floats(), i, runs.step(0), to.floats(), j, runs.step(1), runs.length());
          case I64 ->
              copy(from.longs(), i, runs.step(0), to.longs(), j, runs.step(1), runs.length());
        }
      }
    }
  }

  private static void copy(float[] a, int i, int iStep, float[] b, int j, int jStep, int n) {
    for (int k = 0; k < n; k++) {
      b[j + k * jStep] = a[i + k * iStep];
    }
  }

  private static void copy(long[] a, int i, int iStep, long[] b, int j, int jStep, int n) {
    for (int k = 0; k < n; k++) {
      b[j + k * jStep] = a[i + k * iStep];
    }
  }

  /// The elements as another type: floats are truncated towards zero.
  static Tensor cast(Tensor a, DType type) {
    Tensor x = a.contiguous();
    int start = x.layout().offset();
    Tensor out = Tensor.empty(type, a.shape());
    for (int i = 0; i < a.size(); i++) {
      switch (type) {
        case F32 -> out.floats()[i] = x.longs()[start + i];
        case I64 -> out.longs()[i] = (long) x.floats()[start + i];
      }
    }
    return out;
  }
}
