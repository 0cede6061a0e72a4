package cerulean.tensor;

import cerulean.tensor.kernel.PatchGrid;
import cerulean.tensor.kernel.Spans;
import java.util.Arrays;

/// The window that a convolution or a pooling slides over its input: for each spatial axis its
/// size, how far it moves, how much is added at either edge, and how far apart its places are.
///
///     Window.of(3, 3).stride(2).pad(1)
///
/// One number stands for all axes. Without more words a window moves by 1, in [Pooling] too, and
/// nothing is padded. Along an axis of size `n` it has `floor((n + before + after - dilation (size -
/// 1) - 1) / stride) + 1` places.
public final class Window {

  private final int[] sizes;
  private final int[] strides;
  private final int[] before;
  private final int[] after;
  private final int[] dilations;
  private final boolean ceiling;

  private Window(
      int[] sizes, int[] strides, int[] before, int[] after, int[] dilations, boolean ceiling) {
    this.sizes = sizes;
    this.strides = strides;
    this.before = before;
    this.after = after;
    this.dilations = dilations;
    this.ceiling = ceiling;
  }

  /// A window of these sizes; 1 to 3 axes.
  public static Window of(int... sizes) {
    int n = sizes.length;
    if (n < 1 || n > 3) {
      throw new IllegalArgumentException(
          "window: has 1 to 3 axes; got sizes " + Arrays.toString(sizes));
    }
    int[] ones = new int[n];
    Arrays.fill(ones, 1);
    int[] checked = perAxis("sizes", 1, n, Shape.of(sizes).dims());
    return new Window(checked, ones, new int[n], new int[n], ones, false);
  }

  /// A window of the sizes of a convolution's weight, `[out, in, sizes...]`.
  public static Window over(Tensor weight) {
    if (weight.rank() < 3) {
      throw new ShapeException(
          "window", "a weight is [out, in, sizes...]; got " + weight.shape(), weight.shape());
    }
    return of(Arrays.copyOfRange(weight.shape().dims(), 2, weight.rank()));
  }

  /// This window, moving by `strides`.
  public Window stride(int... strides) {
    int[] checked = perAxis("strides", 1, axes(), strides);
    return new Window(sizes, checked, before, after, dilations, ceiling);
  }

  /// This window on an input with `padding` more at both ends of each axis.
  public Window pad(int... padding) {
    return pad(padding, padding);
  }

  /// This window on an input with `before` more at the beginning of each axis and `after` at its
  /// end.
  public Window pad(int[] before, int[] after) {
    int[] first = perAxis("padding", 0, axes(), before);
    int[] last = perAxis("padding", 0, axes(), after);
    return new Window(sizes, strides, first, last, dilations, ceiling);
  }

  /// This window on an input padded so that with a stride of 1 the result has its size; of an odd
  /// number the end gets the larger half.
  public Window padSame() {
    int[] first = new int[axes()];
    int[] last = new int[axes()];
    for (int i = 0; i < axes(); i++) {
      long total = reach(i) - 1;
      if (total > Integer.MAX_VALUE) {
        throw tooWide("padSame");
      }
      first[i] = (int) (total / 2);
      last[i] = (int) (total - first[i]);
    }
    return new Window(sizes, strides, first, last, dilations, ceiling);
  }

  /// This window with its places `dilations` apart.
  public Window dilation(int... dilations) {
    int[] checked = perAxis("dilations", 1, axes(), dilations);
    return new Window(sizes, strides, before, after, checked, ceiling);
  }

  /// This window, with a last place that hangs over the end where strides do not divide the input,
  /// unless it would begin behind the input. Pooling only.
  public Window ceiling() {
    return new Window(sizes, strides, before, after, dilations, true);
  }

  private static int[] perAxis(String what, int least, int axes, int... values) {
    if (values.length != 1 && values.length != axes) {
      throw wrong(what, "must be one number or " + axes, values);
    }
    int[] each = new int[axes];
    for (int i = 0; i < axes; i++) {
      each[i] = values[values.length == 1 ? 0 : i];
      if (each[i] < least) {
        throw wrong(what, "must be at least " + least, values);
      }
    }
    return each;
  }

  private static IllegalArgumentException wrong(String what, String rule, int... values) {
    return new IllegalArgumentException(
        "window: " + what + " " + rule + "; got " + Arrays.toString(values));
  }

  /// The number of axes.
  public int axes() {
    return sizes.length;
  }

  /// The number of places in the window.
  int size() {
    return Shape.of(sizes).size();
  }

  /// The size along each axis.
  public int[] sizes() {
    return sizes.clone();
  }

  /// How far the window moves along each axis.
  public int[] strides() {
    return strides.clone();
  }

  /// What is added at the beginning of each axis.
  public int[] paddingBefore() {
    return before.clone();
  }

  /// What is added at the end of each axis.
  public int[] paddingAfter() {
    return after.clone();
  }

  boolean hasSizes(int[] dims, int from) {
    return Arrays.equals(sizes, Arrays.copyOfRange(dims, from, dims.length));
  }

