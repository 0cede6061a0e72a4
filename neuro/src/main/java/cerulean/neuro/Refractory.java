package cerulean.neuro;

import java.util.Arrays;

/// The cells that are refractory now, listed: a few in a hundred, so that a step costs what they
/// are and not what the population is.
///
/// One list for each [Simulation#BLOCK] cells, kept at the places of its cells.
final class Refractory {

  private static final int BLOCK = Simulation.BLOCK;

  /// Steps that each cell is still held; the state of the population.
  private final double[] steps;

  private final int[] cells;
  private final int[] counts;

  Refractory(double[] steps) {
    this.steps = steps;
    cells = new int[steps.length];
    counts = new int[(steps.length + BLOCK - 1) / BLOCK];
  }

  /// Makes the lists from the state, which may have been loaded.
  void find() {
    Arrays.fill(counts, 0);
    for (int i = 0; i < steps.length; i++) {
      if (steps[i] > 0) {
        list(i);
      }
    }
  }

  private void list(int cell) {
    int block = cell / BLOCK;
    cells[block * BLOCK + counts[block]++] = cell;
  }

  /// Holds a cell that has fired for so many steps after this one. A cell fires only when it is not
  /// held.
  void hold(int cell, double forSteps) {
    steps[cell] = forSteps;
    if (forSteps > 0) {
      list(cell);
    }
  }

  /// Puts the voltage of the cells that are held back to the reset, and counts the step.
  ///
  /// `from` is the first cell of a block and `to` its end.
  void keep(double[] v, double[] resetTo, int from, int to) {
    for (int first = from; first < to; first += BLOCK) {
      int block = first / BLOCK;
      int left = 0;
      for (int k = first; k < first + counts[block]; k++) {
        int cell = cells[k];
        v[cell] = resetTo[cell];
        steps[cell]--;
        if (steps[cell] > 0) {
          cells[first + left++] = cell;
        }
      }
      counts[block] = left;
    }
  }
}
