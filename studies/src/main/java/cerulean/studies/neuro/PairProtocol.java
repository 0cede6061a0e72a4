package cerulean.studies.neuro;

import cerulean.neuro.Connectivity;
import cerulean.neuro.Delays;
import cerulean.neuro.LifParameters;
import cerulean.neuro.LifPopulation;
import cerulean.neuro.PairStdp;
import cerulean.neuro.PlasticSynapses;
import cerulean.neuro.Plasticity;
import cerulean.neuro.Projection;
import cerulean.neuro.Simulation;
import cerulean.neuro.SpikeTrainSource;
import cerulean.neuro.StdpWindow;
import cerulean.neuro.TripletParameters;
import cerulean.neuro.TripletStdp;
import cerulean.neuro.Values;
import cerulean.neuro.VoltagePort;
import cerulean.neuro.WeightDependence;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Synapses whose two cells are made to fire at given times, each pair of cells with a time
/// difference or a frequency of its own.
final class PairProtocol {

  /// The window of Song, Miller and Abbott (2000), in parts of the largest weight.
  static final StdpWindow WINDOW = StdpWindow.of(0.01, 0.0105, 20, 20);

  /// A rule of pairs with the windows and heights of that of triplets.
  static final StdpWindow PAIRS =
      StdpWindow.of(
          TripletParameters.VISUAL_CORTEX.a3Plus(),
          TripletParameters.VISUAL_CORTEX.a2Minus(),
          TripletParameters.VISUAL_CORTEX.tauPlusMs(),
          TripletParameters.VISUAL_CORTEX.tauMinusMs());

  static final int PAIRINGS = 60;
  static final double LAG_MS = 10;

  private static final double DT_MS = 0.1;
  private static final double START = 0.5;
  private static final int REACH_MS = 100;

  private PairProtocol() {}

  /// Change of a weight by one pair of spikes, measured and by the formula; lags are target minus
  /// source.
  @SuppressWarnings("ArrayRecordComponent") // Numbers to draw; never compared.
  record Window(double[] lagsMs, double[] measured, double[] formula) {

    /// The largest difference between the two.
    double error() {
      double error = 0;
      for (int k = 0; k < lagsMs.length; k++) {
        error = Math.max(error, Math.abs(measured[k] - formula[k]));
      }
      return error;
    }
  }

  /// Change of a weight, as a part of it, by 60 pairs at a frequency; the target later or earlier.
  @SuppressWarnings("ArrayRecordComponent") // Numbers to draw; never compared.
  record Frequencies(
      double[] hz,
      double[] tripletLater,
      double[] tripletEarlier,
      double[] pairLater,
      double[] pairEarlier) {}

  /// Every even lag from -100 to 100 ms.
  static Window window() {
    double[] lags = new double[REACH_MS + 1];
    double[] formula = new double[lags.length];
    double[][] source = new double[lags.length][];
    double[][] target = new double[lags.length][];
    for (int k = 0; k < lags.length; k++) {
      lags[k] = 2.0 * k - REACH_MS;
      source[k] = new double[] {2 * REACH_MS};
      target[k] = new double[] {2 * REACH_MS + lags[k]};
      double tau = lags[k] > 0 ? WINDOW.tauPlusMs() : WINDOW.tauMinusMs();
      double height = lags[k] > 0 ? WINDOW.aPlus() : lags[k] < 0 ? -WINDOW.aMinus() : 0;
      formula[k] = height * Math.exp(-Math.abs(lags[k]) / tau);
    }
    return new Window(lags, changes(source, target, PairProtocol::pairsOfWindow), formula);
  }

  private static Plasticity pairsOfWindow(PlasticSynapses synapses) {
    return PairStdp.of(synapses, WINDOW, WeightDependence.ADDITIVE, 0, 1);
  }

  private static Plasticity pairs(PlasticSynapses synapses) {
    return PairStdp.of(synapses, PAIRS, WeightDependence.ADDITIVE, -10, 10);
  }

  private static Plasticity triplets(PlasticSynapses synapses) {
    return TripletStdp.of(synapses, TripletParameters.VISUAL_CORTEX, -10, 10);
  }

  /// 1 to 50 Hz, target 10 ms after the source and 10 ms before it.
  static Frequencies frequencies() {
    double[] hz = new double[50];
    double[][] source = new double[hz.length][PAIRINGS];
    double[][] later = new double[hz.length][PAIRINGS];
    double[][] earlier = new double[hz.length][PAIRINGS];
    for (int k = 0; k < hz.length; k++) {
      hz[k] = k + 1;
      for (int n = 0; n < PAIRINGS; n++) {
        source[k][n] = 100 + 1000 * n / hz[k];
        later[k][n] = source[k][n] + LAG_MS;
        earlier[k][n] = source[k][n] - LAG_MS;
      }
    }
    return new Frequencies(
        hz,
        changes(source, later, PairProtocol::triplets),
        changes(source, earlier, PairProtocol::triplets),
        changes(source, later, PairProtocol::pairs),
        changes(source, earlier, PairProtocol::pairs));
  }

  /// The change of the weight of each pair of cells.
  private static double[] changes(
      double[][] sourceMs, double[][] targetMs, Function<PlasticSynapses, Plasticity> rule) {
    int n = sourceMs.length;
    double[][] scripts = Arrays.copyOf(sourceMs, 2 * n);
    System.arraycopy(targetMs, 0, scripts, n, n);
    double end = 0;
    for (double[] script : scripts) {
      end = Math.max(end, script[script.length - 1]);
    }
    Simulation simulation = Simulation.of(DT_MS, 1);
    SpikeTrainSource script = simulation.add("script", SpikeTrainSource.of(scripts));
    LifPopulation cells =
        simulation.add(
            "cells", LifPopulation.of(2 * n, new LifParameters(10, 10, -74, -54, -74, 0)));
    cells.attach("input", new VoltagePort());
    simulation.connect(
        "drive",
        script,
        cells.port("input"),
        Connectivity.oneToOne(),
        Values.constant(100),
        Delays.oneStep());
    Projection synapses =
        simulation.connect(
            "synapses",
            cells,
            cells.port("input"),
            Connectivity.pairs(
                IntStream.range(0, n).toArray(), IntStream.range(n, 2 * n).toArray()),
            Values.constant(START),
            Delays.oneStep());
    simulation.add("rule", rule.apply(PlasticSynapses.all(synapses)));
    simulation.run(Math.ceil(end + 10));
    double[] changes = new double[n];
    for (int k = 0; k < n; k++) {
      changes[k] = synapses.weight(k, n + k) - START;
    }
    return changes;
  }
}
