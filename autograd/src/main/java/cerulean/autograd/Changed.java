package cerulean.autograd;

import cerulean.tensor.Changes;
import cerulean.tensor.Tensor;

/// A value that an operation has saved for its gradient and that was changed in place since. It
/// still has its shape; whoever asks for more is told what happened.
///
/// - `op`: the name of the operation that saved it
/// - `what`: which of its inputs, or its result
record Changed(String op, String what, Tensor form) implements Trace {

  /// Above all others: a value that is wrong is not to be computed with.
  @Override
  public long level() {
    return Long.MAX_VALUE;
  }

  @Override
  public Tensor value() {
    throw refusal();
  }

  @Override
  public Trace detached() {
    return this;
  }

  @Override
  public boolean isRecorded() {
    return false;
  }

  IllegalStateException refusal() {
    return new IllegalStateException(
        "backward: "
            + op
            + " needs "
            + what
            + " "
            + form.shape()
            + " as it was, but it was changed in place "
            + Changes.lastPlace(form)
                .map(place -> "at " + place)
                .orElse("(run the forward pass in Anomaly.detect() to see where)")
            + "; change a copy, or after backward");
  }
}
