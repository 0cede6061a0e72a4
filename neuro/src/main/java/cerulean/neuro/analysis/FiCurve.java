package cerulean.neuro.analysis;

import cerulean.neuro.Population;
import cerulean.neuro.Simulation;
import cerulean.neuro.SpikeRecorder;
import cerulean.neuro.Stimulus;
import java.util.function.IntFunction;

/// The f-I curve of a cell: how often it fires by the constant current it is given.
///
///     FiCurve curve = FiCurve.of(CellType.named("RS 2007").make(), FiCurve.currents(0, 500, 26),
///         FiCurve.Protocol.of(0.1));
///     curve.rheobase();      // the smallest current at which it fires on, pA
///     curve.gain();          // Hz per unit of current
///
/// Every current has a cell of its own, all in one population; the current starts with the run. Rates are taken
/// three ways, which differ in cells that adapt: from the first interval, from the last, and over
/// the whole time after the cell has settled.
///
/// - `currents`: in the unit of the cell's first compartment
/// - `unit`: that unit
/// - `firstHz`: `1000 / first interval`, 0 with fewer than two spikes
/// - `steadyHz`: `1000 / last interval`, 0 if the cell is silent after settling
/// - `meanHz`: spikes per second after settling
@SuppressWarnings("ArrayRecordComponent") // Numbers to draw; never compared.
public record FiCurve(
    double[] currents, String unit, double[] firstHz, double[] steadyHz, double[] meanHz) {

  /// How long a cell runs: step, time to settle, time after that, all in ms.
  public record Protocol(double dtMs, double settleMs, double measureMs) {

    /// Refuses times that are not above 0.
    public Protocol {
      Given.above0("FiCurve: dtMs", dtMs);
      Given.above0("FiCurve: settleMs", settleMs);
      Given.above0("FiCurve: measureMs", measureMs);
    }

    /// Half a second to settle, one second to measure.
    public static Protocol of(double dtMs) {
      return new Protocol(dtMs, 500, 1000);
    }
  }

  /// Measures the curve of the cells that `make` gives, ascending currents.
  public static FiCurve of(
      IntFunction<? extends Population> make, double[] currents, Protocol protocol) {
    Given.atLeast("FiCurve: number of currents", 1, currents.length);
    for (int k = 0; k < currents.length; k++) {
      if (!Double.isFinite(currents[k]) || (k > 0 && !(currents[k] > currents[k - 1]))) {
        throw new IllegalArgumentException(
            "FiCurve: currents must be finite and ascend; got "
                + currents[k]
                + (k > 0 ? " after " + currents[k - 1] : ""));
      }
    }
    Simulation simulation = Simulation.of(protocol.dtMs(), 1);
    Population cells = simulation.add("cells", make.apply(currents.length));
    simulation.stimulate("drive", cells, Stimulus.constant(currents));
    SpikeRecorder spikes = simulation.add("spikes", SpikeRecorder.of(cells));
    simulation.run(protocol.settleMs());
    simulation.run(protocol.measureMs());
    double end = protocol.settleMs() + protocol.measureMs();
    SpikeTrains all = SpikeTrains.of(spikes, 0, end * (1 + 1e-9));
    double[] first = new double[currents.length];
    double[] steady = new double[currents.length];
    double[] mean = new double[currents.length];
    for (int k = 0; k < currents.length; k++) {
      double[] intervals = Intervals.ofMs(all.timesMs(k));
      double[] times = all.timesMs(k);
      int settled = 0;
      for (double ms : times) {
        settled += ms > protocol.settleMs() ? 1 : 0;
      }
      int n = intervals.length;
      first[k] = n == 0 ? 0 : 1000 / intervals[0];
      steady[k] = settled == 0 || n == 0 ? 0 : 1000 / intervals[n - 1];
      mean[k] = 1000 * settled / protocol.measureMs();
    }
    return new FiCurve(currents.clone(), cells.compartment().unit(), first, steady, mean);
  }

  /// `count` currents from `low` to `high`, equally spaced.
  public static double[] currents(double low, double high, int count) {
    Given.atLeast("FiCurve.currents: count", 2, count);
    double[] currents = new double[count];
    for (int k = 0; k < count; k++) {
      currents[k] = low + (high - low) * k / (count - 1);
    }
    return currents;
  }

  /// The smallest current at which the cell still fires after settling; NaN if at none.
  public double rheobase() {
    for (int k = 0; k < currents.length; k++) {
      if (meanHz[k] > 0) {
        return currents[k];
      }
    }
    return Double.NaN;
  }

  /// The slope of the straight line through the points at which the cell fires after settling, by
  /// least squares, in Hz per unit of current; NaN with fewer than two.
  public double gain() {
    double n = 0;
    double x = 0;
    double y = 0;
    for (int k = 0; k < currents.length; k++) {
      if (meanHz[k] > 0) {
        n++;
        x += currents[k];
        y += meanHz[k];
      }
    }
    double xx = 0;
    double xy = 0;
    for (int k = 0; k < currents.length; k++) {
      if (meanHz[k] > 0) {
        xx += (currents[k] - x / n) * (currents[k] - x / n);
        xy += (currents[k] - x / n) * (meanHz[k] - y / n);
      }
    }
    return n < 2 ? Double.NaN : xy / xx;
  }
}
