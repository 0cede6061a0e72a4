package cerulean.neuro;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The projections, grouped by target population, whose cells are cut into [Parts].
final class Deliveries {

  private final Projection[] all;

  /// For each piece of work: the projections into one population, and the part of its cells.
  private final Projection[][] into;

  private final int[] part;

  private Deliveries(Projection[] all, Projection[][] into, int[] part) {
    this.all = all;
    this.into = into;
    this.part = part;
  }

  static Deliveries of(List<Projection> projections) {
    Map<Population, List<Projection>> byTarget = new LinkedHashMap<>();
    for (Projection projection : projections) {
      byTarget
          .computeIfAbsent(projection.target().population(), none -> new ArrayList<>())
          .add(projection);
    }
    List<Projection[]> into = new ArrayList<>();
    List<Integer> part = new ArrayList<>();
    byTarget.forEach((population, list) -> {
      for (int p = 0; p < Parts.of(population.size()); p++) {
        into.add(list.toArray(new Projection[0]));
        part.add(p);
      }
    });
    return new Deliveries(
        projections.toArray(new Projection[0]),
        into.toArray(new Projection[0][]),
        part.stream().mapToInt(Integer::intValue).toArray());
  }

  int pieces() {
    return part.length;
  }

  /// About how many synapses the spikes of this step reach.
  long events() {
    long events = 0;
    for (Projection projection : all) {
      int sources = projection.source().size();
      if (sources > 0) {
        events += projection.source().spikeCount() * (projection.synapses() / sources);
      }
    }
    return events;
  }

  void deliver(int piece, long step) {
    for (Projection projection : into[piece]) {
      projection.deliver(step, part[piece], part[piece] + 1);
    }
  }

  /// All parts by one thread, rows in one piece.
  void deliverAll(long step) {
    for (Projection projection : all) {
      projection.deliver(step, 0, Parts.of(projection.target().population().size()));
    }
  }
}
