package cerulean.neuro;

/// Reward less what was expected: the third factor of R-STDP.
///
///     given r:   a pulse of area r - mean,   then mean <- mean + (r - mean) / trials
///
/// The pulse lasts one step: its value is `(r - mean) / dt`, so that a [ThreeFactorStdp] with rate 1
/// changes a weight by `(r - mean)` times its eligibility, and a [Neuromodulator] released by it with `perMs` 1
/// jumps by `r - mean`.
///
/// Reference: N. Frémaux, H. Sprekeler & W. Gerstner (2010), Functional requirements for
/// reward-modulated spike-timing-dependent plasticity, Journal of Neuroscience 30(40), 13326-13337.
public final class RewardSignal extends Modulator implements Signal {

  private final double trials;
  private double mean;
  private double pending;
  private double value;

  private RewardSignal(double expected, double trials) {
    this.mean = expected;
    this.trials = trials;
  }

  /// - `expected`: mean reward at the start
  /// - `trials`: over how many rewards the mean goes, at least 1; infinite: the mean stays
  public static RewardSignal of(double expected, double trials) {
    Checks.finite("RewardSignal: expected", expected);
    if (!(trials >= 1)) {
      throw new IllegalArgumentException("RewardSignal: trials must be at least 1; got " + trials);
    }
    return new RewardSignal(expected, trials);
  }

  /// Gives a reward; it is felt in the next step.
  public void give(double reward) {
    double surprise = Checks.finite("RewardSignal.give: reward", reward) - mean;
    pending += surprise;
    mean += surprise / trials;
  }

  /// The reward that is expected now.
  public double expected() {
    return mean;
  }

  @Override
  public double value() {
    return value;
  }

  @Override
  protected void step(long step, double dtMs) {
    value = pending / dtMs;
    pending = 0;
  }

  @Override
  protected void state(Snapshot snapshot) {
    mean = snapshot.number("mean", mean);
    pending = snapshot.number("pending", pending);
    value = snapshot.number("value", value);
  }

  @Override
  public String description() {
    return "reward less its mean over " + trials + " rewards";
  }
}
