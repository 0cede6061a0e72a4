package cerulean.tensor;

import static cerulean.tensor.kernel.Kernels.DOUBLE_REDUCTIONS;
import static cerulean.tensor.kernel.Kernels.REDUCTIONS;

import cerulean.tensor.kernel.SmallestKeys;
import cerulean.tensor.kernel.SortKeys;

/// Finds the first few elements that a sort would give, without sorting the others.
///
/// Elements are compared by keys, as in [Ranking]. Of floats only those get a key that are beyond
/// the last one kept, which a vector of them is asked for at once: in random order hardly any are.
final class Foremost {

  private final int keep;
  private final boolean descending;
  private final SmallestKeys smallest;
  private final long[] keys;

  private Foremost(int keep, int n, boolean descending) {
    this.keep = keep;
    this.descending = descending;
    this.smallest = new SmallestKeys(keep);
    this.keys = new long[Math.min(n, Conversions.BLOCK)];
  }

  /// Whether this is how to find so many of `n`.
  static boolean suits(int keep, int n) {
    return keep > 0 && keep <= SmallestKeys.MOST && keep <= n / 2;
  }

  /// For runs of `n`, of which `keep` are wanted, few enough that it [#suits].
  static Foremost of(int keep, int n, boolean descending) {
    return new Foremost(keep, n, descending);
  }

  /// Looks at `n` adjacent elements of a key type.
  void look(Object elements, int start, int n) {
    smallest.restart();
    switch (elements) {
      case float[] x -> {
        lookAt(x, start, 0, keep);
        for (int i = keep; (i = beyond(x, start, i, n)) < n; i++) {
          lookAt(x, start + i, i, 1);
        }
      }
      case double[] x -> {
        lookAt(x, start, 0, keep);
        for (int i = keep; (i = beyond(x, start, i, n)) < n; i++) {
          lookAt(x, start + i, i, 1);
        }
      }
      default -> {
        for (int i = 0; i < n; i += keys.length) {
          lookAt(elements, start + i, i, Math.min(keys.length, n - i));
        }
      }
    }
  }

  /// The index of the element of a rank.
  int at(int rank) {
    return smallest.at(rank);
  }

  /// What is not beyond the last one kept cannot come before it; NaN on either side is looked at.
  private int beyond(float[] x, int start, int from, int n) {
    float last = x[start + smallest.at(keep - 1)];
    return descending
        ? REDUCTIONS.firstAbove(x, start, from, n, last)
        : REDUCTIONS.firstBelow(x, start, from, n, last);
  }

  private int beyond(double[] x, int start, int from, int n) {
    double last = x[start + smallest.at(keep - 1)];
    return descending
        ? DOUBLE_REDUCTIONS.firstAbove(x, start, from, n, last)
        : DOUBLE_REDUCTIONS.firstBelow(x, start, from, n, last);
  }

  private void lookAt(Object elements, int i, int first, int count) {
    Ranking.keys(elements, i, 1, keys, count);
    if (descending) {
      SortKeys.reverse(keys, count);
    }
    smallest.look(keys, count, first);
  }
}
