package cerulean.tensor;

/// What [Tensor#slice(Slice...)] takes of one axis: NumPy's `i`, `start:stop:step`, `...` and
/// `newaxis`.
///
/// | NumPy | here |
/// |---|---|
/// | `x[2]` | `x.slice(Slice.at(2))` |
/// | `x[:, 1:3]` | `x.slice(Slice.all(), Slice.of(1, 3))` |
/// | `x[..., ::-1]` | `x.slice(Slice.rest(), Slice.every(-1))` |
/// | `x[-2:, None]` | `x.slice(Slice.from(-2), Slice.newAxis())` |
public sealed interface Slice {

  /// Entries `start`, `start + step`, ... before `stop`. Negative bounds count from the end; what
  /// lies outside the axis is cut off.
  ///
  /// @param start the first entry
  /// @param stop the first entry no longer taken
  /// @param step the distance of entries; negative goes backwards
  record Range(int start, int stop, int step) implements Slice {

    /// Refuses a step of 0.
    public Range {
      if (step == 0) {
        throw new IllegalArgumentException("slice: step must not be 0");
      }
    }
  }

  /// One entry; the axis disappears.
  ///
  /// @param index the entry; negative counts from the end
  record At(int index) implements Slice {}

  /// What takes no number.
  enum Mark implements Slice {
    /// A new axis of size 1.
    NEW_AXIS,
    /// All axes that the others leave.
    REST
  }

  /// The whole axis.
  static Slice all() {
    return every(1);
  }

  /// Entries `start .. stop`, `stop` excluded.
  static Slice of(int start, int stop) {
    return new Range(start, stop, 1);
  }

  /// Entries `start`, `start + step`, ... before `stop`.
  static Slice of(int start, int stop, int step) {
    return new Range(start, stop, step);
  }

  /// Entries from `start` to the end.
  static Slice from(int start) {
    return new Range(start, Integer.MAX_VALUE, 1);
  }

  /// Entries before `stop`.
  static Slice to(int stop) {
    return new Range(0, stop, 1);
  }

  /// Every `step`-th entry; of a negative step from the last backwards.
  static Slice every(int step) {
    // Bounds beyond the axis are cut to it.
    return step < 0
        ? new Range(Integer.MAX_VALUE, Integer.MIN_VALUE, step)
        : new Range(0, Integer.MAX_VALUE, step);
  }

  /// The entry `index`; the axis disappears.
  static Slice at(int index) {
    return new At(index);
  }

  /// A new axis of size 1.
  static Slice newAxis() {
    return Mark.NEW_AXIS;
  }

  /// All axes that the others leave; stands at the end if it is not written.
  static Slice rest() {
    return Mark.REST;
  }
}
