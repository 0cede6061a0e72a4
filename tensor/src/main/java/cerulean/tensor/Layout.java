package cerulean.tensor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Where the elements of a tensor lie in its storage: element `(i, j, ...)` at `offset + i *
/// strides[0] + j * strides[1] + ...`.
///
/// Views are arithmetic on layouts: nothing here touches an element.
@SuppressWarnings("ArrayRecordComponent") // Never handed out of this package, never written.
record Layout(Shape shape, int[] strides, int offset) {

  static Layout contiguous(Shape shape) {
    return shape.contiguous();
  }

  /// The contiguous layout of a shape that an array of `length` elements fills.
  static Layout filledBy(int length, int... dims) {
    Shape shape = Shape.of(dims);
    if (shape.size() != length) {
      throw sizeMismatch(length, shape);
    }
    return contiguous(shape);
  }

  private static ShapeException sizeMismatch(int length, Shape shape) {
    return new ShapeException(
        "tensor", length + " values do not fill " + shape + ", which has " + shape.size(), shape);
  }

  static int[] contiguousStrides(Shape shape) {
    int[] strides = new int[shape.rank()];
    int step = 1;
    for (int i = shape.rank() - 1; i >= 0; i--) {
      strides[i] = step;
      step *= Math.max(1, shape.dim(i));
    }
    return strides;
  }

  int stride(int axis) {
    return strides[axis];
  }

  /// Whether the elements are adjacent and in order.
  boolean isContiguous() {
    int expected = 1;
    for (int i = shape.rank() - 1; i >= 0; i--) {
      int d = shape.dim(i);
      if (d != 1 && strides[i] != expected) {
        return shape.size() == 0;
      }
      expected *= d;
    }
    return true;
  }

  Layout permute(int... axes) {
    if (axes.length != shape.rank()) {
      throw badPermutation(axes);
    }
    int[] dims = new int[axes.length];
    int[] permuted = new int[axes.length];
    boolean[] seen = new boolean[axes.length];
    for (int i = 0; i < axes.length; i++) {
      int axis = shape.axis("permute", axes[i]);
      if (seen[axis]) {
        throw badPermutation(axes);
      }
      seen[axis] = true;
      dims[i] = shape.dim(axis);
      permuted[i] = strides[axis];
    }
    return new Layout(Shape.over(dims), permuted, offset);
  }

  /// The matrix with rows and columns exchanged.
  Layout transpose() {
    Shape turned = Shape.over(shape.dim(1), shape.dim(0));
    return new Layout(turned, new int[] {strides[1], strides[0]}, offset);
  }

  /// Repeats axes of size 1, and adds axes in front, by strides of 0.
  Layout expand(String op, Shape target) {
    if (shape.equals(target)) {
      return this;
    }
    int added = target.rank() - shape.rank();
    int[] expanded = new int[target.rank()];
    for (int i = 0; i < target.rank(); i++) {
      int own = i < added ? 1 : shape.dim(i - added);
      if (added < 0 || (own != target.dim(i) && own != 1)) {
        throw cannotExpand(op, target);
      }
      expanded[i] = i < added || (own == 1 && target.dim(i) != 1) ? 0 : strides[i - added];
    }
    if (added < 0) {
      throw cannotExpand(op, target);
    }
    return new Layout(target, expanded, offset);
  }

  Layout narrow(int axis, int start, int length) {
    int resolved = shape.axis("narrow", axis);
    if (start < 0 || length < 0 || start > shape.dim(resolved) - length) {
      throw outside(resolved, start, length);
    }
    return new Layout(
        shape.with(resolved, length),
        strides,
        offset + (length == 0 ? 0 : start * strides[resolved]));
  }

  /// The layout of the same elements in another shape; null if that needs a copy.
  ///
  /// Axes are grouped so that each group of old axes has the elements of a group of new ones; a
  /// group can be cut anew if its elements lie at one common distance.
  @Nullable Layout reshape(Shape target) {
    if (isContiguous()) {
      Layout whole = target.contiguous();
      return offset == 0 ? whole : new Layout(target, whole.strides, offset);
    }
    int[] reshaped = new int[target.rank()];
    int i = shape.rank() - 1;
    int j = target.rank() - 1;
    while (i >= 0 || j >= 0) {
      if (i >= 0 && shape.dim(i) == 1) {
        i--;
        continue;
      }
      if (j >= 0 && target.dim(j) == 1) {
        reshaped[j--] = 0;
        continue;
      }
      int step = strides[i];
      int have = shape.dim(i);
      int want = 1;
      while (want != have) {
        if (want < have) {
          reshaped[j] = step * want;
          want *= target.dim(j--);
        } else {
          i--;
          while (shape.dim(i) == 1) {
            i--;
          }
          if (strides[i] != step * have) {
            return null;
          }
          have *= shape.dim(i);
        }
      }
      i--;
    }
    return new Layout(target, reshaped, offset);
  }

  /// Whether two positions may lie at one storage index.
  ///
  /// They do not if, from the smallest stride to the largest, each stride is longer than all that
  /// the axes before it span. That holds for every view of a tensor but expanded and sliding ones.
  boolean overlaps() {
    boolean[] done = new boolean[shape.rank()];
    long span = 0;
    for (int round = 0; round < done.length; round++) {
      int next = -1;
      for (int i = 0; i < done.length; i++) {
        boolean smaller = next < 0 || Math.abs(strides[i]) < Math.abs(strides[next]);
        next = !done[i] && smaller ? i : next;
      }
      done[next] = true;
      if (shape.dim(next) > 1) {
        if (Math.abs(strides[next]) <= span) {
          return shape.size() > 0;
        }
        span += (shape.dim(next) - 1L) * Math.abs(strides[next]);
      }
    }
    return false;
  }

  /// The storage index at which row `number` begins, where the first `leading` axes, in row-major
  /// order, number the rows.
  int start(int number, int leading) {
    int index = offset;
    int rest = number;
    for (int i = leading - 1; i >= 0; i--) {
      index += rest % shape.dim(i) * strides[i];
      rest /= shape.dim(i);
    }
    return index;
  }

  /// The storage index of one element.
  int index(String op, int... position) {
    if (position.length != shape.rank()) {
      throw badPosition(op, position);
    }
    int index = offset;
    for (int i = 0; i < position.length; i++) {
      int p = position[i] < 0 ? position[i] + shape.dim(i) : position[i];
      if (p < 0 || p >= shape.dim(i)) {
        throw badPosition(op, position);
      }
      index += p * strides[i];
    }
    return index;
  }

  private IllegalArgumentException badPosition(String op, int... position) {
    return new ShapeException(
        op, "position " + Arrays.toString(position) + " is not in " + shape, shape);
  }

  private ShapeException badPermutation(int[] axes) {
    String problem =
        Arrays.toString(axes)
            + " is not a permutation of the axes of "
            + shape
            + "; name each once";
    return new ShapeException("permute", problem, shape);
  }

  private ShapeException cannotExpand(String op, Shape target) {
    String problem = shape + " does not expand to " + target + "; only axes of size 1 are repeated";
    return new ShapeException(op, problem, shape, target);
  }

  private ShapeException outside(int axis, int start, int length) {
    String problem =
        "rows "
            + start
            + " to "
            + ((long) start + length)
            + " are outside axis "
            + axis
            + " of "
            + shape;
    return new ShapeException("narrow", problem, shape);
  }
}
