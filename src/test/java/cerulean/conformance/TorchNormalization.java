package cerulean.conformance;

import cerulean.tensor.Activations;
import cerulean.tensor.Tensor;

/// Of sections B3, normalisation, and B4, activations along an axis, what is no layer.
final class TorchNormalization {

  private static final String DIM = "dim";

  private TorchNormalization() {}

  static void addTo(Adapters to) {
    to.single(
        "normalize",
        in -> {
          Tensor length = in.x().norm(in.number("p"), true, in.integer(DIM));
          return in.x().div(length.maximum(in.number("eps")));
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

  private static void addActivations(Adapters to) {
    to.single("softmax", in -> in.x().softmax(in.integer(DIM)));
    to.single("log_softmax", in -> in.x().logSoftmax(in.integer(DIM)));
    to.single("softmin", in -> in.x().neg().softmax(in.integer(DIM)));
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
