package cerulean.tensor;

import static cerulean.tensor.kernel.Kernels.DOUBLE_NORMALIZATION;
import static cerulean.tensor.kernel.Kernels.NORMALIZATION;

import cerulean.tensor.kernel.DoubleLocalResponse;
import cerulean.tensor.kernel.FloatLocalResponse;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Normalisations run by run: checks, and the cut for threads.
final class NormalizationOps {

  /// As many groups as channels, however many these are.
  static final int EACH = Integer.MAX_VALUE;

  private NormalizationOps() {}

  /// Each run of the last axes by its own mean square, about its mean if `centred`.
  static Tensor layers(
      String op,
      Tensor x,
      int axes,
      boolean centred,
      @Nullable Tensor weight,
      @Nullable Tensor bias,
      double epsilon) {
    Shape run = lastAxes(op, x, axes);
    require(op, "weight", x, weight, run);
    require(op, "bias", x, bias, run);
    Tensor out = Tensor.empty(x.dtype(), x.shape());
    if (out.size() == 0) {
      return out;
    }
    int n = run.size();
    Tensor source = x.contiguous();
    int start = source.layout().offset();
    boolean plain = weight == null && bias == null;
    Tensor scale = weight == null ? Tensor.ones(x.dtype(), run.dims()) : weight.contiguous();
    Tensor shift = bias == null ? Tensor.zeros(x.dtype(), run.dims()) : bias.contiguous();
    Parallel.forRange(
        out.size() / n,
        Math.max(1, Runs.GRAIN / n),
        (from, to) -> {
          double[] moments = new double[3];
          for (int i = from; i < to; i++) {
            int ao = start + i * n;
            if (centred) {
              moments(source, ao, n, moments);
            } else {
              moments[1] = meanSquare(source, ao, n);
            }
            double factor = 1 / Math.sqrt(moments[1] + epsilon);
            if (plain) {
              affine(source, ao, moments[0], moments[2], factor, 0, out, i * n, n);
            } else {
              scaled(source, ao, moments[0], moments[2], factor, scale, shift, out, i * n, n);
            }
          }
        });
    return out;
  }

  /// The shape of the last `axes` axes.
  static Shape lastAxes(String op, Tensor x, int axes) {
    x.requireFloating(op);
    if (axes < 1 || axes > x.rank()) {
      throw new ShapeException(
          op, "axes must be from 1 to the rank of " + x.shape() + "; got " + axes, x.shape());
    }
    int[] dims = x.shape().dims();
    return Shape.of(Arrays.copyOfRange(dims, dims.length - axes, dims.length));
  }

  static Tensor groups(
      String op,
      Tensor x,
      int groups,
      @Nullable Tensor weight,
      @Nullable Tensor bias,
      double epsilon) {
    int channels = channels(op, x);
    int parts = groups == EACH ? channels : groups;
    if (groups != EACH && (groups < 1 || channels % groups != 0)) {
      throw new ShapeException(
          op,
          channels + " channels of " + x.shape() + " do not divide into " + groups + " groups",
          x.shape());
    }
    require(op, "weight", x, weight, Shape.of(channels));
    require(op, "bias", x, bias, Shape.of(channels));
    Tensor out = Tensor.empty(x.dtype(), x.shape());
    if (out.size() == 0) {
      return out;
    }
    int each = channels / parts;
    int area = out.size() / x.dim(0) / channels;
    int n = each * area;
    Tensor source = x.contiguous();
    int start = source.layout().offset();
    double[] factors = numbers(weight, channels, 1);
    double[] shifts = numbers(bias, channels, 0);
    Parallel.forRange(
        x.dim(0) * parts,
        Math.max(1, Runs.GRAIN / n),
        (from, to) -> {
          double[] moments = new double[3];
          for (int i = from; i < to; i++) {
            moments(source, start + i * n, n, moments);
            double factor = 1 / Math.sqrt(moments[1] + epsilon);
            for (int c = 0; c < each; c++) {
              int o = i * n + c * area;
              int channel = i % parts * each + c;
              double scale = factor * factors[channel];
              affine(
                  source, start + o, moments[0], moments[2], scale, shifts[channel], out, o, area);
            }
          }
        });
    return out;
  }

