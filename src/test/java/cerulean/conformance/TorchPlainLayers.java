package cerulean.conformance;

import static cerulean.conformance.TorchLayers.ANY;

import cerulean.nn.AvgPool2d;
import cerulean.nn.BatchNorm1d;
import cerulean.nn.BatchNorm2d;
import cerulean.nn.BatchNorm3d;
import cerulean.nn.Conv1d;
import cerulean.nn.Conv2d;
import cerulean.nn.Conv3d;
import cerulean.nn.ConvTranspose1d;
import cerulean.nn.ConvTranspose2d;
import cerulean.nn.Elu;
import cerulean.nn.Flatten;
import cerulean.nn.Gelu;
import cerulean.nn.GroupNorm;
import cerulean.nn.InstanceNorm2d;
import cerulean.nn.Layer;
import cerulean.nn.LayerNorm;
import cerulean.nn.Linear;
import cerulean.nn.LocalResponseNorm;
import cerulean.nn.MaxPool2d;
import cerulean.nn.Relu;
import cerulean.nn.Sequential;
import cerulean.nn.Sigmoid;
import cerulean.nn.Silu;
import cerulean.nn.Tanh;
import cerulean.tensor.PadMode;
import cerulean.tensor.Window;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Layers of one input, made with PyTorch's arguments and defaults.
final class TorchPlainLayers {

  /// Those that are cases of their own, with the input `x`.
  static final List<String> NAMES =
      List.of(
          "Linear",
          "Conv1d",
          "Conv2d",
          "Conv3d",
          "ConvTranspose1d",
          "ConvTranspose2d",
          "BatchNorm1d",
          "BatchNorm2d",
          "BatchNorm3d",
          "InstanceNorm2d",
          "LayerNorm",
          "GroupNorm",
          "LocalResponseNorm",
          "Sequential");

  private TorchPlainLayers() {}

  static Layer of(String name, Arguments in) {
    return switch (name) {
      case "Linear" -> Linear.of(in.integer("in_features"), in.integer("out_features"), ANY);
      case "Conv1d", "Conv2d", "Conv3d" -> convolution(name.charAt(4) - '0', in);
      case "ConvTranspose1d", "ConvTranspose2d" -> transposed(name.charAt(13) - '0', in);
      case "BatchNorm1d", "BatchNorm2d", "BatchNorm3d" -> batchNorm(name.charAt(9) - '0', in);
      case "InstanceNorm2d" ->
          InstanceNorm2d.of(
              in.integer("num_features"),
              in.number("eps"),
              in.number("momentum"),
              in.flag("affine"),
              in.flag("track_running_stats"));
      case "LayerNorm" ->
          in.flag("elementwise_affine")
              ? LayerNorm.withEpsilon(in.number("eps"), in.integers("normalized_shape"))
              : LayerNorm.notAffine(in.number("eps"), in.integers("normalized_shape"));
      case "GroupNorm" ->
          GroupNorm.of(
              in.integer("num_groups"),
              in.integer("num_channels"),
              in.number("eps"),
              in.flag("affine"));
      case "LocalResponseNorm" ->
          new LocalResponseNorm(
              in.integer("size"), in.number("alpha"), in.number("beta"), in.number("k"));
      case "Sequential" -> sequential(in);
      case "MaxPool2d" -> MaxPool2d.of(in.integer("kernel_size"));
      case "AvgPool2d" -> AvgPool2d.of(in.integer("kernel_size"));
      case "Flatten" -> new Flatten();
      case "ReLU" -> new Relu();
      case "Tanh" -> new Tanh();
      case "Sigmoid" -> new Sigmoid();
      case "SiLU" -> new Silu();
      case "GELU" -> new Gelu();
      case "ELU" -> new Elu();
      default -> throw new IllegalArgumentException("no layer " + name);
    };
  }

  private static Layer sequential(Arguments in) {
    List<Layer> layers = new ArrayList<>();
    for (JsonNode one : in.attribute("layers")) {
      layers.add(of(one.get("class").asText(), new Arguments(one.get("args"))));
    }
    return Sequential.of(layers.toArray(Layer[]::new));
  }

  private static Window window(int axes, Arguments in) {
    Window window =
        Window.of(in.integers("kernel_size", axes))
            .stride(orElse(in, "stride", axes, 1))
            .dilation(orElse(in, "dilation", axes, 1));
    if (in.isNull("padding")) {
      return window;
    }
    return switch (in.text("padding")) {
      case "valid" -> window;
      case "same" -> window.padSame();
      default -> window.pad(in.integers("padding", axes));
    };
  }

  private static int[] orElse(Arguments in, String name, int axes, int otherwise) {
    int[] usual = new int[axes];
    Arrays.fill(usual, otherwise);
    return in.isNull(name) ? usual : in.integers(name, axes);
  }

  private static Layer convolution(int axes, Arguments in) {
    int ins = in.integer("in_channels");
    int outs = in.integer("out_channels");
    int groups = in.integer("groups", 1);
    boolean bias = in.flag("bias", true);
    Window window = window(axes, in);
    String mode = in.isNull("padding_mode") ? "zeros" : in.text("padding_mode");
    PadMode pad =
        mode.equals("zeros") ? PadMode.CONSTANT : PadMode.valueOf(mode.toUpperCase(Locale.ROOT));
    return switch (axes) {
      case 1 -> Conv1d.of(ins, outs, window, pad, groups, bias, ANY);
      case 2 -> Conv2d.of(ins, outs, window, pad, groups, bias, ANY);
      default -> Conv3d.of(ins, outs, window, pad, groups, bias, ANY);
    };
  }

  private static Layer transposed(int axes, Arguments in) {
    int ins = in.integer("in_channels");
    int outs = in.integer("out_channels");
    int groups = in.integer("groups", 1);
    boolean bias = in.flag("bias", true);
    int[] more = orElse(in, "output_padding", axes, 0);
    Window window = window(axes, in);
    return axes == 1
        ? ConvTranspose1d.of(ins, outs, window, more, groups, bias, ANY)
        : ConvTranspose2d.of(ins, outs, window, more, groups, bias, ANY);
  }

  private static Layer batchNorm(int axes, Arguments in) {
    int channels = in.integer("num_features");
    double epsilon = in.number("eps");
    double momentum = in.number("momentum");
    boolean affine = in.flag("affine");
    boolean tracked = in.flag("track_running_stats");
    return switch (axes) {
      case 1 -> BatchNorm1d.of(channels, epsilon, momentum, affine, tracked);
      case 2 -> BatchNorm2d.of(channels, epsilon, momentum, affine, tracked);
      default -> BatchNorm3d.of(channels, epsilon, momentum, affine, tracked);
    };
  }
}
