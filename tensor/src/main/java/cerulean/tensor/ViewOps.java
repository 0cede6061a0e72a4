package cerulean.tensor;

import java.util.Arrays;

/// Views beyond the basic ones of [Layout]: slices, diagonals, windows, axes moved and joined.
///
/// All of it is arithmetic on layouts; no element is touched.
final class ViewOps {

  private ViewOps() {}

  /// NumPy's `start:stop:step` along one axis.
  static Layout slice(Layout a, int axis, int start, int stop, int step) {
    Shape shape = a.shape();
    int resolved = shape.axis("slice", axis);
    if (step == 0) {
      throw new ShapeException("slice", "step must not be 0", shape);
    }
    int size = shape.dim(resolved);
    // Backwards, the place before the first entry is a bound too.
    int low = step < 0 ? -1 : 0;
    int high = step < 0 ? size - 1 : size;
    int first = clamped(start, size, low, high);
    int end = clamped(stop, size, low, high);
    long distance = step < 0 ? (long) first - end : (long) end - first;
    long width = Math.abs((long) step);
    int length = distance <= 0 ? 0 : (int) ((distance + width - 1) / width);
    int[] strides = a.strides().clone();
    strides[resolved] = length > 1 ? strides[resolved] * step : strides[resolved];
    int offset = length == 0 ? a.offset() : a.offset() + first * a.stride(resolved);
    return new Layout(shape.with(resolved, length), strides, offset);
  }

  private static int clamped(int bound, int size, int low, int high) {
    int counted = bound < 0 ? bound + size : bound;
    return Math.max(low, Math.min(counted, high));
  }

  /// NumPy's basic indexing.
  static Layout slice(Layout a, Slice... slices) {
    int used = 0;
    int rests = 0;
    for (Slice slice : slices) {
      used += slice instanceof Slice.Mark ? 0 : 1;
      rests += slice == Slice.Mark.REST ? 1 : 0;
    }
    int left = a.shape().rank() - used;
    if (left < 0 || rests > 1) {
      throw badSlices(a.shape(), used, rests);
    }
    Layout view = a;
    int axis = 0;
    for (Slice slice : slices) {
      switch (slice) {
        case Slice.At(int index) -> view = select("slice", view, axis, index);
        case Slice.Range(int start, int stop, int step) ->
            view = slice(view, axis++, start, stop, step);
        case Slice.Mark.NEW_AXIS -> view = unsqueeze(view, axis++);
        case Slice.Mark.REST -> axis += left;
      }
    }
    return view;
  }

  static Layout select(String op, Layout a, int axis, int index) {
    int resolved = a.shape().axis(op, axis);
    int size = a.shape().dim(resolved);
    int entry = index < 0 ? index + size : index;
    if (entry < 0 || entry >= size) {
      throw Positions.outside(op, index, resolved, a.shape());
    }
    return without(a.narrow(resolved, entry, 1), resolved);
  }

  static Layout flip(Layout a, int... axes) {
    boolean[] chosen = a.shape().axes("flip", axes);
    Layout view = a;
    for (int i = 0; i < chosen.length; i++) {
      view = chosen[i] ? slice(view, i, Integer.MAX_VALUE, Integer.MIN_VALUE, -1) : view;
    }
    return view;
  }

  /// Elements `(i, i + shift)` of two axes, as a new last axis.
  static Layout diagonal(Layout a, int shift, int axis1, int axis2) {
    Shape shape = a.shape();
    int rows = shape.axis("diagonal", axis1);
    int columns = shape.axis("diagonal", axis2);
    if (rows == columns) {
      throw sameAxis("diagonal", axis1, axis2, shape);
    }
    long down = Math.max(0L, -(long) shift);
    long right = Math.max(0L, shift);
    int length = (int) Math.max(0, Math.min(shape.dim(rows) - down, shape.dim(columns) - right));
    int offset = a.offset();
    if (length > 0) {
      offset += (int) down * a.stride(rows) + (int) right * a.stride(columns);
    }
    Layout others = without(without(a, Math.max(rows, columns)), Math.min(rows, columns));
    int rank = others.shape().rank();
    int[] dims = Arrays.copyOf(others.shape().dims(), rank + 1);
    int[] strides = Arrays.copyOf(others.strides(), rank + 1);
    dims[rank] = length;
    strides[rank] = a.stride(rows) + a.stride(columns);
    return new Layout(Shape.of(dims), strides, offset);
  }

