package cerulean.neuro.analysis;

/// What a spike adds to an estimate of the rate over time: a density per ms with integral 1.
///
/// - `reachMs`: from minus to plus this lag the density counts
/// - `density`: by the lag from the spike, in ms
public record RateKernel(double reachMs, Density density) {

  /// A function of the lag.
  @FunctionalInterface
  public interface Density {
    /// The density per ms at `lagMs` after the spike.
    double at(double lagMs);
  }

  /// Refuses a reach that is not above 0.
  public RateKernel {
    Given.above0("RateKernel: reachMs", reachMs);
  }

  /// A normal density of standard deviation `sdMs`, cut off at five of them.
  public static RateKernel gaussian(double sdMs) {
    double scale = 1 / (Given.above0("RateKernel.gaussian: sdMs", sdMs) * Math.sqrt(2 * Math.PI));
    return new RateKernel(5 * sdMs, lag -> scale * Math.exp(-lag * lag / (2 * sdMs * sdMs)));
  }

  /// `1 / width` from half a width before the spike to half a width after it.
  public static RateKernel box(double widthMs) {
    Given.above0("RateKernel.box: widthMs", widthMs);
    // Half open, so that boxes side by side add up to one everywhere.
    return new RateKernel(
        widthMs, lag -> lag > -widthMs / 2 && lag <= widthMs / 2 ? 1 / widthMs : 0);
  }

  /// `e^(-lag / tau) / tau` after the spike, 0 before: an estimate that knows nothing of the
  /// future.
  public static RateKernel exponential(double tauMs) {
    Given.above0("RateKernel.exponential: tauMs", tauMs);
    return new RateKernel(40 * tauMs, lag -> lag < 0 ? 0 : Math.exp(-lag / tauMs) / tauMs);
  }

  /// `lag e^(-lag / tau) / tau^2` after the spike, 0 before (Dayan & Abbott 2001, section 1.2).
  public static RateKernel alpha(double tauMs) {
    Given.above0("RateKernel.alpha: tauMs", tauMs);
    return new RateKernel(
        45 * tauMs, lag -> lag < 0 ? 0 : lag * Math.exp(-lag / tauMs) / (tauMs * tauMs));
  }
}
