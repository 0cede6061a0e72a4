package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.tensor.Distributions;
import cerulean.tensor.Philox;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;
import java.util.Arrays;

/// Random masks of the layers that drop.
final class DropMask {

  /// What a scaled exponential linear unit approaches below, `-scale alpha`.
  private static final double LOWEST = -1.7580993408473766;

  private DropMask() {}

  /// A place of its own for each element.
  static int[] elements(Variable input) {
    return input.shape().dims();
  }

  /// A place for each channel of an input with `axes` axes behind the channels.
  static int[] channels(String layer, Variable input, int axes) {
    int[] dims = input.shape().dims();
    boolean batched = dims.length == axes + 2;
    if (axes < 0 || !(batched || dims.length == axes + 1)) {
      throw rank(layer, input, Math.max(0, axes));
    }
    int[] places = dims.clone();
    Arrays.fill(places, batched ? 2 : 1, places.length, 1);
    return places;
  }

  /// The input where `places` are kept, times `1 / (1 - p)`.
  static Variable apply(Variable input, double p, int[] places, Philox random) {
    Tensor kept = kept(p, places, random);
    if (p < 1) {
      kept.mulInPlace(1 / (1 - p));
    }
    return input.mul(Variable.constant(kept.to(input.dtype())));
  }

  /// The input where `places` are kept, elsewhere the lowest value, with mean and variance as
  /// before.
  static Variable alpha(Variable input, double p, int[] places, Philox random) {
    if (p == 1) {
      return input.mul(0);
    }
    double a = 1 / Math.sqrt((1 - p) * (1 + p * LOWEST * LOWEST));
    Tensor kept = kept(p, places, random).to(input.dtype());
    // a (x kept + lowest (1 - kept)) - a p lowest
    Tensor shift = kept.mul(-a * LOWEST).add(a * LOWEST * (1 - p));
    return input.mul(Variable.constant(kept.mul(a))).add(Variable.constant(shift));
  }

  private static Tensor kept(double p, int[] places, Philox random) {
    float[] kept = new float[Arrays.stream(places).reduce(1, (a, b) -> a * b)];
    Distributions.bernoulli(random, 1 - p, kept, 0, kept.length);
    return Tensor.wrap(kept, places);
  }

  private static ShapeException rank(String layer, Variable input, int axes) {
    return new ShapeException(
        layer,
        "input must be [batch, channels, ...] with "
            + axes
            + " axes behind the channels; got "
            + input.shape(),
        input.shape());
  }
}
