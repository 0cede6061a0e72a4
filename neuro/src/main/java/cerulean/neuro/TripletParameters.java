package cerulean.neuro;

/// Parameters of [TripletStdp].
///
/// | name | unit | meaning |
/// |---|---|---|
/// | `a2Plus`, `a3Plus` | of the weight | strengthening by pairs, and by a target's spike, a source's and a target's |
/// | `a2Minus`, `a3Minus` | of the weight | weakening by pairs, and by a source's spike, a target's and a source's |
/// | `tauPlusMs`, `tauXMs` | ms | fast and slow trace of the source |
/// | `tauMinusMs`, `tauYMs` | ms | fast and slow trace of the target |
/// | `pairing` | | whether traces add spikes up or see only the last |
public record TripletParameters(
    double a2Plus,
    double a3Plus,
    double a2Minus,
    double a3Minus,
    double tauPlusMs,
    double tauXMs,
    double tauMinusMs,
    double tauYMs,
    StdpWindow.Pairing pairing) {

  /// Fit to visual cortex (Sjöström, Turrigiano & Nelson 2001), all spikes, the fewest terms.
  public static final TripletParameters VISUAL_CORTEX =
      new TripletParameters(
          0, 6.5e-3, 7.1e-3, 0, 16.8, 101, 33.7, 114, StdpWindow.Pairing.ALL_TO_ALL);

  /// Fit to hippocampal cultures (Wang, Gerkin, Nauen & Bi 2005), all spikes, all terms.
  public static final TripletParameters HIPPOCAMPUS =
      new TripletParameters(
          6.1e-3, 6.7e-3, 1.6e-3, 1.4e-3, 16.8, 946, 33.7, 27, StdpWindow.Pairing.ALL_TO_ALL);

  /// Checks the numbers.
  public TripletParameters {
    Checks.finite("TripletParameters: a2Plus", a2Plus);
    Checks.finite("TripletParameters: a3Plus", a3Plus);
    Checks.finite("TripletParameters: a2Minus", a2Minus);
    Checks.finite("TripletParameters: a3Minus", a3Minus);
    Checks.above0("TripletParameters: tauPlusMs", tauPlusMs);
    Checks.above0("TripletParameters: tauXMs", tauXMs);
    Checks.above0("TripletParameters: tauMinusMs", tauMinusMs);
    Checks.above0("TripletParameters: tauYMs", tauYMs);
  }
}
