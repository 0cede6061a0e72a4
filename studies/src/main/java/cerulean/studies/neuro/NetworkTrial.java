package cerulean.studies.neuro;

import cerulean.neuro.SpikeRecorder;
import cerulean.neuro.StateRecorder;
import cerulean.neuro.analysis.Connections;
import cerulean.neuro.analysis.FanoFactor;
import cerulean.neuro.analysis.FiringRates;
import cerulean.neuro.analysis.Intervals;
import cerulean.neuro.analysis.PowerSpectrum;
import cerulean.neuro.analysis.SpikeTrains;
import cerulean.neuro.analysis.Synchrony;
import cerulean.neuro.networks.Network2003;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// One network, run once: its statistics, and of the first one also what is drawn.
///
/// - `values`: statistics by name, those of [NetworkReport#MEASURES]
/// - `spectrum`: of the number of spikes per ms
/// - `shown`: spikes, traces and weights; null of all but the first network
record NetworkTrial(
    long seed, Map<String, Double> values, PowerSpectrum spectrum, @Nullable Shown shown) {

  /// Time at the start that is left out of the statistics.
  static final int SETTLE_MS = 1000;

  /// Bins in which counts are correlated: half a period of the gamma rhythm.
  private static final double CORRELATION_MS = 15;

  private static final int SEGMENT = 500;
  private static final int BLOCKS = 100;

  /// What is drawn of a network.
  ///
  /// - `trains`: spikes after settling
  /// - `excitatory`: number of excitatory cells, the first ones
  /// - `voltages`: `[cell][ms]` of the cells that are traced
  /// - `cells`: which these are
  /// - `weights`: mean weights between blocks of cells
  @SuppressWarnings("ArrayRecordComponent") // Numbers to draw; never compared.
  record Shown(
      SpikeTrains trains, int excitatory, double[][] voltages, int[] cells, double[][] weights) {}

  static NetworkTrial run(
      int size, boolean dense, long seed, int ms, boolean shown, LongConsumer progress) {
    Network2003 net = dense ? Network2003.dense(seed) : Network2003.sparse(size, seed);
    SpikeRecorder spikes =
        net.simulation().add("spikes", SpikeRecorder.of(net.cells(), 500_000_000));
    int[] traced = {0, net.excitatory() / 2, net.excitatory() - 1, net.excitatory()};
    StateRecorder v = net.simulation().add("v", StateRecorder.of(net.cells(), "v", traced));
    for (int done = 0; done < SETTLE_MS + ms; ) {
      int part = Math.min(100, SETTLE_MS + ms - done);
      net.simulation().run(part);
      done += part;
      progress.accept(part);
    }
    SpikeTrains trains = SpikeTrains.of(spikes, SETTLE_MS, SETTLE_MS + ms);
    PowerSpectrum spectrum = PowerSpectrum.welch(FiringRates.populationHz(trains, 1), 1, SEGMENT);
    Map<String, Double> values =
        values(SpikeTrains.of(spikes, 0, SETTLE_MS), trains, net.excitatory(), spectrum);
    if (!shown) {
      return new NetworkTrial(seed, values, spectrum, null);
    }
    double[][] voltages = new double[traced.length][];
    for (int k = 0; k < traced.length; k++) {
      voltages[k] = v.trace(k);
    }
    double[][] weights =
        Connections.blocks(net.synapses(), Math.min(BLOCKS, size), Math.min(BLOCKS, size));
    return new NetworkTrial(
        seed, values, spectrum, new Shown(trains, net.excitatory(), voltages, traced, weights));
  }

  private static Map<String, Double> values(
      SpikeTrains first, SpikeTrains trains, int excitatory, PowerSpectrum spectrum) {
    SpikeTrains exc = trains.cells(0, excitatory);
    SpikeTrains inh = trains.cells(excitatory, trains.size());
    int silent = 0;
    double[] fano = new double[trains.size()];
    double[] lv = new double[trains.size()];
    for (int i = 0; i < trains.size(); i++) {
      double[] times = trains.timesMs(i);
      silent += times.length == 0 ? 1 : 0;
      fano[i] = FanoFactor.of(times, trains.startMs(), trains.endMs(), 100);
      lv[i] = Intervals.localVariation(times);
    }
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("spikesOfFirstSecond", (double) first.total());
    values.put("rateExcitatory", FiringRates.meanHz(exc));
    values.put("rateInhibitory", FiringRates.meanHz(inh));
    values.put("silent", 100.0 * silent / trains.size());
    values.put("cvExcitatory", Numbers.mean(Intervals.cvOfCells(exc)));
    values.put("cvInhibitory", Numbers.mean(Intervals.cvOfCells(inh)));
    values.put("localVariation", Numbers.mean(lv));
    values.put("fano", Numbers.mean(fano));
    values.put("fluctuation", Synchrony.fluctuation(trains, 1));
    values.put("correlation", Synchrony.meanCorrelation(trains, CORRELATION_MS));
    values.put("gammaPeak", spectrum.peakHz(20, 80));
    values.put("gammaShare", 100 * spectrum.share(25, 80));
    values.put("slowShare", 100 * spectrum.share(4, 20));
    return values;
  }
}
