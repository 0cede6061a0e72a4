package cerulean.tensor;

import java.lang.reflect.Array;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Arrays of one thread that wait to be used again, by element type and exact length.
///
/// The pool follows what is used: an array that lay here untouched for a whole [#PERIOD] of
/// workspaces is dropped, and so is what comes back when the pool holds [#MOST_BYTES].
final class ArrayPool {

  /// Outermost workspaces from one look for arrays out of use to the next: more than there are
  /// training steps between two evaluations, as a rule, few enough to last seconds.
  static final int PERIOD = 256;

  /// A quarter of the heap.
  static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 4;

  /// Arrays of one type and length.
  private static final class Shelf {
    private final DType type;
    private final int length;
    private @Nullable Object[] arrays = new Object[4];
    private int count;

    /// The smallest count of this period: so many arrays nobody needed.
    private int spare;

    Shelf(DType type, int length) {
      this.type = type;
      this.length = length;
    }

    long bytes() {
      return (long) type.bytes() * length;
    }
  }

  /// Open addressing; at most half of the places are taken.
  private @Nullable Shelf[] shelves = new Shelf[64];

  private final long most;
  private int count;
  private long bytes;
  private int round;

  ArrayPool(long most) {
    this.most = most;
  }

  /// What the arrays in the pool take.
  long bytes() {
    return bytes;
  }

  /// An array with anything in it; null if there is none.
  @Nullable Object take(DType type, int length) {
    Shelf shelf = shelves[place(shelves, type, length)];
    if (shelf == null || shelf.count == 0) {
      return null;
    }
    Object array = shelf.arrays[--shelf.count];
    shelf.spare = Math.min(shelf.spare, shelf.count);
    bytes -= shelf.bytes();
    return array;
  }

  /// Takes back an array that nobody uses any more.
  void give(DType type, Object array) {
    int length = Array.getLength(array);
    Shelf shelf = shelves[place(shelves, type, length)];
    if (shelf == null) {
      shelf = new Shelf(type, length);
      add(shelf);
    }
    if (bytes + shelf.bytes() > most) {
      return;
    }
    if (shelf.count == shelf.arrays.length) {
      shelf.arrays = Arrays.copyOf(shelf.arrays, 2 * shelf.count);
    }
    shelf.arrays[shelf.count++] = array;
    bytes += shelf.bytes();
  }

  /// Counts a workspace that has ended, and after a [#PERIOD] of them drops what none has needed.
  void endOfWorkspace() {
    round++;
    if (round == PERIOD) {
      round = 0;
      dropSpares();
    }
  }

  private void dropSpares() {
    @Nullable Shelf[] before = shelves;
    shelves = new Shelf[64];
    count = 0;
    for (Shelf shelf : before) {
      if (shelf == null) {
        continue;
      }
      // The last given is taken first, so those that nobody needed are the first.
      int left = shelf.count - shelf.spare;
      System.arraycopy(shelf.arrays, shelf.spare, shelf.arrays, 0, left);
      Arrays.fill(shelf.arrays, left, shelf.count, null);
      bytes -= shelf.spare * shelf.bytes();
      shelf.count = left;
      shelf.spare = left;
      if (left > 0) {
        add(shelf);
      }
    }
  }

  private void add(Shelf shelf) {
    count++;
    if (2 * count > shelves.length) {
      @Nullable Shelf[] larger = new Shelf[2 * shelves.length];
      for (Shelf old : shelves) {
        if (old != null) {
          larger[place(larger, old.type, old.length)] = old;
        }
      }
      shelves = larger;
    }
    shelves[place(shelves, shelf.type, shelf.length)] = shelf;
  }

  /// Where the shelf is, or where it would be put.
  private static int place(@Nullable Shelf[] shelves, DType type, int length) {
    int mask = shelves.length - 1;
    // Multiplicative hashing (Knuth, The Art of Computer Programming 3, section 6.4): lengths are
    // often multiples of powers of two, whose low bits say nothing.
    int place = ((length * 0x9E3779B9) >>> 16) & mask;
    Shelf found = shelves[place];
    while (found != null && (found.length != length || found.type != type)) {
      place = (place + 1) & mask;
      found = shelves[place];
    }
    return place;
  }
}
