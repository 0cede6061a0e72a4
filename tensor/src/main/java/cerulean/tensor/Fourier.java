package cerulean.tensor;

import cerulean.tensor.kernel.FourierTransform;
import java.util.Arrays;

/// Discrete Fourier transforms along one axis, of any length.
///
/// A complex tensor has one axis more than its numbers, the last, of size 2: real and imaginary
/// part. Axes are counted without it, so that `axis` means the same for real and complex tensors
/// and -1 is the last axis of numbers. Forward transforms are sums without a factor, inverse ones
/// are divided by the length, as in NumPy. A length `n` cuts the axis or continues it with zeros.
///
/// Tensors are F32 or F64; both are computed in double precision. Cost `O(n log n)` per line.
public final class Fourier {

  private Fourier() {}

  /// Transforms complex numbers: `X[k] = sum over t of x[t] e^(-2 pi i k t / n)`.
  ///
  /// - `x`: `[..., size, ..., 2]`
  /// - result: the same with `n` in place of `size`
  public static Tensor fft(Tensor x, int n, int axis) {
    return new Lines("fft", complex("fft", x), axis, n, false).toComplex(n);
  }

  /// As [#fft(Tensor, int, int)] with the length of the axis.
  public static Tensor fft(Tensor x, int axis) {
    return fft(x, length("fft", x, axis), axis);
  }

  /// The inverse of [#fft(Tensor, int, int)]: `x[t] = 1/n sum over k of X[k] e^(2 pi i k t / n)`.
  public static Tensor ifft(Tensor x, int n, int axis) {
    return new Lines("ifft", complex("ifft", x), axis, n, true).toComplex(n);
  }

  /// As [#ifft(Tensor, int, int)] with the length of the axis.
  public static Tensor ifft(Tensor x, int axis) {
    return ifft(x, length("ifft", x, axis), axis);
  }

  /// Transforms real numbers. Only the first half of the result is given: `X[n - k]` is the
  /// conjugate of `X[k]`.
  ///
  /// - `x`: `[..., size, ...]`
  /// - result: `[..., n / 2 + 1, ..., 2]`
  public static Tensor rfft(Tensor x, int n, int axis) {
    Tensor pairs = x.requireFloating("rfft").unsqueeze(x.rank());
    return new Lines("rfft", pairs, axis, n, false).toComplex(n / 2 + 1);
  }

  /// As [#rfft(Tensor, int, int)] with the length of the axis.
  public static Tensor rfft(Tensor x, int axis) {
    return rfft(x, x.dim(x.shape().axis("rfft", axis)), axis);
  }

  /// The inverse of [#rfft(Tensor, int, int)], to `n` real numbers.
  ///
  /// The imaginary part of `X[0]`, and of `X[n / 2]` if `n` is even, is taken as 0.
  ///
  /// - `x`: `[..., size, ..., 2]`, of which the first `n / 2 + 1` entries are used
  /// - result: `[..., n, ...]`
  public static Tensor irfft(Tensor x, int n, int axis) {
    return new Lines("irfft", complex("irfft", x), axis, n, true).toReal();
  }

  private static Tensor complex(String op, Tensor x) {
    if (x.requireFloating(op).rank() == 0 || x.dim(-1) != 2) {
      throw notComplex(op, x.shape());
    }
    return x;
  }

  private static int length(String op, Tensor x, int axis) {
    Tensor pairs = complex(op, x);
    return pairs.dim(axisOf(op, pairs.shape(), axis));
  }

  /// The axis counted without the last one.
  private static int axisOf(String op, Shape shape, int axis) {
    return Shape.of(Arrays.copyOf(shape.dims(), shape.rank() - 1)).axis(op, axis);
  }

  /// All lines along one axis and the transform that they take.
  private static final class Lines {
    private final Tensor x;
    private final int axis;
    private final int n;
    private final boolean inverse;
    private final int have;
    private final int parts;
    private final int[] order;
    private final FourierTransform transform;

