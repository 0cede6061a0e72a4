package cerulean.tensor;

/// What [Tensor#pad(int\[\], int\[\], PadMode, double)] writes beyond the edges of `1 2 3`.
public enum PadMode {
  /// One number: `0 0 1 2 3 0 0`.
  CONSTANT,

  /// The entries mirrored at the edge, the edge itself once: `3 2 1 2 3 2 1`. A single entry is
  /// repeated.
  REFLECT,

  /// The edge again and again: `1 1 1 2 3 3 3`.
  REPLICATE,

  /// The entries from the other end: `2 3 1 2 3 1 2`.
  CIRCULAR
}
