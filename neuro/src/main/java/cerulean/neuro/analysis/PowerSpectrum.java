package cerulean.neuro.analysis;

import cerulean.tensor.Fourier;
import cerulean.tensor.Tensor;

/// The power of a signal by frequency, one-sided: its integral over all frequencies is the variance
/// of the signal.
///
/// Welch's method: segments that overlap by half, each less its mean and times a Hann window, are
/// transformed; the squares are averaged and scaled by the window's power.
///
/// - `frequenciesHz`: from 0 to half the sampling rate, `1000 / (segment dt)` apart
/// - `density`: in the square of the signal's unit per Hz
///
/// Reference: P. D. Welch (1967), The use of fast Fourier transform for the estimation of power
/// spectra, IEEE Transactions on Audio and Electroacoustics 15, 70-73.
@SuppressWarnings("ArrayRecordComponent") // Numbers to draw and add up; never compared.
public record PowerSpectrum(double[] frequenciesHz, double[] density) {

  /// The spectrum of samples that are `dtMs` apart, in segments of so many samples.
  ///
  /// Longer segments resolve frequencies better, more segments vary less.
  public static PowerSpectrum welch(double[] samples, double dtMs, int segment) {
    Given.above0("PowerSpectrum.welch: dtMs", dtMs);
    Given.atLeast("PowerSpectrum.welch: segment", 4, segment);
    if (samples.length < segment) {
      throw new IllegalArgumentException(
          "PowerSpectrum.welch: a segment of "
              + segment
              + " samples does not fit "
              + samples.length
              + "; record longer or choose a shorter one");
    }
    int hop = segment - segment / 2;
    int segments = (samples.length - segment) / hop + 1;
    double[] window = new double[segment];
    double power = 0;
    for (int k = 0; k < segment; k++) {
      window[k] = 0.5 - 0.5 * Math.cos(2 * Math.PI * k / segment);
      power += window[k] * window[k];
    }
    double[] windowed = new double[segments * segment];
    for (int s = 0; s < segments; s++) {
      double mean = 0;
      for (int k = 0; k < segment; k++) {
        mean += samples[s * hop + k] / segment;
      }
      for (int k = 0; k < segment; k++) {
        windowed[s * segment + k] = (samples[s * hop + k] - mean) * window[k];
      }
    }
    double[] pairs = Fourier.rfft(Tensor.wrap(windowed, segments, segment), 1).toDoubleArray();
    int bands = segment / 2 + 1;
    double[] frequencies = new double[bands];
    double[] density = new double[bands];
    double rateHz = 1000 / dtMs;
    for (int f = 0; f < bands; f++) {
      frequencies[f] = f * rateHz / segment;
      double sum = 0;
      for (int s = 0; s < segments; s++) {
        double re = pairs[2 * (s * bands + f)];
        double im = pairs[2 * (s * bands + f) + 1];
        sum += re * re + im * im;
      }
      // Negative frequencies are counted with the positive ones; 0 and half the rate have none.
      boolean alone = f == 0 || 2 * f == segment;
      density[f] = (alone ? 1 : 2) * sum / (segments * rateHz * power);
    }
    return new PowerSpectrum(frequencies, density);
  }

  /// The frequency from `fromHz` to `toHz` with the largest density.
  public double peakHz(double fromHz, double toHz) {
    int peak = -1;
    for (int f = 0; f < density.length; f++) {
      boolean inside = frequenciesHz[f] >= fromHz && frequenciesHz[f] <= toHz;
      if (inside && (peak < 0 || density[f] > density[peak])) {
        peak = f;
      }
    }
    if (peak < 0) {
      throw new IllegalArgumentException(
          "PowerSpectrum.peakHz: no frequency from "
              + fromHz
              + " to "
              + toHz
              + " Hz; there are 0 to "
              + frequenciesHz[frequenciesHz.length - 1]);
    }
    return frequenciesHz[peak];
  }

  /// The power from `fromHz`, included, to `toHz`, excluded, in the square of the signal's unit.
  public double power(double fromHz, double toHz) {
    double sum = 0;
    for (int f = 0; f < density.length; f++) {
      sum += frequenciesHz[f] >= fromHz && frequenciesHz[f] < toHz ? density[f] : 0;
    }
    return sum * frequenciesHz[1];
  }

  /// [#power] as a share of that of all frequencies.
  public double share(double fromHz, double toHz) {
    return power(fromHz, toHz) / power(0, Double.POSITIVE_INFINITY);
  }
}
