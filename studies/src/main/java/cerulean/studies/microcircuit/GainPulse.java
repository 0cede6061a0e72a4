package cerulean.studies.microcircuit;

import cerulean.neuro.CompartmentalPopulation;
import cerulean.neuro.Layer5Pyramidal;
import cerulean.neuro.Simulation;
import cerulean.neuro.SpikeRecorder;
import cerulean.neuro.Stimulus;
import java.util.Arrays;

/// The gain of single cells over time while their coupling makes a pulse.
final class GainPulse {

  private GainPulse() {}

  /// The gain in every bin over the mean gain of the bins before the pulse.
  ///
  /// Gain is the slope of rate against somatic current. The currents that are fitted are the same
  /// in all bins: those with a mean rate above the least before the pulse.
  static double[] relativeGain(CellProtocol cell, PulseProtocol pulse, long seed) {
    double[][] rates = rates(cell, pulse, seed);
    int currents = cell.currents();
    double[] before = new double[currents];
    for (int b = 0; b < pulse.firstBin(); b++) {
      for (int k = 0; k < currents; k++) {
        before[k] += rates[b][k] / pulse.firstBin();
      }
    }
    double[] gains = new double[pulse.bins()];
    for (int b = 0; b < gains.length; b++) {
      gains[b] = slope(cell.grid(), rates[b], before, cell.leastHz());
    }
    double rest = Arrays.stream(gains, 0, pulse.firstBin()).average().orElse(Double.NaN);
    return Arrays.stream(gains).map(gain -> gain / rest).toArray();
  }

  private static double slope(double[] x, double[] y, double[] before, double least) {
    double n = 0;
    double meanX = 0;
    double meanY = 0;
    for (int k = 0; k < x.length; k++) {
      if (before[k] > least) {
        n++;
        meanX += x[k];
        meanY += y[k];
      }
    }
    meanX /= n;
    meanY /= n;
    double xx = 0;
    double xy = 0;
    for (int k = 0; k < x.length; k++) {
      if (before[k] > least) {
        xx += (x[k] - meanX) * (x[k] - meanX);
        xy += (x[k] - meanX) * (y[k] - meanY);
      }
    }
    return xy / xx;
  }

  /// Rates in Hz by bin and current.
  private static double[][] rates(CellProtocol cell, PulseProtocol pulse, long seed) {
    Simulation sim = Simulation.of(cell.dtMs(), seed);
    int copies = pulse.copies();
    int size = copies * cell.currents();
    CompartmentalPopulation cells = sim.add("cells", Layer5Pyramidal.of(size, 0));
    double[] grid = cell.grid();
    double[] each = new double[size];
    Arrays.setAll(each, i -> grid[i / copies]);
    sim.stimulate("drive", cells, Stimulus.constant(each));
    SingleCells.noise(sim, cells, cell, cell.noiseSd());
    SingleCells.put(sim, cells, Condition.of(pulse.dendritePa(), 0), cell);
    sim.run(cell.warmUpMs());
    SpikeRecorder spikes = sim.add("spikes", SpikeRecorder.of(cells));
    sim.run(pulse.startMs());
    cells.fill("coupling", 1);
    sim.run(pulse.lengthMs());
    cells.fill("coupling", 0);
    sim.run(pulse.runMs() - pulse.startMs() - pulse.lengthMs());
    double[][] rates = new double[pulse.bins()][cell.currents()];
    long first = Math.round(cell.warmUpMs() / cell.dtMs());
    long steps = Math.round(pulse.binMs() / cell.dtMs());
    long[] at = spikes.steps();
    int[] which = spikes.cells();
    for (int k = 0; k < at.length; k++) {
      rates[(int) ((at[k] - first) / steps)][which[k] / copies] += 1000 / (pulse.binMs() * copies);
    }
    return rates;
  }
}
