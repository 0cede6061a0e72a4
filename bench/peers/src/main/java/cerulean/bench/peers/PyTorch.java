package cerulean.bench.peers;

import cerulean.bench.task.Convolve;
import cerulean.bench.task.Lookup;
import cerulean.bench.task.Ordering;
import cerulean.bench.task.Peer;
import cerulean.bench.task.Pointwise;
import cerulean.bench.task.Pool;
import cerulean.bench.task.Product;
import cerulean.bench.task.Rowwise;
import cerulean.bench.task.Spiking;
import cerulean.bench.task.Task;
import cerulean.bench.task.Training;
import cerulean.bench.task.Work;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.AbstractTensor;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// PyTorch's C++ library through JavaCPP, in the same virtual machine: what Python programs call,
/// without Python's share of the time. Matrix products are MKL's, as in PyTorch's own builds;
/// convolutions oneDNN's on channels-last images; optimizers the fused ones.
public final class PyTorch implements Peer {

  static {
    // The binding loads this library where PyTorch asks for a BLAS.
    System.setProperty("org.bytedeco.openblas.load", "mkl_rt");
    // What the work makes it releases itself: no reference queues, no looks at the memory in use.
    System.setProperty("org.bytedeco.javacpp.nopointergc", "true");
    System.setProperty("org.bytedeco.javacpp.maxbytes", "0");
    System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
  }

  /// A provider; the library is loaded when it is needed.
  public PyTorch() {}

  @Override
  public String name() {
    return "pytorch";
  }

  @Override
  public Optional<String> absence() {
    return Loader.getPlatform().equals("linux-x86_64")
        ? Optional.empty()
        : Optional.of("the build brings its library for linux-x86_64 only");
  }

  @Override
  public String version() {
    String build = torch.show_config().getString();
    return "PyTorch "
        + build.replaceFirst("(?s).*TORCH_VERSION=([\\d.]+).*", "$1")
        + " (C++) with MKL "
        + MathKernelLibrary.loaded().version();
  }

  @Override
  public boolean knows(Task task) {
    // It has no spiking cells of its own.
    return !(task instanceof Spiking);
  }

  @Override
  public Work prepare(Task task, int threads) {
    torch.set_num_threads(threads);
    MathKernelLibrary.loaded().useThreads(threads);
    return switch (task) {
      case Product product -> TorchOperations.product(product);
      case Pointwise pointwise -> TorchOperations.pointwise(pointwise);
      case Rowwise rows -> TorchOperations.rows(rows);
      case Pool pool -> TorchOperations.pool(pool);
      case Ordering ordering -> TorchOperations.order(ordering);
      case Lookup lookup -> TorchOperations.lookUp(lookup);
      case Convolve convolve -> TorchOperations.convolve(convolve);
      case Training training -> new TorchTraining(training);
      case Spiking _ -> throw new IllegalArgumentException("pytorch: there are no spiking cells");
    };
  }

  /// A tensor with these elements.
  static Tensor tensor(float[] values, long... shape) {
    return AbstractTensor.create(values, shape);
  }

  /// The elements of a tensor in the order of its axes.
  static float[] numbers(Tensor tensor) {
    try (Tensor ordered = tensor.detach().contiguous()) {
      float[] values = new float[Math.toIntExact(ordered.numel())];
      ordered.data_ptr_float().get(values);
      return values;
    }
  }
}
