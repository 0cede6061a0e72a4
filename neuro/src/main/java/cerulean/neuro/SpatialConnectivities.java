package cerulean.neuro;

import cerulean.tensor.Philox;
import java.util.Arrays;

/// The kinds of [Connectivity] that ask where cells are.
final class SpatialConnectivities {

  private SpatialConnectivities() {}

  private static void requireSize(String what, Positions given, int size) {
    if (given.size() != size) {
      throw new IllegalArgumentException(
          what + ": one place for each of the " + size + " cells is needed; got " + given.size());
    }
  }

  record ByDistance(
      Positions sources, Positions targets, DistanceKernel probability, boolean autapses)
      implements Connectivity {

    ByDistance {
      sources.requireSameSpace("Connectivity.byDistance", targets);
      Checks.probability("Connectivity.byDistance: peak of the kernel", probability.peak());
    }

    /// Thinning: pairs are proposed with the probability at distance 0, by gaps as in
    /// [Connectivities.FixedProbability], and kept with the share that the kernel leaves of it. So
    /// a row costs draws and distances for its candidates only.
    @Override
    public void row(int cell, Sizes sizes, Philox random, Row row) {
      requireSize("Connectivity.byDistance", sources, sizes.sources());
      requireSize("Connectivity.byDistance", targets, sizes.targets());
      if (probability.peak() == 0) {
        return;
      }
      double scale = 1 / StrictMath.log1p(-probability.peak());
      for (long j = 0; ; j++) {
        j += (long) (StrictMath.log(1 - random.nextDouble()) * scale);
        if (j >= sizes.targets()) {
          return;
        }
        int target = (int) j;
        double share = probability.share(sources.distance(cell, targets, target));
        boolean self = sizes.recurrent() && target == cell;
        if (random.nextDouble() < share && (autapses || !self)) {
          row.add(target);
        }
      }
    }

    @Override
    public String toString() {
      return "probability by distance on a "
          + sources
          + ", "
          + probability
          + (autapses ? "" : ", no autapses");
    }
  }

  record InDegreeByDistance(
      int degree, Positions sources, Positions targets, DistanceKernel share, boolean autapses)
      implements Connectivity {

    InDegreeByDistance {
      Checks.atLeast("Connectivity.fixedInDegree: degree", 0, degree);
      sources.requireSameSpace("Connectivity.fixedInDegree", targets);
    }

    @Override
    public boolean byTarget() {
      return true;
    }

    /// By the running sums of the shares: a draw falls into the interval of its source.
    @Override
    public void row(int cell, Sizes sizes, Philox random, Row row) {
      requireSize("Connectivity.fixedInDegree", sources, sizes.sources());
      requireSize("Connectivity.fixedInDegree", targets, sizes.targets());
      double[] sums = new double[sizes.sources()];
      double sum = 0;
      for (int i = 0; i < sums.length; i++) {
        if (autapses || !sizes.recurrent() || i != cell) {
          sum += share.at(sources.distance(i, targets, cell));
        }
        sums[i] = sum;
      }
      if (!(sum > 0) && degree > 0) {
        throw new IllegalArgumentException(
            "Connectivity.fixedInDegree: cell "
                + cell
                + " has no possible source; the kernel, "
                + share
                + ", is 0 for all of them");
      }
      for (int k = 0; k < degree; k++) {
        int found = Arrays.binarySearch(sums, sum * (1 - random.nextDouble()));
        // Sources without a share have the sum of the one before: the first of equals is meant.
        int i = found < 0 ? -found - 1 : found;
        while (i > 0 && sums[i - 1] == sums[i]) {
          i--;
        }
        row.add(i);
      }
    }

    @Override
    public String toString() {
      return "in-degree "
          + degree
          + " by distance on a "
          + sources
          + ", "
          + share
          + (autapses ? "" : ", no autapses");
    }
  }
}
