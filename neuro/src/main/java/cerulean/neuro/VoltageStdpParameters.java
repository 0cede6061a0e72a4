package cerulean.neuro;

/// Parameters of [VoltageStdp].
///
/// | name | default | symbol | meaning |
/// |---|---|---|---|
/// | `aLtd` | 1.4e-4 /mV | A_LTD | weakening |
/// | `aLtp` | 8e-5 /mV² | A_LTP | strengthening |
/// | `thetaMinusMv` | -70.6, mV | theta_- | voltage above which averages count |
/// | `thetaPlusMv` | -45.3, mV | theta_+ | voltage above which the present one strengthens |
/// | `tauXMs` | 15, ms | tau_x | trace of the source |
/// | `tauMinusMs` | 10, ms | tau_- | average that weakens |
/// | `tauPlusMs` | 7, ms | tau_+ | average that strengthens |
/// | `delayMs` | 0, ms | | how old averages are when they are read: in the authors' script they are as old as a spike lasts |
/// | `spikeMv`, `spikeMs` | none | | voltage that the rule sees for that time from a spike on, for models that cut spikes off; 0 ms: the model's own voltage |
///
/// Defaults are the fit to visual cortex.
public record VoltageStdpParameters(
    double aLtd,
    double aLtp,
    double thetaMinusMv,
    double thetaPlusMv,
    double tauXMs,
    double tauMinusMs,
    double tauPlusMs,
    double delayMs,
    double spikeMv,
    double spikeMs) {

  /// Fit to visual cortex, voltages as the model has them.
  public static final VoltageStdpParameters VISUAL_CORTEX =
      new VoltageStdpParameters(1.4e-4, 8e-5, -70.6, -45.3, 15, 10, 7, 0, 0, 0);

  /// Checks the numbers.
  public VoltageStdpParameters {
    Checks.atLeast0("VoltageStdpParameters: aLtd", aLtd);
    Checks.atLeast0("VoltageStdpParameters: aLtp", aLtp);
    Checks.finite("VoltageStdpParameters: thetaMinusMv", thetaMinusMv);
    Checks.finite("VoltageStdpParameters: thetaPlusMv", thetaPlusMv);
    Checks.above0("VoltageStdpParameters: tauXMs", tauXMs);
    Checks.above0("VoltageStdpParameters: tauMinusMs", tauMinusMs);
    Checks.above0("VoltageStdpParameters: tauPlusMs", tauPlusMs);
    Checks.atLeast0("VoltageStdpParameters: delayMs", delayMs);
    Checks.finite("VoltageStdpParameters: spikeMv", spikeMv);
    Checks.atLeast0("VoltageStdpParameters: spikeMs", spikeMs);
  }

  /// The same with averages that are read when they are `delayMs` old.
  public VoltageStdpParameters withDelayMs(double delay) {
    return new VoltageStdpParameters(
        aLtd,
        aLtp,
        thetaMinusMv,
        thetaPlusMv,
        tauXMs,
        tauMinusMs,
        tauPlusMs,
        delay,
        spikeMv,
        spikeMs);
  }

  /// The same for a model that cuts spikes off: the rule sees `peakMv` for `lengthMs` from a spike
  /// on.
  public VoltageStdpParameters withSpikes(double peakMv, double lengthMs) {
    return new VoltageStdpParameters(
        aLtd,
        aLtp,
        thetaMinusMv,
        thetaPlusMv,
        tauXMs,
        tauMinusMs,
        tauPlusMs,
        delayMs,
        peakMv,
        lengthMs);
  }
}
