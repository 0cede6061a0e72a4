package cerulean.autograd;

import cerulean.tensor.Changes;
import cerulean.tensor.Tensor;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A scope in which operations keep something else in place of the values that their gradients may
/// need: a smaller type, a file, a place on another machine.
///
///     try (var _ = SavedTensors.packed(x -> x.to(DType.BF16), kept -> kept.to(DType.F32))) {
///       loss = network.forward(batch).sum();
///     }
///     loss.backward();
///
/// Packed are the results of operations wherever another operation takes them, once for each; leaves
/// and data are held by others anyway, and stay. A value is unpacked when the backward pass comes to
/// an operation that took or made it. What kernels keep beside results is not packed. The
/// functional derivatives of [Grad] keep values as they are. Holds for the calling thread; memory is
/// saved only where no [cerulean.tensor.Workspace] holds the values. The counterpart in PyTorch is
/// `torch.autograd.graph.saved_tensors_hooks`.
public final class SavedTensors implements AutoCloseable {

  /// Scopes open in all threads: a gate before the thread's own.
  private static final AtomicInteger OPEN = new AtomicInteger();

  private static final ThreadLocal<@Nullable SavedTensors> CURRENT = new ThreadLocal<>();

  private final @Nullable SavedTensors outer;
  private final Function<Variable, Variable> standIn;
  private boolean closed;

  private SavedTensors(Function<Variable, Variable> standIn) {
    this.outer = CURRENT.get();
    this.standIn = standIn;
    CURRENT.set(this);
    OPEN.incrementAndGet();
  }

  /// Keeps `pack(value)` in place of values, and computes gradients with `unpack` of it, which must
  /// have the shape and the type of the value.
  public static <T> SavedTensors packed(Function<Tensor, T> pack, Function<T, Tensor> unpack) {
    return new SavedTensors(x -> {
      T kept = pack.apply(x.value());
      return x.packed(new Packed(flat(x), Changes.of(x.value()), () -> unpack.apply(kept)));
    });
  }

  /// Returns what `body` computes, with values kept as they are.
  static <T> T without(Supplier<T> body) {
    SavedTensors around = CURRENT.get();
    CURRENT.remove();
    try {
      return body.get();
    } finally {
      CURRENT.set(around);
    }
  }

  /// A tensor of the same shape and type that takes no memory.
  private static Tensor flat(Variable x) {
    return Tensor.zeros(x.dtype()).expand(x.shape().dims());
  }

  /// Goes back to what was before.
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      CURRENT.set(outer);
      OPEN.decrementAndGet();
    }
  }

  static boolean isOn() {
    return OPEN.getPlain() > 0 && CURRENT.get() != null;
  }

  /// Puts stand-ins for the inputs of an operation that are results of others.
  static void pack(Node node) {
    Function<Variable, Variable> how = Objects.requireNonNull(CURRENT.get()).standIn;
    Variable[] inputs = node.inputs();
    Variable[] kept = inputs.clone();
    for (int i = 0; i < kept.length; i++) {
      Variable input = inputs[i];
      if (input.node() != null && input.trace() == null) {
        kept[i] = how.apply(input);
      }
    }
    node.keep(kept);
  }
}
