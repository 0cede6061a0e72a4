package cerulean.tensor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The sizes of a tensor, axis by axis. A scalar has no axes and one element.
///
/// Negative axes count from the end, as in NumPy.
public final class Shape {

  /// Some virtual machines keep a few words of an array for themselves.
  private static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;

  private static final Shape SCALAR = new Shape();

  private final int[] dims;
  private final int size;

  /// Made when first asked for; several threads may each make one, of equal content.
  private @Nullable Layout contiguous;

  /// Keeps `dims`, which nobody may change any more.
  private Shape(int... dims) {
    this.dims = dims;
    boolean none = false;
    for (int d : dims) {
      if (d < 0) {
        throw negative(dims);
      }
      none |= d == 0;
    }
    long product = none ? 0 : 1;
    for (int d : dims) {
      product *= d;
      // Checked at every axis: the product of two sizes fits a long, that of three may not.
      if (product > MOST_ELEMENTS) {
        throw tooLarge(dims);
      }
    }
    this.size = (int) product;
  }

  /// The shape with these sizes; none at all for a scalar.
  public static Shape of(int... dims) {
    return dims.length == 0 ? SCALAR : new Shape(dims.clone());
  }

  /// As [#of], over an array that nobody will change.
  static Shape over(int... dims) {
    return dims.length == 0 ? SCALAR : new Shape(dims);
  }

  /// The layout of this shape whose elements are adjacent and in order, from the start of a
  /// storage.
  Layout contiguous() {
    Layout known = contiguous;
    if (known == null) {
      known = new Layout(this, Layout.contiguousStrides(this), 0);
      contiguous = known;
    }
    return known;
  }

  /// The number of axes.
  public int rank() {
    return dims.length;
  }

  /// The number of elements.
  public int size() {
    return size;
  }

  /// The size along `axis`.
  public int dim(int axis) {
    return dims[axis("dim", axis)];
  }

  /// All sizes, a copy.
  public int[] dims() {
    return dims.clone();
  }

  /// `axis` counted from 0, or a sentence that starts with `op`.
  int axis(String op, int axis) {
    int resolved = axis < 0 ? axis + dims.length : axis;
    if (resolved < 0 || resolved >= dims.length) {
      throw badAxis(op, axis);
    }
    return resolved;
  }

  /// The axes of a reduction as flags; none given means all.
  boolean[] axes(String op, int... axes) {
    boolean[] chosen = new boolean[dims.length];
    if (axes.length == 0) {
      Arrays.fill(chosen, true);
    }
    for (int axis : axes) {
      int resolved = axis(op, axis);
      if (chosen[resolved]) {
        throw new ShapeException(op, "axis " + axis + " is given twice for " + this, this);
      }
      chosen[resolved] = true;
    }
    return chosen;
  }

  /// The shape with each chosen axis of size 1, or without the chosen axes.
  Shape reduced(boolean[] chosen, boolean keepDims) {
    int[] kept = new int[dims.length];
    int n = 0;
    for (int i = 0; i < dims.length; i++) {
      if (!chosen[i]) {
        kept[n++] = dims[i];
      } else if (keepDims) {
        kept[n++] = 1;
      }
    }
    return over(Arrays.copyOf(kept, n));
  }

  /// The shape with one axis of another size.
  Shape with(int axis, int size) {
    int[] changed = dims.clone();
    changed[axis] = size;
    return over(changed);
  }

  /// The product of the sizes of axes `from .. to`.
  int product(int from, int to) {
    int product = 1;
    for (int i = from; i < to; i++) {
      product *= dims[i];
    }
    return product;
  }

  /// The shape with the axes `from .. to` replaced by all those of another.
  Shape replaced(int from, int to, Shape by) {
    int[] changed = new int[dims.length - (to - from) + by.rank()];
    System.arraycopy(dims, 0, changed, 0, from);
    System.arraycopy(by.dims, 0, changed, from, by.rank());
    System.arraycopy(dims, to, changed, from + by.rank(), dims.length - to);
    return over(changed);
  }

  /// The common shape of two operands by NumPy's rule: aligned at the last axis, sizes are equal or
  /// one of them is 1 or missing.
  static Shape broadcast(String op, Shape a, Shape b) {
    if (a.equals(b)) {
      return a;
    }
    int rank = Math.max(a.rank(), b.rank());
    int[] common = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int x = i <= a.rank() ? a.dims[a.rank() - i] : 1;
      int y = i <= b.rank() ? b.dims[b.rank() - i] : 1;
      if (x != y && x != 1 && y != 1) {
        throw noBroadcast(op, a, b, rank - i, x, y);
      }
      common[rank - i] = x == 1 ? y : x;
    }
    return over(common);
  }

  private static ShapeException noBroadcast(String op, Shape a, Shape b, int axis, int x, int y) {
    String problem = a + " and " + b + " do not broadcast: axis " + axis + " is " + x + " and " + y;
    return new ShapeException(op, problem, a, b);
  }

  private ShapeException badAxis(String op, int axis) {
    String range =
        dims.length == 0 ? "a scalar has no axes" : "axes run from 0 to " + (dims.length - 1);
    return new ShapeException(op, "no axis " + axis + " in " + this + "; " + range, this);
  }

  private static IllegalArgumentException negative(int[] dims) {
    return new IllegalArgumentException(
        "shape: sizes must not be negative; got " + Arrays.toString(dims));
  }

  private static IllegalArgumentException tooLarge(int[] dims) {
    return new IllegalArgumentException(
        "shape: "
            + Arrays.toString(dims)
            + " has more elements than a Java array can hold; split the tensor");
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof Shape that && Arrays.equals(dims, that.dims));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  @Override
  public String toString() {
    return Arrays.toString(dims);
  }
}
