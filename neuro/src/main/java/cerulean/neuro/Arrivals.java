package cerulean.neuro;

import java.util.Arrays;

/// Which spikes reach the synapses of a projection in a step.
///
/// A spike of step n reaches a synapse of delay d when its effect on the target begins, at the
/// start of step n + d, which is the end of step `n + d - 1`. With a delay of one step these are
/// the spikes of the step itself, and nothing is kept. With a common delay spikes wait in a ring of
/// lists of sources, with delays of their own in one of lists of synapses for each part of the
/// targets.
final class Arrivals {

  private final PlasticSynapses synapses;
  private final boolean ownDelays;

  /// Slots of the rings: the longest delay.
  private final int slots;

  /// Cells, or pairs of synapse and source, that arrive: one list per part and slot.
  private final int[][] waiting;

  private final int[] counts;

  /// Sources that arrive in this step, where the delay is common.
  private int[] now;

  private int from;
  private int to;

  Arrivals(PlasticSynapses synapses) {
    this.synapses = synapses;
    ownDelays = synapses.hasOwnDelays();
    slots = synapses.projection().longestDelaySteps();
    int lists = ownDelays ? slots * synapses.parts() : slots;
    waiting = new int[lists][];
    Arrays.fill(waiting, new int[0]);
    counts = new int[lists];
    now = synapses.source().spikes();
  }

  /// Goes to a step whose spikes are known; by one thread.
  void take(long step) {
    int[] spikes = synapses.source().spikes();
    int count = synapses.source().spikeCount();
    now = spikes;
    from = place(spikes, count, synapses.firstSource());
    to = place(spikes, count, synapses.endSource());
    if (ownDelays || slots == 1) {
      return;
    }
    int last = (int) ((step + slots - 1) % slots);
    int fresh = to - from;
    int[] list = room(last, fresh);
    System.arraycopy(spikes, from, list, 0, fresh);
    counts[last] = fresh;
    int slot = (int) (step % slots);
    now = waiting[slot];
    from = 0;
    to = counts[slot];
  }

  private static int place(int[] spikes, int count, int cell) {
    if (cell == 0) {
      return 0;
    }
    int found = Arrays.binarySearch(spikes, 0, count, cell);
    return found < 0 ? -found - 1 : found;
  }

  private int[] room(int list, int count) {
    if (waiting[list].length < count) {
      waiting[list] =
          Arrays.copyOf(waiting[list], Math.max(16, Math.max(count, 2 * waiting[list].length)));
    }
    return waiting[list];
  }

  boolean hasOwnDelays() {
    return ownDelays;
  }

  /// Where the delay is common: the sources that arrive are `sources()[from()]` to `[to() - 1]`.
  /// With delays of their own: the sources that fired.
  int[] sources() {
    return now;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  /// Whether synapses may be reached in this step.
  boolean any() {
    return ownDelays || to > from;
  }

  /// With delays of their own: puts the synapses of the sources that fired into the lists of a
  /// part, and returns the list of those that arrive now, pairs of synapse and source; [#count]
  /// says how many numbers.
  int[] drain(long step, int part) {
    Projection projection = synapses.projection();
    for (int s = from; s < to; s++) {
      int source = now[s];
      int end = projection.segmentStart(source, part + 1);
      for (int k = projection.segmentStart(source, part); k < end; k++) {
        int list = list(step + projection.delaySteps(k) - 1, part);
        int at = counts[list];
        int[] entries = waiting[list];
        if (at == entries.length) {
          entries = Arrays.copyOf(entries, Math.max(16, 2 * at));
          waiting[list] = entries;
        }
        entries[at] = k;
        entries[at + 1] = source;
        counts[list] = at + 2;
      }
    }
    return waiting[list(step, part)];
  }

  /// The list that [#drain] gave.
  int[] arriving(long step, int part) {
    return waiting[list(step, part)];
  }

  int count(long step, int part) {
    return counts[list(step, part)];
  }

  /// Empties the list that [#drain] gave.
  void drained(long step, int part) {
    counts[list(step, part)] = 0;
  }

  private int list(long step, int part) {
    return part * slots + (int) (step % slots);
  }

  /// Saves what waits, in one list: the counts, then the entries.
  void state(Snapshot snapshot) {
    if (slots == 1 && !ownDelays) {
      return;
    }
    int total = counts.length;
    for (int count : counts) {
      total += count;
    }
    int[] all = Arrays.copyOf(counts, total);
    int at = counts.length;
    for (int list = 0; list < counts.length; list++) {
      System.arraycopy(waiting[list], 0, all, at, counts[list]);
      at += counts[list];
    }
    int[] saved = snapshot.list("waiting", all);
    if (Arrays.equals(saved, all)) {
      return;
    }
    if (!holds(saved)) {
      throw new IllegalArgumentException(
          "load: the spikes that wait for plastic synapses of "
              + synapses.projection().name()
              + " do not fit together; the file is damaged or of another network");
    }
    at = counts.length;
    for (int list = 0; list < counts.length; list++) {
      int count = saved[list];
      System.arraycopy(saved, at, room(list, count), 0, count);
      counts[list] = count;
      at += count;
    }
  }

  /// Whether counts add up and every entry is a source, or a synapse and its source.
  private boolean holds(int[] saved) {
    if (saved.length < counts.length) {
      return false;
    }
    long total = counts.length;
    for (int list = 0; list < counts.length; list++) {
      if (saved[list] < 0 || (ownDelays && saved[list] % 2 != 0)) {
        return false;
      }
      total += saved[list];
    }
    if (total != saved.length) {
      return false;
    }
    for (int k = counts.length; k < saved.length; k += ownDelays ? 2 : 1) {
      int source = ownDelays ? saved[k + 1] : saved[k];
      if (source < synapses.firstSource()
          || source >= synapses.endSource()
          || (ownDelays
              && (saved[k] < synapses.projection().rowStart(source)
                  || saved[k] >= synapses.projection().rowStart(source + 1)))) {
        return false;
      }
    }
    return true;
  }
}
