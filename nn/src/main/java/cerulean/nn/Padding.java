package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.PadMode;
import cerulean.tensor.ShapeException;
import java.util.Arrays;
import java.util.Locale;

/// More at the edges of the last axes: PyTorch's `ZeroPad2d`, `ConstantPad`, `ReflectionPad`,
/// `ReplicationPad` and `CircularPad` of any number of axes.
///
/// - input: `[..., axes...]`
/// - result: each of the last axes longer by what is before and after
public final class Padding implements Layer {

  private final int[] before;
  private final int[] after;
  private final PadMode mode;
  private final double value;

  private Padding(int[] before, int[] after, PadMode mode, double value) {
    this.before = before;
    this.after = after;
    this.mode = mode;
    this.value = value;
  }

  /// Zeros: `sizes` at both ends of the last axes, one number for each.
  public static Padding zeros(int... sizes) {
    return of(sizes, sizes, PadMode.CONSTANT, 0);
  }

  /// What `mode` says, or `value` if that is [PadMode#CONSTANT].
  public static Padding of(int[] before, int[] after, PadMode mode, double value) {
    if (before.length == 0 || before.length != after.length) {
      throw new IllegalArgumentException(
          "Padding: needs a number before and after for each axis; got "
              + Arrays.toString(before)
              + " and "
              + Arrays.toString(after));
    }
    return new Padding(before.clone(), after.clone(), mode, value);
  }

  @Override
  public Variable forward(Variable input) {
    int rank = input.shape().rank();
    if (rank < before.length) {
      throw axes(input);
    }
    int[] first = new int[rank];
    int[] last = new int[rank];
    System.arraycopy(before, 0, first, rank - before.length, before.length);
    System.arraycopy(after, 0, last, rank - after.length, after.length);
    return input.pad(first, last, mode, value);
  }

  @Override
  public String toString() {
    return "Padding("
        + Arrays.toString(before)
        + ", "
        + Arrays.toString(after)
        + ", "
        + mode.name().toLowerCase(Locale.ROOT)
        + ")";
  }

  private ShapeException axes(Variable input) {
    return new ShapeException(
        "Padding",
        "input must have at least " + before.length + " axes; got " + input.shape(),
        input.shape());
  }
}
