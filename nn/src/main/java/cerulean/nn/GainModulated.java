package cerulean.nn;

import cerulean.tensor.Tensor;

/// A layer whose weighted sums are multiplied by a gain.
public interface GainModulated extends Layer {

  /// The gain per output unit, `[out]`: state that the dynamics change in place, saved as buffer
  /// `gain`.
  Tensor gain();
}
