package cerulean.studies.gap;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// How tasks are learned: from which data, with what protection, and which parts of the methods are
/// ablated. The same for all methods of a run.
///
/// - `memory`: examples of earlier tasks that replay and A-GEM may see, all tasks together
/// - `strength`: of the protection
public record Regime(
    Training training,
    Protection protection,
    double strength,
    int memory,
    Set<Ablation> ablations) {

  /// Examples in memory unless something else is said: that of Hess et al. (2023) for rotated
  /// MNIST.
  public static final int USUAL_MEMORY = 3000;

  /// Checks the ranges; keeps an unmodifiable copy.
  public Regime {
    if (memory < 1) {
      throw new IllegalArgumentException("memory: must be at least 1; got " + memory);
    }
    if (!(strength >= 0 && Double.isFinite(strength))) {
      throw new IllegalArgumentException(
          "strength: must be finite and not negative; got " + strength);
    }
    EnumSet<Ablation> ordered = EnumSet.noneOf(Ablation.class);
    ordered.addAll(ablations);
    if (ordered.contains(Ablation.ENTROPY_RATE)
        && (ordered.contains(Ablation.GAIN_FROZEN) || ordered.contains(Ablation.HEAD_ONLY))) {
      throw new IllegalArgumentException(
          "ablate: entropy-rate leaves no gain to freeze or to restrict; got "
              + String.join(",", ordered.stream().map(Ablation::key).toList()));
    }
    ablations = Collections.unmodifiableSet(ordered);
  }

  /// Joint training and nothing else.
  public static Regime ofPaper() {
    return of(Training.JOINT, Protection.NONE);
  }

  /// With the usual strength and memory, and no ablation.
  public static Regime of(Training training, Protection protection) {
    return new Regime(training, protection, protection.usualStrength(), USUAL_MEMORY, Set.of());
  }

  /// The same with these ablations and no others.
  public Regime ablate(Ablation... parts) {
    return new Regime(training, protection, strength, memory, Set.of(parts));
  }

  /// Whether a part is ablated.
  boolean without(Ablation part) {
    return ablations.contains(part);
  }

  /// What is not as in the paper, in sentences, each with a space in front; empty if all is.
  String differences() {
    StringBuilder text = new StringBuilder();
    if (protection != Protection.NONE) {
      text.append(" Earlier tasks are protected by ").append(protection.title());
      if (protection != Protection.AGEM) {
        text.append(" of strength ").append(strength);
      }
      text.append('.');
    }
    if (training == Training.REPLAY || protection == Protection.AGEM) {
      text.append(" The memory holds ").append(memory).append(" examples.");
    }
    ablations.forEach(part -> text.append(" Ablation: ").append(part.sentence()).append('.'));
    return text.toString();
  }
}
