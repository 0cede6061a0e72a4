package cerulean.neuro;

import java.util.Collections;
import java.util.List;

/// Cells of the model of Izhikevich (2003), each with its own parameters.
///
///     v' = k2 v^2 + k1 v + k0 - u + I      voltage, mV
///     u' = a (b (v - s) - l u)             recovery, mV/ms
///
/// Parameters, their defaults and the named cell types: [IzhikevichParameters]; as arrays they are
/// `a`, `b`, `c`, `d`, `quadratic`, `linear`, `constant`, `shift` and `leak`.
///
/// | state | at the start | meaning |
/// |---|---|---|
/// | `v` | c | membrane voltage in mV |
/// | `u` | b (v - s) | recovery in mV/ms |
///
/// One compartment, `soma`; currents are in mV/ms.
///
/// **Spike and reset.** A cell whose voltage is above 30 mV after a step has fired in that step:
/// the spike is recorded, then v = c and u = u + d, both before the step ends, so that a voltage
/// above 30 mV is never seen from outside. There is no refractory period; recovery is what keeps
/// a cell from firing again.
///
/// **Integration** by one of the [IzhikevichScheme]s, at first Euler, of first order in the step, v first and then u
/// with the new v, as in the script to the figure of 2004. Spike times move with the step: with
/// 0.25 ms the first spikes of the panel of tonic spiking are at 13, 17 and 31.5 ms, with a very small
/// step at 12.52, 16.03 and 28.88 ms. A comparison with another simulator means something only
/// when step, scheme and order are the same.
///
/// State is kept in `double`: the reference spike times were computed so, and near threshold the
/// quadratic term turns a rounding in the seventh digit into a spike one step earlier or later.
///
/// Cells can also be stepped alone, without a [Simulation], by [#step].
///
/// References: see [IzhikevichParameters].
public final class IzhikevichPopulation extends Population {

  private final IzhikevichScheme scheme;
  private final double[] a = addParameter("a");
  private final double[] b = addParameter("b");
  private final double[] c = addParameter("c");
  private final double[] d = addParameter("d");
  private final double[] quadratic = addParameter("quadratic");
  private final double[] linear = addParameter("linear");
  private final double[] constant = addParameter("constant");
  private final double[] shift = addParameter("shift");
  private final double[] leak = addParameter("leak");

  private final double[] v = addState("v");
  private final double[] u = addState("u");
  private final Compartment soma = addCompartment("soma", v, "mV/ms");

  /// Recovery at the start of the step, for the scheme that needs it.
  private final double[] before;

  /// Whether all cells have the same terms, so that the kernel reads five arrays less.
  private boolean sameTerms;

  private IzhikevichPopulation(List<IzhikevichParameters> cells, IzhikevichScheme scheme) {
    super(cells.size());
    this.scheme = scheme;
    before = new double[scheme == IzhikevichScheme.EULER ? v.length : 0];
    for (int i = 0; i < v.length; i++) {
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
    return of(cells, IzhikevichScheme.EULER_2004);
  }

  /// Cells of different kinds, in the order of the list, integrated by `scheme`.
  public static IzhikevichPopulation of(List<IzhikevichParameters> cells, IzhikevichScheme scheme) {
    return new IzhikevichPopulation(cells, scheme);
  }

  /// `size` cells of one kind.
  public static IzhikevichPopulation of(int size, IzhikevichParameters cell) {
    return of(size, cell, IzhikevichScheme.EULER_2004);
  }

  /// `size` cells of one kind, integrated by `scheme`.
  public static IzhikevichPopulation of(
      int size, IzhikevichParameters cell, IzhikevichScheme scheme) {
    if (size < 0) {
      throw new IllegalArgumentException(
          "IzhikevichPopulation: size must not be negative, got " + size);
    }
    return of(Collections.nCopies(size, cell), scheme);
  }

  /// How the cells are integrated.
  public IzhikevichScheme scheme() {
    return scheme;
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

  /// Advances every cell by one step, in place, and returns how many fired; for cells outside of a
  /// simulation.
  ///
  /// - `dtMs`: length of the step in ms
  /// - `input`: I of every cell during the step, in mV/ms; `[size]`
  /// - `spikes`: receives the indices of the cells that fired, ascending, in its first elements;
  ///   the rest is left as it was. At least `size` long, so that it can be used again in every step
  public int step(double dtMs, double[] input, int[] spikes) {
    if (!(dtMs > 0) || input.length != v.length || spikes.length < v.length) {
      throw wrongStep(dtMs, input.length, spikes.length);
    }
    refresh(dtMs);
    integrate(dtMs, input, 0, v.length);
    return reset(0, dtMs, 0, v.length, spikes);
  }

  @Override
  protected void prepare(double dtMs) {
    requireFinite("a", "b", "c", "d", "quadratic", "linear", "constant", "shift", "leak");
    sameTerms = same(quadratic) && same(linear) && same(constant) && same(shift) && same(leak);
  }

  private static boolean same(double[] values) {
    for (double value : values) {
      if (value != values[0]) {
        return false;
      }
    }
    return values.length > 0;
  }

  @Override
  protected int advance(long step, double dtMs, int from, int to, int[] fired) {
    integrate(dtMs, soma.current(), from, to);
    return reset(step, dtMs, from, to, fired);
  }

  private void integrate(double dt, double[] input, int from, int to) {
    if (scheme == IzhikevichScheme.RUNGE_KUTTA_4) {
      IzhikevichKernels.rungeKutta(
          dt, quadratic, linear, constant, shift, leak, a, b, input, v, u, from, to);
      return;
    }
    if (scheme == IzhikevichScheme.EULER) {
      // v is advanced with the recovery of the start of the step, so that is kept.
      System.arraycopy(u, from, before, from, to - from);
      IzhikevichKernels.recoveries(dt, shift, leak, a, b, v, u, from, to);
      IzhikevichKernels.voltages(dt, quadratic, linear, constant, input, v, before, from, to);
      return;
    }
    boolean halves = scheme == IzhikevichScheme.HALF_STEPS_2003;
    if (sameTerms) {
      double k2 = quadratic[0];
      double k1 = linear[0];
      double k0 = constant[0];
      if (halves) {
        IzhikevichKernels.voltagesByHalves(dt, k2, k1, k0, input, v, u, from, to);
      } else {
        IzhikevichKernels.voltages(dt, k2, k1, k0, input, v, u, from, to);
      }
      IzhikevichKernels.recoveries(dt, shift[0], leak[0], a, b, v, u, from, to);
    } else {
      double h = halves ? 0.5 * dt : dt;
      IzhikevichKernels.voltages(h, quadratic, linear, constant, input, v, u, from, to);
      if (halves) {
        IzhikevichKernels.voltages(h, quadratic, linear, constant, input, v, u, from, to);
      }
      IzhikevichKernels.recoveries(dt, shift, leak, a, b, v, u, from, to);
    }
  }

  private int reset(long step, double dtMs, int from, int to, int[] fired) {
    int at = from;
    for (int i = from; i < to; i++) {
      // Not <= rather than >, so that a voltage that is no number is found here too.
      if (!(v[i] <= IzhikevichParameters.PEAK_MV)) {
        if (Double.isNaN(v[i])) {
          throw notANumber("v", i, step, dtMs);
        }
        fired[at++] = i;
        v[i] = c[i];
        u[i] += d[i];
      }
    }
    return at - from;
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
  public String description() {
    return "Izhikevich 2003, " + scheme + ", reset above 30 mV";
  }

  @Override
  public String toString() {
    return "IzhikevichPopulation[size=" + v.length + ", " + scheme + ", reset above 30 mV]";
  }
}
