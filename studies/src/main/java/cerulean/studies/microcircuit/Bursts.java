package cerulean.studies.microcircuit;

import cerulean.neuro.SpikeRecorder;
import java.util.Arrays;

/// Groups of spikes: an event is a spike and all that follow it, each within `burstMs` of the one
/// before; a burst is an event of more than one spike.
///
/// - `events`, `bursts`: how many
/// - `intervals`, `shortIntervals`: between spikes of one cell, and those within a burst
record Bursts(int events, int bursts, int intervals, int shortIntervals) {

  /// Of the cells `from .. to`.
  static Bursts of(SpikeRecorder spikes, int from, int to, double burstMs) {
    double[] last = new double[to - from];
    boolean[] within = new boolean[to - from];
    Arrays.fill(last, Double.NEGATIVE_INFINITY);
    double[] times = spikes.timesMs();
    int[] cells = spikes.cells();
    int events = 0;
    int bursts = 0;
    int intervals = 0;
    int shortOnes = 0;
    for (int k = 0; k < times.length; k++) {
      int cell = cells[k] - from;
      if (cell < 0 || cell >= last.length) {
        continue;
      }
      intervals += last[cell] > Double.NEGATIVE_INFINITY ? 1 : 0;
      if (times[k] - last[cell] < burstMs) {
        shortOnes++;
        bursts += within[cell] ? 0 : 1;
        within[cell] = true;
      } else {
        events++;
        within[cell] = false;
      }
      last[cell] = times[k];
    }
    return new Bursts(events, bursts, intervals, shortOnes);
  }

  /// Part of the events that are bursts; 0 without events.
  double fraction() {
    return events == 0 ? 0 : (double) bursts / events;
  }

  /// Part of the intervals that are within bursts; 0 without intervals.
  double shortFraction() {
    return intervals == 0 ? 0 : (double) shortIntervals / intervals;
  }
}
