package cerulean.nn.gain;

/// What a gain multiplies.
public enum Place {
  /// The weighted sum of a layer, before its bias: `g W x + b`, as in the paper.
  WEIGHTED_SUM,

  /// All that the layer gives: `g f(x)`. On an activation this is `g relu(z)`, on a linear layer `g
  /// (W x + b)`.
  OUTPUT
}
