package cerulean.neuro;

/// How much a pair of spikes, one of the source and one of the target, changes a synapse.
///
///     source s ms before target:  + aPlus e^(-s / tauPlus)
///     target s ms before source:  - aMinus e^(-s / tauMinus)
///
/// | name | unit | meaning |
/// |---|---|---|
/// | `aPlus` | of the weight | change for a source just before the target |
/// | `aMinus` | of the weight | change for a target just before the source; above 0 it weakens |
/// | `tauPlusMs` | ms | width of the part that strengthens, above 0 |
/// | `tauMinusMs` | ms | width of the part that weakens, above 0 |
/// | `pairing` | | which spikes make pairs |
/// | `coincidence` | | what two spikes at the same moment do |
///
/// The moment of a source's spike is that at which it reaches the synapse ([SynapticPlasticity]).
public record StdpWindow(
    double aPlus,
    double aMinus,
    double tauPlusMs,
    double tauMinusMs,
    Pairing pairing,
    Coincidence coincidence) {

  /// Which spikes make pairs.
  public enum Pairing {
    /// Every spike with every one of the other side.
    ALL_TO_ALL,
    /// Every spike with the last one of the other side.
    NEAREST
  }

  /// What a source's spike that reaches the synapse at the moment the target fires does.
  public enum Coincidence {
    /// The two make no pair; as in NEST.
    NO_PAIR,
    /// The source's spike is taken as the earlier one: the pair strengthens by `aPlus`.
    PRE_FIRST,
    /// The target's spike is taken as the earlier one: the pair weakens by `aMinus`.
    POST_FIRST
  }

  /// Checks the numbers.
  public StdpWindow {
    Checks.finite("StdpWindow: aPlus", aPlus);
    Checks.finite("StdpWindow: aMinus", aMinus);
    Checks.above0("StdpWindow: tauPlusMs", tauPlusMs);
    Checks.above0("StdpWindow: tauMinusMs", tauMinusMs);
  }

  /// All pairs count; coincident spikes make none.
  public static StdpWindow of(double aPlus, double aMinus, double tauPlusMs, double tauMinusMs) {
    return new StdpWindow(
        aPlus, aMinus, tauPlusMs, tauMinusMs, Pairing.ALL_TO_ALL, Coincidence.NO_PAIR);
  }

  /// The same window for other pairs.
  public StdpWindow with(Pairing pairs) {
    return new StdpWindow(aPlus, aMinus, tauPlusMs, tauMinusMs, pairs, coincidence);
  }

  /// The same window with another rule for coincident spikes.
  public StdpWindow with(Coincidence rule) {
    return new StdpWindow(aPlus, aMinus, tauPlusMs, tauMinusMs, pairing, rule);
  }

  @Override
  public String toString() {
    return "+%s in %s ms, -%s in %s ms, %s, coincident spikes: %s"
        .formatted(
            aPlus,
            tauPlusMs,
            aMinus,
            tauMinusMs,
            pairing == Pairing.NEAREST ? "nearest pairs" : "all pairs",
            switch (coincidence) {
              case NO_PAIR -> "no pair";
              case PRE_FIRST -> "source first";
              case POST_FIRST -> "target first";
            });
  }
}
