package cerulean.autograd;

import static cerulean.autograd.Batching.inner;
import static cerulean.autograd.Primitive.linear;

import cerulean.tensor.Fourier;
import cerulean.tensor.Tensor;
import java.util.Arrays;

/// Fourier transforms: linear maps of pairs of real and imaginary parts. The transpose of a complex
/// matrix acting on pairs is its conjugate transpose, that of a transform the inverse one but for
/// the factor; what was cut off gets zeros, what was continued is cut off.
final class FourierGradients {

  private FourierGradients() {}

  static Primitive fft(int n, int axis) {
    return linear(
            "fft",
            x -> Fourier.fft(x, n, axis),
            (g, x, y) -> resized(g.ifft(n, axis).mul(n), x, place(axis, x.shape().rank() - 1)))
        .batched(x -> x.fft(n, inner(axis)));
  }

  static Primitive ifft(int n, int axis) {
    return linear(
            "ifft",
            x -> Fourier.ifft(x, n, axis),
            (g, x, y) -> resized(g.fft(n, axis).div(n), x, place(axis, x.shape().rank() - 1)))
        .batched(x -> x.ifft(n, inner(axis)));
  }

  /// The gradient is a sum over the half spectrum alone. The inverse adds the other half, and so
  /// counts all but the first entry, and the middle one of an even length, twice.
  static Primitive rfft(int n, int axis) {
    return linear(
            "rfft",
            x -> Fourier.rfft(x, n, axis),
            (g, x, y) -> {
              int place = place(axis, x.shape().rank());
              return resized(weighted(g, n, place, 0.5).irfft(n, place).mul(n), x, place);
            })
        .batched(x -> x.rfft(n, inner(axis)));
  }

  /// Every entry of the half spectrum but the ends stands for two of the whole one.
  static Primitive irfft(int n, int axis) {
    return linear(
            "irfft",
            x -> Fourier.irfft(x, n, axis),
            (g, x, y) -> {
              int place = place(axis, x.shape().rank() - 1);
              return resized(weighted(g.rfft(n, place), n, place, 2).div(n), x, place);
            })
        .batched(x -> x.irfft(n, inner(axis)));
  }

  /// Transforms without a length have that of the axis.
  static Primitive fft(int axis) {
    return linear("fft", x -> Fourier.fft(x, axis), (g, x, y) -> g.ifft(axis).mul(length(g, axis)))
        .batched(x -> x.fft(inner(axis)));
  }

  static Primitive ifft(int axis) {
    return linear("ifft", x -> Fourier.ifft(x, axis), (g, x, y) -> g.fft(axis).div(length(g, axis)))
        .batched(x -> x.ifft(inner(axis)));
  }

  static Primitive rfft(int axis) {
    return linear(
            "rfft",
            x -> Fourier.rfft(x, axis),
            (g, x, y) -> {
              int place = place(axis, x.shape().rank());
              int n = x.shape().dim(place);
              return weighted(g, n, place, 0.5).irfft(n, place).mul(n);
            })
        .batched(x -> x.rfft(inner(axis)));
  }

  private static int length(Variable pairs, int axis) {
    return pairs.shape().dim(place(axis, pairs.shape().rank() - 1));
  }

  private static int place(int axis, int rank) {
    return axis < 0 ? axis + rank : axis;
  }

  /// The half spectrum of `n` numbers times `weight`, without its ends that are their own
  /// conjugates.
  private static Variable weighted(Variable half, int n, int axis, double weight) {
    double[] weights = new double[n / 2 + 1];
    Arrays.fill(weights, weight);
    weights[0] = 1;
    if (n % 2 == 0) {
      weights[n / 2] = 1;
    }
    int[] dims = new int[half.shape().rank()];
    Arrays.fill(dims, 1);
    dims[axis] = weights.length;
    return half.mul(Variable.constant(Tensor.wrap(weights, dims).to(half.dtype())));
  }

  /// With the axis as long as that of `like`: cut, or continued with zeros.
  private static Variable resized(Variable g, Variable like, int axis) {
    int size = like.shape().dim(axis);
    int have = g.shape().dim(axis);
    return have < size ? g.pad(axis, 0, size - have) : have > size ? g.narrow(axis, 0, size) : g;
  }
}
