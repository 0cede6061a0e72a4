package cerulean.studies.plot;

/// The spikes of one population in a [RasterChart]: spike `k` is of cell `cell[k]` at `timesMs[k]`,
/// in any order.
///
/// Arrays are kept, not copied: there may be millions, and the caller has just made them.
public final class Raster {
  private final String name;
  private final Tone tone;
  private final int size;
  private final double[] timesMs;
  private final int[] cells;

  private Raster(String name, Tone tone, int size, double[] timesMs, int[] cells) {
    this.name = name;
    this.tone = tone;
    this.size = size;
    this.timesMs = timesMs;
    this.cells = cells;
  }

  /// Returns the spikes of a population of `size` cells, numbered from 0.
  public static Raster of(String name, Tone tone, int size, double[] timesMs, int[] cells) {
    if (timesMs.length != cells.length) {
      throw new IllegalArgumentException(
          "raster: one cell for each time is needed; got "
              + timesMs.length
              + " times and "
              + cells.length
              + " cells in '"
              + name
              + "'");
    }
    for (int cell : cells) {
      if (cell < 0 || cell >= size) {
        throw new IllegalArgumentException(
            "raster: cells are 0 to " + (size - 1) + "; got " + cell + " in '" + name + "'");
      }
    }
    return new Raster(name, tone, size, timesMs, cells);
  }

  /// The name above the spikes.
  public String name() {
    return name;
  }

  /// The colour role.
  public Tone tone() {
    return tone;
  }

  /// Number of cells.
  public int size() {
    return size;
  }

  double[] timesMs() {
    return timesMs;
  }

  int[] cells() {
    return cells;
  }
}
