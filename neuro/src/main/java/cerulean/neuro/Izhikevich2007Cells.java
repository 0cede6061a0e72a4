package cerulean.neuro;

/// State, parameters and loops of Izhikevich cells of 2007: of a population of its own
/// ([Izhikevich2007Population]) or of one compartment of a [CompartmentalPopulation].
///
/// Loops have no branches, one store each and few arrays, so that the compiler vectorises them; the
/// loop that looks for spikes is apart.
final class Izhikevich2007Cells {

  /// Turns the sign of a difference of two doubles into 0 or 1: the smallest one of voltages,
  /// 1e-14, times this is far above 1.
  private static final double STEEP = 1e300;

  final double[] capacitance;
  final double[] k;
  final double[] rest;
  final double[] threshold;
  final double[] peak;
  final double[] a;
  final double[] b;
  final double[] c;
  final double[] d;
  final double[] peakSlope;
  final double[] resetSlope;
  final double[] mostRecovery;
  final double[] bBelow;
  final double[] switchMv;
  final double[] cubic;
  final double[] cubicMv;
  final double[] v;
  final double[] u;

  /// Computed in [#prepare]: dt / C.
  private final double[] stepOverC;

  /// What recovery tends to, of cells where that is not linear in the voltage.
  private final double[] aim;

  private boolean linear;

  /// - `population`: gets the arrays; their names begin with `prefix`
  Izhikevich2007Cells(Population population, String prefix) {
    capacitance = population.addParameter(prefix + "capacitancePf");
    k = population.addParameter(prefix + "k");
    rest = population.addParameter(prefix + "restMv");
    threshold = population.addParameter(prefix + "thresholdMv");
    peak = population.addParameter(prefix + "peakMv");
    a = population.addParameter(prefix + "a");
    b = population.addParameter(prefix + "b");
    c = population.addParameter(prefix + "c");
    d = population.addParameter(prefix + "d");
    peakSlope = population.addParameter(prefix + "peakSlope");
    resetSlope = population.addParameter(prefix + "resetSlope");
    mostRecovery = population.addParameter(prefix + "mostRecovery");
    bBelow = population.addParameter(prefix + "bBelow");
    switchMv = population.addParameter(prefix + "switchMv");
    cubic = population.addParameter(prefix + "cubic");
    cubicMv = population.addParameter(prefix + "cubicMv");
    v = population.addState(prefix + "v");
    u = population.addState(prefix + "u");
    stepOverC = new double[v.length];
    aim = new double[v.length];
  }

  /// Sets the parameters of one cell and puts it at rest.
  void set(int cell, Izhikevich2007Parameters given) {
    capacitance[cell] = given.capacitancePf();
    k[cell] = given.k();
    rest[cell] = given.restMv();
    threshold[cell] = given.thresholdMv();
    peak[cell] = given.peakMv();
    a[cell] = given.a();
    b[cell] = given.b();
    c[cell] = given.cMv();
    d[cell] = given.d();
    peakSlope[cell] = given.peakSlope();
    resetSlope[cell] = given.resetSlope();
    mostRecovery[cell] = given.mostRecovery();
    bBelow[cell] = given.bBelow();
    switchMv[cell] = given.switchMv();
    cubic[cell] = given.cubic();
    cubicMv[cell] = given.cubicMv();
    v[cell] = given.restMv();
    u[cell] = 0;
  }

  void prepare(Population population, String prefix, double dtMs) {
    population.requireAbove0(prefix + "capacitancePf");
    for (String array : new String[] {"k", "restMv", "thresholdMv", "peakMv", "a", "b", "c", "d"}) {
      population.requireFinite(prefix + array);
    }
    linear = true;
    for (int i = 0; i < v.length; i++) {
      stepOverC[i] = dtMs / capacitance[i];
      linear &= cubic[i] == 0 && bBelow[i] == b[i];
    }
  }

