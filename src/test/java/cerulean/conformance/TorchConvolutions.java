package cerulean.conformance;

import cerulean.tensor.Convolution;
import cerulean.tensor.Pooling;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import java.util.ArrayList;
import java.util.List;

/// Of section B1 the convolution that is no layer, and B2, pooling.
final class TorchConvolutions {

  private static final String PADDING = "padding";

  private TorchConvolutions() {}

  static void addTo(Adapters to) {
    to.single("conv2d", TorchConvolutions::convolution);
    addMaxima(to);
    addMeans(to);
  }

  private static Tensor convolution(Arguments in) {
    Tensor bias = in.optional("bias").orElse(null);
    return Convolution.conv(in.x(), in.in("weight"), bias, window(in), in.integer("groups"));
  }

  /// The window of a convolution with its padding.
  static Window window(Arguments in) {
    return Window.over(in.in("weight"))
        .stride(in.integers("stride"))
        .dilation(in.integers("dilation"))
        .pad(in.integers(PADDING));
  }

  private static void addMaxima(Adapters to) {
    for (int axes = 1; axes <= 3; axes++) {
      int n = axes;
      to.add("max_pool" + n + "d", in -> maxima(in, n));
    }
    to.single(
        "adaptive_max_pool1d", in -> Pooling.adaptiveMaxPool(in.x(), in.integers("output_size")));
    to.single(
        "adaptive_max_pool2d", in -> Pooling.adaptiveMaxPool(in.x(), in.integers("output_size")));
  }

  private static List<Tensor> maxima(Arguments in, int axes) {
    Window window = pool(in, axes).dilation(in.integers("dilation", axes));
    List<Tensor> outputs = new ArrayList<>();
    if (in.isNull("return_indices")) {
      outputs.add(Pooling.maxPool(in.x(), window));
    } else {
      Pooling.Maxima maxima = Pooling.maxPoolWithIndices(in.x(), window);
      outputs.add(maxima.values());
      outputs.add(maxima.indices());
    }
    return outputs;
  }

  static Window pool(Arguments in, int axes) {
    Window window =
        Window.of(in.integers("kernel_size", axes))
            .stride(in.integers("stride", axes))
            .pad(in.isNull(PADDING) ? new int[axes] : in.integers(PADDING, axes));
    return !in.isNull("ceil_mode") && in.flag("ceil_mode") ? window.ceiling() : window;
  }

  private static void addMeans(Adapters to) {
    to.single("avg_pool1d", in -> mean(in, 1));
    to.single("avg_pool2d", in -> mean(in, 2));
    to.single(
        "adaptive_avg_pool1d",
        in -> Pooling.adaptiveAveragePool(in.x(), in.integers("output_size")));
    to.single(
        "adaptive_avg_pool2d",
        in -> Pooling.adaptiveAveragePool(in.x(), in.integers("output_size")));
    to.single("lp_pool2d", in -> Pooling.lpPool(in.x(), in.number("norm_type"), pool(in, 2)));
  }

  private static Tensor mean(Arguments in, int axes) {
    Window window = pool(in, axes);
    return in.isNull("divisor_override")
        ? Pooling.averagePool(in.x(), window, in.flag("count_include_pad"))
        : Pooling.sumPool(in.x(), window).div(in.number("divisor_override"));
  }

  /// The window of `unfold` and `fold`.
  static Window patches(Arguments in) {
    return Window.of(in.integers("kernel_size"))
        .stride(in.integers("stride"))
        .pad(in.integers(PADDING))
        .dilation(in.integers("dilation"));
  }
}
