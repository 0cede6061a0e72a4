package cerulean.nn.gain;

/// What a gain is: on what it acts, how many there are, what moves it and how it follows.
///
///     Gain.ofPaper(0.4)                                     // the paper's, eta 0.4
///     Gain.of(rule, drive).per(Granularity.layer()).on(Place.OUTPUT)
///
/// One drive may be shared by the gains of many layers; each layer has gains of its own.
public record Gain(Place place, Granularity granularity, GainRule rule, Drive drive) {

  /// A gain per unit on the weighted sum.
  public static Gain of(GainRule rule, Drive drive) {
    return new Gain(Place.WEIGHTED_SUM, Granularity.unit(), rule, drive);
  }

  /// The paper's gain: per unit, on the weighted sum, `gamma` 0.9, `g0` 1, driven by entropy.
  public static Gain ofPaper(double eta) {
    return of(GainDynamics.ofPaper(eta), Drive.entropy());
  }

  /// The same on another place.
  public Gain on(Place other) {
    return new Gain(other, granularity, rule, drive);
  }

  /// The same for another division into units.
  public Gain per(Granularity other) {
    return new Gain(place, other, rule, drive);
  }

  /// The same with another rule, for a layer whose gains follow the drive in their own way.
  public Gain by(GainRule other) {
    return new Gain(place, granularity, other, drive);
  }
}
