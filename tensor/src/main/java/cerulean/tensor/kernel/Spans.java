package cerulean.tensor.kernel;

/// What each place of a window covers along one axis of an image: elements `first[i]`, `first[i] +
/// step` and so on, before `end[i]`, all inside. `padded[i]` counts the padding too.
@SuppressWarnings("ArrayRecordComponent") // Made for one operation, never written.
public record Spans(int[] first, int[] end, int[] padded, int step) {

  /// Of an axis that an image does not have.
  public static final Spans NONE = new Spans(new int[] {0}, new int[] {1}, new int[] {1}, 1);

  /// The number of places.
  public int places() {
    return first.length;
  }

  /// Whether there is one place, which covers the first element alone.
  boolean isOne() {
    return first.length == 1 && first[0] == 0 && end[0] == 1;
  }

  /// Whether each place covers two elements and they stand side by side: 0 and 1, 2 and 3, ...
  boolean arePairs() {
    for (int i = 0; i < first.length; i++) {
      if (first[i] != 2 * i || end[i] != 2 * i + 2) {
        return false;
      }
    }
    return step == 1;
  }

  /// The number of elements that place `i` covers.
  int inside(int i) {
    return (end[i] - first[i] + step - 1) / step;
  }
}
