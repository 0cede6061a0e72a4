package cerulean.neuro.spiking.learning;

import cerulean.tensor.Philox;
import org.jspecify.annotations.Nullable;

/// The weights that bring the errors of the outputs back to the cells in [Eprop].
///
/// @param kind which
/// @param random what draws them; null for those of the outputs themselves
public record Feedback(Kind kind, @Nullable Philox random) {

  /// Which weights.
  public enum Kind {
    /// Those of the outputs.
    SYMMETRIC,
    /// Drawn once and kept (feedback alignment, Lillicrap et al. 2016).
    RANDOM,
    /// Drawn, and changed by the same gradients as the weights of the outputs. With weight decay on
    /// both they come to agree (Kolen & Pollack 1994).
    ADAPTIVE
  }

  /// Those of the outputs.
  public static Feedback symmetric() {
    return new Feedback(Kind.SYMMETRIC, null);
  }

  /// Drawn once and kept.
  public static Feedback random(Philox random) {
    return new Feedback(Kind.RANDOM, random);
  }

  /// Drawn, and learned.
  public static Feedback adaptive(Philox random) {
    return new Feedback(Kind.ADAPTIVE, random);
  }
}
