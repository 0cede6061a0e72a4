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

  @Override
  Work ours(Task task) {
    Convolve c = (Convolve) task;
    int o = c.outSide();
    int k = c.kernel();
    int groups = c.groups();
    Window window = Window.of(k, k).stride(c.stride()).pad(c.padding());
    Tensor images = Tensor.wrap(c.images(), c.batch(), c.in(), c.side(), c.side());
    Tensor weight = Tensor.wrap(c.weight(), c.out(), c.in() / groups, k, k);
    Tensor gradient = Tensor.wrap(c.gradient(), c.batch(), c.out(), o, o);
    int[] size = {c.side(), c.side()};
    Fresh work =
        switch (c.direction()) {
          case "forward" -> () -> Convolution.conv2d(images, weight, null, window, groups);
          case "input" ->
              () -> Convolution.convInputGradient(gradient, weight, window, groups, size);
          default -> () -> Convolution.convWeightGradient(images, gradient, window, groups);
        };
    return work;
  }
}
