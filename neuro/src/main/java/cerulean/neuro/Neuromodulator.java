package cerulean.neuro;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A neuromodulator as a field: one concentration for all who can sense it.
///
///     concentration = tonic + p,   p' = -p / tau + release
///
/// - **tonic**: the level without releases, [#setTonic]
/// - **phasic**: amounts released at given times ([#releaseAt]) or by hand ([#release]), by every spike of a
///   population ([#releasedBy(Population,double)], volume transmission), or in proportion to another signal
///   ([#releasedBy(Signal,double)]): a reward, a TD error, another modulator
///
/// What it acts on is said there: the gate of a [ThreeFactorStdp], a [Lever] on cells, synapses or
/// rates of learning. Dopamine, acetylcholine, serotonin and noradrenaline differ in who releases
/// them and what they act on; the name is that under which it is added.
///
///     Neuromodulator dopamine = sim.add("DA", Neuromodulator.of(0, 200));
///     dopamine.releasedBy(vta, 0.01);
///     sim.add("learning", ThreeFactorStdp.of(synapses, window, 1000, dopamine, 0, 4));
///
/// Works at the start of every step: releases due by then, and the spikes of the step before, raise the
/// concentration at the start of the step; the decay is exact. Signals are read in the order in which
/// modulators were added: that of a later one is from the step before. Units are the user's.
public final class Neuromodulator extends Modulator implements Signal {

  private record Source(Population population, double amount) {}

  private record Drive(Signal signal, double perMs) {}

  private final double tauMs;
  private double tonic;
  private double phasic;
  private double mean;
  private double pending;
  private final List<Source> sources = new ArrayList<>();
  private final List<Drive> drives = new ArrayList<>();
  private double[] timesMs = new double[0];
  private double[] amounts = new double[0];
  private double decay;
  private double held;

  private Neuromodulator(double tonic, double tauMs) {
    this.tonic = tonic;
    this.tauMs = tauMs;
    mean = tonic;
  }

  /// - `tonic`: concentration without releases, at least 0
  /// - `tauMs`: time constant of the decay of what was released, above 0
  public static Neuromodulator of(double tonic, double tauMs) {
    return new Neuromodulator(
        Checks.atLeast0("Neuromodulator: tonic", tonic),
        Checks.above0("Neuromodulator: tauMs", tauMs));
  }

  /// Releases `amounts[k]` at `timesMs[k]`, ascending: at the start of the first step that does not
  /// begin before it. Replaces what was said before.
  public Neuromodulator releaseAt(double[] timesMs, double[] amounts) {
    if (timesMs.length != amounts.length) {
      throw new IllegalArgumentException(
          "Neuromodulator.releaseAt: one amount for each time is needed; got "
              + timesMs.length
              + " times and "
              + amounts.length
              + " amounts");
    }
    for (int k = 0; k < timesMs.length; k++) {
      Checks.finite("Neuromodulator.releaseAt: amounts[" + k + "]", amounts[k]);
      if (!(timesMs[k] >= (k == 0 ? 0 : timesMs[k - 1])) || Double.isInfinite(timesMs[k])) {
        throw new IllegalArgumentException(
            "Neuromodulator.releaseAt: timesMs must be ascending, from 0 on; got "
                + Arrays.toString(timesMs));
      }
    }
    this.timesMs = timesMs.clone();
    this.amounts = amounts.clone();
    return this;
  }

  /// Every spike of the population releases `amount`, in the step after it.
  public Neuromodulator releasedBy(Population population, double amount) {
    sources.add(new Source(population, Checks.finite("Neuromodulator.releasedBy: amount", amount)));
    return this;
  }

  /// The signal releases `perMs` times its value every ms; below 0 it takes away.
  public Neuromodulator releasedBy(Signal signal, double perMs) {
    drives.add(new Drive(signal, Checks.finite("Neuromodulator.releasedBy: perMs", perMs)));
    return this;
  }

  /// Releases `amount` at the start of the next step.
  public void release(double amount) {
    pending += Checks.finite("Neuromodulator.release: amount", amount);
  }

  /// The level without releases.
  public double tonic() {
    return tonic;
  }

  /// Sets the level without releases.
  public void setTonic(double level) {
    tonic = Checks.atLeast0(name() + ": tonic", level);
  }

  /// The concentration now; reading changes nothing.
  public double concentration() {
    return tonic + phasic;
  }

  /// Mean concentration during the step.
  @Override
  public double value() {
    return mean;
  }

  @Override
  protected void prepare(double dtMs) {
    decay = Math.exp(-dtMs / tauMs);
    held = -Math.expm1(-dtMs / tauMs) * tauMs / dtMs;
  }

  @Override
  protected void step(long step, double dtMs) {
    double now = phasic + pending;
    pending = 0;
    for (int k = due(step - 1, dtMs), end = due(step, dtMs); k < end; k++) {
      now += amounts[k];
    }
    for (Source source : sources) {
      now += source.amount * source.population.spikeCount();
    }
    for (Drive drive : drives) {
      now += drive.perMs * drive.signal.value() * dtMs;
    }
    if (Double.isNaN(now)) {
      throw new IllegalStateException(
          "run: the concentration of "
              + name()
              + " is not a number in step "
              + step
              + "; look for a NaN in the signals that release it");
    }
    mean = tonic + held * now;
    phasic = now * decay;
  }

  /// How many times lie at or before the start of a step, up to a millionth of a step later.
  private int due(long step, double dtMs) {
    if (timesMs.length == 0 || step < 0) {
      return 0;
    }
    double reached = (step + 1e-6) * dtMs;
    int low = 0;
    int high = timesMs.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (timesMs[middle] <= reached) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  protected void state(Snapshot snapshot) {
    tonic = snapshot.number("tonic", tonic);
    phasic = snapshot.number("phasic", phasic);
    mean = snapshot.number("mean", mean);
    pending = snapshot.number("pending", pending);
  }

  @Override
  public String description() {
    return "tonic %s, decay in %s ms, %d scheduled releases, released by %d populations and %d signals"
        .formatted(tonic, tauMs, timesMs.length, sources.size(), drives.size());
  }
}
