package cerulean.onnx.run;

import cerulean.onnx.Attribute;
import cerulean.tensor.DType;
import cerulean.tensor.Normalization;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Elements brought to a common scale, by exponentials, by mean and variance or by norms, and
/// elements left out at random.
final class NormalizationOperators {

  private NormalizationOperators() {}

  static void register(Map<String, Operator> table) {
    table.put("Softmax", Operator.single(c -> alongAxis(c, Tensor::softmax)));
    table.put("LogSoftmax", Operator.single(c -> alongAxis(c, Tensor::logSoftmax)));
    table.put("BatchNormalization", NormalizationOperators::batch);
    table.put("InstanceNormalization", Operator.single(NormalizationOperators::instance));
    table.put("GroupNormalization", Operator.single(NormalizationOperators::group));
    table.put("LayerNormalization", NormalizationOperators::layer);
    table.put("RMSNormalization", Operator.single(NormalizationOperators::rootMeanSquare));
    table.put("LpNormalization", Operator.single(NormalizationOperators::norm));
    table.put("MeanVarianceNormalization", Operator.single(NormalizationOperators::standardize));
    table.put("LRN", Operator.single(NormalizationOperators::acrossChannels));
    table.put("Dropout", NormalizationOperators::dropout);
    table.put("Bernoulli", Operator.single(NormalizationOperators::bernoulli));
  }

  /// What is computed along one axis.
  @FunctionalInterface
  private interface AlongAxis {
    Tensor run(Tensor x, int axis);
  }

  /// Up to version 12 all axes from `axis` on are one.
  private static Tensor alongAxis(Call call, AlongAxis function) {
    Tensor x = call.input(0);
    return call.opset() < 13
        ? function
            .run(ShapeOperators.matrix(call, x, call.intOr("axis", 1)), 1)
            .reshape(x.shape().dims())
        : function.run(x, call.intOr("axis", -1));
  }

  /// `(x - mean) / sqrt(variance + epsilon)`.
  private static Tensor normalized(Tensor x, Tensor mean, Tensor variance, double epsilon) {
    return x.sub(mean).mul(variance.add(epsilon).rsqrt());
  }

  /// By the statistics of each channel: those given, or in training those of the batch, which then
  /// move the given ones. Up to version 6 the attribute `is_test` tells which, up to version 13 the
  /// number of outputs; with `spatial` 0 (up to version 8) each place is a channel of its own.
  private static List<@Nullable Tensor> batch(Call call) {
    Tensor x = call.input(0);
    Tensor mean = call.input(3);
    Tensor variance = call.input(4);
    double epsilon = call.node().floatOr("epsilon", 1e-5f);
    boolean trains = trains(call);
    boolean spatial = call.node().flagOr("spatial", true);
    if (!trains && spatial) {
      return Operator.outputs(
          Normalization.batchNorm(x, mean, variance, call.input(1), call.input(2), epsilon));
    }
    int[] channels = call.ofRank(0, 2).shape().dims();
    channels[0] = 1;
    if (spatial) {
      Arrays.fill(channels, 2, channels.length, 1);
    }
    Tensor scale = call.input(1).reshape(channels);
    Tensor shift = call.input(2).reshape(channels);
    if (!trains) {
      Tensor y = normalized(x, mean.reshape(channels), variance.reshape(channels), epsilon);
      return Operator.outputs(y.mul(scale).add(shift));
    }
    int[] axes = axesOfSize1(x, channels);
    Tensor ofBatch = x.mean(true, axes);
    Tensor spread = x.var(0, true, axes);
    double kept = call.node().floatOr("momentum", 0.9f);
    return Operator.outputs(
        normalized(x, ofBatch, spread, epsilon).mul(scale).add(shift),
        mean.mul(kept).add(ofBatch.reshape(mean.shape().dims()).mul(1 - kept)),
        variance.mul(kept).add(spread.reshape(variance.shape().dims()).mul(1 - kept)));
  }

  private static boolean trains(Call call) {
    if (call.opset() < 7) {
      return !call.node().flagOr("is_test", false);
    }
    return call.opset() < 14 ? call.wants(1) : call.node().flagOr("training_mode", false);
  }

  /// The first axis and those of size 1 in a shape of channels.
  private static int[] axesOfSize1(Tensor x, int... channels) {
    int[] axes = new int[x.rank()];
    int n = 1;
    for (int i = 2; i < channels.length; i++) {
      if (channels[i] == 1) {
        axes[n++] = i;
      }
    }
    return Arrays.copyOf(axes, n);
  }

  private static Tensor instance(Call call) {
    double epsilon = call.node().floatOr("epsilon", 1e-5f);
    return Normalization.instanceNorm(call.input(0), call.input(1), call.input(2), epsilon);
  }

  /// Scale and shift are one per group up to version 20, then one per channel.
  private static Tensor group(Call call) {
    Tensor x = call.input(0);
    int groups = call.count("num_groups");
    int times = call.opset() < 21 ? x.dim(1) / groups : 1;
    return Normalization.groupNorm(
        x,
        groups,
        call.input(1).repeat(0, times),
        call.input(2).repeat(0, times),
        call.node().floatOr("epsilon", 1e-5f));
  }

