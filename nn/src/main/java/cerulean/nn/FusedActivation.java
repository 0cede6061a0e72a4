package cerulean.nn;

import cerulean.tensor.FusedProducts;

/// An activation that a linear layer before it computes in its own pass.
interface FusedActivation extends Layer {

  /// Which one.
  FusedProducts.Activation fused();
}
