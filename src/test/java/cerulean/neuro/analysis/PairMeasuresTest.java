package cerulean.neuro.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.tensor.Philox;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Distances, correlations and spectra, on signals whose measures are known.
@Tag("once")
class PairMeasuresTest {

  @Test
  void victorPurpuraByHand() {
    double[] a = {10, 20, 30};
    double[] b = {12, 20};
    // 10 moves to 12, 30 is removed.
    assertEquals(1.2, SpikeDistance.victorPurpura(a, b, 0.1), 1e-12);
    // Moving by 2 costs 4: removing both and adding one is cheaper, 3.
    assertEquals(3, SpikeDistance.victorPurpura(a, b, 2), 1e-12);
    assertEquals(1, SpikeDistance.victorPurpura(a, b, 0), 1e-12);
    assertEquals(3, SpikeDistance.victorPurpura(a, b, Double.POSITIVE_INFINITY), 1e-12);
    assertEquals(3, SpikeDistance.victorPurpura(a, new double[0], 1), 1e-12);
    assertEquals(0, SpikeDistance.victorPurpura(a, a, Double.POSITIVE_INFINITY), 1e-12);
  }

  @Test
  void vanRossumByHand() {
    double[] none = {};
    assertEquals(Math.sqrt(0.5), SpikeDistance.vanRossum(new double[] {5}, none, 10), 1e-12);
    for (double d : new double[] {0, 1, 7, 50}) {
      double moved = SpikeDistance.vanRossum(new double[] {5}, new double[] {5 + d}, 10);
      assertEquals(Math.sqrt(1 - Math.exp(-d / 10)), moved, 1e-12);
    }
    // Two equal spikes add up to one of height 2, whose square integral is 4 / 2.
    assertEquals(Math.sqrt(2), SpikeDistance.vanRossum(new double[] {5, 5}, none, 10), 1e-12);
    assertEquals(1, SpikeDistance.vanRossum(new double[] {0}, new double[] {1e6}, 10), 1e-12);
  }

  /// The integral of the definition, by the trapezium rule.
  @Test
  void vanRossumIsItsIntegral() {
    double[] a = TrainMeasuresTest.gamma(2, 30, 1);
    double[] b = TrainMeasuresTest.gamma(1, 25, 2);
    double dt = 0.001;
    double f = 0;
    double g = 0;
    int i = 0;
    int j = 0;
    double integral = 0;
    for (double t = 0; t < 700; t += dt) {
      f *= Math.exp(-dt / 8);
      g *= Math.exp(-dt / 8);
      while (i < a.length && a[i] < t + dt) {
        f += Math.exp(-(t + dt - a[i++]) / 8);
      }
      while (j < b.length && b[j] < t + dt) {
        g += Math.exp(-(t + dt - b[j++]) / 8);
      }
      integral += (f - g) * (f - g) * dt / 8;
    }
    assertEquals(Math.sqrt(integral), SpikeDistance.vanRossum(a, b, 8), 1e-3);
  }

  @Test
  void distancesAreSymmetricAndObeyTheTriangle() {
    double[][] trains = new double[6][];
    for (int k = 0; k < trains.length; k++) {
      trains[k] = TrainMeasuresTest.gamma(1 + k % 3, 10 + k, k);
    }
    for (double[] a : trains) {
      for (double[] b : trains) {
        assertEquals(SpikeDistance.vanRossum(a, b, 5), SpikeDistance.vanRossum(b, a, 5), 1e-9);
        double ab = SpikeDistance.victorPurpura(a, b, 0.2);
        assertEquals(ab, SpikeDistance.victorPurpura(b, a, 0.2), 1e-9);
        for (double[] c : trains) {
          double through =
              SpikeDistance.victorPurpura(a, c, 0.2) + SpikeDistance.victorPurpura(c, b, 0.2);
          assertTrue(ab <= through + 1e-9);
        }
      }
    }
  }

  @Test
  void correlationsOfCountsByHand() {
    // Counts 1 0 1 0, the same, the opposite, and none.
    SpikeTrains trains =
        SpikeTrains.of(
            0,
            40,
            new double[] {5, 25},
            new double[] {6, 26},
            new double[] {15, 35},
            new double[0]);
    double[][] r = Synchrony.correlations(trains, 10);
    assertArrayEquals(new double[] {1, 1, -1, Double.NaN}, r[0], 1e-12);
    assertEquals((1 - 1 - 1) / 3.0, Synchrony.meanCorrelation(trains, 10), 1e-12);
    assertTrue(Double.isNaN(Synchrony.meanCorrelation(trains.cells(2, 4), 10)));
  }

  /// Half of the spikes of each cell are those of a common train: counts correlate by one half.
  @Test
  void sharedSpikesCorrelate() {
    double[] common = TrainMeasuresTest.gamma(1, 20_000, 1);
    double[][] cells = new double[8][];
    for (int i = 0; i < cells.length; i++) {
      double[] own = TrainMeasuresTest.gamma(1, 20_000, 10 + i);
      cells[i] = Arrays.copyOf(common, 40_000);
      System.arraycopy(own, 0, cells[i], 20_000, 20_000);
      Arrays.sort(cells[i]);
    }
    SpikeTrains trains = SpikeTrains.of(0, 190_000, cells);
    // Standard error of a correlation of 0.5 over 9500 bins: 0.75 / sqrt(9500) = 0.008.
    assertEquals(0.5, Synchrony.meanCorrelation(trains, 20), 0.03);
    double[][] r = Synchrony.correlations(trains, 20);
    double mean = 0;
    for (int i = 0; i < 8; i++) {
      for (int j = 0; j < i; j++) {
        mean += r[i][j] / 28;
      }
    }
    assertEquals(mean, Synchrony.meanCorrelation(trains, 20), 1e-9);
  }

