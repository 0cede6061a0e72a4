package cerulean.neuro.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.neuro.PoissonSource;
import cerulean.neuro.Simulation;
import cerulean.neuro.SpikeRecorder;
import cerulean.tensor.Philox;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// Trains, rates, intervals, bursts and counts, on trains whose measures are known.
@Tag("once")
class TrainMeasuresTest {

  private static final int MANY = 40_000;

  /// Intervals that are sums of `order` exponential ones: a gamma process of mean interval 10 ms,
  /// CV `1 / sqrt(order)`.
  static double[] gamma(int order, int spikes, long seed) {
    Philox random = Philox.of(seed);
    double[] times = new double[spikes];
    double now = 0;
    for (int k = 0; k < spikes; k++) {
      for (int n = 0; n < order; n++) {
        now -= 10.0 / order * Math.log(1 - random.nextDouble());
      }
      times[k] = now;
    }
    return times;
  }

  private static double[] clock(int spikes) {
    double[] times = new double[spikes];
    Arrays.setAll(times, k -> 10.0 * (k + 1));
    return times;
  }

  /// Bounds are four standard errors: of the CV of exponential intervals `1 / sqrt(n)`, of CV2 and
  /// LV, whose variances over pairs are 1/3 and 4/5, at most `sqrt(2 / n)`.
  @Test
  void aPoissonProcessHasMeasuresOfOne() {
    double[] times = gamma(1, MANY, 1);
    double four = 4 * Math.sqrt(2.0 / MANY);
    assertEquals(1, Intervals.cv(times), 4 / Math.sqrt(MANY));
    assertEquals(1, Intervals.cv2(times), four);
    assertEquals(1, Intervals.localVariation(times), four);
    // n windows of 100 ms: the sample variance of Poisson counts has a relative error of sqrt(2/n).
    assertEquals(1, FanoFactor.of(times, 0, 390_000, 100), 4 * Math.sqrt(2 / 3900.0));
  }

  /// Gamma processes of order k: CV 1/sqrt(k), LV 3/(2k + 1) (Shinomoto 2003), CV2 of order 2 3/4:
  /// the mean of 2 |2b - 1| for b of the beta law (2, 2); Fano factor of long windows 1/k.
  @Test
  void gammaProcessesHaveTheirMeasures() {
    for (int order : new int[] {2, 4, 9}) {
      double[] times = gamma(order, MANY, order);
      assertEquals(1 / Math.sqrt(order), Intervals.cv(times), 4 / Math.sqrt(MANY));
      assertEquals(3.0 / (2 * order + 1), Intervals.localVariation(times), 0.02);
    }
    assertEquals(0.75, Intervals.cv2(gamma(2, MANY, 2)), 4 * Math.sqrt(2.0 / MANY));
    double fano = FanoFactor.of(gamma(4, MANY, 4), 0, 390_000, 1000);
    assertEquals(0.25, fano, 4 * 0.25 * Math.sqrt(2 / 390.0));
  }

  @Test
  void aClockHasMeasuresOfZero() {
    double[] times = clock(100);
    assertEquals(0, Intervals.cv(times), 1e-12);
    assertEquals(0, Intervals.cv2(times), 1e-12);
    assertEquals(0, Intervals.localVariation(times), 1e-12);
    assertEquals(0, FanoFactor.of(times, 0, 1000, 100), 1e-12);
  }

  /// Intervals 10, 30, 10, 30: mean 20, sd 10; neighbours differ by 20 in 40.
  @Test
  void alternatingIntervalsByHand() {
    double[] times = {0, 10, 40, 50, 80};
    assertArrayEquals(new double[] {10, 30, 10, 30}, Intervals.ofMs(times));
    assertEquals(0.5, Intervals.cv(times), 1e-12);
    assertEquals(1, Intervals.cv2(times), 1e-12);
    assertEquals(0.75, Intervals.localVariation(times), 1e-12);
    SpikeTrains two = SpikeTrains.of(-1, 100, times, new double[] {1, 3});
    assertArrayEquals(new double[] {10, 30, 10, 30, 2}, Intervals.ofMs(two));
    assertArrayEquals(new double[] {0.5, Double.NaN}, Intervals.cvOfCells(two), 1e-12);
  }

