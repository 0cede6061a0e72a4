package cerulean.tensor.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The discrete Fourier transform of one length, `X[k] = sum over t of x[t] e^(-2 pi i k t / n)`,
/// on complex numbers in pairs `re, im`.
///
/// Lengths whose prime factors are all small take one pass per factor between two arrays, each of
/// which leaves its results in order (Stockham's method; Van Loan 1992, chapter 1.7): `O(n log n)`.
/// Other lengths become a convolution with a chirp, done by transforms of a power of two (Bluestein
/// 1970). Roots of unity are computed from angles of at most `pi / 4`, each to the last place; the
/// error grows with the logarithm of `n`.
///
/// A transform may be used by several threads, each with scratch of its own.
public final class FourierTransform {

  /// Scratch may have 8 numbers for each of a line, and an array has fewer than `2^31`.
  public static final int LONGEST = 1 << 27;

  /// A pass of radix `p` costs `p` multiplications per number; a convolution costs about as much as
  /// two transforms of 2 to 4 times the length.
  private static final int LARGEST_RADIX = 31;

  private static final double SIN_THIRD = Math.sqrt(3) / 2;
  private static final double COS_FIFTH = (Math.sqrt(5) - 1) / 4;
  private static final double COS_TWO_FIFTHS = -(Math.sqrt(5) + 1) / 4;
  private static final double SIN_FIFTH = Math.sin(2 * Math.PI / 5);
  private static final double SIN_TWO_FIFTHS = Math.sin(Math.PI / 5);

  private final int n;
  private final int[] radices;
  private final double[] roots;
  private final @Nullable FourierTransform padded;
  private final double[] chirp;
  private final double[] chirpSpectrum;

  /// The transform of `n` numbers, at least 1.
  public FourierTransform(int n) {
    this.n = n;
    int[] factors = new int[32];
    int count = 0;
    int rest = n;
    for (int p = 4; rest > 1 && p <= LARGEST_RADIX; p = p == 4 ? 2 : p == 2 ? 3 : p + 2) {
      while (rest % p == 0) {
        factors[count++] = p;
        rest /= p;
      }
    }
    radices = Arrays.copyOf(factors, rest == 1 ? count : 0);
    if (rest == 1) {
      roots = new double[2 * n];
      for (int t = 0; t < n; t++) {
        root(t, n, roots, 2 * t);
      }
      padded = null;
      chirp = new double[0];
      chirpSpectrum = chirp;
    } else {
      roots = new double[0];
      padded = new FourierTransform(Integer.highestOneBit(2 * n - 2) * 2);
      chirp = new double[2 * n];
      for (int t = 0; t < n; t++) {
        // e^(-pi i t^2 / n)
        root((long) t * t % (2L * n), 2L * n, chirp, 2 * t);
      }
      chirpSpectrum = chirpSpectrum(padded);
    }
  }

  private double[] chirpSpectrum(FourierTransform transform) {
    int m = transform.n;
    double[] spectrum = new double[2 * m];
    for (int t = 0; t < n; t++) {
      int mirrored = (m - t) % m;
      spectrum[2 * t] = chirp[2 * t];
      spectrum[2 * t + 1] = -chirp[2 * t + 1];
      spectrum[2 * mirrored] = chirp[2 * t];
      spectrum[2 * mirrored + 1] = -chirp[2 * t + 1];
    }
    transform.forward(spectrum, 0, new double[transform.scratch()], 0);
    return spectrum;
  }

  /// `e^(-2 pi i t / n)` for `0 <= t < n`, by symmetry from an angle of at most `pi / 4`.
  private static void root(long t, long n, double[] out, int o) {
    long quadrant = 4 * t / n;
    long rest = 4 * t - quadrant * n;
    boolean upper = 2 * rest > n;
    double angle = Math.PI / 2 * (upper ? n - rest : rest) / n;
    double c = upper ? Math.sin(angle) : Math.cos(angle);
    double s = upper ? Math.cos(angle) : Math.sin(angle);
    out[o] = quadrant == 0 ? c : quadrant == 1 ? -s : quadrant == 2 ? -c : s;
    out[o + 1] = quadrant == 0 ? -s : quadrant == 1 ? -c : quadrant == 2 ? s : c;
  }

  /// The numbers, two per complex number, that a call needs as scratch.
  public int scratch() {
    return padded == null ? 2 * n : 2 * padded.n + padded.scratch();
  }

