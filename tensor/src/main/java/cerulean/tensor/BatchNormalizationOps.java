package cerulean.tensor;

import static cerulean.tensor.kernel.Kernels.DOUBLE_NORMALIZATION;
import static cerulean.tensor.kernel.Kernels.NORMALIZATION;

import org.jspecify.annotations.Nullable;

/// Normalisation of channels over batch and spatial axes: statistics, application, gradients.
///
/// The elements of one channel of one example are adjacent and are a run for the kernels. Where
/// such runs are short, channels are brought to the front first, so that a channel is one long run.
final class BatchNormalizationOps {

  /// Runs shorter than this cost more to start than to do.
  private static final int SHORT = 32;

  private BatchNormalizationOps() {}

  /// `[batch, channels, area]` over the elements of a tensor, adjacent.
  private record Channels(Tensor elements, int batch, int count, int area, boolean moved) {

    static Channels of(String op, Tensor x) {
      int count = NormalizationOps.channels(op, x);
      int area = x.size() == 0 ? 0 : x.size() / x.dim(0) / count;
      return area < SHORT && x.dim(0) > 1 && x.size() > 0
          ? new Channels(x.moveAxis(1, 0).contiguous(), 1, count, x.dim(0) * area, true)
          : new Channels(x.contiguous(), x.dim(0), count, area, false);
    }

    /// Elements of one channel.
    int each() {
      return batch * area;
    }

    int start(int example, int channel) {
      return elements.layout().offset() + (example * count + channel) * area;
    }

    /// A result laid out as the elements are.
    Tensor like() {
      return Tensor.empty(elements.dtype(), elements.shape());
    }

    Tensor restored(Tensor result) {
      return moved ? result.moveAxis(0, 1).contiguous() : result;
    }

    /// Each channel by one thread, so that its sums have one order.
    void forEachChannel(Parallel.Body body) {
      Parallel.forRange(count, Math.max(1, Runs.GRAIN / Math.max(1, each())), body);
    }
  }