  /// Writes `v + (dt / C) (k (v - v_r) (v - v_t) - u + I + drive)`.
  void explicitVoltage(double[] current, double[] drive, double[] out, int from, int to) {
    double[] v = this.v;
    double[] u = this.u;
    double[] k = this.k;
    double[] rest = this.rest;
    double[] threshold = this.threshold;
    for (int i = from; i < to; i++) {
      double x = v[i];
      out[i] = k[i] * (x - rest[i]) * (x - threshold[i]) - u[i];
    }
    double[] stepOverC = this.stepOverC;
    for (int i = from; i < to; i++) {
      out[i] = v[i] + stepOverC[i] * (out[i] + (current[i] + drive[i]));
    }
  }

  /// Writes `1 + (dt / C) g`, by which the explicit voltage is divided.
  void implicitFactor(double[] conductance, double[] out, int from, int to) {
    double[] stepOverC = this.stepOverC;
    for (int i = from; i < to; i++) {
      out[i] = 1 + stepOverC[i] * conductance[i];
    }
  }

  /// Writes `(dt / C) g` for a conductance g that is the same in all cells.
  void coupling(double conductance, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = stepOverC[i] * conductance;
    }
  }

  /// One Euler step of u with the voltages as they are.
  void recovery(double h, int from, int to) {
    double[] v = this.v;
    double[] u = this.u;
    double[] a = this.a;
    double[] b = this.b;
    double[] rest = this.rest;
    if (linear) {
      for (int i = from; i < to; i++) {
        double y = u[i];
        u[i] = y + h * a[i] * (b[i] * (v[i] - rest[i]) - y);
      }
      return;
    }
    double[] bBelow = this.bBelow;
    double[] switchMv = this.switchMv;
    double[] cubic = this.cubic;
    double[] cubicMv = this.cubicMv;
    double[] aim = this.aim;
    for (int i = from; i < to; i++) {
      double x = v[i];
      double above = Math.min(1, Math.max(0, (x - switchMv[i]) * STEEP));
      aim[i] = (bBelow[i] + above * (b[i] - bBelow[i])) * (x - rest[i]);
    }
    for (int i = from; i < to; i++) {
      double beyond = Math.max(0, v[i] - cubicMv[i]);
      aim[i] += cubic[i] * beyond * beyond * beyond;
    }
    for (int i = from; i < to; i++) {
      double y = u[i];
      u[i] = y + h * a[i] * (aim[i] - y);
    }
  }

  /// One step of order 4 for both, conductances held.
  void rungeKutta(
      double h, double[] current, double[] conductance, double[] drive, int from, int to) {
    double half = 0.5 * h;
    double sixth = h / 6;
    for (int i = from; i < to; i++) {
      double x = v[i];
      double y = u[i];
      double in = current[i] + drive[i];
      double g = conductance[i];
      double v1 = voltageRate(i, x, y, in, g);
      double u1 = recoveryRate(i, x, y);
      double v2 = voltageRate(i, x + half * v1, y + half * u1, in, g);
      double u2 = recoveryRate(i, x + half * v1, y + half * u1);
      double v3 = voltageRate(i, x + half * v2, y + half * u2, in, g);
      double u3 = recoveryRate(i, x + half * v2, y + half * u2);
      double v4 = voltageRate(i, x + h * v3, y + h * u3, in, g);
      double u4 = recoveryRate(i, x + h * v3, y + h * u3);
      v[i] = x + sixth * (v1 + 2 * (v2 + v3) + v4);
      u[i] = y + sixth * (u1 + 2 * (u2 + u3) + u4);
    }
  }

  private double voltageRate(int i, double x, double y, double in, double g) {
    return (k[i] * (x - rest[i]) * (x - threshold[i]) - y + in - g * x) / capacitance[i];
  }

  private double recoveryRate(int i, double x, double y) {
    double slope = x > switchMv[i] ? b[i] : bBelow[i];
    double beyond = Math.max(0, x - cubicMv[i]);
    return a[i] * (slope * (x - rest[i]) + cubic[i] * beyond * beyond * beyond - y);
  }

  /// Whether a cell is at or above its peak; a voltage that is no number counts as such, so that it
  /// is found.
  boolean isAtPeak(int i) {
    return !(v[i] < peak[i] + peakSlope[i] * u[i]);
  }

  /// Puts one cell to its reset, with the given constants.
  void reset(int i, double toMv, double added) {
    v[i] = toMv + resetSlope[i] * u[i];
    u[i] = Math.min(u[i] + added, mostRecovery[i]);
  }
}
