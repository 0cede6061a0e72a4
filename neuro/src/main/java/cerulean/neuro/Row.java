package cerulean.neuro;

import java.util.Arrays;

/// The cells that one cell is connected with, gathered while a network is built.
public final class Row {

  private int[] cells = new int[64];
  private int size;

  Row() {}

  /// Adds one cell.
  public void add(int cell) {
    if (size == cells.length) {
      cells = Arrays.copyOf(cells, 2 * size);
    }
    cells[size++] = cell;
  }

  void clear() {
    size = 0;
  }

  /// How many were added.
  public int size() {
    return size;
  }

  /// Cell number `k` of those added.
  public int get(int k) {
    return cells[k];
  }

  int[] cells() {
    return cells;
  }

  /// Sorts the cells from number `from` on and says whether they are within `0 .. limit`.
  boolean sort(int from, int limit) {
    for (int k = from + 1; k < size; k++) {
      if (cells[k] < cells[k - 1]) {
        Arrays.sort(cells, from, size);
        break;
      }
    }
    return size == from || (cells[from] >= 0 && cells[size - 1] < limit);
  }
}
