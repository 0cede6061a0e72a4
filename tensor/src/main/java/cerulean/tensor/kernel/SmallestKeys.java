package cerulean.tensor.kernel;

/// The few smallest of many keys in ascending order, equal keys in the order in which they come.
///
/// One pass: a key is compared with the largest of those kept, and inserted among them if it is
/// smaller. Of keys in random order the `i`-th is so with a chance of `keep / i`, which makes `keep
/// ln(n / keep)` insertions; at worst, in descending order, every key is inserted.
public final class SmallestKeys {

  /// Up to here one pass is faster than sorting even if every key is inserted: to move 64 keys up
  /// takes some 10 ns, to sort 10 to 30 for each element.
  public static final int MOST = 64;

  private final long[] kept;
  private final int[] places;
  private int count;

  /// For the `keep` smallest, at least one.
  public SmallestKeys(int keep) {
    this.kept = new long[keep];
    this.places = new int[keep];
  }

  /// Forgets all keys.
  public void restart() {
    count = 0;
  }

  /// Looks at `n` more keys, which stand at the places `first, first + 1, ...`.
  public void look(long[] keys, int n, int first) {
    for (int i = 0; i < n; i++) {
      if (count < kept.length) {
        insert(keys[i], first + i, count++);
      } else if (keys[i] < kept[kept.length - 1]) {
        insert(keys[i], first + i, kept.length - 1);
      }
    }
  }

  /// The place of the key of a rank.
  public int at(int rank) {
    return places[rank];
  }

  /// Behind the keys that are not larger, of which there are up to `k`.
  private void insert(long key, int place, int k) {
    int to = k;
    for (; to > 0 && kept[to - 1] > key; to--) {
      kept[to] = kept[to - 1];
      places[to] = places[to - 1];
    }
    kept[to] = key;
    places[to] = place;
  }
}
