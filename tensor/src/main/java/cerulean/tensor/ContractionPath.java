package cerulean.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// In which order the factors of a sum of products are multiplied, two at a time.
///
/// A factor is the set of its labels, bit `i` for label `i`. Two factors cost the product of the
/// sizes of all their labels in multiplications, and their product keeps the labels that the result
/// or another factor has.
final class ContractionPath {

  /// Factors up to which every order is looked at: the search takes `3^n` steps, 6,561 for 8.
  private static final int EXACT = 8;

  private ContractionPath() {}

  /// One product: the numbers of its factors (from 0, that of product `i` of `n` factors is `n +
  /// i`), their labels, and the labels that it keeps.
  record Pair(int left, int right, long leftLabels, long rightLabels, long kept) {}

  /// The products that turn the factors into one with the labels `output`.
  static List<Pair> find(long[] factors, long output, int[] sizes) {
    int n = factors.length;
    int[][] order = n <= EXACT ? best(factors, output, sizes) : greedy(factors, output, sizes);
    long[] masks = Arrays.copyOf(factors, n + order.length);
    List<Pair> pairs = new ArrayList<>();
    for (int[] pair : order) {
      int left = pair[0];
      int right = pair[1];
      int product = n + pairs.size();
      masks[product] = kept(masks, product, left, right, output);
      pairs.add(new Pair(left, right, masks[left], masks[right], masks[product]));
      masks[left] = 0;
      masks[right] = 0;
    }
    return pairs;
  }

  /// The labels that a product keeps, of the first `n` factors; those used up have none.
  private static long kept(long[] masks, int n, int left, int right, long output) {
    long others = output;
    for (int i = 0; i < n; i++) {
      if (i != left && i != right) {
        others |= masks[i];
      }
    }
    return (masks[left] | masks[right]) & others;
  }

  /// The product of the sizes of labels.
  static double elements(long mask, int[] sizes) {
    double product = 1;
    for (long rest = mask; rest != 0; rest &= rest - 1) {
      product *= sizes[Long.numberOfTrailingZeros(rest)];
    }
    return product;
  }

  /// Dynamic programming over the subsets of factors: the cheapest way to a subset is the cheapest
  /// ways to two parts of it and their product.
  private static int[][] best(long[] masks, long output, int[] sizes) {
    int n = masks.length;
    int all = (1 << n) - 1;
    long[] labels = new long[all + 1];
    double[] cost = new double[all + 1];
    int[] split = new int[all + 1];
    for (int subset = 1; subset <= all; subset++) {
      labels[subset] = union(masks, subset) & (output | union(masks, all & ~subset));
      if (Integer.bitCount(subset) == 1) {
        labels[subset] = union(masks, subset);
        continue;
      }
      cost[subset] = Double.POSITIVE_INFINITY;
      int lowest = subset & -subset;
      for (int part = subset; part > 0; part = (part - 1) & subset) {
        int rest = subset & ~part;
        if ((part & lowest) == 0 || rest == 0) {
          continue;
        }
        double total = cost[part] + cost[rest] + elements(labels[part] | labels[rest], sizes);
        if (total < cost[subset]) {
          cost[subset] = total;
          split[subset] = part;
        }
      }
    }
    int[][] path = new int[n - 1][];
    emit(all, split, n, path, 0);
    return path;
  }

  private static long union(long[] masks, int subset) {
    long union = 0;
    for (int i = 0; i < masks.length; i++) {
      union |= (subset >>> i & 1) == 1 ? masks[i] : 0;
    }
    return union;
  }

  /// Writes the pairs that make a subset behind the first `done` ones; returns how many there are
  /// then. The last of them makes the subset itself.
  private static int emit(int subset, int[] split, int n, int[][] path, int done) {
    if (Integer.bitCount(subset) == 1) {
      return done;
    }
    int part = split[subset];
    int rest = subset & ~part;
    int middle = emit(part, split, n, path, done);
    int left = number(part, n, middle);
    int end = emit(rest, split, n, path, middle);
    int right = number(rest, n, end);
    path[end] = new int[] {left, right};
    return end + 1;
  }

  private static int number(int subset, int n, int done) {
    return Integer.bitCount(subset) == 1 ? Integer.numberOfTrailingZeros(subset) : n + done - 1;
  }

  /// The cheapest pair, then the cheapest pair of what is left, and so on; of equal costs the pair
  /// with the smaller product.
  private static int[][] greedy(long[] factors, long output, int[] sizes) {
    int n = factors.length;
    long[] masks = Arrays.copyOf(factors, 2 * n - 1);
    boolean[] used = new boolean[2 * n - 1];
    int[][] path = new int[n - 1][];
    for (int step = 0; step < n - 1; step++) {
      double lowest = Double.POSITIVE_INFINITY;
      double smallest = Double.POSITIVE_INFINITY;
      int[] pair = {0, 0};
      for (int i = 0; i < n + step; i++) {
        for (int j = i + 1; j < n + step && !used[i]; j++) {
          if (used[j]) {
            continue;
          }
          double cost = elements(masks[i] | masks[j], sizes);
          double size = elements(kept(masks, n + step, i, j, output), sizes);
          if (cost < lowest || (cost == lowest && size < smallest)) {
            lowest = cost;
            smallest = size;
            pair = new int[] {i, j};
          }
        }
      }
      path[step] = pair;
      masks[n + step] = kept(masks, n + step, pair[0], pair[1], output);
      used[pair[0]] = true;
      used[pair[1]] = true;
      masks[pair[0]] = 0;
      masks[pair[1]] = 0;
    }
    return path;
  }
}