  /// Axes `from[i]` at the places `to[i]`, the others in their order in the places left.
  static Layout moveAxes(Layout a, int[] from, int[] to) {
    String op = "moveAxis";
    Shape shape = a.shape();
    int rank = shape.rank();
    if (from.length != to.length) {
      throw new ShapeException(
          op, from.length + " axes cannot move to " + to.length + " places", shape);
    }
    int[] order = new int[rank];
    Arrays.fill(order, -1);
    boolean[] moved = new boolean[rank];
    for (int i = 0; i < from.length; i++) {
      int source = shape.axis(op, from[i]);
      int target = shape.axis(op, to[i]);
      if (moved[source] || order[target] >= 0) {
        throw new ShapeException(
            op,
            Arrays.toString(from) + " to " + Arrays.toString(to) + " names an axis twice",
            shape);
      }
      moved[source] = true;
      order[target] = source;
    }
    for (int i = 0, next = 0; i < rank; i++) {
      if (order[i] < 0) {
        while (moved[next]) {
          next++;
        }
        order[i] = next++;
      }
    }
    return a.permute(order);
  }

  static Layout swapAxes(Layout a, int axis1, int axis2) {
    int[] order = new int[a.shape().rank()];
    Arrays.setAll(order, i -> i);
    int first = a.shape().axis("swapAxes", axis1);
    int second = a.shape().axis("swapAxes", axis2);
    order[first] = second;
    order[second] = first;
    return a.permute(order);
  }

  /// A quarter turn, `times` times, from the first axis towards the second.
  static Layout rotate(Layout a, int times, int axis1, int axis2) {
    int first = a.shape().axis("rot90", axis1);
    int second = a.shape().axis("rot90", axis2);
    if (first == second) {
      throw sameAxis("rot90", axis1, axis2, a.shape());
    }
    return switch (Math.floorMod(times, 4)) {
      case 0 -> a;
      case 1 -> swapAxes(flip(a, second), first, second);
      case 2 -> flip(a, first, second);
      default -> flip(swapAxes(a, first, second), second);
    };
  }

  static Layout squeeze(Layout a, int axis) {
    int resolved = a.shape().axis("squeeze", axis);
    if (a.shape().dim(resolved) != 1) {
      throw new ShapeException(
          "squeeze", "axis " + resolved + " of " + a.shape() + " is not 1", a.shape());
    }
    return without(a, resolved);
  }

  /// Without all axes of size 1.
  static Layout squeeze(Layout a) {
    Layout view = a;
    for (int i = a.shape().rank() - 1; i >= 0; i--) {
      view = a.shape().dim(i) == 1 ? without(view, i) : view;
    }
    return view;
  }

  static Layout unsqueeze(Layout a, int axis) {
    int rank = a.shape().rank();
    int resolved = axis < 0 ? axis + rank + 1 : axis;
    if (resolved < 0 || resolved > rank) {
      throw new ShapeException(
          "unsqueeze", "no place " + axis + " for an axis in " + a.shape(), a.shape());
    }
    int[] strides = new int[rank + 1];
    System.arraycopy(a.strides(), 0, strides, 0, resolved);
    System.arraycopy(a.strides(), resolved, strides, resolved + 1, rank - resolved);
    return new Layout(a.shape().replaced(resolved, resolved, Shape.of(1)), strides, a.offset());
  }

  private static Layout without(Layout a, int axis) {
    int rank = a.shape().rank();
    int[] strides = new int[rank - 1];
    System.arraycopy(a.strides(), 0, strides, 0, axis);
    System.arraycopy(a.strides(), axis + 1, strides, axis, rank - 1 - axis);
    return new Layout(a.shape().replaced(axis, axis + 1, Shape.of()), strides, a.offset());
  }

  /// Windows of `size` entries, `step` apart, along an axis; the window is a new last axis.
  static Layout unfold(Layout a, int axis, int size, int step) {
    Shape shape = a.shape();
    int resolved = shape.axis("unfold", axis);
    int entries = shape.dim(resolved);
    if (size < 0 || size > entries || step < 1) {
      throw noWindow(shape, resolved, size, step);
    }
    int windows = (entries - size) / step + 1;
    int rank = shape.rank();
    int[] dims = Arrays.copyOf(shape.dims(), rank + 1);
    int[] strides = Arrays.copyOf(a.strides(), rank + 1);
    dims[resolved] = windows;
    dims[rank] = size;
    strides[rank] = strides[resolved];
    strides[resolved] *= windows > 1 ? step : 1;
    return new Layout(Shape.of(dims), strides, a.offset());
  }

