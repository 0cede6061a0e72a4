package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.Resampling;
import cerulean.tensor.ShapeException;
import java.util.Arrays;
import java.util.Locale;

/// Signals, images or volumes in another size, see [cerulean.tensor.Interpolation#resize].
///
/// - input: `[batch, channels, axes...]`
/// - result: the same with other sizes of the axes; by factors, rounded down
///
/// [Resampling#NEAREST], [Resampling#LINEAR] and [Resampling#CUBIC] are PyTorch's `nearest`,
/// `linear`, `bilinear` and `trilinear`, and `bicubic`.
public final class Upsample implements Layer {

  private final double[] factors;
  private final int[] sizes;
  private final Resampling how;
  private final boolean alignCorners;

  private Upsample(double[] factors, int[] sizes, Resampling how, boolean alignCorners) {
    this.factors = factors;
    this.sizes = sizes;
    this.how = how;
    this.alignCorners = alignCorners;
  }

  /// Every element `factor` times along each axis.
  public static Upsample nearest(double factor) {
    return by(Resampling.NEAREST, false, factor);
  }

  /// Straight lines between elements, `factor` times as large along each axis.
  public static Upsample bilinear(double factor) {
    return by(Resampling.LINEAR, false, factor);
  }

  /// By a factor for each axis, or one for all. With `alignCorners` the first and the last element
  /// stay where they are.
  public static Upsample by(Resampling how, boolean alignCorners, double... factors) {
    if (factors.length == 0) {
      throw new IllegalArgumentException("Upsample: needs a factor; got none");
    }
    for (double factor : factors) {
      Hyperparameters.requireAbove("Upsample", "factor", factor, 0);
    }
    return new Upsample(factors.clone(), new int[0], how, alignCorners);
  }

  /// To these sizes of the axes behind the channels.
  public static Upsample to(Resampling how, boolean alignCorners, int... sizes) {
    if (sizes.length == 0) {
      throw new IllegalArgumentException("Upsample: needs a size; got none");
    }
    for (int size : sizes) {
      Hyperparameters.requireAtLeast("Upsample", "size", size, 1);
    }
    return new Upsample(new double[0], sizes.clone(), how, alignCorners);
  }

  @Override
  public Variable forward(Variable input) {
    int count = input.shape().rank() - 2;
    int given = factors.length + sizes.length;
    if (count < 1 || (given != count && !(given == 1 && factors.length == 1))) {
      throw axes(input);
    }
    int[] axes = new int[count];
    Arrays.setAll(axes, i -> i + 2);
    if (sizes.length > 0) {
      return input.resize(axes, sizes, how, alignCorners);
    }
    double[] each = new double[count];
    Arrays.setAll(each, i -> factors[factors.length == 1 ? 0 : i]);
    return input.resizeBy(axes, each, how, alignCorners);
  }

  @Override
  public String toString() {
    String size =
        sizes.length > 0 ? "to " + Arrays.toString(sizes) : "by " + Arrays.toString(factors);
    String method = how.method().name().toLowerCase(Locale.ROOT);
    return "Upsample(" + size + ", " + method + (alignCorners ? ", aligned corners)" : ")");
  }

  private ShapeException axes(Variable input) {
    String wanted =
        sizes.length > 0
            ? "sizes " + Arrays.toString(sizes)
            : "factors " + Arrays.toString(factors);
    return new ShapeException(
        "Upsample",
        "input must be [batch, channels, axes...] with an axis for each of the "
            + wanted
            + "; got "
            + input.shape(),
        input.shape());
  }
}