  /// Transforms the `2 n` numbers from `a[ao]` in place.
  public void forward(double[] a, int ao, double[] scratch, int so) {
    if (padded != null) {
      convolve(padded, a, ao, scratch, so);
      return;
    }
    double[] from = a;
    int fo = ao;
    double[] to = scratch;
    int o = so;
    int stride = 1;
    int length = n;
    for (int radix : radices) {
      length /= radix;
      switch (radix) {
        case 5 -> pass5(from, fo, to, o, length, stride);
        case 4 -> pass4(from, fo, to, o, length, stride);
        case 3 -> pass3(from, fo, to, o, length, stride);
        case 2 -> pass2(from, fo, to, o, length, stride);
        default -> pass(radix, from, fo, to, o, length, stride);
      }
      double[] array = from;
      from = to;
      to = array;
      int offset = fo;
      fo = o;
      o = offset;
      stride *= radix;
    }
    if (radices.length % 2 == 1) {
      System.arraycopy(from, fo, a, ao, 2 * n);
    }
  }

  /// One pass: `stride` transforms of length `radix length`, interleaved, become `radix stride` of
  /// length `length`. Number `q + stride (p + length k)` for `k < radix` holds what is combined
  /// into number `q + stride (radix p + j)`, for `j < radix`, which is turned by the root of power
  /// `p j`.
  private void pass(int radix, double[] a, int ao, double[] out, int oo, int length, int stride) {
    int turn = n / radix;
    for (int p = 0; p < length; p++) {
      for (int j = 0; j < radix; j++) {
        int w = 2 * (p * j * stride);
        double wr = roots[w];
        double wi = roots[w + 1];
        for (int q = 0; q < stride; q++) {
          double re = 0;
          double im = 0;
          int power = 0;
          for (int k = 0; k < radix; k++) {
            int i = ao + 2 * (q + stride * (p + length * k));
            double c = roots[2 * power * turn];
            double s = roots[2 * power * turn + 1];
            re += a[i] * c - a[i + 1] * s;
            im += a[i] * s + a[i + 1] * c;
            power = power + j < radix ? power + j : power + j - radix;
          }
          int i = oo + 2 * (q + stride * (radix * p + j));
          out[i] = re * wr - im * wi;
          out[i + 1] = re * wi + im * wr;
        }
      }
    }
  }

  private void pass2(double[] a, int ao, double[] out, int oo, int length, int stride) {
    int half = 2 * stride * length;
    for (int p = 0; p < length; p++) {
      double wr = roots[2 * p * stride];
      double wi = roots[2 * p * stride + 1];
      int i = ao + 2 * stride * p;
      int o = oo + 4 * stride * p;
      for (int q = 0; q < 2 * stride; q += 2) {
        double re = a[i + q] - a[i + half + q];
        double im = a[i + q + 1] - a[i + half + q + 1];
        out[o + q] = a[i + q] + a[i + half + q];
        out[o + q + 1] = a[i + q + 1] + a[i + half + q + 1];
        out[o + 2 * stride + q] = re * wr - im * wi;
        out[o + 2 * stride + q + 1] = re * wi + im * wr;
      }
    }
  }

  private void pass4(double[] a, int ao, double[] out, int oo, int length, int stride) {
    int quarter = 2 * stride * length;
    int step = 2 * stride;
    for (int p = 0; p < length; p++) {
      int w = 2 * p * stride;
      int i0 = ao + step * p;
      int o = oo + 4 * step * p;
      for (int q = 0; q < step; q += 2) {
        int i = i0 + q;
        double sumRe = a[i] + a[i + 2 * quarter];
        double sumIm = a[i + 1] + a[i + 2 * quarter + 1];
        double differenceRe = a[i] - a[i + 2 * quarter];
        double differenceIm = a[i + 1] - a[i + 2 * quarter + 1];
        double oddSumRe = a[i + quarter] + a[i + 3 * quarter];
        double oddSumIm = a[i + quarter + 1] + a[i + 3 * quarter + 1];
        // The difference of the odd ones times -i.
        double turnedRe = a[i + quarter + 1] - a[i + 3 * quarter + 1];
        double turnedIm = a[i + 3 * quarter] - a[i + quarter];
        out[o + q] = sumRe + oddSumRe;
        out[o + q + 1] = sumIm + oddSumIm;
        turned(differenceRe + turnedRe, differenceIm + turnedIm, w, out, o + step + q);
        turned(sumRe - oddSumRe, sumIm - oddSumIm, 2 * w, out, o + 2 * step + q);
        turned(differenceRe - turnedRe, differenceIm - turnedIm, 3 * w, out, o + 3 * step + q);
      }
    }
  }

  private void pass3(double[] a, int ao, double[] out, int oo, int length, int stride) {
    int third = 2 * stride * length;
    int step = 2 * stride;
    for (int p = 0; p < length; p++) {
      int w = 2 * p * stride;
      int o = oo + 3 * step * p;
      for (int q = 0; q < step; q += 2) {
        int i = ao + step * p + q;
        double sumRe = a[i + third] + a[i + 2 * third];
        double sumIm = a[i + third + 1] + a[i + 2 * third + 1];
        double middleRe = a[i] - 0.5 * sumRe;
        double middleIm = a[i + 1] - 0.5 * sumIm;
        // The difference times -i sin(2 pi / 3).
        double turnedRe = SIN_THIRD * (a[i + third + 1] - a[i + 2 * third + 1]);
        double turnedIm = SIN_THIRD * (a[i + 2 * third] - a[i + third]);
        out[o + q] = a[i] + sumRe;
        out[o + q + 1] = a[i + 1] + sumIm;
        turned(middleRe + turnedRe, middleIm + turnedIm, w, out, o + step + q);
        turned(middleRe - turnedRe, middleIm - turnedIm, 2 * w, out, o + 2 * step + q);
      }
    }
  }

