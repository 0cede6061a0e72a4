package cerulean.bench.peers;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// PyTorch's fused optimizers, `_fused_adam_` and `_fused_sgd_`: one call for all parameters, which
/// is how `torch.optim.Adam(fused=True)` is fast. The Java binding leaves them out, so their C++
/// functions are called directly.
///
/// A list of tensors (`c10::ArrayRef<at::Tensor>`) is a pointer and a length; a tensor is one
/// pointer to what it shares with others, so that an array of these pointers will do.
final class TorchUpdates {

  private static final MemoryLayout LIST = MemoryLayout.structLayout(ADDRESS, JAVA_LONG);

  private static final String LIST_TYPE = "N3c108ArrayRefINS_6TensorEEE";

  private static final String OPTIONAL_TENSORS = "RKSt8optionalIS4_ES9_";

  /// `std::optional<at::Tensor>` with nothing in it: the tensor's place, and a mark that is false.
  private static final MemorySegment NONE = Arena.global().allocate(16, 8);

  private static final Scalar ONE = new Scalar(1f);

  @FunctionalInterface
  private interface Call {
    void of(MemorySegment gradients) throws Throwable;
  }

  private final int count;
  private final MemorySegment gradientPointers;
  private final MemorySegment gradientList;
  private final Call call;

  private TorchUpdates(int count, Call call) {
    this.count = count;
    this.call = call;
    gradientPointers = Arena.global().allocate(ADDRESS, count);
    gradientList = list(gradientPointers, count);
  }

  /// Adam on parameters `w` with running means `m` and `v`.
  static TorchUpdates adam(
      Tensor[] w, Tensor[] m, Tensor[] v, double lr, double beta1, double beta2, double epsilon) {
    MethodHandle function =
        function(
            "_ZN2at4_ops12_fused_adam_4callE"
                + LIST_TYPE
                + "S5_".repeat(5)
                + "dddddbb"
                + OPTIONAL_TENSORS,
            FunctionDescriptor.ofVoid(
                LIST,
                LIST,
                LIST,
                LIST,
                LIST,
                LIST,
                JAVA_DOUBLE,
                JAVA_DOUBLE,
                JAVA_DOUBLE,
                JAVA_DOUBLE,
                JAVA_DOUBLE,
                JAVA_BOOLEAN,
                JAVA_BOOLEAN,
                ADDRESS,
                ADDRESS));
    // One count of steps stands for those of all parameters: it is only read.
    Tensor steps = torch.zeros(1).reshape();
    Tensor[] counts = new Tensor[w.length];
    Arrays.fill(counts, steps);
    MemorySegment parameters = list(w);
    MemorySegment means = list(m);
    MemorySegment squares = list(v);
    MemorySegment none = list(new Tensor[0]);
    MemorySegment stepList = list(counts);
    return new TorchUpdates(
        w.length,
        gradients -> {
          steps.add_(ONE);
          function.invokeExact(
              parameters,
              gradients,
              means,
              squares,
              none,
              stepList,
              lr,
              beta1,
              beta2,
              0.0,
              epsilon,
              false,
              false,
              NONE,
              NONE);
        });
  }

  /// Gradient descent on parameters `w`, with momentum if there are `buffers`, which begin as 0.
  static TorchUpdates sgd(Tensor[] w, Tensor[] buffers, double lr, double momentum) {
    MethodHandle function =
        function(
            "_ZN2at4_ops11_fused_sgd_4callE"
                + LIST_TYPE
                + "S5_".repeat(2)
                + "ddddbbb"
                + OPTIONAL_TENSORS,
            FunctionDescriptor.ofVoid(
                LIST,
                LIST,
                LIST,
                JAVA_DOUBLE,
                JAVA_DOUBLE,
                JAVA_DOUBLE,
                JAVA_DOUBLE,
                JAVA_BOOLEAN,
                JAVA_BOOLEAN,
                JAVA_BOOLEAN,
                ADDRESS,
                ADDRESS));
    MemorySegment parameters = list(w);
    MemorySegment moving = list(buffers);
    return new TorchUpdates(
        w.length,
        gradients -> {
          function.invokeExact(
              parameters,
              gradients,
              moving,
              0.0,
              momentum,
              lr,
              0.0,
              false,
              false,
              false,
              NONE,
              NONE);
        });
  }

  /// Makes a step along these gradients.
  void step(Tensor[] gradients) {
    for (int i = 0; i < count; i++) {
      gradientPointers.setAtIndex(ADDRESS, i, shared(gradients[i]));
    }
    try {
      call.of(gradientList);
    } catch (Throwable e) {
      throw new IllegalStateException("pytorch: the fused update failed", e);
    }
  }

  /// The pointer that a tensor is.
  private static MemorySegment shared(Tensor tensor) {
    return MemorySegment.ofAddress(tensor.address())
        .reinterpret(ADDRESS.byteSize())
        .get(ADDRESS, 0);
  }

  private static MemorySegment list(Tensor[] tensors) {
    MemorySegment pointers = Arena.global().allocate(ADDRESS, Math.max(1, tensors.length));
    for (int i = 0; i < tensors.length; i++) {
      pointers.setAtIndex(ADDRESS, i, shared(tensors[i]));
    }
    return list(pointers, tensors.length);
  }

  private static MemorySegment list(MemorySegment pointers, long length) {
    MemorySegment list = Arena.global().allocate(LIST);
    list.set(ADDRESS, 0, pointers);
    list.set(ValueLayout.JAVA_LONG, ADDRESS.byteSize(), length);
    return list;
  }

  private static MethodHandle function(String symbol, FunctionDescriptor type) {
    return Linker.nativeLinker()
        .downcallHandle(SymbolLookup.loaderLookup().findOrThrow(symbol), type);
  }
}