    /// `pairs` has the parts of a number as its last axis, of size 1 for real numbers.
    Lines(String op, Tensor pairs, int axis, int n, boolean inverse) {
      this.axis = axisOf(op, pairs.shape(), axis);
      if (n < 1) {
        throw noLength(op, n, pairs.shape());
      }
      if (n > FourierTransform.LONGEST) {
        throw tooLong(op, n);
      }
      this.n = n;
      this.inverse = inverse;
      this.have = pairs.dim(this.axis);
      this.parts = pairs.dim(-1);
      this.order = axisBeforeLast(pairs.rank(), this.axis);
      this.x = pairs.permute(order).contiguous();
      this.transform = new FourierTransform(n);
    }

    private static int[] axisBeforeLast(int rank, int axis) {
      int[] order = new int[rank];
      int next = 0;
      for (int i = 0; i < rank - 1; i++) {
        if (i != axis) {
          order[next++] = i;
        }
      }
      order[next++] = axis;
      order[next] = rank - 1;
      return order;
    }

    Tensor toComplex(int entries) {
      return transformed(entries, 2, false);
    }

    Tensor toReal() {
      Tensor real = transformed(n, 1, true);
      return real.squeeze(real.rank() - 1);
    }

    private Tensor transformed(int entries, int outParts, boolean mirrored) {
      int rank = x.rank();
      Shape shape = x.shape().with(rank - 2, entries).with(rank - 1, outParts);
      Tensor out = Tensor.empty(x.dtype(), shape);
      int lines = shape.size() / (entries * outParts);
      int used = Math.min(have, mirrored ? n / 2 + 1 : n);
      int start = x.layout().offset();
      Parallel.forRange(
          lines,
          Math.max(1, Runs.GRAIN / 16 / n),
          (from, to) -> {
            double[] line = new double[2 * n];
            double[] scratch = new double[transform.scratch()];
            for (int i = from; i < to; i++) {
              load(start + i * have * parts, used, line);
              if (mirrored) {
                mirror(line);
              }
              turn(line, scratch);
              store(line, out, i * entries * outParts, entries, outParts);
            }
          });
      int[] back = new int[rank];
      for (int i = 0; i < rank; i++) {
        back[order[i]] = i;
      }
      return out.permute(back).contiguous();
    }

    private void load(int start, int used, double[] line) {
      Arrays.fill(line, 0);
      for (int part = 0; part < parts; part++) {
        for (int t = 0; t < used; t++) {
          int i = start + t * parts + part;
          line[2 * t + part] = x.dtype() == DType.F32 ? x.floats()[i] : x.doubles()[i];
        }
      }
    }

    /// Completes a spectrum of real numbers from its first half.
    private void mirror(double[] line) {
      line[1] = 0;
      if (n % 2 == 0) {
        line[n + 1] = 0;
      }
      for (int k = 1; k < n - k; k++) {
        line[2 * (n - k)] = line[2 * k];
        line[2 * (n - k) + 1] = -line[2 * k + 1];
      }
    }

    /// The inverse is the transform with real and imaginary parts exchanged before and after.
    private void turn(double[] line, double[] scratch) {
      if (inverse) {
        exchange(line);
      }
      transform.forward(line, 0, scratch, 0);
      if (inverse) {
        exchange(line);
        for (int i = 0; i < line.length; i++) {
          line[i] /= n;
        }
      }
    }

    private static void exchange(double[] line) {
      for (int i = 0; i < line.length; i += 2) {
        double re = line[i];
        line[i] = line[i + 1];
        line[i + 1] = re;
      }
    }

    private static void store(double[] line, Tensor out, int o, int entries, int outParts) {
      for (int part = 0; part < outParts; part++) {
        for (int t = 0; t < entries; t++) {
          double value = line[2 * t + part];
          if (out.dtype() == DType.F32) {
            out.floats()[o + t * outParts + part] = (float) value;
          } else {
            out.doubles()[o + t * outParts + part] = value;
          }
        }
      }
    }
  }

  private static ShapeException notComplex(String op, Shape shape) {
    return new ShapeException(
        op,
        "complex numbers need a last axis of size 2; got " + shape + "; for real numbers use rfft",
        shape);
  }

  private static IllegalArgumentException tooLong(String op, int n) {
    return new IllegalArgumentException(
        op + ": the length must be at most " + FourierTransform.LONGEST + "; got " + n);
  }

  private static ShapeException noLength(String op, int n, Shape shape) {
    return new ShapeException(op, "the length must be at least 1; got " + n, shape);
  }
}