  @Test
  void fluctuationOfIndependentCellsIsThatOfPoissonCounts() {
    double[][] cells = new double[100][];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = TrainMeasuresTest.gamma(1, 2200, i);
    }
    // 100 cells of 100 Hz: 10 spikes a ms on average.
    double found = Synchrony.fluctuation(SpikeTrains.of(0, 19_000, cells), 1);
    assertEquals(1 / Math.sqrt(10), found, 0.01);
  }

  @Test
  void correlogramCountsLags() {
    double[] a = {100, 200};
    double[] b = {95, 100, 103, 205};
    // Lags -5, 0, 3, 5 within 10; the other spike of b is 100 away.
    assertArrayEquals(new long[] {0, 1, 1, 2, 0}, Synchrony.correlogram(a, b, 10, 5));
  }

  @Test
  void chiIsOneForCopiesAndFallsWithTheRootOfTheNumber() {
    double[] wave = new double[1000];
    Arrays.setAll(wave, k -> Math.sin(0.1 * k));
    assertEquals(1, Synchrony.chi(new double[][] {wave, wave, wave}), 1e-12);
    Philox random = Philox.of(1);
    double[][] noise = new double[25][4000];
    for (double[] trace : noise) {
      Arrays.setAll(trace, k -> random.nextDouble());
    }
    assertEquals(0.2, Synchrony.chi(noise), 0.01);
    assertTrue(Double.isNaN(Synchrony.chi(new double[2][10])));
  }

  /// A sine of amplitude A has the power A^2 / 2, all of it within two bands of its frequency.
  @Test
  void theSpectrumOfASineIsItsPowerAtItsFrequency() {
    double[] samples = new double[4000];
    Arrays.setAll(samples, k -> 7 + 3 * Math.sin(2 * Math.PI * 0.04 * k));
    PowerSpectrum spectrum = PowerSpectrum.welch(samples, 1, 500);
    assertEquals(40, spectrum.peakHz(1, 500), 1e-9);
    assertEquals(4.5, spectrum.power(36, 45), 1e-6);
    assertEquals(4.5, spectrum.power(0, 501), 1e-6);
    assertEquals(1, spectrum.share(36, 45), 1e-6);
    assertEquals(251, spectrum.density().length);
    assertEquals(500, spectrum.frequenciesHz()[250], 1e-9);
  }

  /// White noise of variance s: density s / (rate / 2), its integral s.
  @Test
  void theSpectrumOfNoiseIsFlatAndItsIntegralTheVariance() {
    Philox random = Philox.of(2);
    double[] samples = new double[100_000];
    Arrays.setAll(samples, k -> 2 * random.nextGaussian());
    for (int segment : new int[] {256, 255}) {
      PowerSpectrum spectrum = PowerSpectrum.welch(samples, 2, segment);
      // The mean of each segment is taken off: band 0 and half of its neighbours are lost, 1 %.
      assertEquals(4, spectrum.power(0, 251), 0.08);
      double[] density = spectrum.density();
      double middle = 0;
      for (int f = 3; f < 103; f++) {
        middle += density[f] / 100;
      }
      assertEquals(4 / 250.0, middle, 0.0005);
    }
  }

  @Test
  void badInputIsASentence() {
    TrainMeasuresTest.refused(
        "PowerSpectrum.welch: a segment of 8 samples does not fit 7; record longer or choose a"
            + " shorter one",
        () -> PowerSpectrum.welch(new double[7], 1, 8));
    TrainMeasuresTest.refused(
        "PowerSpectrum.welch: segment must be at least 4; got 3",
        () -> PowerSpectrum.welch(new double[7], 1, 3));
    TrainMeasuresTest.refused(
        "PowerSpectrum.peakHz: no frequency from 600.0 to 700.0 Hz; there are 0 to 500.0",
        () -> PowerSpectrum.welch(new double[8], 1, 8).peakHz(600, 700));
    TrainMeasuresTest.refused(
        "SpikeDistance.victorPurpura: perMs must be at least 0; got NaN",
        () -> SpikeDistance.victorPurpura(new double[0], new double[0], Double.NaN));
    TrainMeasuresTest.refused(
        "SpikeDistance.vanRossum: tauMs must be above 0 and finite; got 0.0",
        () -> SpikeDistance.vanRossum(new double[0], new double[0], 0));
    TrainMeasuresTest.refused(
        "Synchrony.chi: number of traces must be at least 1; got 0",
        () -> Synchrony.chi(new double[0][]));
    TrainMeasuresTest.refused(
        "Synchrony.chi: traces must be equally long; got 2 and 3",
        () -> Synchrony.chi(new double[][] {new double[2], new double[3]}));
  }
}
