package cerulean.neuro;

/// How the targets of spikes are cut into parts that threads may share: by size alone.
final class Parts {

  /// Cells from which on there are several parts.
  private static final int SEVERAL_FROM = 4096;

  /// Enough to balance a few threads, few enough that a row's segments stay long.
  private static final int SEVERAL = 8;

  private Parts() {}

  static int of(int size) {
    return size < SEVERAL_FROM ? 1 : SEVERAL;
  }

  /// The first cell of a part.
  static int start(int part, int size) {
    return (int) ((long) part * size / of(size));
  }
}
