package cerulean.neuro;

/// The error of a prediction of reward in continuous time: the third factor of TD-STDP.
///
///     delta = V' - V / tau_r + r
///     V = perHz nu + offset,     nu(t) = sum over spikes s of all cells of k(t - s) / cells
///     k(t) = (e^(-t / slow) - e^(-t / fast)) / (slow - fast)
///
/// V, the value, is read from the rate nu (Hz) of a population, the critic. Its derivative is that of the
/// kernel, not a difference of two steps. Rewards ([#give]) are pulses of one step of that area, so that a
/// reward is one number whatever the step.
///
/// Reference: N. Frémaux, H. Sprekeler & W. Gerstner (2013), Reinforcement learning using a
/// continuous time actor-critic framework with spiking neurons, PLoS Computational Biology 9(4), e1003024.
public final class TemporalDifference extends Modulator implements Signal {

  private final Population critic;
  private final double perHz;
  private final double offset;
  private final double discountMs;
  private final double slowMs;
  private final double fastMs;
  private double slow;
  private double fast;
  private double pending;
  private double delta;
  private double decaySlow;
  private double decayFast;

  private TemporalDifference(
      Population critic,
      double perHz,
      double offset,
      double discountMs,
      double slowMs,
      double fastMs) {
    this.critic = critic;
    this.perHz = perHz;
    this.offset = offset;
    this.discountMs = discountMs;
    this.slowMs = slowMs;
    this.fastMs = fastMs;
  }

  /// - `critic`: the population whose rate says the value
  /// - `perHz`, `offset`: the value is `perHz` times the rate plus `offset`
  /// - `discountMs`: tau_r, how far ahead rewards count, above 0
  /// - `slowMs`, `fastMs`: of the kernel of the rate, above 0, the slow one the longer; 200 and 50
  ///   in the paper
  public static TemporalDifference of(
      Population critic,
      double perHz,
      double offset,
      double discountMs,
      double slowMs,
      double fastMs) {
    Checks.finite("TemporalDifference: perHz", perHz);
    Checks.finite("TemporalDifference: offset", offset);
    Checks.above0("TemporalDifference: discountMs", discountMs);
    Checks.above0("TemporalDifference: fastMs", fastMs);
    Checks.above0("TemporalDifference: slowMs", slowMs);
    if (slowMs <= fastMs) {
      throw new IllegalArgumentException(
          "TemporalDifference: slowMs must be above fastMs; got " + slowMs + " and " + fastMs);
    }
    return new TemporalDifference(critic, perHz, offset, discountMs, slowMs, fastMs);
  }

  /// Gives a reward; it is felt in the next step.
  public void give(double reward) {
    pending += Checks.finite("TemporalDifference.give: reward", reward);
  }

  /// The rate of the critic in Hz.
  public double rateHz() {
    return 1000 * (slow - fast) / (slowMs - fastMs);
  }

  /// The value V.
  public double predicted() {
    return perHz * rateHz() + offset;
  }

  /// The error delta of this step, per ms.
  @Override
  public double value() {
    return delta;
  }

  @Override
  protected void prepare(double dtMs) {
    decaySlow = Math.exp(-dtMs / slowMs);
    decayFast = Math.exp(-dtMs / fastMs);
  }

  @Override
  protected void step(long step, double dtMs) {
    double spikes = critic.size() == 0 ? 0 : (double) critic.spikeCount() / critic.size();
    // Spikes are of the end of the step before, which is now.
    slow = slow * decaySlow + spikes;
    fast = fast * decayFast + spikes;
    double slope = 1000 * (fast / fastMs - slow / slowMs) / (slowMs - fastMs);
    delta = perHz * slope - predicted() / discountMs + pending / dtMs;
    pending = 0;
  }

  @Override
  protected void state(Snapshot snapshot) {
    slow = snapshot.number("slow", slow);
    fast = snapshot.number("fast", fast);
    pending = snapshot.number("pending", pending);
    delta = snapshot.number("delta", delta);
  }

  @Override
  public String description() {
    return "TD error of the value %s nu + %s, nu the rate of %s, discount %s ms"
        .formatted(perHz, offset, critic.name(), discountMs);
  }
}
