package cerulean.neuro;

import cerulean.neuro.Connectivity.Sizes;
import cerulean.tensor.Philox;
import java.util.Arrays;

/// The kinds of [Connectivity] that need no positions.
final class Connectivities {

  private Connectivities() {}

  record AllToAll(boolean autapses) implements Connectivity {
    @Override
    public void row(int cell, Sizes sizes, Philox random, Row row) {
      for (int j = 0; j < sizes.targets(); j++) {
        if (autapses || !sizes.recurrent() || j != cell) {
          row.add(j);
        }
      }
    }

    @Override
    public boolean isDense(Sizes sizes) {
      return autapses || !sizes.recurrent();
    }

    @Override
    public String toString() {
      return autapses ? "all to all" : "all to all others";
    }
  }

  record OneToOne() implements Connectivity {
    @Override
    public void row(int cell, Sizes sizes, Philox random, Row row) {
      if (sizes.sources() != sizes.targets()) {
        throw new IllegalArgumentException(
            "Connectivity.oneToOne: the populations must have the same size; got "
                + sizes.sources()
                + " and "
                + sizes.targets());
      }
      row.add(cell);
    }

    @Override
    public String toString() {
      return "one to one";
    }
  }

  record FixedProbability(double p, boolean autapses) implements Connectivity {

    /// Gaps between connected targets have a geometric distribution: one draw per synapse.
    @Override
    public void row(int cell, Sizes sizes, Philox random, Row row) {
      if (p == 0) {
        return;
      }
      double scale = 1 / StrictMath.log1p(-p);
      for (long j = 0; ; j++) {
        j += (long) (StrictMath.log(1 - random.nextDouble()) * scale);
        if (j >= sizes.targets()) {
          return;
        }
        if (autapses || !sizes.recurrent() || j != cell) {
          row.add((int) j);
        }
      }
    }

    @Override
    public String toString() {
      return "probability " + p + (autapses ? "" : ", no autapses");
    }
  }

  record FixedOutDegree(int degree, boolean autapses, boolean multapses) implements Connectivity {
    @Override
    public void row(int cell, Sizes sizes, Philox random, Row row) {
      int skipped = sizes.recurrent() && !autapses ? cell : -1;
      draw("fixedOutDegree", "targets", degree, sizes.targets(), skipped, multapses, random, row);
    }

    @Override
    public String toString() {
      return "out-degree " + degree + without(autapses, multapses);
    }
  }

  record FixedInDegree(int degree, boolean autapses, boolean multapses) implements Connectivity {
    @Override
    public void row(int cell, Sizes sizes, Philox random, Row row) {
      int skipped = sizes.recurrent() && !autapses ? cell : -1;
      draw("fixedInDegree", "sources", degree, sizes.sources(), skipped, multapses, random, row);
    }

    @Override
    public boolean byTarget() {
      return true;
    }

    @Override
    public String toString() {
      return "in-degree " + degree + without(autapses, multapses);
    }
  }

  private static String without(boolean autapses, boolean multapses) {
    return (autapses ? "" : ", no autapses") + (multapses ? "" : ", no multapses");
  }

  /// Adds `degree` of the cells `0 .. size`, all equally likely.
  ///
  /// - `skipped`: a cell that is not drawn; -1 for none
  /// - `repeats`: whether a cell may be drawn again
  private static void draw(
      String kind,
      String partners,
      int degree,
      int size,
      int skipped,
      boolean repeats,
      Philox random,
      Row row) {
    int n = skipped >= 0 ? size - 1 : size;
    if (repeats ? n < 1 && degree > 0 : degree > n) {
      throw tooMany(kind, partners, n, degree);
    }
    int first = row.size();
    for (int k = 0; k < degree; k++) {
      if (repeats) {
        row.add(random.nextInt(n));
      } else {
        // Floyd's sampling: a draw that is taken already stands for the largest so far.
        int j = random.nextInt(n - degree + k + 1);
        row.add(contains(row, first, j) ? n - degree + k : j);
      }
    }
    if (skipped >= 0) {
      int[] cells = row.cells();
      for (int k = first; k < row.size(); k++) {
        if (cells[k] >= skipped) {
          cells[k]++;
        }
      }
    }
  }

  private static boolean contains(Row row, int first, int cell) {
    int[] cells = row.cells();
    for (int k = first; k < row.size(); k++) {
      if (cells[k] == cell) {
        return true;
      }
    }
    return false;
  }

  private static IllegalArgumentException tooMany(
      String kind, String partners, int possible, int degree) {
    return new IllegalArgumentException(
        "Connectivity."
            + kind
            + ": degree must not be above the number of possible "
            + partners
            + ", "
            + possible
            + "; got "
            + degree);
  }

  record FromSources(Connectivity all, int first, int end) implements Connectivity {
    @Override
    public void row(int cell, Sizes sizes, Philox random, Row row) {
      if (cell >= first && cell < end) {
        all.row(cell, sizes, random, row);
      }
    }

    @Override
    public String toString() {
      return all + " from cells " + first + " to " + (end - 1);
    }
  }

  /// An explicit list, sorted by source.
  static final class Pairs implements Connectivity {
    private final int[] sources;
    private final int[] targets;

    private Pairs(int[] sources, int[] targets) {
      this.sources = sources;
      this.targets = targets;
    }

    static Pairs of(int[] sources, int[] targets) {
      if (sources.length != targets.length) {
        throw new IllegalArgumentException(
            "Connectivity.pairs: one target for each source is needed; got "
                + sources.length
                + " sources and "
                + targets.length
                + " targets");
      }
      long[] order = new long[sources.length];
      for (int k = 0; k < order.length; k++) {
        if (sources[k] < 0 || targets[k] < 0) {
          throw new IllegalArgumentException(
              "Connectivity.pairs: cells are counted from 0; pair "
                  + k
                  + " is "
                  + sources[k]
                  + " to "
                  + targets[k]);
        }
        order[k] = ((long) sources[k] << 32) | targets[k];
      }
      Arrays.sort(order);
      int[] from = new int[order.length];
      int[] to = new int[order.length];
      for (int k = 0; k < order.length; k++) {
        from[k] = (int) (order[k] >>> 32);
        to[k] = (int) order[k];
      }
      return new Pairs(from, to);
    }

    @Override
    public void row(int cell, Sizes sizes, Philox random, Row row) {
      if (sources.length > 0 && sources[sources.length - 1] >= sizes.sources()) {
        throw new IllegalArgumentException(
            "Connectivity.pairs: source "
                + sources[sources.length - 1]
                + " is not one of the "
                + sizes.sources()
                + " cells");
      }
      int k = Arrays.binarySearch(sources, cell);
      while (k > 0 && sources[k - 1] == cell) {
        k--;
      }
      for (; k >= 0 && k < sources.length && sources[k] == cell; k++) {
        row.add(targets[k]);
      }
    }

    @Override
    public String toString() {
      return "list of " + sources.length;
    }
  }
}
