package cerulean.autograd;

import cerulean.tensor.Normalization;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Normalisations and their derivatives.
///
/// Their inputs are in this order: what is normalised, weight and bias where there are such, then
/// given statistics.
final class NormalizationGradients {

  private NormalizationGradients() {}

  static Variable layerNorm(
      Variable x, int axes, @Nullable Variable weight, @Nullable Variable bias, double epsilon) {
    boolean scaled = weight != null;
    boolean moved = bias != null;
    Primitive layerNorm =
        Primitive.composed(
            "layerNorm",
            (in, node) ->
                Normalization.layerNorm(
                    in[0].value(), axes, weight(in, scaled), bias(in, scaled, moved), epsilon),
            (g, in, y) ->
                inOrder(
                    Normalization.layerNormGradients(
                        g, in[0].value(), axes, weight(in, scaled), epsilon),
                    scaled,
                    moved),
            in -> {
              int rank = in[0].shape().rank();
              int[] last = IntStream.range(rank - axes, rank).toArray();
              int[] shape = Arrays.copyOfRange(in[0].shape().dims(), rank - axes, rank);
              return affine(standard(in[0], epsilon, last), in, scaled, moved, shape);
            });
    return Variable.apply(layerNorm, inputs(x, weight, bias));
  }

  static Variable rmsNorm(Variable x, int axes, @Nullable Variable weight, double epsilon) {
    boolean scaled = weight != null;
    Primitive rmsNorm =
        Primitive.composed(
            "rmsNorm",
            (in, node) -> Normalization.rmsNorm(in[0].value(), axes, weight(in, scaled), epsilon),
            (g, in, y) ->
                inOrder(
                    Normalization.rmsNormGradients(
                        g, in[0].value(), axes, weight(in, scaled), epsilon),
                    scaled,
                    false),
            in -> {
              int rank = in[0].shape().rank();
              int[] last = IntStream.range(rank - axes, rank).toArray();
              int[] shape = Arrays.copyOfRange(in[0].shape().dims(), rank - axes, rank);
              Variable square = in[0].mul(in[0]).mean(true, last);
              return affine(in[0].div(square.add(epsilon).sqrt()), in, scaled, false, shape);
            });
    return Variable.apply(rmsNorm, inputs(x, weight, null));
  }

  static Variable groupNorm(
      Variable x, int groups, @Nullable Variable weight, @Nullable Variable bias, double epsilon) {
    boolean scaled = weight != null;
    boolean moved = bias != null;
    return groups(
        "groupNorm",
        in ->
            Normalization.groupNorm(
                in[0].value(), groups, weight(in, scaled), bias(in, scaled, moved), epsilon),
        groups,
        epsilon,
        scaled,
        moved,
        inputs(x, weight, bias));
  }

  static Variable instanceNorm(
      Variable x, @Nullable Variable weight, @Nullable Variable bias, double epsilon) {
    boolean scaled = weight != null;
    boolean moved = bias != null;
    return groups(
        "instanceNorm",
        in ->
            Normalization.instanceNorm(
                in[0].value(), weight(in, scaled), bias(in, scaled, moved), epsilon),
        x.shape().rank() < 2 ? 0 : x.shape().dim(1),
        epsilon,
        scaled,
        moved,
        inputs(x, weight, bias));
  }

  private static Variable groups(
      String op,
      Function<Variable[], Tensor> value,
      int groups,
      double epsilon,
      boolean scaled,
      boolean moved,
      Variable... inputs) {
    Primitive groupNorm =
        Primitive.composed(
            op,
            (in, node) -> value.apply(in),
            (g, in, y) -> groupGradients(g, in, groups, epsilon, scaled, moved),
            in -> {
              int[] dims = in[0].shape().dims();
              Variable parts = in[0].reshape(dims[0], groups, partSize(groups, dims));
              Variable standard = standard(parts, epsilon, 2).reshape(dims);
              return affine(standard, in, scaled, moved, perChannel(in[0]));
            });
    return Variable.apply(groupNorm, inputs);
  }

  /// Each group is a row of a layer normalisation, but the weight goes by channels.
  private static @Nullable Tensor[] groupGradients(
      Tensor g, Variable[] in, int groups, double epsilon, boolean scaled, boolean moved) {
    Tensor x = in[0].value();
    int[] dims = x.shape().dims();
    int[] rows = {dims[0] * groups, partSize(groups, dims)};
    Tensor weight = weight(in, scaled);
    Tensor slopes = weight == null ? g : g.mul(weight.reshape(perChannel(in[0])));
    Tensor input =
        Normalization.layerNormGradients(slopes.reshape(rows), x.reshape(rows), 1, null, epsilon)
            .input();
    int[] others = ConvolutionGradients.allBut(dims.length, 1);
    List<@Nullable Tensor> gradients = new ArrayList<>();
    gradients.add(input.reshape(dims));
    if (scaled) {
      Tensor standard = Normalization.groupNorm(x, groups, null, null, epsilon);
      gradients.add(g.mul(standard).sum(false, others));
    }
    if (moved) {
      gradients.add(g.sum(false, others));
    }
    return gradients.toArray(Tensor[]::new);
  }

