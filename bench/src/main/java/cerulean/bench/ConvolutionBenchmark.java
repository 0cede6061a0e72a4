package cerulean.bench;

import cerulean.bench.task.Convolve;
import cerulean.bench.task.Task;
import cerulean.bench.task.Work;
import cerulean.tensor.Convolution;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import org.openjdk.jmh.annotations.Param;

/// Convolutions over two axes and their gradients, on typical layers.
public class ConvolutionBenchmark extends Contest {

  @Param("forward 64x32x26 to 64 k3s1p0")
  private String work = "";

  @Override
  Task task() {
    return Convolve.of(work);
  }

  /// Whether Cerulean has an operation for the task.
  static boolean knows(Convolve task) {
    return !task.direction().equals("weight");
  }

  @Override
  Work ours(Task task) {
    Convolve c = (Convolve) task;
    int o = c.outSide();
    int k = c.kernel();
    Tensor weight = Tensor.wrap(c.weight(), c.out(), c.in() / c.groups(), k, k);
    Window window = Window.over(weight).stride(c.stride(), c.stride()).pad(c.padding(), c.padding());
    if (c.direction().equals("forward")) {
      Tensor images = Tensor.wrap(c.images(), c.batch(), c.in(), c.side(), c.side());
      return (Fresh) () -> Convolution.conv2d(images, weight, null, window, c.groups());
    }
    Tensor gradient = Tensor.wrap(c.gradient(), c.batch(), c.out(), o, o);
    int rest = c.side() + 2 * c.padding() - k - (o - 1) * c.stride();
    return (Fresh)
        () ->
            Convolution.convTranspose2d(
                gradient, weight, null, window, c.groups(), rest, rest);
  }
}
