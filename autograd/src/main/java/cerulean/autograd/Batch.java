package cerulean.autograd;

import cerulean.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// One variable that stands for many examples.
///
/// - `examples`: their values along a leading axis that the variable itself does not show
record Batch(long level, Variable examples) implements Trace {

  /// The variable that stands for `examples`.
  static Variable of(long level, Variable examples) {
    return Variable.traced(new Batch(level, examples));
  }

  static Batch apply(Primitive op, Variable[] in, long level) {
    Variable[] inner = in.clone();
    boolean[] mapped = new boolean[in.length];
    int size = 0;
    for (int i = 0; i < in.length; i++) {
      if (in[i].trace() instanceof Batch batch && batch.level == level) {
        inner[i] = batch.examples;
        mapped[i] = true;
        size = batch.examples.shape().dim(0);
      }
    }
    return new Batch(level, op.batch(inner, mapped, size));
  }

  /// All examples of a result, along a leading axis; of one that is the same for all, repeated.
  static Variable examplesOf(Variable y, long level, int size) {
    return y.trace() instanceof Batch batch && batch.level == level
        ? batch.examples
        : y.expand(Batching.prepend(size, y.shape().dims()));
  }

  /// `f(in)` for all examples, by running the operations that `f` is made of on all of them.
  static Variable through(Primitive.Composition f, Variable[] in, boolean[] mapped, int size) {
    long level = Trace.nextLevel();
    Variable[] traced = in.clone();
    for (int i = 0; i < in.length; i++) {
      if (mapped[i]) {
        traced[i] = of(level, in[i]);
      }
    }
    return examplesOf(f.of(traced), level, size);
  }

  /// The first example; zeros where there is none.
  @Override
  public Tensor form() {
    Tensor all = examples.form();
    if (all.dim(0) > 0) {
      return all.select(0, 0);
    }
    int[] dims = all.shape().dims();
    return Tensor.zeros(all.dtype(), java.util.Arrays.copyOfRange(dims, 1, dims.length));
  }

  @Override
  public Tensor value() {
    throw new IllegalStateException(
        "value: inside vmap this variable stands for "
            + examples.shape().dim(0)
            + " examples of shape "
            + form().shape()
            + " and has no single value; use operations of Variable");
  }

  @Override
  public @Nullable Trace detached() {
    return new Batch(level, examples.detach());
  }

  @Override
  public boolean isRecorded() {
    return examples.isRecordedAnywhere();
  }
}
