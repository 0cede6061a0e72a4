package cerulean.autograd;

import cerulean.tensor.Changes;
import cerulean.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// One recorded operation: which primitive, and what went in.
final class Node {

  private final Primitive op;
  private Variable @Nullable [] inputs;
  private @Nullable Object saved;
  private long versions;
  private boolean packed;
  private @Nullable Hooks hooks;

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
      String released = "was released by an earlier backward; keep it with backward(true)";
      throw new IllegalStateException(
          "backward: the graph behind this %s %s, or compute the loss again"
              .formatted(op.name(), released));
    }
    return inputs;
  }

  /// Lets go of the inputs, and with them of everything they were computed from.
  void release() {
    inputs = null;
    saved = null;
  }

  boolean isReleased() {
    return inputs == null;
  }

  /// Keeps what a kernel has computed beside the result for the gradient's kernel.
  void save(Object intermediate) {
    saved = intermediate;
  }

  @Nullable Object saved() {
    return saved;
  }

  /// Takes stand-ins for inputs whose values are packed.
  void keep(Variable... standIns) {
    inputs = standIns;
    packed = true;
  }

  /// The inputs with their values.
  Variable[] unpackedInputs() {
    return packed ? Packed.unpacked(inputs()) : inputs();
  }

  // ---- Hooks

  @Nullable Hooks hooks() {
    return hooks;
  }

  /// Hooks of the result are the node's, since several variables may stand for one result.
  void hooks(Hooks added) {
    hooks = added;
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
    versions = Versions.of(Changes.of(result), inputs());
  }

  boolean isIntact(Variable result) {
    return Versions.of(Versions.of(result), inputs()) == versions;
  }

  /// The inputs, with those changed since put under a [Changed] trace.
  Variable[] markedInputs(Variable result) {
    long now = Versions.of(Versions.of(result), inputs());
    return Packed.unpacked(Versions.marked(op.name(), inputs(), versions, now));
  }

  /// The result, if it was changed since under a [Changed] trace.
  Variable markedResult(Variable result) {
    long now = Versions.of(Versions.of(result), inputs());
    return Versions.marked(op.name(), result, versions, now);
  }
}
