package cerulean.neuro.analysis;

import java.util.ArrayList;
import java.util.List;

/// The bursts of a train: runs of spikes whose intervals are all short.
///
/// Spikes whose interval is at most a threshold belong together; a run of at least so many spikes
/// is a burst, the others are isolated spikes, each an event of its own. Naud & Sprekeler (2018,
/// PNAS 115, E6329-E6338) count a burst as two spikes or more within 16 ms of each other, the event
/// rate as bursts and isolated spikes together, the burst probability as bursts among them.
///
/// - `all`: the bursts, in order
/// - `spikes`: spikes of the train
/// - `isolated`: spikes outside bursts
public record Bursts(List<Burst> all, int spikes, int isolated) {

  /// A burst: times of its first and last spike in ms, and how many spikes it has.
  public record Burst(double startMs, double endMs, int spikes) {}

  /// Keeps a list of its own.
  public Bursts {
    all = List.copyOf(all);
  }

  /// Finds the bursts of a train.
  ///
  /// - `longestIsiMs`: intervals up to this belong to a burst
  /// - `fewestSpikes`: of a burst, 2 or more
  public static Bursts of(double[] timesMs, double longestIsiMs, int fewestSpikes) {
    Given.train("Bursts", timesMs);
    Given.above0("Bursts: longestIsiMs", longestIsiMs);
    Given.atLeast("Bursts: fewestSpikes", 2, fewestSpikes);
    List<Burst> found = new ArrayList<>();
    int inside = 0;
    int from = 0;
    for (int k = 1; k <= timesMs.length; k++) {
      // Ends of steps are rounded: an interval of the threshold must count whatever the step
      // number.
      boolean goesOn =
          k < timesMs.length && timesMs[k] - timesMs[k - 1] <= longestIsiMs * (1 + 1e-9);
      if (!goesOn) {
        if (k - from >= fewestSpikes) {
          found.add(new Burst(timesMs[from], timesMs[k - 1], k - from));
          inside += k - from;
        }
        from = k;
      }
    }
    return new Bursts(found, timesMs.length, timesMs.length - inside);
  }

  /// Number of bursts.
  public int count() {
    return all.size();
  }

  /// The share of spikes that are in bursts; NaN of no spikes.
  public double fraction() {
    return (double) (spikes - isolated) / spikes;
  }

  /// The mean number of spikes in a burst; NaN of no bursts.
  public double spikesPerBurst() {
    return (double) (spikes - isolated) / count();
  }

  /// Bursts and isolated spikes.
  public int events() {
    return count() + isolated;
  }

  /// The share of events that are bursts; NaN of no events.
  public double probability() {
    return (double) count() / events();
  }
}
