package cerulean.neuro;

import java.util.List;

/// The cells of all populations, cut into blocks that threads may share.
final class Blocks {

  private final Population[] owner;
  private final int[] from;
  private final int[] fired;
  private final Population[] populations;
  private final long cells;

  private Blocks(
      Population[] owner, int[] from, int[] fired, Population[] populations, long cells) {
    this.owner = owner;
    this.from = from;
    this.fired = fired;
    this.populations = populations;
    this.cells = cells;
  }

  static Blocks of(List<Population> populations) {
    int count = 0;
    long cells = 0;
    for (Population population : populations) {
      count += blocks(population);
      cells += population.size();
    }
    Population[] owner = new Population[count];
    int[] from = new int[count];
    int at = 0;
    for (Population population : populations) {
      for (int first = 0; first < population.size(); first += Simulation.BLOCK) {
        owner[at] = population;
        from[at++] = first;
      }
    }
    return new Blocks(owner, from, new int[count], populations.toArray(new Population[0]), cells);
  }

  private static int blocks(Population population) {
    return (population.size() + Simulation.BLOCK - 1) / Simulation.BLOCK;
  }

  int count() {
    return owner.length;
  }

  long cells() {
    return cells;
  }

  void integrate(int block, long step, double dtMs) {
    Population population = owner[block];
    int first = from[block];
    int end = Math.min(population.size(), first + Simulation.BLOCK);
    fired[block] = population.integrate(step, dtMs, first, end);
  }

  /// Moves the spikes of each population together.
  void gather() {
    int first = 0;
    for (Population population : populations) {
      population.gather(fired, first, Simulation.BLOCK);
      first += blocks(population);
    }
  }
}
