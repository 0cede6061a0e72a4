package cerulean.autograd;

import cerulean.tensor.Tensor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A value that an operation keeps in another form until its gradient is wanted, see
/// [SavedTensors].
///
/// - `form`: of the shape and type of the value
/// - `changes`: how often the value had been changed in place when it was packed
/// - `unpack`: gives the value
record Packed(Tensor form, int changes, Supplier<Tensor> unpack) implements Trace {

  /// The variable with its value, if that was packed.
  static Variable unpacked(Variable variable) {
    return variable.trace() instanceof Packed packed
        ? variable.withValue(packed.value())
        : variable;
  }

  /// All of them with their values.
  static Variable[] unpacked(Variable... variables) {
    Variable[] all = variables.clone();
    for (int i = 0; i < all.length; i++) {
      all[i] = unpacked(all[i]);
    }
    return all;
  }

  @Override
  public long level() {
    return Long.MAX_VALUE;
  }

  @Override
  public Tensor value() {
    Tensor value = unpack.get();
    if (!value.shape().equals(form.shape()) || value.dtype() != form.dtype()) {
      throw wrongValue(value);
    }
    return value;
  }

  @Override
  public @Nullable Trace detached() {
    return this;
  }

  @Override
  public boolean isRecorded() {
    return false;
  }

  private IllegalStateException wrongValue(Tensor value) {
    return new IllegalStateException(
        "backward: unpack must give back the shape and the type of what was packed, "
            + form.dtype()
            + " "
            + form.shape()
            + "; got "
            + value.dtype()
            + " "
            + value.shape());
  }
}
