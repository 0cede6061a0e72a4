package cerulean.neuro;

import java.util.Arrays;

/// Short-term plasticity of the synapses of a projection: facilitation and depression at the source
/// (Tsodyks, Pawelzik & Markram 1998).
///
///     between spikes    x' = -x / tau_f         R' = (1 - R) / tau_d
///     at a spike        x <- x + U (1 - x)      then the efficacy is x R, and R <- R (1 - x)
///
/// | name | unit | meaning |
/// |---|---|---|
/// | `use` | 1 | U, the part of the resources that a spike after a long rest uses, above 0 to 1 |
/// | `facilitationMs` | ms | tau_f; 0: no facilitation, x is U at every spike |
/// | `depressionMs` | ms | tau_d, how fast resources come back; 0: no depression, R is 1 |
///
/// All synapses of one source share x and R, so the state is two numbers per source. They are
/// advanced at spikes only, by the exact solution over the time since the last one.
/// The factor of each spike is [Projection#efficacy]; the first spike has U, so an absolute strength
/// A is a weight of A.
///
///     sim.add("depression", ShortTermPlasticity.of(synapses, 0.5, 0, 800));
///
/// Reference: M. Tsodyks, K. Pawelzik & H. Markram (1998), Neural networks with dynamic synapses,
/// Neural Computation 10(4), 821-835.
public final class ShortTermPlasticity extends Plasticity {

  private final Projection synapses;
  private final double use;
  private final double facilitationMs;
  private final double depressionMs;

  private final double[] running;
  private final double[] resources;

  /// Step of the last spike; -1 before the first.
  private final double[] lastStep;

  private ShortTermPlasticity(
      Projection synapses, double use, double facilitationMs, double depressionMs) {
    this.synapses = synapses;
    this.use = use;
    this.facilitationMs = facilitationMs;
    this.depressionMs = depressionMs;
    int size = synapses.source().size();
    running = new double[size];
    resources = new double[size];
    lastStep = new double[size];
    Arrays.fill(resources, 1);
    Arrays.fill(lastStep, -1);
  }

  /// The rule for a projection; it works once added to the simulation.
  ///
  /// - `use`: U, above 0 and at most 1
  /// - `facilitationMs`, `depressionMs`: time constants, at least 0
  public static ShortTermPlasticity of(
      Projection synapses, double use, double facilitationMs, double depressionMs) {
    if (!(use > 0 && use <= 1)) {
      throw new IllegalArgumentException(
          "ShortTermPlasticity: use must be above 0 and at most 1; got " + use);
    }
    Checks.atLeast0("ShortTermPlasticity: facilitationMs", facilitationMs);
    Checks.atLeast0("ShortTermPlasticity: depressionMs", depressionMs);
    return new ShortTermPlasticity(synapses, use, facilitationMs, depressionMs);
  }

  @Override
  protected void seed(cerulean.tensor.Philox stream) {
    // Called once, when the rule is added: from now on it works.
    synapses.use(this);
    synapses.efficacy();
  }

  /// Sets the efficacy of the sources that fired.
  void release(long step, double dtMs) {
    int[] spikes = synapses.source().spikes();
    int count = synapses.source().spikeCount();
    double[] efficacy = synapses.efficacy();
    for (int s = 0; s < count; s++) {
      int cell = spikes[s];
      double gapMs = lastStep[cell] < 0 ? Double.POSITIVE_INFINITY : (step - lastStep[cell]) * dtMs;
      double x = running[cell] * decay(gapMs, facilitationMs);
      double r = 1 - (1 - resources[cell]) * decay(gapMs, depressionMs);
      x += use * (1 - x);
      efficacy[cell] = x * r;
      running[cell] = x;
      resources[cell] = r * (1 - x);
      lastStep[cell] = step;
    }
  }

  private static double decay(double gapMs, double tauMs) {
    return tauMs == 0 ? 0 : Math.exp(-gapMs / tauMs);
  }

  /// Nothing is left to do after delivery.
  @Override
  protected void step(long step, double dtMs) {}

  @Override
  protected void state(Snapshot snapshot) {
    snapshot.array("running", running);
    snapshot.array("resources", resources);
    snapshot.array("lastStep", lastStep);
  }

  @Override
  public String description() {
    return "short-term plasticity of "
        + synapses.name()
        + ", U "
        + use
        + ", facilitation "
        + facilitationMs
        + " ms, depression "
        + depressionMs
        + " ms, exact at spikes";
  }
}
