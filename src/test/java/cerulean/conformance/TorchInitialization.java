package cerulean.conformance;

import cerulean.nn.init.Fans;
import cerulean.nn.init.Initializer;
import cerulean.nn.init.Nonlinearity;
import cerulean.nn.init.VarianceScaling;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.Arrays;

/// Section D: laws of initialisation, but for those that layers start from.
final class TorchInitialization {

  private static final String SHAPE = "shape";

  private TorchInitialization() {}

  static void addTo(Adapters to) {
    to.single("init.gain", in -> Tensor.scalar(gain(in, "param")));
    to.single(
        "init.fan",
        in -> {
          Fans fans = Fans.of(in.integers(SHAPE));
          return Tensor.of(new long[] {fans.in(), fans.out()}, 2);
        });
    for (String law : new String[] {"kaiming_uniform", "kaiming_normal"}) {
      to.single(
          "init." + law,
          in -> {
            Fans.Mode mode = in.text("mode").equals("fan_in") ? Fans.Mode.IN : Fans.Mode.OUT;
            return spread(
                in,
                law.endsWith("uniform")
                    ? Initializer.kaimingUniform(gain(in, "a"), mode)
                    : Initializer.kaimingNormal(gain(in, "a"), mode));
          });
    }
    to.single(
        "init.xavier_uniform", in -> spread(in, Initializer.xavierUniform(in.number("gain"))));
    to.single("init.xavier_normal", in -> spread(in, Initializer.xavierNormal(in.number("gain"))));
    to.single("init.eye_", in -> drawn(in, Initializer.identity()));
    to.single("init.dirac_", in -> drawn(in, Initializer.dirac(in.integer("groups"))));
    to.single(
        "init.orthogonal_",
        in -> {
          int[] shape = in.integers(SHAPE);
          Tensor weight = drawn(in, Initializer.orthogonal(in.number("gain")));
          Tensor w =
              weight.reshape(shape[0], Arrays.stream(shape).skip(1).reduce(1, Math::multiplyExact));
          return w.dim(0) < w.dim(1) ? w.matmul(w.transpose()) : w.transpose().matmul(w);
        });
  }

  private static double gain(Arguments in, String slope) {
    return switch (in.text("nonlinearity")) {
      case "sigmoid" -> Nonlinearity.SIGMOID.gain();
      case "tanh" -> Nonlinearity.TANH.gain();
      case "relu" -> Nonlinearity.RELU.gain();
      case "selu" -> Nonlinearity.SELU.gain();
      case "leaky_relu" ->
          in.isNull(slope)
              ? Nonlinearity.LEAKY_RELU.gain()
              : Nonlinearity.leakyRelu(in.number(slope));
      default -> Nonlinearity.LINEAR.gain();
    };
  }

  /// The bound of a uniform law, the standard deviation of a normal one.
  private static Tensor spread(Arguments in, VarianceScaling law) {
    int[] shape = in.integers(SHAPE);
    return Tensor.scalar(law.uniform() ? law.bound(shape) : law.standardDeviation(shape));
  }

  private static Tensor drawn(Arguments in, Initializer law) {
    return law.draw(DType.F64, Philox.of(1), in.integers(SHAPE));
  }
}