  /// The moments of the runs of a channel, combined one by one: with `n` elements so far and `m`
  /// more whose mean is `d` away, the squares grow by those of the others and by `d^2 n m / (n +
  /// m)` (Chan, Golub & LeVeque 1983).
  static Normalization.Moments moments(Tensor x) {
    String op = "batchMoments";
    Channels c = Channels.of(op, x);
    if (c.each() == 0) {
      throw new ShapeException(op, "no elements to a channel in " + x.shape(), x.shape());
    }
    double[] means = new double[c.count];
    double[] variances = new double[c.count];
    c.forEachChannel((from, to) -> {
      double[] run = new double[3];
      for (int channel = from; channel < to; channel++) {
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < c.batch; i++) {
          NormalizationOps.moments(c.elements, c.start(i, channel), c.area, run);
          double distance = run[0] + run[2] - mean;
          mean += distance / (i + 1);
          squares += run[1] * c.area + distance * distance * c.area * i / (i + 1.0);
        }
        means[channel] = mean;
        variances[channel] = squares / c.each();
      }
    });
    return new Normalization.Moments(
        Tensor.wrap(means, c.count).to(x.dtype()), Tensor.wrap(variances, c.count).to(x.dtype()));
  }

  static Tensor apply(
      Tensor x,
      Tensor mean,
      Tensor variance,
      @Nullable Tensor weight,
      @Nullable Tensor bias,
      double epsilon) {
    String op = "batchNorm";
    Shape perChannel = Shape.of(NormalizationOps.channels(op, x));
    NormalizationOps.require(op, "mean", x, mean, perChannel);
    NormalizationOps.require(op, "variance", x, variance, perChannel);
    NormalizationOps.require(op, "weight", x, weight, perChannel);
    NormalizationOps.require(op, "bias", x, bias, perChannel);
    Channels c = Channels.of(op, x);
    Tensor out = c.like();
    if (out.size() == 0) {
      return out;
    }
    double[] means = mean.toDoubleArray();
    double[] shifts = NormalizationOps.numbers(bias, c.count, 0);
    double[] factors = factors(variance, weight, epsilon);
    Parallel.forRange(
        c.batch * c.count,
        Math.max(1, Runs.GRAIN / c.area),
        (from, to) -> {
          for (int i = from; i < to; i++) {
            int k = i % c.count;
            int o = i * c.area;
            NormalizationOps.affine(
                c.elements, c.start(0, i), means[k], 0, factors[k], shifts[k], out, o, c.area);
          }
        });
    return c.restored(out);
  }

  /// `weight / sqrt(variance + epsilon)`.
  private static double[] factors(Tensor variance, @Nullable Tensor weight, double epsilon) {
    double[] variances = variance.toDoubleArray();
    double[] factors = NormalizationOps.numbers(weight, variances.length, 1);
    for (int k = 0; k < factors.length; k++) {
      factors[k] /= Math.sqrt(variances[k] + epsilon);
    }
    return factors;
  }

  static Normalization.Gradients gradients(
      Tensor gradient,
      Tensor x,
      Tensor mean,
      Tensor variance,
      @Nullable Tensor weight,
      double epsilon) {
    String op = "batchNormGradients";
    NormalizationOps.require(op, "gradient", x, gradient, x.shape());
    Shape perChannel = Shape.of(NormalizationOps.channels(op, x));
    NormalizationOps.require(op, "mean", x, mean, perChannel);
    NormalizationOps.require(op, "variance", x, variance, perChannel);
    NormalizationOps.require(op, "weight", x, weight, perChannel);
    Channels c = Channels.of(op, x);
    Channels g = Channels.of(op, gradient);
    Tensor out = c.like();
    double[] means = mean.toDoubleArray();
    double[] inverses = factors(variance, null, epsilon);
    double[] scales = factors(variance, weight, epsilon);
    double[] weights = new double[c.count];
    double[] biases = new double[c.count];
    c.forEachChannel((from, to) -> {
      double[] sums = new double[2];
      for (int k = from; k < to; k++) {
        double all = 0;
        double products = 0;
        for (int i = 0; i < c.batch; i++) {
          sums(g.elements, g.start(i, k), c.elements, c.start(i, k), means[k], c.area, sums);
          all += sums[0];
          products += sums[1];
        }
        biases[k] = all;
        weights[k] = products * inverses[k];
        double slope = -scales[k] * weights[k] * inverses[k] / c.each();
        double shift = -scales[k] * all / c.each();
        for (int i = 0; i < c.batch; i++) {
          int at = c.start(i, k);
          int o = (i * c.count + k) * c.area;
          map(
              g.elements,
              g.start(i, k),
              c.elements,
              at,
              means[k],
              scales[k],
              slope,
              shift,
              out,
              o,
              c.area);
        }
      }
    });
    return new Normalization.Gradients(
        c.restored(out),
        Tensor.wrap(weights, c.count).to(x.dtype()),
        Tensor.wrap(biases, c.count).to(x.dtype()));
  }

  private static void sums(Tensor g, int go, Tensor a, int ao, double mean, int n, double[] out) {
    if (a.array() instanceof float[] x) {
      NORMALIZATION.gradientSums(g.floats(), go, x, ao, mean, n, out);
    } else {
      DOUBLE_NORMALIZATION.gradientSums(g.doubles(), go, a.doubles(), ao, mean, n, out);
    }
  }

  private static void map(
      Tensor g,
      int go,
      Tensor a,
      int ao,
      double mean,
      double scale,
      double slope,
      double shift,
      Tensor out,
      int oo,
      int n) {
    if (a.array() instanceof float[] x) {
      float[] target = out.floats();
      NORMALIZATION.gradient(g.floats(), go, x, ao, mean, scale, slope, shift, target, oo, n);
    } else {
      double[] target = out.doubles();
      DOUBLE_NORMALIZATION.gradient(
          g.doubles(), go, a.doubles(), ao, mean, scale, slope, shift, target, oo, n);
    }
  }
}
