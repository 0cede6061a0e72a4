package cerulean.tensor.kernel;

import java.util.Arrays;

/// Puts indices in the order of keys, equal keys in the order in which they come; with the buffers
/// for up to `capacity` of them.
///
/// A key and its index share one `long`, so that moving one moves the other: 32 bits of key above
/// 32 bits of index. Keys of 64 bits are sorted twice, by their lower and then by their upper half,
/// which works because the sort is stable. Long runs are sorted by counting digits of 11 bits from
/// the lowest up (Knuth 1998, "The Art of Computer Programming" 3, 5.2.5): three passes whatever
/// the keys, where comparing takes `log2(n)`; shorter ones by four digits of 8 bits, which have an
/// eighth of the counters to clear. A digit that is the same in all keys is passed over. Short runs
/// are merged.
public final class StableSort {

  /// Below this length clearing and adding up the counters costs more than comparing.
  private static final int COUNTING = 64;

  /// From this length on digits of 11 bits are faster than of 8.
  private static final int LONG = 768;

  /// Runs of this length are sorted by insertion before they are merged.
  private static final int INSERTION = 16;

  /// Makes an unsigned digit of the signed half.
  private static final long SIGN = 1L << 63;

  private final long[] a;
  private final long[] b;
  private final int[] counts;

  /// Buffers for runs of up to `capacity` elements.
  public StableSort(int capacity) {
    this.a = new long[capacity];
    this.b = new long[capacity];
    this.counts = new int[capacity < COUNTING ? 0 : capacity < LONG ? 4 << 8 : 3 << 11];
  }

  /// Reorders the `n` indices in `order` so that `keys[order[0]], keys[order[1]], ...` ascend; keys
  /// have 64 significant bits if `wide`, else 32.
  public void refine(long[] keys, boolean wide, int[] order, int n) {
    if (wide) {
      for (int i = 0; i < n; i++) {
        // The lower half has no sign: it is turned over for an order that has one.
        a[i] = (keys[order[i]] << 32 ^ SIGN) | order[i];
      }
      unpack(sorted(n), order, n);
      for (int i = 0; i < n; i++) {
        a[i] = (keys[order[i]] & 0xffffffff00000000L) | order[i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        a[i] = keys[order[i]] << 32 | order[i];
      }
    }
    unpack(sorted(n), order, n);
  }

  private static void unpack(long[] packed, int[] order, int n) {
    for (int i = 0; i < n; i++) {
      order[i] = (int) packed[i];
    }
  }

  /// Sorts `a` by upper halves; the result is in the buffer returned.
  private long[] sorted(int n) {
    if (n < COUNTING) {
      return merged(n);
    }
    return n < LONG ? counted(n, 8, 4) : counted(n, 11, 3);
  }

  private long[] merged(int n) {
    for (int from = 0; from < n; from += INSERTION) {
      insert(from, Math.min(n, from + INSERTION));
    }
    long[] source = a;
    long[] target = b;
    for (int width = INSERTION; width < n; width *= 2) {
      for (int from = 0; from < n; from += 2 * width) {
        int middle = Math.min(n, from + width);
        merge(source, from, middle, Math.min(n, middle + width), target);
      }
      long[] swapped = source;
      source = target;
      target = swapped;
    }
    return source;
  }

  private void insert(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      long x = a[i];
      int j = i;
      for (; j > from && a[j - 1] >> 32 > x >> 32; j--) {
        a[j] = a[j - 1];
      }
      a[j] = x;
    }
  }

  private static void merge(long[] source, int from, int middle, int to, long[] target) {
    int left = from;
    int right = middle;
    for (int i = from; i < to; i++) {
      boolean takeLeft =
          right >= to || (left < middle && source[left] >> 32 <= source[right] >> 32);
      target[i] = takeLeft ? source[left++] : source[right++];
    }
  }

  private long[] counted(int n, int bits, int passes) {
    int values = 1 << bits;
    Arrays.fill(counts, 0, passes * values, 0);
    for (int i = 0; i < n; i++) {
      long x = a[i];
      counts[digit(x, 32, values)]++;
      counts[values + digit(x, 32 + bits, values)]++;
      counts[2 * values + digit(x, 32 + 2 * bits, values)]++;
      if (passes > 3) {
        counts[3 * values + digit(x, 32 + 3 * bits, values)]++;
      }
    }
    long[] source = a;
    long[] target = b;
    for (int pass = 0; pass < passes; pass++) {
      int base = pass * values;
      int shift = 32 + bits * pass;
      if (counts[base + digit(source[0], shift, values)] == n) {
        continue;
      }
      int next = 0;
      for (int value = base; value < base + values; value++) {
        int count = counts[value];
        counts[value] = next;
        next += count;
      }
      for (int i = 0; i < n; i++) {
        long x = source[i];
        target[counts[base + digit(x, shift, values)]++] = x;
      }
      long[] swapped = source;
      source = target;
      target = swapped;
    }
    return source;
  }

  private static int digit(long x, int shift, int values) {
    return (int) ((x ^ SIGN) >>> shift) & (values - 1);
  }
}
