package cerulean.neuro;

/// Parameters of one cell of the model of Izhikevich (2003); the equations are with
/// [IzhikevichPopulation].
///
/// | name | default | symbol | meaning |
/// |---|---|---|---|
/// | `a` | none, 1/ms | a | rate of the recovery variable |
/// | `b` | none, 1/ms | b | how strongly recovery follows the voltage |
/// | `cMv` | none, mV | c | voltage after a spike |
/// | `d` | none, mV/ms | d | added to recovery at a spike |
/// | `quadratic` | 0.04, 1/(mV ms) | k2 | coefficient of v^2 |
/// | `linear` | 5, 1/ms | k1 | coefficient of v |
/// | `constant` | 140, mV/ms | k0 | constant term |
/// | `shiftMv` | 0, mV | s | voltage at which recovery is not driven |
/// | `leak` | 1 | l | 1: recovery decays at rate `a`; 0: it only adds up |
///
/// The figure of 20 firing patterns (Izhikevich 2004) leaves the defaults in three panels:
/// [#withQuadratic] for class 1 and integrator (k1 = 4.1, k0 = 108), [#accumulating] for
/// accommodation, `u' = a b (v + 65)`.
///
/// References:
///
/// - E. M. Izhikevich (2003), Simple model of spiking neurons, IEEE Transactions on Neural Networks
///   14(6), 1569-1572: the seven named types
/// - E. M. Izhikevich (2004), Which model to use for cortical spiking neurons?, IEEE Transactions
///   on Neural Networks 15(5), 1063-1070: the accommodating cell
public record IzhikevichParameters(
    double a,
    double b,
    double cMv,
    double d,
    double quadratic,
    double linear,
    double constant,
    double shiftMv,
    double leak) {

  /// Voltage above which a cell has fired, in mV: the peak of the published model, not a threshold.
  public static final double PEAK_MV = 30;

  /// Regular spiking: the most common excitatory cell; it adapts.
  public static final IzhikevichParameters REGULAR_SPIKING = of(0.02, 0.2, -65, 8);

  /// Intrinsically bursting: a burst at the onset, then single spikes.
  public static final IzhikevichParameters INTRINSICALLY_BURSTING = of(0.02, 0.2, -55, 4);

  /// Chattering: burst after burst.
  public static final IzhikevichParameters CHATTERING = of(0.02, 0.2, -50, 2);

  /// Fast spiking: an inhibitory cell without adaptation.
  public static final IzhikevichParameters FAST_SPIKING = of(0.1, 0.2, -65, 2);

  /// Thalamo-cortical: fires at the onset of a current and at its end when it was inhibitory.
  public static final IzhikevichParameters THALAMO_CORTICAL = of(0.02, 0.25, -65, 0.05);

  /// Resonator: sustained oscillation below threshold, prefers one input frequency.
  public static final IzhikevichParameters RESONATOR = of(0.1, 0.26, -65, 2);

  /// Low-threshold spiking: an inhibitory cell that adapts.
  public static final IzhikevichParameters LOW_THRESHOLD_SPIKING = of(0.02, 0.25, -65, 2);

  /// Accommodating: fires at a fast ramp of current and not at a slow one, whose voltage its
  /// recovery adds up.
  public static final IzhikevichParameters ACCOMMODATING = of(0.02, 1, -55, 4).accumulating(-65);

  public IzhikevichParameters {
    requireFinite("a", a);
    requireFinite("b", b);
    requireFinite("cMv", cMv);
    requireFinite("d", d);
    requireFinite("quadratic", quadratic);
    requireFinite("linear", linear);
    requireFinite("constant", constant);
    requireFinite("shiftMv", shiftMv);
    requireFinite("leak", leak);
    if (cMv > PEAK_MV) {
      throw new IllegalArgumentException(
          "IzhikevichParameters: cMv must not be above the peak of 30 mV, or every reset is a spike; got "
              + cMv);
    }
  }

  /// The four published parameters, everything else at its default.
  public static IzhikevichParameters of(double a, double b, double cMv, double d) {
    return new IzhikevichParameters(a, b, cMv, d, 0.04, 5, 140, 0, 1);
  }

  /// The same cell with other terms in `v' = quadratic v^2 + linear v + constant - u + I`.
  public IzhikevichParameters withQuadratic(double quadratic, double linear, double constant) {
    return new IzhikevichParameters(a, b, cMv, d, quadratic, linear, constant, shiftMv, leak);
  }

  /// The same cell with `u' = a b (v - shiftMv)`: recovery integrates the voltage and never decays.
  public IzhikevichParameters accumulating(double shiftMv) {
    return new IzhikevichParameters(a, b, cMv, d, quadratic, linear, constant, shiftMv, 0);
  }

  private static void requireFinite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "IzhikevichParameters: " + name + " must be finite, got " + value);
    }
  }
}
