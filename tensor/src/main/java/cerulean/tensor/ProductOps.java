package cerulean.tensor;

import java.util.Arrays;

/// Products that sum over pairs of axes: each is one matrix product of the operands with the summed
/// axes moved together.
final class ProductOps {

  private ProductOps() {}

  static Tensor dot(Tensor a, Tensor b) {
    if (a.rank() == 0 || b.rank() == 0) {
      return a.mul(b);
    }
    int[] right = {b.rank() == 1 ? 0 : b.rank() - 2};
    return contract("dot", a, b, new int[] {a.rank() - 1}, right);
  }

  static Tensor inner(Tensor a, Tensor b) {
    if (a.rank() == 0 || b.rank() == 0) {
      return a.mul(b);
    }
    return contract("inner", a, b, new int[] {a.rank() - 1}, new int[] {b.rank() - 1});
  }

  static Tensor vdot(Tensor a, Tensor b) {
    int[] only = {0};
    return contract("vdot", a.reshape(a.size()), b.reshape(b.size()), only, only);
  }

  static Tensor outer(Tensor a, Tensor b) {
    return a.reshape(a.size(), 1).mul(b.reshape(1, b.size()));
  }

  /// The last `axes` axes of `a` against the first of `b`.
  static Tensor tensordot(Tensor a, Tensor b, int axes) {
    if (axes < 0 || axes > Math.min(a.rank(), b.rank())) {
      throw tooMany(a.shape(), b.shape(), axes);
    }
    int[] left = new int[axes];
    int[] right = new int[axes];
    for (int i = 0; i < axes; i++) {
      left[i] = a.rank() - axes + i;
      right[i] = i;
    }
    return contract("tensordot", a, b, left, right);
  }

  static Tensor tensordot(Tensor a, Tensor b, int[] axesA, int[] axesB) {
    if (axesA.length != axesB.length) {
      throw unpaired(a.shape(), b.shape(), axesA, axesB);
    }
    return contract("tensordot", a, b, axesA, axesB);
  }

  private static Tensor contract(String op, Tensor a, Tensor b, int[] axesA, int[] axesB) {
    boolean[] summedA = chosen(op, a.shape(), axesA);
    boolean[] summedB = chosen(op, b.shape(), axesB);
    int[] sizes = new int[axesA.length];
    for (int i = 0; i < axesA.length; i++) {
      int left = a.shape().axis(op, axesA[i]);
      int right = b.shape().axis(op, axesB[i]);
      if (a.dim(left) != b.dim(right)) {
        throw sizesDiffer(op, a.shape(), left, b.shape(), right);
      }
      sizes[i] = a.dim(left);
    }
    int[] freeA = free(summedA);
    int[] freeB = free(summedB);
    int[] dims = new int[freeA.length + freeB.length];
    for (int i = 0; i < freeA.length; i++) {
      dims[i] = a.dim(freeA[i]);
    }
    for (int i = 0; i < freeB.length; i++) {
      dims[freeA.length + i] = b.dim(freeB[i]);
    }
    // As shapes: where an operand is empty, the other sizes may have any product.
    Shape result = Shape.of(dims);
    int size = Shape.of(sizes).size();
    int rows = Shape.of(Arrays.copyOf(dims, freeA.length)).size();
    int columns = Shape.of(Arrays.copyOfRange(dims, freeA.length, dims.length)).size();
    Tensor left = a.permute(joined(freeA, axesA)).reshape(rows, size);
    Tensor right = b.permute(joined(axesB, freeB)).reshape(size, columns);
    return MatMulOps.matmul(left, right).reshape(result.dims());
  }

  private static boolean[] chosen(String op, Shape shape, int... axes) {
    return axes.length == 0 ? new boolean[shape.rank()] : shape.axes(op, axes);
  }

  private static int[] free(boolean[] summed) {
    int[] free = new int[summed.length];
    int n = 0;
    for (int i = 0; i < summed.length; i++) {
      if (!summed[i]) {
        free[n++] = i;
      }
    }
    return Arrays.copyOf(free, n);
  }

  private static int[] joined(int[] first, int[] second) {
    int[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  private static ShapeException sizesDiffer(String op, Shape a, int left, Shape b, int right) {
    String problem =
        "sizes of summed axes differ: left "
            + a
            + " axis "
            + left
            + " is "
            + a.dim(left)
            + ", right "
            + b
            + " axis "
            + right
            + " is "
            + b.dim(right);
    return new ShapeException(op, problem, a, b);
  }

  private static ShapeException unpaired(Shape a, Shape b, int[] axesA, int[] axesB) {
    String problem =
        "axes come in pairs; got "
            + Arrays.toString(axesA)
            + " of "
            + a
            + " and "
            + Arrays.toString(axesB)
            + " of "
            + b;
    return new ShapeException("tensordot", problem, a, b);
  }

  private static ShapeException tooMany(Shape a, Shape b, int axes) {
    String problem = a + " and " + b + " do not share " + axes + " axes; give 0 to ";
    return new ShapeException("tensordot", problem + Math.min(a.rank(), b.rank()), a, b);
  }
}