  /// Whether it is one element that moves by 1 over the unpadded input: it changes nothing.
  boolean isPoint() {
    boolean point = true;
    for (int i = 0; i < axes(); i++) {
      point &= sizes[i] == 1 && strides[i] == 1 && before[i] == 0 && after[i] == 0;
    }
    return point;
  }

  /// The number of places along each axis of an input whose last axes are the spatial ones.
  int[] places(String op, Shape input) {
    int[] places = new int[axes()];
    for (int i = 0; i < axes(); i++) {
      int size = input.dim(i - axes());
      long padded = (long) size + before[i] + after[i];
      // The last of these: an element and the next in a window, of which the latter is outside.
      if (Math.max(Math.max(padded, reach(i)), (long) size + step(i)) > Integer.MAX_VALUE) {
        throw tooWide(op);
      }
      long room = padded - reach(i);
      if (room < 0) {
        throw tooLarge(op, input);
      }
      long steps = room / strides[i];
      if (ceiling && room % strides[i] != 0 && (steps + 1) * strides[i] < (long) size + before[i]) {
        steps++;
      }
      places[i] = (int) steps + 1;
    }
    return Shape.of(places).dims();
  }

  /// Elements from one place in the window to the next; the only one of a window of size 1 has
  /// none.
  private int step(int axis) {
    return sizes[axis] == 1 ? 1 : dilations[axis];
  }

  /// Elements from the first place in the window to the last, both included.
  private long reach(int axis) {
    return (long) dilations[axis] * (sizes[axis] - 1) + 1;
  }

  /// The sizes of the input that has `places` places and `more` elements that no window reaches.
  int[] inputSizes(String op, Shape places, int... more) {
    int[] missing = more.length == 0 ? new int[axes()] : perAxis("output padding", 0, axes(), more);
    int[] sizes = new int[axes()];
    for (int i = 0; i < axes(); i++) {
      long steps = places.dim(i - axes()) - 1L;
      long padded = steps * strides[i] + reach(i) + missing[i];
      long size = padded - before[i] - after[i];
      if (size < 1 || size > Integer.MAX_VALUE) {
        throw new ShapeException(
            op, "axis " + i + " of the result would have size " + size + "; change the padding");
      }
      if (padded > Integer.MAX_VALUE) {
        throw tooWide(op);
      }
      sizes[i] = (int) size;
    }
    return sizes;
  }

  /// Along each axis, the elements at the end of the padded input that no window reaches.
  int[] uncovered(int... input) {
    int[] uncovered = new int[axes()];
    for (int i = 0; i < axes(); i++) {
      uncovered[i] = (int) (((long) input[i] + before[i] + after[i] - reach(i)) % strides[i]);
    }
    return uncovered;
  }

  /// For the kernels, with axes of size 1 in front where there are less than three.
  PatchGrid grid(int[] image, int[] places) {
    return new PatchGrid(
        three(image, 1),
        three(places, 1),
        three(sizes, 1),
        three(strides, 1),
        three(before, 0),
        three(dilations, 1));
  }

  private static int[] three(int[] values, int missing) {
    int[] three = {missing, missing, missing};
    System.arraycopy(values, 0, three, 3 - values.length, values.length);
    return three;
  }

  /// What each place of the window covers along one axis of an input of `size` elements.
  Spans spans(int axis, int size, int places) {
    int[] first = new int[places];
    int[] end = new int[places];
    int[] padded = new int[places];
    int step = step(axis);
    for (int i = 0; i < places; i++) {
      // Sums of sizes and paddings may need 64 bits on the way.
      long start = (long) i * strides[axis] - before[axis];
      long stop = start + reach(axis);
      // The first element of the window that is not before the input.
      first[i] = (int) (start >= 0 ? start : start + (-start + step - 1) / step * step);
      end[i] = (int) Math.max(first[i], Math.min(size, stop));
      // As PyTorch: what hangs over the padding is not counted.
      padded[i] = (int) ((Math.min(stop, (long) size + after[axis]) - start + step - 1) / step);
    }
    return new Spans(first, end, padded, step);
  }

  private IllegalArgumentException tooWide(String op) {
    return new IllegalArgumentException(
        op
            + ": the window "
            + this
            + " reaches over more than 2^31 - 1 elements, or its padded input does; shrink it");
  }

  private ShapeException tooLarge(String op, Shape input) {
    String problem =
        "the window " + this + " is larger than the padded input " + input + "; pad or shrink it";
    return new ShapeException(op, problem, input);
  }

  /// Sizes and, where they are not usual, the rest.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(Arrays.toString(sizes));
    append(text, " stride ", strides, 1);
    append(text, " before ", before, 0);
    append(text, " after ", after, 0);
    append(text, " dilation ", dilations, 1);
    return text.append(ceiling ? " ceiling" : "").toString();
  }

  private static void append(StringBuilder text, String name, int[] values, int usual) {
    for (int value : values) {
      if (value != usual) {
        text.append(name).append(Arrays.toString(values));
        return;
      }
    }
  }
}
