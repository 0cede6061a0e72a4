package cerulean.data;

import cerulean.tensor.Tensor;

/// Some examples together, to learn from in one step.
///
/// - `inputs`: one example per entry of the first axis
/// - `targets`: what is asked of each, in the same order: classes `[examples]` (I64), numbers,
///   sequences, or the inputs themselves
public record Batch(Tensor inputs, Tensor targets) {

  /// Checks that there are as many inputs as targets.
  public Batch {
    if (inputs.rank() == 0 || targets.rank() == 0 || inputs.dim(0) != targets.dim(0)) {
      throw unlike(inputs, targets);
    }
  }

  /// The number of examples.
  public int size() {
    return inputs.dim(0);
  }

  private static IllegalArgumentException unlike(Tensor inputs, Tensor targets) {
    return new IllegalArgumentException(
        "Batch: inputs and targets need one entry of the first axis per example; got "
            + inputs.shape()
            + " and "
            + targets.shape());
  }
}
