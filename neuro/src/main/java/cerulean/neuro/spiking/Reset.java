package cerulean.neuro.spiking;

/// What a spike does to the voltage.
///
/// @param kind where the voltage goes
/// @param through whether gradients go through the reset, and through all else that a spike changes
///   in its own cell; false for spikes that are constants there (Zenke & Vogels 2021)
public record Reset(Kind kind, boolean through) {

  /// Where the voltage goes.
  public enum Kind {
    /// Down by the distance from the threshold to the reset voltage: what was above the threshold
    /// stays.
    SUBTRACTION,
    /// To the reset voltage.
    VALUE,
    /// Nowhere.
    NONE
  }

  /// Down by the distance from the threshold to the reset voltage.
  public static final Reset BY_SUBTRACTION = new Reset(Kind.SUBTRACTION, true);

  /// To the reset voltage.
  public static final Reset TO_VALUE = new Reset(Kind.VALUE, true);

  /// No reset.
  public static final Reset NONE = new Reset(Kind.NONE, true);

  /// The same, with spikes as constants for gradients.
  public Reset detached() {
    return new Reset(kind, false);
  }
}
