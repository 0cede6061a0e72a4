package cerulean.studies.heterogeneity;

import cerulean.neuro.AdaptiveLifParameters;
import cerulean.neuro.AdaptiveLifPopulation;
import cerulean.neuro.Simulation;
import cerulean.neuro.SpikeRecorder;
import cerulean.neuro.Stimulus;
import cerulean.neuro.analysis.FiCurve;
import cerulean.neuro.analysis.SpikeTrains;
import java.util.ArrayList;
import java.util.List;

/// The f-I curves of the tutorial's cell at levels of noradrenaline: steps of 0.1 ms, 500 ms for
/// each current, as there.
///
/// - `currents`: pA
/// - `rates`: spikes in 500 ms as Hz, for each level and current
/// - `lengthening`: last interval over first, NaN with fewer than three spikes
@SuppressWarnings("ArrayRecordComponent") // Numbers to draw; never compared.
record TutorialCell(double[] currents, double[][] rates, double[][] lengthening) {

  static final List<Double> LEVELS = List.of(0.0, 0.25, 0.5, 0.75, 1.0);

  static final double DT = 0.1;

  static final double MS = 500;

  private static final double MOST_PA = 6000;

  private static final int POINTS = 61;

  static TutorialCell measure() {
    double[] currents = FiCurve.currents(0, MOST_PA, POINTS);
    double[][] rates = new double[LEVELS.size()][POINTS];
    double[][] lengthening = new double[LEVELS.size()][POINTS];
    for (int k = 0; k < LEVELS.size(); k++) {
      Simulation simulation = Simulation.of(DT, 1);
      AdaptiveLifParameters cell = AdaptiveLifParameters.noradrenaline(LEVELS.get(k));
      AdaptiveLifPopulation cells = simulation.add("cells", AdaptiveLifPopulation.of(POINTS, cell));
      simulation.stimulate("drive", cells, Stimulus.constant(currents));
      SpikeRecorder recorder = simulation.add("spikes", SpikeRecorder.of(cells));
      simulation.run(MS);
      SpikeTrains trains = SpikeTrains.of(recorder, 0, MS * (1 + 1e-9));
      for (int i = 0; i < POINTS; i++) {
        double[] times = trains.timesMs(i);
        int n = times.length;
        rates[k][i] = 1000 * n / MS;
        lengthening[k][i] =
            n < 3 ? Double.NaN : (times[n - 1] - times[n - 2]) / (times[1] - times[0]);
      }
    }
    return new TutorialCell(currents, rates, lengthening);
  }

  /// Hz per nA from half the largest current to the largest.
  List<Double> slopes() {
    List<Double> slopes = new ArrayList<>();
    int half = currents.length / 2;
    int last = currents.length - 1;
    for (double[] rate : rates) {
      slopes.add(1000 * (rate[last] - rate[half]) / (currents[last] - currents[half]));
    }
    return slopes;
  }

  /// Last interval over first at the largest current.
  List<Double> lengthenings() {
    List<Double> all = new ArrayList<>();
    for (double[] one : lengthening) {
      all.add(one[one.length - 1]);
    }
    return all;
  }
}
