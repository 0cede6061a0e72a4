package cerulean.conformance;

import cerulean.tensor.Activations;
import cerulean.tensor.Normalization;
import cerulean.tensor.Tensor;

/// Sections B3, normalisation (of the layers with the layer's weights), and B4, activations along
/// an axis.
final class TorchNormalization {

  private static final String DIM = "dim";

  private static final String EPSILON = "eps";

  private TorchNormalization() {}

  static void addTo(Adapters to) {
    for (int axes = 1; axes <= 3; axes++) {
      to.single("nn.BatchNorm" + axes + "d", TorchNormalization::batch);
    }
    to.single(
        "nn.LayerNorm",
        in ->
            Normalization.layerNorm(
                in.x(),
                in.integers("normalized_shape").length,
                in.optional("weight").orElse(null),
                in.optional("bias").orElse(null),
                in.number(EPSILON)));
    to.single(
        "nn.GroupNorm",
        in ->
            Normalization.groupNorm(
                in.x(),
                in.integer("num_groups"),
                in.optional("weight").orElse(null),
                in.optional("bias").orElse(null),
                in.number(EPSILON)));
    to.single("nn.InstanceNorm2d", TorchNormalization::instance);
    to.single(
        "nn.LocalResponseNorm",
        in ->
            Normalization.localResponseNorm(
                in.x(), in.integer("size"), in.number("alpha"), in.number("beta"), in.number("k")));
    to.single(
        "normalize",
        in -> {
          Tensor length = in.x().norm(in.number("p"), true, in.integer(DIM));
          return in.x().div(length.maximum(in.number(EPSILON)));
        });
    to.single(
        "weight_norm_linear",
        in -> {
          Tensor v = in.in("v");
          Tensor weight = v.mul(in.in("g").div(v.norm(2, true, 1)));
          return in.x().matmul(weight.transpose()).add(in.in("bias"));
        });
    addActivations(to);
  }

  private static Tensor batch(Arguments in) {
    boolean tracks = in.flag("track_running_stats");
    if (in.training() && tracks) {
      throw new Adapter.NotOurs("running statistics are the layer's");
    }
    return tracks ? withRunningStatistics(in) : withOwnStatistics(in);
  }

  private static Tensor instance(Arguments in) {
    if (!in.flag("track_running_stats")) {
      return Normalization.instanceNorm(
          in.x(),
          in.optional("weight").orElse(null),
          in.optional("bias").orElse(null),
          in.number(EPSILON));
    }
    if (in.training()) {
      throw new Adapter.NotOurs("running statistics are the layer's");
    }
    return withRunningStatistics(in);
  }

  private static Tensor withRunningStatistics(Arguments in) {
    return normalized(in, in.in("running_mean"), in.in("running_var"));
  }

  private static Tensor withOwnStatistics(Arguments in) {
    int[] others = new int[in.x().rank() - 1];
    for (int i = 1; i < others.length; i++) {
      others[i] = i + 1;
    }
    return normalized(in, in.x().mean(false, others), in.x().var(0, false, others));
  }

  private static Tensor normalized(Arguments in, Tensor mean, Tensor variance) {
    return Normalization.batchNorm(
        in.x(),
        mean,
        variance,
        in.optional("weight").orElse(null),
        in.optional("bias").orElse(null),
        in.number(EPSILON));
  }

  private static void addActivations(Adapters to) {
    to.single("softmax", in -> in.x().softmax(in.integer(DIM)));
    to.single("log_softmax", in -> in.x().logSoftmax(in.integer(DIM)));
    to.single("softmin", in -> in.x().neg().softmax(in.integer(DIM)));
    to.single("nn.PReLU", in -> Activations.prelu(in.x(), in.in("weight")));
    to.single(
        "glu",
        in -> {
          int half = in.x().dim(in.integer(DIM)) / 2;
          Tensor gate = in.x().narrow(in.integer(DIM), half, half).sigmoid();
          return in.x().narrow(in.integer(DIM), 0, half).mul(gate);
        });
    to.single(
        "swiglu",
        in -> {
          Tensor gate = Activations.silu(in.x().matmul(in.in("Wg").transpose()));
          Tensor up = in.x().matmul(in.in("Wu").transpose());
          return gate.mul(up).matmul(in.in("Wd").transpose());
        });
    to.single("dropout_with_mask", in -> in.x().mul(in.in("mask")).div(1 - in.number("p")));
  }
}
