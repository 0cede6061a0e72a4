package cerulean.autograd;

import cerulean.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// One recorded operation: which primitive, and what went in.
final class Node {

  private final Primitive op;
  private Variable @Nullable [] inputs;
  private @Nullable Object saved;
  private long versions;

  /// Where the operation was called, if [Anomaly] detection was on.
  private @Nullable Throwable call;

  Node(Primitive op, Variable... inputs) {
    this.op = op;
    this.inputs = inputs;
  }

  Primitive op() {
    return op;
  }

  Variable[] inputs() {
    if (inputs == null) {
      throw new IllegalStateException(
          "backward: the graph behind this "
              + op.name()
              + " was released by an earlier backward; keep it with backward(true), or compute the"
              + " loss again");
    }
    return inputs;
  }

  /// Lets go of the inputs, and with them of everything they were computed from.
  void release() {
    inputs = null;
    saved = null;
  }

  /// Keeps what a kernel has computed beside the result for the gradient's kernel.
  void save(Object intermediate) {
    saved = intermediate;
  }

  @Nullable Object saved() {
    return saved;
  }

  void calledAt(Throwable place) {
    call = place;
  }

  @Nullable Throwable call() {
    return call;
  }

  // ---- Changes in place

  /// Remembers how often the inputs and the result have been changed in place until now.
  void remember(Tensor result) {
    versions = Versions.of(result, inputs());
  }

  boolean isIntact(Tensor result) {
    return Versions.of(result, inputs()) == versions;
  }

  /// The inputs, with those changed since put under a [Changed] trace.
  Variable[] markedInputs(Tensor result) {
    return Versions.marked(op.name(), inputs(), versions, Versions.of(result, inputs()));
  }

  /// The result, if it was changed since under a [Changed] trace.
  Variable markedResult(Variable result) {
    return Versions.marked(op.name(), result, versions, Versions.of(result.form(), inputs()));
  }
}
