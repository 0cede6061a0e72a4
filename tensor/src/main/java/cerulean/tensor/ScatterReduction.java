package cerulean.tensor;

/// What becomes of an element that a scatter names and of the number it brings. Named several
/// times, an element takes the numbers one after the other, in the order of the indices.
public enum ScatterReduction {
  /// The number replaces the element: of several the last one stays.
  NONE,

  /// Their sum; of truth values whether one is true.
  ADD,

  /// Their product; of truth values whether both are true.
  MUL,

  /// The smaller one; NaN if one is NaN.
  MIN,

  /// The larger one; NaN if one is NaN.
  MAX
}
