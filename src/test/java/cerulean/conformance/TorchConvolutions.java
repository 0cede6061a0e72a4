package cerulean.conformance;

import cerulean.tensor.Convolution;
import cerulean.tensor.PadMode;
import cerulean.tensor.Pooling;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import java.util.ArrayList;
import java.util.List;

/// Sections B1, convolutions (of the layers with the layer's weights), and B2, pooling.
final class TorchConvolutions {

  private static final String PADDING = "padding";

  private TorchConvolutions() {}

  static void addTo(Adapters to) {
    for (int axes = 1; axes <= 3; axes++) {
      to.single("nn.Conv" + axes + "d", TorchConvolutions::convolution);
    }
    to.single("conv2d", TorchConvolutions::convolution);
    to.single("nn.ConvTranspose1d", TorchConvolutions::transposed);
    to.single("nn.ConvTranspose2d", TorchConvolutions::transposed);
    addMaxima(to);
    addMeans(to);
  }

  private static Tensor convolution(Arguments in) {
    Tensor x = in.x();
    Window window = steps(in, Window.over(in.in("weight")));
    int[] padding = padding(in);
    if (!in.isNull("padding_mode") && in.text("padding_mode").equals("circular")) {
      int[] around = new int[x.rank()];
      System.arraycopy(padding, 0, around, x.rank() - padding.length, padding.length);
      x = x.pad(around, around, PadMode.CIRCULAR, 0);
    } else {
      window = window.pad(padding);
    }
    Tensor bias = in.optional("bias").orElse(null);
    return Convolution.conv(x, in.in("weight"), bias, window, in.integer("groups"));
  }

  private static Tensor transposed(Arguments in) {
    Window window = steps(in, Window.over(in.in("weight")));
    return Convolution.convTranspose(
        in.x(),
        in.in("weight"),
        in.optional("bias").orElse(null),
        window.pad(padding(in)),
        in.integer("groups"),
        in.integers("output_padding", axes(in)));
  }

  /// The window of a convolution with its padding.
  static Window window(Arguments in) {
    return steps(in, Window.over(in.in("weight"))).pad(padding(in));
  }

  private static Window steps(Arguments in, Window window) {
    return window
        .stride(in.integers("stride", axes(in)))
        .dilation(in.integers("dilation", axes(in)));
  }

  /// A number, one for each axis, or the word "valid" for none.
  static int[] padding(Arguments in) {
    return in.text(PADDING).equals("valid") ? new int[axes(in)] : in.integers(PADDING, axes(in));
  }

  /// Axes of the window of a weight `[out, in, window...]`.
  private static int axes(Arguments in) {
    return in.in("weight").rank() - 2;
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
