package cerulean.autograd;

import cerulean.tensor.Convolution;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The derivatives of convolutions.
///
/// Input `x`, weight `w` and gradient `g` are bound by one form that is linear in each, `sum(g *
/// conv(x, w))`. Its derivatives are the convolution and its two gradients, so the three are each
/// other's rules.
final class ConvolutionGradients {

  private ConvolutionGradients() {}

  static Variable conv(
      String op, Variable x, Variable weight, @Nullable Variable bias, Window window, int groups) {
    Tensor y = forward(op, x.value(), weight.value(), value(bias), window, groups);
    int axes = weight.shape().rank() - 2;
    Rule rule =
        new Rule(
            op,
            (g, in, out) ->
                g.convInputGradient(in.get(1), window, groups, spatial(in.get(0), axes)),
            (g, in, out) -> in.get(0).convWeightGradient(g, window, groups),
            (g, in, out) -> g.sum(false, allBut(g.shape().rank(), g.shape().rank() - 1 - axes)));
    return bias == null
        ? Variable.result(rule, y, x, weight)
        : Variable.result(rule, y, x, weight, bias);
  }

  private static Tensor forward(
      String op, Tensor x, Tensor weight, @Nullable Tensor bias, Window window, int groups) {
    return switch (op) {
      case "conv1d" -> Convolution.conv1d(x, weight, bias, window, groups);
      case "conv2d" -> Convolution.conv2d(x, weight, bias, window, groups);
      case "conv3d" -> Convolution.conv3d(x, weight, bias, window, groups);
      default -> Convolution.conv(x, weight, bias, window, groups);
    };
  }

  static Variable inputGradient(
      Variable gradient, Variable weight, Window window, int groups, int... inputSize) {
    int[] sizes = inputSize.clone();
    Tensor x =
        Convolution.convInputGradient(gradient.value(), weight.value(), window, groups, sizes);
    Rule rule =
        new Rule(
            "convInputGradient",
            (v, in, out) -> v.conv(in.get(1), null, window, groups),
            (v, in, out) -> v.convWeightGradient(in.get(0), window, groups));
    return Variable.result(rule, x, gradient, weight);
  }

  static Variable weightGradient(Variable x, Variable gradient, Window window, int groups) {
    Tensor weight = Convolution.convWeightGradient(x.value(), gradient.value(), window, groups);
    int axes = weight.rank() - 2;
    Rule rule =
        new Rule(
            "convWeightGradient",
            (v, in, out) ->
                in.get(1).convInputGradient(v, window, groups, spatial(in.get(0), axes)),
            (v, in, out) -> in.get(0).conv(v, null, window, groups));
    return Variable.result(rule, weight, x, gradient);
  }

  private static int[] spatial(Variable x, int axes) {
    int[] dims = x.shape().dims();
    return java.util.Arrays.copyOfRange(dims, dims.length - axes, dims.length);
  }

  static int[] allBut(int rank, int axis) {
    return IntStream.range(0, rank).filter(i -> i != axis).toArray();
  }

  private static @Nullable Tensor value(@Nullable Variable variable) {
    return variable == null ? null : variable.value();
  }
}
