package cerulean.studies.neuro;

import cerulean.neuro.RateRecorder;
import cerulean.neuro.SpikeRecorder;
import cerulean.neuro.analysis.Bins;
import cerulean.neuro.analysis.Intervals;
import cerulean.neuro.analysis.SpikeTrains;
import cerulean.neuro.networks.SongAbbott2000;
import java.util.function.LongConsumer;

/// One run of the competition of 1000 inputs for a cell.
///
/// - `start`, `end`: weights, in parts of the largest
/// - `hz`: rate of the cell in each second
/// - `mean`, `low`, `high`: after each second the mean weight, and the percentage of weights below
///   a tenth and above nine tenths of the largest
/// - `weights`: `[synapse][second]` of the synapses that are shown
/// - `cv`: of the intervals of the cell in the last tenth of the run
@SuppressWarnings("ArrayRecordComponent") // Numbers to draw; never compared.
record Competition(
    long seed,
    Bins start,
    Bins end,
    double[] hz,
    double[] mean,
    double[] low,
    double[] high,
    double[][] weights,
    double cv) {

  /// Synapses that are shown, every hundredth.
  static final int SHOWN = 10;

  private static final int BINS = 20;

  static Competition run(long seed, int seconds, LongConsumer progress) {
    SongAbbott2000 net = SongAbbott2000.of(seed);
    RateRecorder rate = net.simulation().add("rate", RateRecorder.of(net.cell(), 1000));
    SpikeRecorder spikes = net.simulation().add("spikes", SpikeRecorder.of(net.cell()));
    Bins start = bins(net);
    double[] mean = new double[seconds];
    double[] low = new double[seconds];
    double[] high = new double[seconds];
    double[][] shown = new double[SHOWN][seconds];
    for (int second = 0; second < seconds; second++) {
      net.simulation().run(1000);
      float[] weights = net.synapses().weightsNow();
      for (float weight : weights) {
        double part = weight / SongAbbott2000.LARGEST;
        mean[second] += part / weights.length;
        low[second] += part < 0.1 ? 100.0 / weights.length : 0;
        high[second] += part > 0.9 ? 100.0 / weights.length : 0;
      }
      for (int k = 0; k < SHOWN; k++) {
        shown[k][second] = weights[k * weights.length / SHOWN] / SongAbbott2000.LARGEST;
      }
      progress.accept(1);
    }
    double end = 1000.0 * seconds;
    double cv = Intervals.cv(SpikeTrains.of(spikes, 0.9 * end, end).timesMs(0));
    return new Competition(seed, start, bins(net), rate.ratesHz(), mean, low, high, shown, cv);
  }

  private static Bins bins(SongAbbott2000 net) {
    float[] weights = net.synapses().weightsNow();
    double[] parts = new double[weights.length];
    for (int k = 0; k < parts.length; k++) {
      parts[k] = weights[k] / SongAbbott2000.LARGEST;
    }
    // The largest weight is a float: divided by the double it may be a little above 1.
    return Bins.of(parts, 0, 1 + 1e-6, BINS);
  }

  /// The rate over the last tenth of the run, in Hz.
  double lastHz() {
    double sum = 0;
    int from = hz.length - Math.max(1, hz.length / 10);
    for (int k = from; k < hz.length; k++) {
      sum += hz[k] / (hz.length - from);
    }
    return sum;
  }
}
