package cerulean.autograd;

import cerulean.tensor.Normalization;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The derivatives of normalisations.
final class NormalizationGradients {

  private NormalizationGradients() {}

  static Variable layerNorm(
      Variable x, int axes, @Nullable Variable weight, @Nullable Variable bias, double epsilon) {
    Tensor y = Normalization.layerNorm(x.value(), axes, value(weight), value(bias), epsilon);
    int rank = x.shape().rank();
    int[] last = IntStream.range(rank - axes, rank).toArray();
    return result("layerNorm", y, x, weight, bias, last, new int[0], epsilon);
  }

  /// Over the examples and places of each channel.
  static Variable batchNormTraining(
      Variable x,
      Tensor mean,
      Tensor variance,
      @Nullable Variable weight,
      @Nullable Variable bias,
      double epsilon) {
    Tensor y =
        Normalization.batchNorm(
            x.value(), mean, variance, value(weight), value(bias), epsilon);
    int rank = x.shape().rank();
    int[] perChannel = new int[rank - 1];
    Arrays.fill(perChannel, 1);
    perChannel[0] = x.shape().dim(1);
    int[] others = ConvolutionGradients.allBut(rank, 1);
    return result("batchNorm", y, x, weight, bias, others, perChannel, epsilon);
  }

  private static Variable result(
      String op,
      Tensor y,
      Variable x,
      @Nullable Variable weight,
      @Nullable Variable bias,
      int[] over,
      int[] parameters,
      double epsilon) {
    List<Variable> inputs = new ArrayList<>(List.of(x));
    if (weight != null) {
      inputs.add(weight);
    }
    if (bias != null) {
      inputs.add(bias);
    }
    boolean scaled = weight != null;
    Rule rule =
        Rule.fused(
            op,
            (g, in, out) -> gradients(g, in, scaled, over, parameters, epsilon),
            in -> composition(in, scaled, over, parameters, epsilon));
    return Variable.result(rule, y, inputs.toArray(Variable[]::new));
  }

  /// `(x - mean) / sqrt(variance + epsilon)`, scaled and moved.
  private static Variable composition(
      List<Variable> in, boolean scaled, int[] over, int[] parameters, double epsilon) {
    Variable centred = in.get(0).sub(in.get(0).mean(true, over));
    Variable variance = centred.mul(centred).mean(true, over);
    Variable y = centred.div(variance.add(epsilon).sqrt());
    int next = 1;
    if (scaled) {
      y = y.mul(shaped(in.get(next++), parameters));
    }
    return next < in.size() ? y.add(shaped(in.get(next), parameters)) : y;
  }

  private static Variable shaped(Variable parameter, int... shape) {
    return shape.length == 0 ? parameter : parameter.reshape(shape);
  }

  /// With `n = (x - mean) / s`, `s = sqrt(variance + epsilon)` and `h = g weight`: `dx = (h - mean h
  /// - n mean(h n)) / s`, `dweight = sum(g n)`, `dbias = sum g`.
  private static @Nullable Tensor[] gradients(
      Tensor g, List<Variable> in, boolean scaled, int[] over, int[] parameters, double epsilon) {
    Tensor x = in.get(0).value();
    Tensor centred = x.sub(x.mean(true, over));
    Tensor deviation = centred.mul(centred).mean(true, over).add(epsilon).sqrt();
    Tensor n = centred.div(deviation);
    Tensor h = g;
    @Nullable Tensor[] gradients = new Tensor[in.size()];
    int next = 1;
    if (scaled) {
      Tensor weight = in.get(next).value();
      h = g.mul(parameters.length == 0 ? weight : weight.reshape(parameters));
      gradients[next] = g.mul(n).sumTo(like(weight, parameters)).reshape(weight.shape().dims());
      next++;
    }
    if (next < in.size()) {
      Tensor bias = in.get(next).value();
      gradients[next] = g.sumTo(like(bias, parameters)).reshape(bias.shape().dims());
    }
    Tensor inner = h.sub(h.mean(true, over)).sub(n.mul(h.mul(n).mean(true, over)));
    gradients[0] = inner.div(deviation);
    return gradients;
  }

  private static cerulean.tensor.Shape like(Tensor parameter, int... shape) {
    return shape.length == 0 ? parameter.shape() : cerulean.tensor.Shape.of(shape);
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
    List<Variable> inputs = new ArrayList<>(List.of(x, mean, variance));
    if (weight != null) {
      inputs.add(weight);
    }
    if (bias != null) {
      inputs.add(bias);
    }
    boolean scaled = weight != null;
    Rule.Composition composition = in -> affine(in, scaled, epsilon);
    Rule rule = Rule.recomputed("batchNorm", composition);
    return Variable.result(rule, y, inputs.toArray(Variable[]::new));
  }

  private static Variable affine(List<Variable> in, boolean scaled, double epsilon) {
    int[] perChannel = new int[in.get(0).shape().rank() - 1];
    Arrays.fill(perChannel, 1);
    perChannel[0] = in.get(0).shape().dim(1);
    Variable factor = in.get(2).add(epsilon).sqrt();
    Variable y = in.get(0).sub(in.get(1).reshape(perChannel)).div(factor.reshape(perChannel));
    int next = 3;
    if (scaled) {
      y = y.mul(in.get(next++).reshape(perChannel));
    }
    return next < in.size() ? y.add(in.get(next).reshape(perChannel)) : y;
  }

  private static @Nullable Tensor value(@Nullable Variable variable) {
    return variable == null ? null : variable.value();
  }
}
