package cerulean.neuro;

/// Parameters of one cell of the model of Izhikevich (2007); the equations are with
/// [Izhikevich2007Population].
///
/// | name | unit | symbol | meaning |
/// |---|---|---|---|
/// | `capacitancePf` | pF | C | membrane capacitance |
/// | `k` | nS/mV | k | curvature of the current near rest |
/// | `restMv` | mV | v_r | resting voltage |
/// | `thresholdMv` | mV | v_t | instantaneous threshold |
/// | `peakMv` | mV | v_peak | voltage at which a spike is cut off |
/// | `a` | 1/ms | a | rate of the recovery current |
/// | `b` | nS | b | how strongly recovery follows the voltage |
/// | `cMv` | mV | c | voltage after a spike |
/// | `d` | pA | d | added to recovery at a spike |
///
/// Some cells of the book need more; the other parameters are set by the `with...` methods and have
/// no effect by default:
///
/// | name | default | meaning |
/// |---|---|---|
/// | `peakSlope` | 0, mV/pA | the peak is `peakMv + peakSlope u` |
/// | `resetSlope` | 0, mV/pA | the voltage after a spike is `cMv + resetSlope u` |
/// | `mostRecovery` | infinite, pA | recovery is at most this after a spike |
/// | `bBelow` | b, nS | takes the place of b at and below `switchMv` |
/// | `switchMv` | v_r, mV | where b switches |
/// | `cubic` | 0, pA/mV^3 | recovery also follows `cubic (v - cubicMv)^3` above `cubicMv` |
/// | `cubicMv` | v_r, mV | see `cubic` |
///
/// References:
///
/// - E. M. Izhikevich (2007), Dynamical Systems in Neuroscience, MIT Press, chapter 8: figures are
///   named with the constants
/// - C. J. Whyte, B. R. Munn & J. M. Shine (2025), PLOS Computational Biology, doi
///   10.1371/journal.pcbi.1012951: the layer-5 soma, basket cell and matrix thalamus
public record Izhikevich2007Parameters(
    double capacitancePf,
    double k,
    double restMv,
    double thresholdMv,
    double peakMv,
    double a,
    double b,
    double cMv,
    double d,
    double peakSlope,
    double resetSlope,
    double mostRecovery,
    double bBelow,
    double switchMv,
    double cubic,
    double cubicMv)
    implements SectionModel {

  /// Regular spiking pyramidal cell of layer 5 (figure 8.12).
  public static final Izhikevich2007Parameters REGULAR_SPIKING =
      of(100, 0.7, -60, -40, 35, 0.03, -2, -50, 100);

  /// Intrinsically bursting pyramidal cell of layer 5 (figure 8.19).
  public static final Izhikevich2007Parameters INTRINSICALLY_BURSTING =
      of(150, 1.2, -75, -45, 50, 0.01, 5, -56, 130);

  /// Chattering cell of cat visual cortex (figure 8.23).
  public static final Izhikevich2007Parameters CHATTERING =
      of(50, 1.5, -60, -40, 25, 0.03, 1, -40, 150);

  /// Low-threshold spiking interneuron of rat barrel cortex (figure 8.25).
  public static final Izhikevich2007Parameters LOW_THRESHOLD_SPIKING =
      of(100, 1, -56, -42, 40, 0.03, 8, -53, 20).withSlopes(-0.1, 0.04).withMostRecovery(670);

  /// Fast spiking interneuron of rat visual cortex (figure 8.27).
  public static final Izhikevich2007Parameters FAST_SPIKING =
      of(20, 1, -55, -40, 25, 0.2, 0, -45, 0).withCubicRecovery(0.025, -55);

  /// Thalamo-cortical relay cell of the cat (figure 8.31).
  public static final Izhikevich2007Parameters THALAMO_CORTICAL =
      of(200, 1.6, -60, -50, 35, 0.01, 0, -60, 10).withSlopes(0.1, -0.1).withSwitch(15, -65);

  /// Cell of the reticular thalamic nucleus of the rat (figure 8.32).
  public static final Izhikevich2007Parameters RETICULAR =
      of(40, 0.25, -65, -45, 0, 0.015, 2, -55, 50).withSwitch(10, -65);

  /// Soma of the layer-5 pyramidal cell of Whyte and others (2025), resets of regular spiking;
  /// [Layer5Pyramidal] adds the dendrite.
  public static final Izhikevich2007Parameters LAYER5_SOMA =
      of(150, 2.5, -75, -45, 50, 0.01, 5, -65, 250);

  /// Basket cell (PV) of Whyte and others (2025).
  public static final Izhikevich2007Parameters PV_BASKET =
      of(20, 1, -55, -40, 25, 0.15, 8, -55, 200);

  /// Dendrite-targeting (SOM) interneuron: the low-threshold spiking cell of the book with constant
  /// peak and reset.
  public static final Izhikevich2007Parameters SOM = of(100, 1, -56, -42, 40, 0.03, 8, -53, 20);

  /// Matrix cell of the thalamus of Whyte and others (2025); b is 0 at and below -65 mV.
  public static final Izhikevich2007Parameters MATRIX_THALAMUS =
      of(200, 1.6, -60, -50, 35, 0.01, 15, -60, 10).withSwitch(0, -65);

  public Izhikevich2007Parameters {
    Checks.above0("Izhikevich2007Parameters: capacitancePf", capacitancePf);
    Checks.above0("Izhikevich2007Parameters: k", k);
    Checks.finite("Izhikevich2007Parameters: restMv", restMv);
    Checks.finite("Izhikevich2007Parameters: thresholdMv", thresholdMv);
    Checks.finite("Izhikevich2007Parameters: peakMv", peakMv);
    Checks.above0("Izhikevich2007Parameters: a", a);
    Checks.finite("Izhikevich2007Parameters: b", b);
    Checks.finite("Izhikevich2007Parameters: cMv", cMv);
    Checks.finite("Izhikevich2007Parameters: d", d);
    Checks.finite("Izhikevich2007Parameters: peakSlope", peakSlope);
    Checks.finite("Izhikevich2007Parameters: resetSlope", resetSlope);
    if (Double.isNaN(mostRecovery)) {
      Checks.finite("Izhikevich2007Parameters: mostRecovery", mostRecovery);
    }
    Checks.finite("Izhikevich2007Parameters: bBelow", bBelow);
    Checks.finite("Izhikevich2007Parameters: switchMv", switchMv);
    Checks.finite("Izhikevich2007Parameters: cubic", cubic);
    Checks.finite("Izhikevich2007Parameters: cubicMv", cubicMv);
    if (cMv >= peakMv) {
      throw new IllegalArgumentException(
          "Izhikevich2007Parameters: cMv must be below peakMv, or every reset is a spike; got "
              + cMv
              + " and "
              + peakMv);
    }
  }

  /// The nine parameters of the book, in its order; the others have no effect.
  public static Izhikevich2007Parameters of(
      double capacitancePf,
      double k,
      double restMv,
      double thresholdMv,
      double peakMv,
      double a,
      double b,
      double cMv,
      double d) {
    return new Izhikevich2007Parameters(
        capacitancePf,
        k,
        restMv,
        thresholdMv,
        peakMv,
        a,
        b,
        cMv,
        d,
        0,
        0,
        Double.POSITIVE_INFINITY,
        b,
        restMv,
        0,
        restMv);
  }

  /// The same cell with other reset constants: what a plateau or a neuromodulator switches.
  public Izhikevich2007Parameters withReset(double newCMv, double newD) {
    return with(
        newCMv, newD, peakSlope, resetSlope, mostRecovery, bBelow, switchMv, cubic, cubicMv);
  }

  /// The same cell with peak `peakMv + peakSlope u` and reset to `cMv + resetSlope u`, u before d
  /// is added.
  public Izhikevich2007Parameters withSlopes(double newPeakSlope, double newResetSlope) {
    return with(
        cMv, d, newPeakSlope, newResetSlope, mostRecovery, bBelow, switchMv, cubic, cubicMv);
  }

  /// The same cell whose recovery is at most `most` after a spike.
  public Izhikevich2007Parameters withMostRecovery(double most) {
    return with(cMv, d, peakSlope, resetSlope, most, bBelow, switchMv, cubic, cubicMv);
  }

  /// The same cell with `below` in place of b at and below `atMv`.
  public Izhikevich2007Parameters withSwitch(double below, double atMv) {
    return with(cMv, d, peakSlope, resetSlope, mostRecovery, below, atMv, cubic, cubicMv);
  }

  /// The same cell whose recovery also follows `coefficient (v - fromMv)^3` above `fromMv`.
  public Izhikevich2007Parameters withCubicRecovery(double coefficient, double fromMv) {
    return with(cMv, d, peakSlope, resetSlope, mostRecovery, bBelow, switchMv, coefficient, fromMv);
  }

  private Izhikevich2007Parameters with(
      double newCMv,
      double newD,
      double newPeakSlope,
      double newResetSlope,
      double newMostRecovery,
      double newBBelow,
      double newSwitchMv,
      double newCubic,
      double newCubicMv) {
    return new Izhikevich2007Parameters(
        capacitancePf,
        k,
        restMv,
        thresholdMv,
        peakMv,
        a,
        b,
        newCMv,
        newD,
        newPeakSlope,
        newResetSlope,
        newMostRecovery,
        newBBelow,
        newSwitchMv,
        newCubic,
        newCubicMv);
  }

  /// Whether recovery follows the voltage linearly, so that the short loop serves.
  boolean isLinear() {
    return bBelow == b && cubic == 0;
  }
}
