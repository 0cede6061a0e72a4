package cerulean.neuro;

import java.util.Collections;
import java.util.List;

/// Unconnected cells of the model of Izhikevich (2003), each with its own parameters.
///
///     v' = k2 v^2 + k1 v + k0 - u + I      voltage, mV
///     u' = a (b (v - s) - l u)             recovery, mV/ms
///
/// Parameters, their defaults and the named cell types: [IzhikevichParameters].
///
/// | state | at the start | meaning |
/// |---|---|---|
/// | `voltageMv` | c | v, membrane voltage in mV |
/// | `recovery` | b (v - s) | u, recovery in mV/ms |
///
/// **Spike and reset.** A cell whose voltage is above 30 mV after a step has fired in that step:
/// the spike is recorded, then v = c and u = u + d, both before the step ends, so that a voltage
/// above 30 mV is never seen from outside. There is no refractory period; recovery is what keeps
/// a cell from firing again.
///
/// **Integration.** Euler, first order in `dtMs`, v first and then u with the new v, as in the
/// script to the figure of 2004. Spike times move with the step: with 0.25 ms the first spikes
/// of the panel of tonic spiking are at 13, 17 and 31.5 ms, with a very small step at 12.52, 16.03
/// and 28.88 ms. A comparison with another simulator means something only when step, scheme and
/// order are the same. In the script of 2003 v takes two half steps for each step of u; this class
/// does not.
///
/// State is kept in `double`: the reference spike times were computed so, and near threshold the
/// quadratic term turns a rounding in the seventh digit into a spike one step earlier or later.
///
/// Not safe for use by several threads at once.
///
/// References: see [IzhikevichParameters].
public final class IzhikevichPopulation {

  private final double[] a;
  private final double[] b;
  private final double[] c;
  private final double[] d;
  private final double[] quadratic;
  private final double[] linear;
  private final double[] constant;
  private final double[] shift;
  private final double[] leak;

  private final double[] v;
  private final double[] u;

  private IzhikevichPopulation(List<IzhikevichParameters> cells) {
    int size = cells.size();
    a = new double[size];
    b = new double[size];
    c = new double[size];
    d = new double[size];
    quadratic = new double[size];
    linear = new double[size];
    constant = new double[size];
    shift = new double[size];
    leak = new double[size];
    v = new double[size];
    u = new double[size];
    for (int i = 0; i < size; i++) {
      IzhikevichParameters cell = cells.get(i);
      a[i] = cell.a();
      b[i] = cell.b();
      c[i] = cell.cMv();
      d[i] = cell.d();
      quadratic[i] = cell.quadratic();
      linear[i] = cell.linear();
      constant[i] = cell.constant();
      shift[i] = cell.shiftMv();
      leak[i] = cell.leak();
      v[i] = c[i];
      u[i] = b[i] * (v[i] - shift[i]);
    }
  }

  /// Cells of different kinds, in the order of the list.
  public static IzhikevichPopulation of(List<IzhikevichParameters> cells) {
    return new IzhikevichPopulation(cells);
  }

  /// `size` cells of one kind.
  public static IzhikevichPopulation of(int size, IzhikevichParameters cell) {
    if (size < 0) {
      throw new IllegalArgumentException(
          "IzhikevichPopulation: size must not be negative, got " + size);
    }
    return new IzhikevichPopulation(Collections.nCopies(size, cell));
  }

  /// Number of cells.
  public int size() {
    return v.length;
  }

  /// Voltage of one cell in mV.
  public double voltageMv(int cell) {
    return v[cell];
  }

  /// Recovery variable of one cell in mV/ms.
  public double recovery(int cell) {
    return u[cell];
  }

  /// Puts a cell at a voltage, with the recovery `b (v - s)` at which u' is 0 there (for `leak` 1).
  public void setVoltageMv(int cell, double voltageMv) {
    v[cell] = voltageMv;
    u[cell] = b[cell] * (voltageMv - shift[cell]);
  }

  /// Sets both state variables of a cell.
  public void setState(int cell, double voltageMv, double recovery) {
    v[cell] = voltageMv;
    u[cell] = recovery;
  }

  /// Advances every cell by one step, in place, and returns how many fired.
  ///
  /// - `dtMs`: length of the step in ms
  /// - `input`: I of every cell during the step, in mV/ms; `[size]`
  /// - `spikes`: receives the indices of the cells that fired, ascending, in its first elements;
  ///   the rest is left as it was. At least `size` long, so that it can be used again in every step
  public int step(double dtMs, double[] input, int[] spikes) {
    if (!(dtMs > 0) || input.length != v.length || spikes.length < v.length) {
      throw wrongStep(dtMs, input.length, spikes.length);
    }
    int fired = 0;
    for (int i = 0; i < v.length; i++) {
      double voltage = v[i];
      double recovery = u[i];
      // k2 (v v), not (k2 v) v: the order of the reference script, to the last bit.
      voltage +=
          dtMs
              * (quadratic[i] * (voltage * voltage)
                  + linear[i] * voltage
                  + constant[i]
                  - recovery
                  + input[i]);
      recovery += dtMs * a[i] * (b[i] * (voltage - shift[i]) - leak[i] * recovery);
      if (voltage > IzhikevichParameters.PEAK_MV) {
        spikes[fired++] = i;
        voltage = c[i];
        recovery += d[i];
      }
      v[i] = voltage;
      u[i] = recovery;
    }
    return fired;
  }

  private IllegalArgumentException wrongStep(double dtMs, int inputs, int spikes) {
    String rule;
    if (inputs != v.length) {
      rule = "one input for each of the " + v.length + " cells is needed; got " + inputs;
    } else if (spikes < v.length) {
      rule =
          "spikes must have room for all "
              + v.length
              + " cells, which can fire in one step; got "
              + spikes;
    } else {
      rule = "dtMs must be above 0; got " + dtMs;
    }
    return new IllegalArgumentException("IzhikevichPopulation.step: " + rule);
  }

  @Override
  public String toString() {
    return "IzhikevichPopulation[size=" + v.length + ", Euler, v before u, reset above 30 mV]";
  }
}
