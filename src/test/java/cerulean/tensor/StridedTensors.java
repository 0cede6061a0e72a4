package cerulean.tensor;

/// Views by offset and strides, for tests outside this package.
public final class StridedTensors {

  private StridedTensors() {}

  /// The view of `storage` (contiguous) whose element `(i, j, ...)` lies at `offset + i *
  /// strides[0]
  /// + j * strides[1] + ...`.
  public static Tensor view(Tensor storage, int offset, int[] shape, int[] strides) {
    return storage.withLayout(new Layout(Shape.of(shape), strides.clone(), offset));
  }
}