  @Test
  void whatCannotBeSaidIsNaN() {
    for (double[] times : List.of(new double[0], new double[] {1}, new double[] {1, 2})) {
      assertTrue(Double.isNaN(Intervals.cv(times)));
      assertTrue(Double.isNaN(Intervals.cv2(times)));
      assertTrue(Double.isNaN(Intervals.localVariation(times)));
    }
    assertTrue(Double.isNaN(FanoFactor.ofCounts(new int[] {3})));
    assertTrue(Double.isNaN(FanoFactor.ofCounts(new int[3])));
    assertTrue(Double.isNaN(FiringRates.meanHz(SpikeTrains.of(0, 1))));
    assertEquals(0, Intervals.cv2(new double[] {1, 1, 1}), "intervals of length 0 do not differ");
  }

  @Test
  void fanoFactorOfCountsByHand() {
    // Mean 2, sample variance (4 + 0 + 4) / 2.
    assertEquals(2, FanoFactor.ofCounts(new int[] {0, 2, 4}), 1e-12);
  }

  @Test
  void burstsByHand() {
    double[] times = {1, 3, 5, 40, 60, 64, 100, 104, 108, 112};
    Bursts bursts = Bursts.of(times, 4, 2);
    assertEquals(
        List.of(
            new Bursts.Burst(1, 5, 3), new Bursts.Burst(60, 64, 2), new Bursts.Burst(100, 112, 4)),
        bursts.all());
    assertEquals(1, bursts.isolated());
    assertEquals(0.9, bursts.fraction(), 1e-12);
    assertEquals(3, bursts.spikesPerBurst(), 1e-12);
    assertEquals(4, bursts.events());
    assertEquals(0.75, bursts.probability(), 1e-12);
    assertEquals(2, Bursts.of(times, 4, 3).count());
    assertEquals(3, Bursts.of(times, 4, 3).isolated());
    Bursts none = Bursts.of(new double[0], 4, 2);
    assertEquals(0, none.events());
    assertTrue(Double.isNaN(none.fraction()) && Double.isNaN(none.spikesPerBurst()));
  }

  @Test
  void intervalsOfTheThresholdAreWithinABurstWhateverTheStep() {
    for (int step = 0; step < 10_000; step += 97) {
      double[] times = {(step + 1) * 0.1, (step + 161) * 0.1};
      assertEquals(1, Bursts.of(times, 16, 2).count(), "step " + step);
    }
  }

  @Test
  void ratesAreCountsPerCellAndSecond() {
    SpikeTrains trains =
        SpikeTrains.of(0, 500, new double[] {0, 1, 2, 500, 501}, new double[] {100}, new double[0]);
    assertEquals(4, trains.total());
    assertArrayEquals(new double[] {6, 2, 0}, FiringRates.ofCellsHz(trains), 1e-12);
    assertEquals(8 / 3.0, FiringRates.meanHz(trains), 1e-12);
    assertArrayEquals(new int[] {3, 0, 0, 0, 1}, trains.populationCounts(100));
    assertArrayEquals(
        new double[] {10, 0, 0, 0, 10 / 3.0}, FiringRates.populationHz(trains, 100), 1e-12);
    assertArrayEquals(new int[] {2, 0, 0, 0, 1}, trains.counts(100)[0]);
    assertArrayEquals(new double[] {1, 2, 100, 500}, trains.mergedMs());
    assertEquals(1, trains.cells(1, 3).total());
    assertEquals(1, trains.between(2, 100).total());
  }

  /// Every step of 0.1 ms has a spike: its end lies in its bin whatever the rounding.
  @Test
  void endsOfStepsStayInTheirBins() {
    double[] times = new double[10_000];
    Arrays.setAll(times, n -> (n + 1) * 0.1);
    for (int count : SpikeTrains.of(0, 1000, times).populationCounts(1)) {
      assertEquals(10, count);
    }
  }