  private void pass5(double[] a, int ao, double[] out, int oo, int length, int stride) {
    int fifth = 2 * stride * length;
    int step = 2 * stride;
    for (int p = 0; p < length; p++) {
      int w = 2 * p * stride;
      int o = oo + 5 * step * p;
      for (int q = 0; q < step; q += 2) {
        int i = ao + step * p + q;
        int i1 = i + fifth;
        int i2 = i1 + fifth;
        int i3 = i2 + fifth;
        int i4 = i3 + fifth;
        double outerRe = a[i1] + a[i4];
        double outerIm = a[i1 + 1] + a[i4 + 1];
        double innerRe = a[i2] + a[i3];
        double innerIm = a[i2 + 1] + a[i3 + 1];
        // The differences times -i.
        double outerTurnedRe = a[i1 + 1] - a[i4 + 1];
        double outerTurnedIm = a[i4] - a[i1];
        double innerTurnedRe = a[i2 + 1] - a[i3 + 1];
        double innerTurnedIm = a[i3] - a[i2];
        double re1 = a[i] + COS_FIFTH * outerRe + COS_TWO_FIFTHS * innerRe;
        double im1 = a[i + 1] + COS_FIFTH * outerIm + COS_TWO_FIFTHS * innerIm;
        double re2 = a[i] + COS_TWO_FIFTHS * outerRe + COS_FIFTH * innerRe;
        double im2 = a[i + 1] + COS_TWO_FIFTHS * outerIm + COS_FIFTH * innerIm;
        double sideRe1 = SIN_FIFTH * outerTurnedRe + SIN_TWO_FIFTHS * innerTurnedRe;
        double sideIm1 = SIN_FIFTH * outerTurnedIm + SIN_TWO_FIFTHS * innerTurnedIm;
        double sideRe2 = SIN_TWO_FIFTHS * outerTurnedRe - SIN_FIFTH * innerTurnedRe;
        double sideIm2 = SIN_TWO_FIFTHS * outerTurnedIm - SIN_FIFTH * innerTurnedIm;
        out[o + q] = a[i] + outerRe + innerRe;
        out[o + q + 1] = a[i + 1] + outerIm + innerIm;
        turned(re1 + sideRe1, im1 + sideIm1, w, out, o + step + q);
        turned(re2 + sideRe2, im2 + sideIm2, 2 * w, out, o + 2 * step + q);
        turned(re2 - sideRe2, im2 - sideIm2, 3 * w, out, o + 3 * step + q);
        turned(re1 - sideRe1, im1 - sideIm1, 4 * w, out, o + 4 * step + q);
      }
    }
  }

  private void turned(double re, double im, int w, double[] out, int o) {
    out[o] = re * roots[w] - im * roots[w + 1];
    out[o + 1] = re * roots[w + 1] + im * roots[w];
  }

  /// `k t = (k^2 + t^2 - (k - t)^2) / 2` makes the transform a convolution with the chirp's
  /// conjugate, between two multiplications by the chirp.
  private void convolve(FourierTransform transform, double[] a, int ao, double[] scratch, int so) {
    int m = transform.n;
    int rest = so + 2 * m;
    times(a, ao, chirp, scratch, so, n);
    Arrays.fill(scratch, so + 2 * n, so + 2 * m, 0);
    transform.forward(scratch, so, scratch, rest);
    times(scratch, so, chirpSpectrum, scratch, so, m);
    // The inverse is the transform of the conjugate, conjugated and divided by m.
    negateImaginary(scratch, so, m);
    transform.forward(scratch, so, scratch, rest);
    negateImaginary(scratch, so, n);
    times(scratch, so, chirp, a, ao, n);
    for (int i = ao; i < ao + 2 * n; i++) {
      a[i] /= m;
    }
  }

  private static void times(double[] a, int ao, double[] w, double[] out, int oo, int count) {
    for (int t = 0; t < 2 * count; t += 2) {
      double re = a[ao + t];
      double im = a[ao + t + 1];
      out[oo + t] = re * w[t] - im * w[t + 1];
      out[oo + t + 1] = re * w[t + 1] + im * w[t];
    }
  }

  private static void negateImaginary(double[] a, int ao, int count) {
    for (int t = ao + 1; t < ao + 2 * count; t += 2) {
      a[t] = -a[t];
    }
  }
}