  /// The sizes with -1 replaced by what the others leave of `size` elements.
  static Shape inferred(String op, Shape from, int size, int... sizes) {
    int[] dims = sizes.clone();
    int unknown = -1;
    long known = 1;
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] < -1) {
        throw new ShapeException(
            op, "sizes must not be negative, but for one -1; got " + Arrays.toString(sizes), from);
      }
      if (dims[i] != -1) {
        // Beyond an int it divides nothing, and must not come back by overflow.
        known *= known > Integer.MAX_VALUE ? 1 : dims[i];
      } else if (unknown >= 0) {
        throw new ShapeException(op, "only one size may be -1", from);
      } else {
        unknown = i;
      }
    }
    if (unknown >= 0) {
      if (known == 0 || size % known != 0) {
        throw new ShapeException(
            op, size + " elements of " + from + " do not divide by " + known, from);
      }
      dims[unknown] = (int) (size / known);
    }
    return Shape.of(dims);
  }

  /// The shape of as many elements as `from` that `sizes` ask for.
  static Shape reshaped(Shape from, int... sizes) {
    Shape target = inferred("reshape", from, from.size(), sizes);
    if (target.size() != from.size()) {
      throw new ShapeException(
          "reshape",
          from + " has " + from.size() + " elements, " + target + " needs " + target.size(),
          from,
          target);
    }
    return target;
  }

  /// The shape with axes `start` to `end`, both included, as one.
  static Shape flattened(Shape shape, int start, int end) {
    if (shape.rank() == 0) {
      // As PyTorch: a scalar is flattened as if it had one axis.
      Shape one = Shape.of(1);
      one.axis("flatten", start);
      one.axis("flatten", end);
      return one;
    }
    int first = shape.axis("flatten", start);
    int last = shape.axis("flatten", end);
    if (last < first) {
      throw new ShapeException(
          "flatten", "axis " + end + " comes before axis " + start + " in " + shape, shape);
    }
    long joined = 1;
    for (int i = first; i <= last; i++) {
      joined = Math.min(joined * shape.dim(i), Integer.MAX_VALUE);
    }
    return shape.replaced(first, last + 1, Shape.of((int) joined));
  }

  static Shape unflattened(Shape shape, int axis, int... sizes) {
    int resolved = shape.axis("unflatten", axis);
    int size = shape.dim(resolved);
    Shape parts = inferred("unflatten", shape, size, sizes);
    if (parts.size() != size) {
      throw new ShapeException(
          "unflatten",
          "axis " + resolved + " of " + shape + " has " + size + " entries, not " + parts.size(),
          shape,
          parts);
    }
    return shape.replaced(resolved, resolved + 1, parts);
  }

  /// The sizes of an expansion with -1 replaced by the size the axis has.
  static Shape expanded(Shape shape, int... sizes) {
    int[] dims = sizes.clone();
    int added = dims.length - shape.rank();
    for (int i = Math.max(0, added); i < dims.length; i++) {
      dims[i] = dims[i] == -1 ? shape.dim(i - added) : dims[i];
    }
    return Shape.of(dims);
  }

  private static ShapeException badSlices(Shape shape, int used, int rests) {
    String problem =
        rests > 1
            ? "only one Slice.rest() is possible; got " + rests
            : used + " slices for the " + shape.rank() + " axes of " + shape;
    return new ShapeException("slice", problem, shape);
  }

  private static ShapeException sameAxis(String op, int axis1, int axis2, Shape shape) {
    return new ShapeException(
        op, "axes " + axis1 + " and " + axis2 + " of " + shape + " are the same", shape);
  }

  private static ShapeException noWindow(Shape shape, int axis, int size, int step) {
    String problem =
        step < 1
            ? "step must be at least 1; got " + step
            : "windows of " + size + " do not fit axis " + axis + " of " + shape;
    return new ShapeException("unfold", problem, shape);
  }
}
