package cerulean.onnx.run;

import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import java.util.Arrays;

/// The attributes that convolutions and poolings share, brought to a [Window].
///
/// One number per spatial axis each: `kernel`, `strides`, `dilations`, and the padding `before` and
/// `after`, as given or as `auto_pad` makes it.
final class WindowAttributes {

  private final int[] kernel;
  private final int[] strides;
  private final int[] dilations;
  private final int[] before;
  private final int[] after;
  private final boolean automatic;

  private WindowAttributes(
      int[] kernel, int[] strides, int[] dilations, int[] before, int[] after, boolean automatic) {
    this.kernel = kernel;
    this.strides = strides;
    this.dilations = dilations;
    this.before = before;
    this.after = after;
    this.automatic = automatic;
  }

  /// Of an operator whose first input is `[batch, channels, sizes...]` and whose window has the
  /// sizes `kernel`. `auto_pad` gives as many places as strides go into an axis, and leaves the odd
  /// element of the padding at the end or, `SAME_LOWER`, at the beginning.
  static WindowAttributes of(Call call, int... kernel) {
    int axes = kernel.length;
    int[] strides = numbers(call, "strides", axes, ones(axes));
    int[] dilations = numbers(call, "dilations", axes, ones(axes));
    String automatic = call.node().textOr("auto_pad", "NOTSET");
    int[] pads = numbers(call, "pads", 2 * axes, new int[2 * axes]);
    int[] before = Arrays.copyOf(pads, axes);
    int[] after = Arrays.copyOfRange(pads, axes, 2 * axes);
    boolean same = automatic.startsWith("SAME");
    if (same) {
      Tensor x = call.ofRank(0, 2 + axes);
      for (int i = 0; i < axes; i++) {
        if (strides[i] < 1) {
          throw call.unsupported("attribute strides has " + strides[i] + "; must be at least 1");
        }
        int size = x.dim(2 + i);
        int places = (size - 1) / strides[i] + 1;
        long reach = (kernel[i] - 1L) * dilations[i] + 1;
        long missing = (places - 1L) * strides[i] + reach - size;
        int total = call.toInt("padding", Math.max(0, missing));
        before[i] = automatic.equals("SAME_UPPER") ? total / 2 : total - total / 2;
        after[i] = total - before[i];
      }
    }
    checkPadded(call, before, after);
    boolean set = !automatic.equals("NOTSET");
    return new WindowAttributes(kernel, strides, dilations, before, after, set);
  }

  /// A stranger's padding may be much larger than the image.
  private static void checkPadded(Call call, int[] before, int[] after) {
    int[] image = call.input(0).shape().dims();
    if (image.length == 2 + before.length) {
      long[] padded = Arrays.stream(image).asLongStream().toArray();
      for (int i = 0; i < before.length; i++) {
        padded[2 + i] += (long) before[i] + after[i];
      }
      call.checkSize(padded);
    }
  }

  private static int[] numbers(Call call, String attribute, int wanted, int... otherwise) {
    int[] numbers = call.intsOr(attribute, otherwise);
    call.checkLength("attribute " + attribute, numbers.length, wanted);
    return numbers;
  }

  static int[] ones(int axes) {
    int[] ones = new int[axes];
    Arrays.fill(ones, 1);
    return ones;
  }

  WindowAttributes padded(int[] before, int[] after) {
    return new WindowAttributes(kernel, strides, dilations, before, after, automatic);
  }

  Window window() {
    return Window.of(kernel).stride(strides).dilation(dilations).pad(before, after);
  }

  /// With `ceil_mode`, which means nothing where the number of places is given by `auto_pad`.
  Window pooling(Call call) {
    boolean ceiling = call.node().flagOr("ceil_mode", false) && !automatic;
    return ceiling ? window().ceiling() : window();
  }

  int axes() {
    return kernel.length;
  }

  int kernel(int axis) {
    return kernel[axis];
  }

  int stride(int axis) {
    return strides[axis];
  }

  int dilation(int axis) {
    return dilations[axis];
  }

  int before(int axis) {
    return before[axis];
  }

  int after(int axis) {
    return after[axis];
  }

  /// The number of elements in the window.
  int size() {
    return Arrays.stream(kernel).reduce(1, (a, b) -> a * b);
  }

  /// Elements from the first in the window to the last, both included.
  int reach(int axis) {
    return (kernel[axis] - 1) * dilations[axis] + 1;
  }
}