  static Tensor acrossChannels(Tensor x, int size, double alpha, double beta, double k) {
    String op = "localResponseNorm";
    int channels = channels(op, x);
    if (size < 1) {
      throw new IllegalArgumentException(op + ": size must be at least 1; got " + size);
    }
    Tensor out = Tensor.empty(x.dtype(), x.shape());
    if (out.size() == 0) {
      return out;
    }
    int example = out.size() / x.dim(0);
    int n = example / channels;
    Tensor source = x.contiguous();
    int start = source.layout().offset();
    Parallel.forRange(
        x.dim(0),
        Math.max(1, Runs.GRAIN / 4 / example),
        (from, to) -> {
          for (int i = from; i < to; i++) {
            int o = i * example;
            if (source.array() instanceof float[] a) {
              FloatLocalResponse.acrossChannels(
                  a, start + o, channels, n, size, alpha, beta, k, out.floats(), o);
            } else {
              DoubleLocalResponse.acrossChannels(
                  source.doubles(), start + o, channels, n, size, alpha, beta, k, out.doubles(), o);
            }
          }
        });
    return out;
  }

  static void moments(Tensor a, int ao, int n, double[] out) {
    if (a.array() instanceof float[] x) {
      NORMALIZATION.moments(x, ao, n, out);
    } else {
      DOUBLE_NORMALIZATION.moments(a.doubles(), ao, n, out);
    }
  }

  static double meanSquare(Tensor a, int ao, int n) {
    return a.array() instanceof float[] x
        ? NORMALIZATION.meanSquare(x, ao, n)
        : DOUBLE_NORMALIZATION.meanSquare(a.doubles(), ao, n);
  }

  static void affine(
      Tensor a,
      int ao,
      double mean,
      double rest,
      double factor,
      double shift,
      Tensor out,
      int oo,
      int n) {
    if (a.array() instanceof float[] x) {
      NORMALIZATION.affine(x, ao, mean, rest, factor, shift, out.floats(), oo, n);
    } else {
      DOUBLE_NORMALIZATION.affine(a.doubles(), ao, mean, rest, factor, shift, out.doubles(), oo, n);
    }
  }

  private static void scaled(
      Tensor a,
      int ao,
      double mean,
      double rest,
      double factor,
      Tensor weight,
      Tensor bias,
      Tensor out,
      int oo,
      int n) {
    int wo = weight.layout().offset();
    int bo = bias.layout().offset();
    if (a.array() instanceof float[] x) {
      float[] w = weight.floats();
      NORMALIZATION.scaled(
          x, ao, mean, rest, factor, w, wo, bias.floats(), bo, out.floats(), oo, n);
    } else {
      double[] w = weight.doubles();
      DOUBLE_NORMALIZATION.scaled(
          a.doubles(), ao, mean, rest, factor, w, wo, bias.doubles(), bo, out.doubles(), oo, n);
    }
  }

  static double[] numbers(@Nullable Tensor perChannel, int channels, double missing) {
    if (perChannel != null) {
      return perChannel.toDoubleArray();
    }
    double[] numbers = new double[channels];
    Arrays.fill(numbers, missing);
    return numbers;
  }

  static int channels(String op, Tensor x) {
    x.requireFloating(op);
    if (x.rank() < 2) {
      throw new ShapeException(
          op, "input must be [batch, channels, ...]; got " + x.shape(), x.shape());
    }
    return x.dim(1);
  }

  static void require(String op, String what, Tensor x, @Nullable Tensor parameter, Shape shape) {
    if (parameter == null) {
      return;
    }
    if (!parameter.shape().equals(shape)) {
      throw new ShapeException(
          op, what + " must be " + shape + "; got " + parameter.shape(), x.shape(), shape);
    }
    parameter.requireType(op, x.dtype());
  }
}
