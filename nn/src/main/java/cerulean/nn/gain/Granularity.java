package cerulean.nn.gain;

/// How many gains a layer has.
public sealed interface Granularity {

  /// One gain for the whole layer.
  record PerLayer() implements Granularity {}

  /// One gain for each unit, which for a convolution is each channel. Units are read off the
  /// weight: `[units, in]` of a linear layer, `[channels, in, window...]` of a convolution.
  record PerUnit() implements Granularity {}

  /// One gain for each place along an axis of the output.
  ///
  /// - `axis`: counted from the end where negative: `-1` for features, `1` for the channels of a
  ///   batch of images
  /// - `size`: of that axis
  record Along(int axis, int size) implements Granularity {

    /// Checks the size.
    public Along {
      if (size < 1) {
        throw new IllegalArgumentException("gain: size must be at least 1, got " + size);
      }
    }
  }

  /// One gain for the whole layer.
  static Granularity layer() {
    return new PerLayer();
  }

  /// One gain for each unit or channel of a layer with a weight.
  static Granularity unit() {
    return new PerUnit();
  }

  /// One gain for each place along an axis of the output: for activations and normalisations, whose
  /// units cannot be read off a weight.
  static Granularity along(int axis, int size) {
    return new Along(axis, size);
  }
}