  /// By mean and variance over all axes from `axis` on; they are outputs, too.
  private static List<@Nullable Tensor> layer(Call call) {
    Tensor x = call.input(0);
    int[] axes = axesFrom(call, x);
    double epsilon = call.node().floatOr("epsilon", 1e-5f);
    Tensor y = Normalization.layerNorm(x, axes.length, null, null, epsilon).mul(call.input(1));
    Tensor moved = call.has(2) ? y.add(call.input(2)) : y;
    Tensor mean = call.wants(1) ? x.mean(true, axes) : null;
    Tensor factor = call.wants(2) ? x.var(0, true, axes).add(epsilon).rsqrt() : null;
    return Operator.outputs(moved, mean, factor);
  }

  private static Tensor rootMeanSquare(Call call) {
    Tensor x = call.input(0);
    int axes = axesFrom(call, x).length;
    double epsilon = call.node().floatOr("epsilon", 1e-5f);
    return Normalization.rmsNorm(x, axes, null, epsilon).mul(call.input(1));
  }

  private static int[] axesFrom(Call call, Tensor x) {
    int first = call.axis("attribute axis", call.intOr("axis", -1), x.rank());
    int[] axes = new int[x.rank() - first];
    Arrays.setAll(axes, i -> first + i);
    return axes;
  }

  /// By the 1-norm or the 2-norm along an axis; zeros stay zeros.
  private static Tensor norm(Call call) {
    Tensor x = call.input(0);
    Tensor norm = x.norm(call.intOr("p", 2), true, call.intOr("axis", -1));
    return x.div(Tensor.where(norm.eq(0), Tensor.ones(x.dtype()), norm));
  }

  private static Tensor standardize(Call call) {
    Tensor x = call.input(0);
    int[] axes = call.intsOr("axes", 0, 2, 3);
    // 1e-9 is in the operator's definition.
    return x.sub(x.mean(true, axes)).div(x.std(0, true, axes).add(1e-9));
  }

  /// `x / (bias + alpha / size * s)^beta`, `s` the sum of squares over `size` neighbouring
  /// channels.
  private static Tensor acrossChannels(Call call) {
    Tensor x = call.input(0);
    int size = call.count("size");
    // Beyond the channels there is nothing to add.
    int before = Math.min((size - 1) / 2, x.dim(1));
    int behind = Math.min(size / 2, x.dim(1));
    Tensor padded = x.square().pad(1, before, behind);
    Tensor sum = padded.narrow(1, 0, x.dim(1));
    for (int i = 1; i <= before + behind; i++) {
      sum = sum.add(padded.narrow(1, i, x.dim(1)));
    }
    double alpha = call.node().floatOr("alpha", 1e-4f);
    double beta = call.node().floatOr("beta", 0.75f);
    return x.mul(sum.mul(alpha / size).add(call.node().floatOr("bias", 1)).pow(-beta));
  }

  /// Elements left out with the probability `ratio` and the others enlarged by as much, in training
  /// only. Ratio and mode are attributes up to version 11, then inputs; the mask of what stays is
  /// the second output, up to version 9 of the input's type.
  private static List<@Nullable Tensor> dropout(Call call) {
    Tensor x = call.input(0);
    double ratio =
        call.has(1) ? call.input(1).to(DType.F64).itemDouble() : call.node().floatOr("ratio", 0.5f);
    boolean trains =
        call.opset() < 7
            ? !call.node().flagOr("is_test", false)
            : call.has(2) && call.input(2).itemBoolean();
    DType maskType = call.opset() < 10 ? x.dtype() : DType.BOOL;
    if (!trains || ratio == 0) {
      return Operator.outputs(x, Tensor.ones(maskType, x.shape().dims()));
    }
    Tensor kept = uniform(call, x).ge(ratio);
    Tensor enlarged = x.mul(1 / (1 - ratio));
    return Operator.outputs(
        Tensor.where(kept, enlarged, Tensor.zeros(x.dtype())), kept.to(maskType));
  }

  /// 1 with the probability that the element is, else 0.
  private static Tensor bernoulli(Call call) {
    Tensor x = call.input(0);
    boolean given = call.node().attribute("dtype").isPresent();
    DType type = given ? ElementwiseOperators.type(call, call.node().integer("dtype")) : x.dtype();
    return uniform(call, x).lt(x).to(type);
  }

  /// Numbers from 0 to 1 of the library's own generator, other than those of other runtimes. Where
  /// the node has no seed, the names of its outputs are one: a run can be repeated.
  private static Tensor uniform(Call call, Tensor x) {
    long seed =
        switch (call.node().attribute("seed").orElse(null)) {
          case Attribute.Int number -> number.value();
          case Attribute.Float32 number -> Float.floatToIntBits(number.value());
          case null, default -> call.node().outputs().hashCode();
        };
    return Tensor.uniform(Philox.of(seed), 0, 1, x.shape().dims());
  }
}
