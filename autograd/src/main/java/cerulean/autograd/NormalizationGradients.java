package cerulean.autograd;

import cerulean.tensor.Normalization;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The derivatives of normalisations.
///
/// Their inputs are in this order: what is normalised, weight and bias where there are such, then
/// given statistics.
final class NormalizationGradients {

  private NormalizationGradients() {}

  static Variable layerNorm(
      Variable x, int axes, @Nullable Variable weight, @Nullable Variable bias, double epsilon) {
    Tensor y = Normalization.layerNorm(x.value(), axes, value(weight), value(bias), epsilon);
    int rank = x.shape().rank();
    int[] last = IntStream.range(rank - axes, rank).toArray();
    int[] shape = Arrays.copyOfRange(x.shape().dims(), rank - axes, rank);
    boolean scaled = weight != null;
    boolean moved = bias != null;
    Rule rule =
        Rule.fused(
            "layerNorm",
            (g, in, out) -> {
              Tensor a = in.get(0).value();
              Tensor w = scaled ? in.get(1).value() : null;
              return inOrder(
                  Normalization.layerNormGradients(g, a, axes, w, epsilon), scaled, moved);
            },
            in -> affine(standard(in.get(0), epsilon, last), in, scaled, moved, shape));
    return Variable.result(rule, y, inputs(x, weight, bias).toArray(Variable[]::new));
  }

  static Variable batchNormTraining(
      Variable x,
      Tensor mean,
      Tensor variance,
      @Nullable Variable weight,
      @Nullable Variable bias,
      double epsilon) {
    Tensor y =
        Normalization.batchNorm(x.value(), mean, variance, value(weight), value(bias), epsilon);
    int[] others = ConvolutionGradients.allBut(x.shape().rank(), 1);
    int[] channels = perChannel(x);
    boolean scaled = weight != null;
    boolean moved = bias != null;
    Rule rule =
        Rule.fused(
            "batchNormTraining",
            (g, in, out) -> {
              Tensor a = in.get(0).value();
              Tensor w = scaled ? in.get(1).value() : null;
              return inOrder(
                  Normalization.batchNormGradients(g, a, mean, variance, w, epsilon),
                  scaled,
                  moved);
            },
            in -> affine(standard(in.get(0), epsilon, others), in, scaled, moved, channels));
    return Variable.result(rule, y, inputs(x, weight, bias).toArray(Variable[]::new));
  }

  /// With given statistics: an affine map of each channel.
  static Variable batchNorm(
      Variable x,
      Variable mean,
      Variable variance,
      @Nullable Variable weight,
      @Nullable Variable bias,
      double epsilon) {
    Tensor y =
        Normalization.batchNorm(
            x.value(), mean.value(), variance.value(), value(weight), value(bias), epsilon);
    List<Variable> inputs = inputs(x, weight, bias);
    inputs.add(mean);
    inputs.add(variance);
    int[] channels = perChannel(x);
    boolean scaled = weight != null;
    boolean moved = bias != null;
    Rule rule =
        Rule.recomputed(
            "batchNorm",
            in -> {
              Variable centre = in.get(in.size() - 2).reshape(channels);
              Variable spread = in.getLast().add(epsilon).sqrt().reshape(channels);
              return affine(in.get(0).sub(centre).div(spread), in, scaled, moved, channels);
            });
    return Variable.result(rule, y, inputs.toArray(Variable[]::new));
  }

  private static List<Variable> inputs(
      Variable x, @Nullable Variable weight, @Nullable Variable bias) {
    List<Variable> inputs = new ArrayList<>(List.of(x));
    if (weight != null) {
      inputs.add(weight);
    }
    if (bias != null) {
      inputs.add(bias);
    }
    return inputs;
  }

  private static @Nullable Tensor[] inOrder(
      Normalization.Gradients all, boolean scaled, boolean moved) {
    List<@Nullable Tensor> gradients = new ArrayList<>();
    gradients.add(all.input());
    if (scaled) {
      gradients.add(all.weight());
    }
    if (moved) {
      gradients.add(all.bias());
    }
    return gradients.toArray(Tensor[]::new);
  }

  /// `(x - mean) / sqrt(variance + epsilon)` over some axes.
  private static Variable standard(Variable x, double epsilon, int... axes) {
    Variable centred = x.sub(x.mean(true, axes));
    Variable variance = centred.mul(centred).mean(true, axes);
    return centred.div(variance.add(epsilon).sqrt());
  }

  /// `x` times the weight plus the bias, in the shape in which they broadcast.
  private static Variable affine(
      Variable x, List<Variable> in, boolean scaled, boolean moved, int... shape) {
    Variable y = scaled ? x.mul(in.get(1).reshape(shape)) : x;
    return moved ? y.add(in.get(scaled ? 2 : 1).reshape(shape)) : y;
  }

  /// The shape in which one number per channel broadcasts: the channels and axes of size 1.
  private static int[] perChannel(Variable x) {
    int[] shape = new int[x.shape().rank() - 1];
    Arrays.fill(shape, 1);
    shape[0] = x.shape().dim(1);
    return shape;
  }

  private static @Nullable Tensor value(@Nullable Variable variable) {
    return variable == null ? null : variable.value();
  }
}
