package cerulean.tensor;

/// The same elements elsewhere in memory.
final class Arrangements {

  private Arrangements() {}

  /// The elements of `a` as a view of new storage: axes in any order, steps of 1 to 3 forwards or
  /// backwards, elements before, between and behind that must not be touched.
  static Tensor random(Philox random, Tensor a) {
    int rank = a.rank();
    int[] order = random.permutation(rank);
    int[] strides = new int[rank];
    int start = random.nextInt(4);
    int step = 1;
    for (int place = rank - 1; place >= 0; place--) {
      int axis = order[place];
      int factor = 1 + random.nextInt(3);
      boolean backwards = random.nextInt(3) == 0;
      strides[axis] = backwards ? -step * factor : step * factor;
      int last = Math.max(0, a.dim(axis) - 1) * step * factor;
      start += backwards ? last : 0;
      step *= Math.max(1, a.dim(axis)) * factor + random.nextInt(2);
    }
    int size = start + step + random.nextInt(4);
    double filler = a.dtype().isFloating() ? Double.NaN : 77;
    Tensor storage =
        a.dtype() == DType.BOOL
            ? Tensor.ones(DType.BOOL, size)
            : Tensor.full(a.dtype(), filler, size);
    Tensor view = storage.withLayout(new Layout(a.shape(), strides, start));
    view.copyFromInPlace(a);
    return view;
  }
}
