package cerulean.tensor;

import static cerulean.tensor.kernel.Kernels.DOUBLE_NORMALIZATION;
import static cerulean.tensor.kernel.Kernels.NORMALIZATION;

import org.jspecify.annotations.Nullable;

/// Gradients of the normalisations of the last axes: of the input, and summed over all runs those
/// of weight and bias.
final class LayerGradientOps {

  /// Most pieces of work, each of which keeps sums for weight and bias of its own.
  private static final int PIECES = 64;

  private LayerGradientOps() {}

  /// Of `layerNorm` if `centred`, else of `rmsNorm`.
  static Normalization.Gradients gradients(
      String op,
      Tensor gradient,
      Tensor x,
      int axes,
      boolean centred,
      @Nullable Tensor weight,
      double epsilon) {
    Shape run = NormalizationOps.lastAxes(op, x, axes);
    NormalizationOps.require(op, "gradient", x, gradient, x.shape());
    NormalizationOps.require(op, "weight", x, weight, run);
    Tensor out = Tensor.empty(x.dtype(), x.shape());
    int n = run.size();
    int rows = n == 0 ? 0 : out.size() / n;
    Tensor scale = weight == null ? Tensor.ones(x.dtype(), run.dims()) : weight.contiguous();
    Tensor source = x.contiguous();
    Tensor incoming = gradient.contiguous();
    int start = source.layout().offset();
    int begin = incoming.layout().offset();
    int grain = Math.max(Math.max(1, Runs.GRAIN / 2 / Math.max(1, n)), rows / PIECES);
    int pieces = rows == 0 ? 1 : (rows - 1) / grain + 1;
    double[] weights = new double[pieces * n];
    double[] biases = new double[pieces * n];
    Parallel.forRange(
        rows,
        grain,
        (from, to) -> {
          double[] moments = new double[3];
          int piece = from / grain * n;
          for (int i = from; i < to; i++) {
            int ao = start + i * n;
            if (centred) {
              NormalizationOps.moments(source, ao, n, moments);
            } else {
              moments[1] = NormalizationOps.meanSquare(source, ao, n);
            }
            double mean = moments[0];
            double rest = moments[2];
            double factor = 1 / Math.sqrt(moments[1] + epsilon);
            row(
                incoming,
                begin + i * n,
                source,
                ao,
                mean,
                rest,
                factor,
                centred,
                scale,
                weights,
                biases,
                piece,
                n,
                out,
                i * n,
                moments);
            moments[0] = 0;
            moments[2] = 0;
          }
        });
    return new Normalization.Gradients(
        out,
        total(weights, pieces, run, x.dtype()),
        centred ? total(biases, pieces, run, x.dtype()) : null);
  }

  private static void row(
      Tensor g,
      int go,
      Tensor a,
      int ao,
      double mean,
      double rest,
      double factor,
      boolean centred,
      Tensor weight,
      double[] weights,
      double[] biases,
      int po,
      int n,
      Tensor out,
      int oo,
      double[] sums) {
    int wo = weight.layout().offset();
    if (a.array() instanceof float[] x) {
      float[] y = g.floats();
      float[] w = weight.floats();
      NORMALIZATION.scaledGradientSums(
          y, go, x, ao, mean, rest, factor, w, wo, weights, biases, po, n, sums);
      double shift = centred ? sums[0] / n : 0;
      NORMALIZATION.scaledGradient(
          y, go, x, ao, mean, rest, factor, w, wo, shift, sums[1] / n, out.floats(), oo, n);
    } else {
      double[] x = a.doubles();
      double[] y = g.doubles();
      double[] w = weight.doubles();
      DOUBLE_NORMALIZATION.scaledGradientSums(
          y, go, x, ao, mean, rest, factor, w, wo, weights, biases, po, n, sums);
      double shift = centred ? sums[0] / n : 0;
      DOUBLE_NORMALIZATION.scaledGradient(
          y, go, x, ao, mean, rest, factor, w, wo, shift, sums[1] / n, out.doubles(), oo, n);
    }
  }

  /// The sums of the pieces, added in their order.
  private static Tensor total(double[] parts, int pieces, Shape run, DType type) {
    return Tensor.wrap(parts, pieces, run.size()).sum(false, 0).reshape(run.dims()).to(type);
  }
}
