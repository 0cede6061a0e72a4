package cerulean.neuro;

import org.jspecify.annotations.Nullable;

/// Axonal delays of synapses, in ms, rounded to whole steps.
///
/// A spike found in step n is part of the input of step `n + delay / dt`: the shortest delay is one
/// step, as in a network whose cells see in each step who fired in the step before.
public final class Delays {

  /// Null: one step, whatever its length.
  private final @Nullable Values valuesMs;

  private Delays(@Nullable Values valuesMs) {
    this.valuesMs = valuesMs;
  }

  /// One step, the shortest there is.
  public static Delays oneStep() {
    return new Delays(null);
  }

  /// The same delay for all synapses.
  public static Delays ms(double delayMs) {
    return new Delays(Values.constant(Checks.above0("Delays.ms: delayMs", delayMs)));
  }

  /// Uniform on `[lowMs, highMs)`, then rounded to steps.
  public static Delays uniformMs(double lowMs, double highMs) {
    Checks.above0("Delays.uniformMs: lowMs", lowMs);
    return new Delays(Values.uniform(lowMs, highMs));
  }

  /// Any law, in ms.
  public static Delays ms(Values valuesMs) {
    return new Delays(valuesMs);
  }

  /// The delay of all in steps; 0 if they differ.
  int commonSteps(double dtMs) {
    if (valuesMs == null) {
      return 1;
    }
    return valuesMs instanceof Values.Constant same ? steps(same.value(), dtMs) : 0;
  }

  Values valuesMs() {
    return valuesMs == null ? Values.constant(0) : valuesMs;
  }

  static short steps(float delayMs, double dtMs) {
    double steps = Math.rint(delayMs / dtMs);
    if (!(steps >= 1 && steps <= Short.MAX_VALUE)) {
      throw wrongDelay(delayMs, dtMs);
    }
    return (short) steps;
  }

  private static IllegalArgumentException wrongDelay(float delayMs, double dtMs) {
    return new IllegalArgumentException(
        "connect: a delay must be from one step, "
            + dtMs
            + " ms, to "
            + Short.MAX_VALUE
            + " steps; got "
            + delayMs
            + " ms; make dt smaller or the delay longer");
  }
}
