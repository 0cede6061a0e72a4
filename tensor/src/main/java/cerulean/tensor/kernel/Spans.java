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

  /// The number of elements that place `i` covers.
  int inside(int i) {
    return (end[i] - first[i] + step - 1) / step;
  }
}
