package cerulean.testing;

import cerulean.tensor.Fourier;

/// Fourier transforms against their definition, over lengths of every kind: products of small
/// primes, powers of two, primes above the largest radix, one.
final class FourierRows extends Rows {

  FourierRows() {
    for (int n : new int[] {1, 2, 3, 4, 5, 8, 12, 30, 31, 37, 49, 64, 74, 97}) {
      row(
          "fft",
          "" + n,
          shapes(s(2, n, 2)),
          a -> Fourier.fft(a.get(0), 1),
          a -> dft(a.get(0), n, n, -1),
          a -> a.get(0).fft(1));
      row(
          "ifft",
          "" + n,
          shapes(s(2, n, 2)),
          a -> Fourier.ifft(a.get(0), -1),
          a -> dft(a.get(0), n, n, 1),
          a -> a.get(0).ifft(-1));
      row(
          "rfft",
          "" + n,
          shapes(s(2, n)),
          a -> Fourier.rfft(a.get(0), 1),
          a -> dft(complex(a.get(0)), n, n / 2 + 1, -1),
          a -> a.get(0).rfft(1));
      row(
          "irfft",
          "" + n,
          shapes(s(2, n / 2 + 1, 2)),
          a -> Fourier.irfft(a.get(0), n, 1),
          a -> real(dft(mirrored(a.get(0), n), n, n, 1)),
          a -> a.get(0).irfft(n, 1));
    }
    row(
        "fft",
        "axis 0 of 2",
        shapes(s(6, 3, 2)),
        a -> Fourier.fft(a.get(0), 0),
        a -> swapped(dft(swapped(a.get(0)), 6, 6, -1)),
        a -> a.get(0).fft(0));
    row(
        "fft",
        "cut",
        shapes(s(2, 7, 2)),
        a -> Fourier.fft(a.get(0), 5, 1),
        a -> dft(a.get(0), 5, 5, -1),
        a -> a.get(0).fft(5, 1));
    row(
        "fft",
        "continued",
        shapes(s(2, 7, 2)),
        a -> Fourier.fft(a.get(0), 9, 1),
        a -> dft(a.get(0), 9, 9, -1),
        a -> a.get(0).fft(9, 1));
    row(
        "rfft",
        "cut",
        shapes(s(2, 7)),
        a -> Fourier.rfft(a.get(0), 4, 1),
        a -> dft(complex(a.get(0)), 4, 3, -1),
        a -> a.get(0).rfft(4, 1));
    row(
        "fft",
        "no lines",
        shapes(s(0, 7, 2)),
        a -> Fourier.fft(a.get(0), 1),
        a -> a.get(0),
        a -> a.get(0).fft(1));
  }

  /// `sum over t of x[t] e^(sign 2 pi i k t / n)` along axis 1 of `[lines, size, 2]`, divided by
  /// `n` where the sign is positive.
  private static Nd dft(Nd x, int n, int entries, int sign) {
    return Nd.fill(
        s(x.shape()[0], entries, 2),
        p -> {
          double sum = 0;
          for (int t = 0; t < Math.min(n, x.shape()[1]); t++) {
            double angle = sign * 2 * Math.PI * (p[1] * t % n) / n;
            double re = x.at(p[0], t, 0);
            double im = x.at(p[0], t, 1);
            sum +=
                p[2] == 0
                    ? re * Math.cos(angle) - im * Math.sin(angle)
                    : re * Math.sin(angle) + im * Math.cos(angle);
          }
          return sign > 0 ? sum / n : sum;
        });
  }

  private static Nd complex(Nd x) {
    return Nd.fill(s(x.shape()[0], x.shape()[1], 2), p -> p[2] == 0 ? x.at(p[0], p[1]) : 0);
  }

  private static Nd real(Nd x) {
    return Nd.fill(s(x.shape()[0], x.shape()[1]), p -> x.at(p[0], p[1], 0));
  }

  private static Nd swapped(Nd x) {
    return Nd.fill(s(x.shape()[1], x.shape()[0], 2), p -> x.at(p[1], p[0], p[2]));
  }

  /// The spectrum of real numbers whose first half is given.
  private static Nd mirrored(Nd half, int n) {
    return Nd.fill(
        s(half.shape()[0], n, 2),
        p -> {
          int k = p[1];
          boolean own = 2 * k == n || k == 0;
          if (p[2] == 1 && own) {
            return 0;
          }
          return k <= n / 2
              ? half.at(p[0], k, p[2])
              : (p[2] == 0 ? 1 : -1) * half.at(p[0], n - k, p[2]);
        });
  }
}
