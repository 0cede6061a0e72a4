package cerulean.conformance;

import static cerulean.conformance.VariableMethods.call;

import cerulean.autograd.Grad;
import cerulean.autograd.Variable;
import cerulean.tensor.Interpolation;
import cerulean.tensor.Resampling;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Sections A7 (composed graphs), and of B what [TorchNetworks] does not have, on variables.
final class TorchLayerGradients {

  private static final String DIM = "dim";

  private TorchLayerGradients() {}

  static void addTo(TorchNetworks to) {
    addGraphs(to);
    addPooling(to);
    addNormalization(to);
    addResampling(to);
  }

  private static void addGraphs(TorchNetworks to) {
    to.single(
        "graph.reuse",
        (in, v) -> {
          Variable x = v.get("x");
          return x.mul(x).add(x.mul(call("sin", x))).mul(x).sum();
        });
    to.single(
        "graph.fanout",
        (in, v) -> {
          Variable sum = call("sin", v.get("x"));
          for (int i = 2; i <= in.integer("n"); i++) {
            sum = sum.add(call("sin", v.get("x").mul(i)).div(i));
          }
          return sum;
        });
    to.single(
        "graph.softmax_by_parts",
        (in, v) -> {
          Variable powers = v.get("x").sub(v.get("x").amax(true, -1)).exp();
          return powers.div(powers.sum(true, -1));
        });
    to.single(
        "graph.detach",
        (in, v) -> {
          Variable x = v.get("x");
          return x.mul(x.stopGradient()).add(x.exp().stopGradient());
        });
    to.add("graph.rnn_scan", (in, v) -> scan(v));
    to.single(
        "graph.mixed_broadcast",
        (in, v) -> {
          Variable apart = v.get("x").unsqueeze(1).sub(v.get("c").unsqueeze(0));
          Variable distance = apart.mul(apart).mean(false, -1);
          return distance.neg().div(v.get("T")).logSoftmax(1);
        });
    to.single(
        "graph.where_safe",
        (in, v) -> {
          Variable x = v.get("x");
          Variable zero = Variable.constant(Tensor.zeros(x.dtype()));
          Variable positive = x.gt(zero);
          Variable one = zero.add(1);
          Variable safe = TorchShapeGradients.where(positive, x, one).sqrt();
          return TorchShapeGradients.where(positive, safe, zero);
        });
    to.single("graph.unused_input", (in, v) -> v.get("x").sum());
    to.single("graph.grad_penalty", (in, v) -> penalty(v));
    to.single(
        "graph.hvp",
        (in, v) -> Grad.hessianProduct(TorchLayerGradients::quartic, v.get("x"), v.get("u")));
    to.single(
        "graph.jacobian",
        (in, v) -> Grad.jacobian(TorchLayerGradients::fourOfThree).apply(v.get("x")));
  }

  private static List<Variable> scan(Map<String, Variable> v) {
    Variable state = v.get("h0");
    List<Variable> states = new ArrayList<>();
    for (int t = 0; t < v.get("x").shape().dim(0); t++) {
      Variable fromInput = v.get("x").select(0, t).matmul(v.get("Wx"));
      state = fromInput.add(state.matmul(v.get("Wh"))).add(v.get("b")).tanh();
      states.add(state);
    }
    return List.of(Variable.stack(0, states.toArray(Variable[]::new)), state);
  }

  private static Variable penalty(Map<String, Variable> v) {
    Variable slope =
        Grad.of(x -> x.matmul(v.get("W1")).tanh().matmul(v.get("w2")).sum()).apply(v.get("x"));
    Variable excess = slope.mul(slope).sum(false, 1).sqrt().add(-1);
    return excess.mul(excess).mean();
  }

  private static Variable quartic(Variable x) {
    int n = x.shape().dim(0);
    Variable square = x.mul(x);
    return call("sin", x.narrow(0, 0, n - 1).mul(x.narrow(0, 1, n - 1)))
        .sum()
        .add(square.mul(square).div(4).sum());
  }

  private static Variable fourOfThree(Variable x) {
    Variable a = x.select(0, 0);
    Variable c = x.select(0, 2);
    return Variable.stack(0, a.mul(x.select(0, 1)), call("sin", c), a.exp().mul(c), x.mul(x).sum());
  }

