package cerulean.neuro;

import java.io.IOException;
import java.nio.file.Path;

/// A state array of some cells of a population, every so many steps.
///
/// Row r is from the end of step `(r + 1) stride - 1`, that is, time `(r + 1) stride dt`, counted
/// from the start of the simulation. Memory is bounded: after `limit` rows nothing is added
/// ([#dropped]). Or rows go to a file, one line `time in ms,value,value...` each.
public final class StateRecorder extends Recorder {

  private static final String NAME = "StateRecorder";

  /// Rows that are kept if nothing else is said.
  public static final int DEFAULT_LIMIT = 1_000_000;

  private final Population population;
  private final String array;
  private final double[] values;
  private final int[] cells;
  private final SampledRows rows;

  private StateRecorder(Population population, String array, int[] cells, SampledRows rows) {
    this.population = population;
    this.array = array;
    this.values = population.state(array);
    this.cells = cells;
    this.rows = rows;
  }

  /// Every step, up to [#DEFAULT_LIMIT] of them.
  public static StateRecorder of(Population population, String array, int... cells) {
    return every(1, DEFAULT_LIMIT, population, array, cells);
  }

  /// Every `stride` steps, at most `limit` times.
  public static StateRecorder every(
      int stride, int limit, Population population, String array, int... cells) {
    requireCells(population, cells);
    SampledRows rows = SampledRows.inMemory(NAME, cells.length, stride, limit);
    return new StateRecorder(population, array, cells.clone(), rows);
  }

  /// Every `stride` steps, into a file, which is replaced; complete after each run.
  public static StateRecorder toFile(
      Path file, int stride, Population population, String array, int... cells) {
    requireCells(population, cells);
    SampledRows rows = SampledRows.inFile(NAME, cells.length, stride, new RecordFile(file));
    return new StateRecorder(population, array, cells.clone(), rows);
  }

  private static void requireCells(Population population, int[] cells) {
    for (int cell : cells) {
      if (cell < 0 || cell >= population.size()) {
        throw new IllegalArgumentException(
            NAME
                + ": no cell "
                + cell
                + " in "
                + population.name()
                + ", which has "
                + population.size());
      }
    }
  }

  @Override
  protected void record(long step, double dtMs) throws IOException {
    rows.record(step, dtMs, k -> values[cells[k]]);
  }

  /// Times of the rows in ms.
  public double[] timesMs() {
    return rows.timesMs();
  }

  /// The values of recorded cell number `k`, in the order in which cells were given.
  public double[] trace(int k) {
    return rows.column(k);
  }

  /// Rows that were not kept.
  public long dropped() {
    return rows.dropped();
  }

  @Override
  protected void flush() throws IOException {
    rows.flush();
  }

  @Override
  protected void state(Snapshot snapshot) {
    rows.state(snapshot, this, "cells");
  }

  @Override
  public String description() {
    return array + " of " + cells.length + " cells of " + population.name();
  }
}
