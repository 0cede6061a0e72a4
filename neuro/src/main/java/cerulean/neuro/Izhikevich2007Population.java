package cerulean.neuro;

import java.util.Collections;
import java.util.List;

/// Cells of the model of Izhikevich (2007), each with its own parameters.
///
///     C v' = k (v - v_r) (v - v_t) - u + I + sum of g (E - v)      voltage, mV; I in pA
///     u'   = a (b (v - v_r) - u)                                    recovery, pA
///
/// Parameters and the named cells: [Izhikevich2007Parameters]; as arrays they are `capacitancePf`, `k`,
/// `restMv`, `thresholdMv`, `peakMv`, `a`, `b`, `c`, `d`, `peakSlope`, `resetSlope`, `mostRecovery`,
/// `bBelow`, `switchMv`, `cubic`, `cubicMv`. With the last four
///
///     u' = a (b(v) (v - v_r) + cubic max(0, v - cubicMv)^3 - u),   b(v) = b above switchMv, else bBelow
///
/// | state | at the start | meaning |
/// |---|---|---|
/// | `v` | v_r | membrane voltage in mV |
/// | `u` | 0 | recovery current in pA |
///
/// One compartment, `soma`; currents are in pA, conductances in nS.
///
/// **Spike and reset.** A cell whose voltage is at or above `peakMv + peakSlope u` after a step has
/// fired in that step; then `v = c + resetSlope u` and `u = min(u + d, mostRecovery)`.
///
/// **Integration** by one of the [Izhikevich2007Scheme]s. With Euler a conductance is implicit,
/// `v = (v + (dt / C) (... + g E)) / (1 + (dt / C) g)`, so that a large one is no danger.
/// At 0.25 ms counts of the book's figures are off by one to three for the fast cells; see the
/// conformance sheet.
///
/// References: see [Izhikevich2007Parameters].
public final class Izhikevich2007Population extends Population {

  private final Izhikevich2007Scheme scheme;
  private final Izhikevich2007Cells cells = new Izhikevich2007Cells(this, "");
  private final Compartment soma = addCompartment("soma", cells.v, "pA").withConductances();
  private final double[] conductance = soma.conductance();
  private final double[] drive = soma.drive();
  private final double[] next;
  private final double[] divisor;

  private Izhikevich2007Population(
      List<Izhikevich2007Parameters> kinds, Izhikevich2007Scheme scheme) {
    super(kinds.size());
    this.scheme = scheme;
    next = new double[size()];
    divisor = new double[size()];
    for (int i = 0; i < size(); i++) {
      cells.set(i, kinds.get(i));
    }
  }

  /// `size` cells of one kind, integrated by Euler.
  public static Izhikevich2007Population of(int size, Izhikevich2007Parameters cell) {
    return of(size, cell, Izhikevich2007Scheme.EULER);
  }

  /// `size` cells of one kind, integrated by `scheme`.
  public static Izhikevich2007Population of(
      int size, Izhikevich2007Parameters cell, Izhikevich2007Scheme scheme) {
    Checks.atLeast("Izhikevich2007Population: size", 0, size);
    return of(Collections.nCopies(size, cell), scheme);
  }

  /// Cells of different kinds, in the order of the list.
  public static Izhikevich2007Population of(
      List<Izhikevich2007Parameters> cells, Izhikevich2007Scheme scheme) {
    return new Izhikevich2007Population(cells, scheme);
  }

  /// How the cells are integrated.
  public Izhikevich2007Scheme scheme() {
    return scheme;
  }

  @Override
  protected void prepare(double dtMs) {
    cells.prepare(this, "", dtMs);
  }

  @Override
  protected int advance(long step, double dtMs, int from, int to, int[] fired) {
    if (scheme == Izhikevich2007Scheme.RUNGE_KUTTA_4) {
      cells.rungeKutta(dtMs, soma.current(), conductance, drive, from, to);
    } else {
      cells.explicitVoltage(soma.current(), drive, next, from, to);
      cells.implicitFactor(conductance, divisor, from, to);
      if (scheme == Izhikevich2007Scheme.EULER) {
        cells.recovery(dtMs, from, to);
      }
      divide(next, divisor, cells.v, from, to);
      if (scheme == Izhikevich2007Scheme.EULER_V_FIRST) {
        cells.recovery(dtMs, from, to);
      }
    }
    return reset(step, dtMs, from, to, fired);
  }

  private static void divide(double[] next, double[] divisor, double[] v, int from, int to) {
    for (int i = from; i < to; i++) {
      v[i] = next[i] / divisor[i];
    }
  }

  private int reset(long step, double dtMs, int from, int to, int[] fired) {
    int at = from;
    for (int i = from; i < to; i++) {
      if (cells.isAtPeak(i)) {
        if (Double.isNaN(cells.v[i]) || Double.isNaN(cells.u[i])) {
          throw notANumber(Double.isNaN(cells.v[i]) ? "v" : "u", i, step, dtMs);
        }
        fired[at++] = i;
        cells.reset(i, cells.c[i], cells.d[i]);
      }
    }
    return at - from;
  }

  @Override
  public String description() {
    return "Izhikevich 2007, " + scheme + ", reset at the peak";
  }
}