  private static void addPooling(TorchNetworks to) {
    for (String op : List.of("adaptive_max_pool1d", "adaptive_max_pool2d")) {
      to.single(op, (in, v) -> call("adaptiveMaxPool", v.get("x"), in.integers("output_size")));
    }
    to.single(
        "lp_pool2d",
        (in, v) ->
            call("lpPool", v.get("x"), in.number("norm_type"), TorchConvolutions.pool(in, 2)));
    to.single("unfold", (in, v) -> call("im2col", v.get("x"), TorchConvolutions.patches(in)));
    to.single(
        "fold",
        (in, v) ->
            call("col2im", v.get("x"), TorchConvolutions.patches(in), in.integers("output_size")));
  }

  private static void addNormalization(TorchNetworks to) {
    to.single(
        "normalize",
        (in, v) -> {
          int[] axis = {in.integer(DIM)};
          Variable length = call("norm", v.get("x"), in.number("p"), true, axis);
          return v.get("x").div(length.maximum(number(in.x(), in.number("eps"))));
        });
    to.single(
        "weight_norm_linear",
        (in, v) -> {
          Variable length = call("norm", v.get("v"), 2, true, new int[] {1});
          return v.get("x").linear(v.get("v").mul(v.get("g").div(length)), v.get("bias"));
        });
    to.single("softmin", (in, v) -> v.get("x").neg().softmax(in.integer(DIM)));
    to.single(
        "glu",
        (in, v) -> {
          int half = in.x().dim(in.integer(DIM)) / 2;
          Variable gate = v.get("x").narrow(in.integer(DIM), half, half).sigmoid();
          return v.get("x").narrow(in.integer(DIM), 0, half).mul(gate);
        });
  }

  private static Variable number(Tensor like, double value) {
    return Variable.constant(Tensor.full(like.dtype(), value));
  }

  private static void addResampling(TorchNetworks to) {
    to.single(
        "affine_grid",
        (in, v) -> {
          int[] size = in.integers("size");
          int[] sizes = Arrays.copyOfRange(size, 2, size.length);
          return call("affineGrid", v.get("theta"), in.flag("align_corners"), sizes);
        });
    to.single(
        "grid_sample",
        (in, v) ->
            call(
                "gridSample",
                v.get("x"),
                v.get("grid"),
                in.text("mode").equals("nearest") ? Resampling.NEAREST : Resampling.LINEAR,
                Interpolation.Outside.valueOf(in.text("padding_mode").toUpperCase(Locale.ROOT)),
                in.flag("align_corners")));
    to.single("interpolate", TorchLayerGradients::interpolate);
    to.single(
        "pixel_shuffle",
        (in, v) -> {
          int[] n = in.x().shape().dims();
          int r = in.integer("r");
          return v.get("x")
              .reshape(n[0], n[1] / (r * r), r, r, n[2], n[3])
              .permute(0, 1, 4, 2, 5, 3)
              .reshape(n[0], n[1] / (r * r), n[2] * r, n[3] * r);
        });
    to.single(
        "pixel_unshuffle",
        (in, v) -> {
          int[] n = in.x().shape().dims();
          int r = in.integer("r");
          return v.get("x")
              .reshape(n[0], n[1], n[2] / r, r, n[3] / r, r)
              .permute(0, 1, 3, 5, 2, 4)
              .reshape(n[0], n[1] * r * r, n[2] / r, n[3] / r);
        });
    to.single(
        "channel_shuffle",
        (in, v) -> {
          int[] n = in.x().shape().dims();
          int groups = in.integer("groups");
          return v.get("x")
              .reshape(n[0], groups, n[1] / groups, n[2], n[3])
              .swapAxes(1, 2)
              .reshape(n);
        });
  }

  private static Variable interpolate(Arguments in, Map<String, Variable> v) {
    int[] axes = new int[in.x().rank() - 2];
    Arrays.setAll(axes, i -> i + 2);
    if (in.text("mode").equals("area")) {
      return call("resizeArea", v.get("x"), axes, in.integers("size"));
    }
    Resampling how =
        switch (in.text("mode")) {
          case "nearest" -> Resampling.NEAREST;
          case "bicubic" -> Resampling.CUBIC;
          default -> Resampling.LINEAR;
        };
    boolean corners = !in.isNull("align_corners") && in.flag("align_corners");
    if (in.isNull("size")) {
      double[] factors = new double[axes.length];
      Arrays.fill(factors, in.number("scale_factor"));
      return call("resizeBy", v.get("x"), axes, factors, how, corners);
    }
    return call("resize", v.get("x"), axes, in.integers("size"), how, corners);
  }
}