  /// The number of elements of a group.
  private static int partSize(int groups, int... dims) {
    int size = dims[1] / groups;
    for (int i = 2; i < dims.length; i++) {
      size *= dims[i];
    }
    return size;
  }

  /// The sum of squares over neighbouring channels is a pooling along them.
  static Variable localResponseNorm(Variable x, int size, double alpha, double beta, double k) {
    Primitive norm =
        Primitive.composed(
            "localResponseNorm",
            in -> Normalization.localResponseNorm(in[0], size, alpha, beta, k),
            in -> {
              int last = in[0].shape().rank() - 1;
              Window channels =
                  Window.of(size).pad(new int[] {size / 2}, new int[] {(size - 1) / 2});
              Variable squares = Batching.moveAxis(in[0].mul(in[0]), 1, last);
              Variable sums = Batching.moveAxis(squares.sumPool(channels), last, 1);
              Variable base = sums.mul(alpha / size).add(k);
              return in[0].mul(base.pow(-beta));
            });
    return Variable.apply(norm, x);
  }

  static Variable batchNormTraining(
      Variable x,
      Tensor mean,
      Tensor variance,
      @Nullable Variable weight,
      @Nullable Variable bias,
      double epsilon) {
    boolean scaled = weight != null;
    boolean moved = bias != null;
    Primitive batchNorm =
        Primitive.composed(
            "batchNormTraining",
            (in, node) ->
                Normalization.batchNorm(
                    in[0].value(),
                    mean,
                    variance,
                    weight(in, scaled),
                    bias(in, scaled, moved),
                    epsilon),
            (g, in, y) ->
                inOrder(
                    Normalization.batchNormGradients(
                        g, in[0].value(), mean, variance, weight(in, scaled), epsilon),
                    scaled,
                    moved),
            in -> {
              int[] others = ConvolutionGradients.allBut(in[0].shape().rank(), 1);
              Variable standard = standard(in[0], epsilon, others);
              return affine(standard, in, scaled, moved, perChannel(in[0]));
            });
    return Variable.apply(batchNorm, inputs(x, weight, bias));
  }

  /// With given statistics: an affine map of each channel.
  static Variable batchNorm(
      Variable x,
      Variable mean,
      Variable variance,
      @Nullable Variable weight,
      @Nullable Variable bias,
      double epsilon) {
    boolean scaled = weight != null;
    boolean moved = bias != null;
    Primitive batchNorm =
        Primitive.composed(
            "batchNorm",
            (in, node) ->
                Normalization.batchNorm(
                    in[0].value(),
                    in[in.length - 2].value(),
                    in[in.length - 1].value(),
                    weight(in, scaled),
                    bias(in, scaled, moved),
                    epsilon),
            null,
            in -> {
              int[] channels = perChannel(in[0]);
              Variable centre = in[in.length - 2].reshape(channels);
              Variable spread = in[in.length - 1].add(epsilon).sqrt().reshape(channels);
              return affine(in[0].sub(centre).div(spread), in, scaled, moved, channels);
            });
    return Variable.apply(batchNorm, inputs(x, weight, bias, mean, variance));
  }

  private static Variable[] inputs(
      Variable x, @Nullable Variable weight, @Nullable Variable bias, Variable... statistics) {
    List<Variable> inputs = new ArrayList<>(List.of(x));
    if (weight != null) {
      inputs.add(weight);
    }
    if (bias != null) {
      inputs.add(bias);
    }
    inputs.addAll(Arrays.asList(statistics));
    return inputs.toArray(Variable[]::new);
  }

  private static @Nullable Tensor weight(Variable[] in, boolean scaled) {
    return scaled ? in[1].value() : null;
  }

  private static @Nullable Tensor bias(Variable[] in, boolean scaled, boolean moved) {
    return moved ? in[scaled ? 2 : 1].value() : null;
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
      Variable x, Variable[] in, boolean scaled, boolean moved, int... shape) {
    Variable y = scaled ? x.mul(in[1].reshape(shape)) : x;
    return moved ? y.add(in[scaled ? 2 : 1].reshape(shape)) : y;
  }

  /// The shape in which one number per channel broadcasts: the channels and axes of size 1.
  private static int[] perChannel(Variable x) {
    int[] shape = new int[x.shape().rank() - 1];
    Arrays.fill(shape, 1);
    shape[0] = x.shape().dim(1);
    return shape;
  }
}
