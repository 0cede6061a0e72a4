package cerulean.nn;

import cerulean.autograd.Variable;

/// Softmax over the channels of images.
///
/// - input: `[batch, channels, height, width]`, or without the batch
/// - result: the same shape; the channels of a place add up to 1
public final class Softmax2d implements Layer {

  /// A layer.
  public Softmax2d() {}

  @Override
  public Variable forward(Variable input) {
    return input.softmax(-3);
  }

  @Override
  public String toString() {
    return "Softmax2d";
  }
}
