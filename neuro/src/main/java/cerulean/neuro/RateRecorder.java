package cerulean.neuro;

import java.util.Arrays;

/// How many spikes a population has in bins of equal length.
///
/// Bins are counted from the start of the simulation; at the start of a recording and at its end
/// one may be incomplete. Memory is bounded by `limit` bins; later spikes are not counted
/// ([#dropped]).
public final class RateRecorder extends Recorder {

  /// Bins that are kept if nothing else is said.
  public static final int DEFAULT_LIMIT = 1_000_000;

  private final Population population;
  private final double binMs;
  private final int limit;
  private long stepsPerBin = 1;
  private long firstBin = -1;
  private int[] counts = new int[64];
  private int size;
  private long dropped;
  private double dtMs = Double.NaN;

  private RateRecorder(Population population, double binMs, int limit) {
    this.population = population;
    this.binMs = binMs;
    this.limit = limit;
  }

  /// Bins of `binMs`, a whole number of steps.
  public static RateRecorder of(Population population, double binMs) {
    return of(population, binMs, DEFAULT_LIMIT);
  }

  /// Up to `limit` bins of `binMs`, a whole number of steps.
  public static RateRecorder of(Population population, double binMs, int limit) {
    return new RateRecorder(
        population,
        Checks.above0("RateRecorder: binMs", binMs),
        Checks.atLeast("RateRecorder: limit", 1, limit));
  }

  @Override
  protected void prepare(double dtMs) {
    this.dtMs = dtMs;
    stepsPerBin = Simulation.steps("RateRecorder: binMs", binMs, dtMs);
  }

  @Override
  protected void record(long step, double dtMs) {
    long bin = step / stepsPerBin;
    if (firstBin < 0) {
      firstBin = bin;
    }
    long at = bin - firstBin;
    if (at >= limit) {
      dropped += population.spikeCount();
      return;
    }
    if (at >= counts.length) {
      counts = Arrays.copyOf(counts, (int) Math.min(limit, Math.max(2L * counts.length, at + 1)));
    }
    size = (int) at + 1;
    counts[(int) at] += population.spikeCount();
  }

  /// Spikes in each bin.
  public int[] counts() {
    return Arrays.copyOf(counts, size);
  }

  /// Spikes per cell and second in each bin.
  public double[] ratesHz() {
    double[] rates = new double[size];
    double scale = 1000 / (stepsPerBin * dtMs * population.size());
    for (int k = 0; k < size; k++) {
      rates[k] = counts[k] * scale;
    }
    return rates;
  }

  /// Start of the first bin in ms.
  public double startMs() {
    return firstBin * stepsPerBin * dtMs;
  }

  /// Spikes that came after the last bin.
  public long dropped() {
    return dropped;
  }

  @Override
  protected void state(Snapshot snapshot) {
    firstBin = snapshot.number("firstBin", firstBin);
    dropped = snapshot.number("dropped", dropped);
    dtMs = snapshot.number("dtMs", dtMs);
    stepsPerBin = snapshot.number("stepsPerBin", stepsPerBin);
    int[] saved = snapshot.list("counts", counts());
    size = saved.length;
    counts = Arrays.copyOf(saved, Math.max(64, size));
  }

  @Override
  public String description() {
    return "rate of " + population.name() + " in bins of " + binMs + " ms";
  }
}
