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
    int[] strides = call.intsOr("strides", ones(axes));
    int[] dilations = call.intsOr("dilations", ones(axes));
    String automatic = call.node().textOr("auto_pad", "NOTSET");
    int[] pads = call.intsOr("pads", new int[2 * axes]);
    int[] before = Arrays.copyOf(pads, axes);
    int[] after = Arrays.copyOfRange(pads, axes, 2 * axes);
    boolean same = automatic.startsWith("SAME");
    if (same) {
      Tensor x = call.input(0);
      for (int i = 0; i < axes; i++) {
        int size = x.dim(2 + i);
        int places = (size - 1) / strides[i] + 1;
        int reach = (kernel[i] - 1) * dilations[i] + 1;
        int total = Math.max(0, (places - 1) * strides[i] + reach - size);
        before[i] = automatic.equals("SAME_UPPER") ? total / 2 : total - total / 2;
        after[i] = total - before[i];
      }
    }
    boolean set = !automatic.equals("NOTSET");
    return new WindowAttributes(kernel, strides, dilations, before, after, set);
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
