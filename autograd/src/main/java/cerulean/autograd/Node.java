package cerulean.autograd;

import cerulean.tensor.Changes;
import cerulean.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// One recorded operation: which primitive, and what went in.
final class Node {

  /// Inputs whose versions are told apart; those beyond share the last place.
  private static final int PLACES = 3;

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

  /// Remembers how often the inputs and the result have been changed in place until now: 16 bits
  /// each, which is cheaper than an array for every operation.
  void remember(Tensor result) {
    versions = versions(result);
  }

  private long versions(Tensor result) {
    long all = Changes.of(result) & 0xffff;
    Variable[] in = inputs();
    for (int i = 0; i < in.length; i++) {
      all += (Changes.of(in[i].form()) & 0xffffL) << (16 * (1 + Math.min(i, PLACES - 1)));
    }
    return all;
  }

  boolean isIntact(Tensor result) {
    return versions(result) == versions;
  }

  /// The inputs, with those changed since put under a [Changed] trace.
  Variable[] markedInputs(Tensor result) {
    long now = versions(result);
    Variable[] marked = inputs().clone();
    for (int i = 0; i < marked.length; i++) {
      if (isChanged(now, 1 + Math.min(i, PLACES - 1))) {
        String what = marked.length == 1 ? "its input" : "its input " + i;
        marked[i] = Variable.changed(marked[i], new Changed(op.name(), what, marked[i].form()));
      }
    }
    return marked;
  }

  Variable markedResult(Variable result) {
    return isChanged(versions(result.form()), 0)
        ? Variable.changed(result, new Changed(op.name(), "its result", result.form()))
        : result;
  }

  private boolean isChanged(long now, int place) {
    return (now >>> (16 * place) & 0xffff) != (versions >>> (16 * place) & 0xffff);
  }
}