  @Test
  void recordersBecomeTrains() {
    Simulation sim = Simulation.of(1, 3);
    PoissonSource source = sim.add("source", PoissonSource.of(50, 40));
    SpikeRecorder spikes = sim.add("spikes", SpikeRecorder.of(source));
    SpikeRecorder few = sim.add("few", SpikeRecorder.of(source, 10));
    sim.run(2000);
    SpikeTrains trains = SpikeTrains.of(spikes, 0, 2000);
    assertEquals(spikes.total(), trains.total());
    assertArrayEquals(spikes.timesMs(7), trains.timesMs(7));
    SpikeTrains second = SpikeTrains.of(spikes, 1000, 2000);
    assertEquals(trains.total(), second.total() + trains.between(0, 1000).total());
    refused(
        "SpikeTrains: the recorder few kept 10 of " + few.total() + " spikes; raise its limit",
        () -> SpikeTrains.of(few, 0, 2000));
  }

  /// Every kernel has the integral 1: one spike is one spike whatever the estimate.
  @Test
  void kernelsHaveTheIntegralOne() {
    for (RateKernel kernel :
        List.of(
            RateKernel.gaussian(7),
            RateKernel.box(10),
            RateKernel.exponential(5),
            RateKernel.alpha(5))) {
      double[] at = new double[100_000];
      Arrays.setAll(at, k -> 0.01 * (k + 0.5));
      double sum = 0;
      for (double hz : FiringRates.instantaneousHz(new double[] {500}, kernel, at)) {
        sum += hz / 1000 * 0.01;
      }
      assertEquals(1, sum, 1e-5, kernel.toString());
    }
  }

  @Test
  void instantaneousRatesByHand() {
    double[] at = {99, 100, 105, 110};
    assertArrayEquals(
        new double[] {0, 200, 200 / Math.E, 200 / (Math.E * Math.E)},
        FiringRates.instantaneousHz(new double[] {100}, RateKernel.exponential(5), at),
        1e-9);
    assertArrayEquals(
        new double[] {100, 100, 200, 100},
        FiringRates.instantaneousHz(new double[] {100, 107}, RateKernel.box(10), at),
        1e-9);
    double[] clock =
        FiringRates.instantaneousHz(clock(200), RateKernel.gaussian(20), new double[] {1000, 1003});
    // The sum of normal densities 10 apart, sd 20, is flat to 2 e^(-2 pi^2 4).
    assertArrayEquals(new double[] {100, 100}, clock, 1e-3);
  }

  @Test
  void badInputIsASentence() {
    double[] disorder = {1, 3, 2};
    refused(
        "Intervals: spike times must be finite and ascending; got 2.0 after 3.0; sort them",
        () -> Intervals.cv(disorder));
    refused(
        "SpikeTrains: spike times must be finite and ascending; got NaN first; sort them",
        () -> SpikeTrains.of(0, 1, new double[] {Double.NaN}));
    refused(
        "SpikeTrains: an interval ends after it starts; got 5.0 to 5.0 ms",
        () -> SpikeTrains.of(5, 5));
    refused(
        "SpikeTrains.between: the trains are of 0.0 to 10.0 ms; got 5.0 to 11.0",
        () -> SpikeTrains.of(0, 10).between(5, 11));
    refused(
        "SpikeTrains.cells: there are cells 0 to 0; got 0 to 1",
        () -> SpikeTrains.of(0, 10, new double[0]).cells(0, 2));
    refused(
        "SpikeTrains.counts: bins of 20.0 ms do not fit an interval of 10.0 ms",
        () -> SpikeTrains.of(0, 10).counts(20));
    refused(
        "SpikeTrains.counts: binMs must be above 0 and finite; got 0.0",
        () -> SpikeTrains.of(0, 10).counts(0));
    refused(
        "Bursts: longestIsiMs must be above 0 and finite; got -1.0",
        () -> Bursts.of(new double[0], -1, 2));
    refused("Bursts: fewestSpikes must be at least 2; got 1", () -> Bursts.of(new double[0], 1, 1));
    refused(
        "RateKernel.gaussian: sdMs must be above 0 and finite; got NaN",
        () -> RateKernel.gaussian(Double.NaN));
  }

  static void refused(String sentence, Executable measure) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, measure).getMessage());
  }
}
