package cerulean.autograd;

import cerulean.tensor.Convolution;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Convolutions and their derivatives.
///
/// Input `x`, weight `w` and gradient `g` are bound by one form that is linear in each, `sum(g *
/// conv(x, w))`. Its derivatives are the convolution and its two gradients, so the three are each
/// other's rules.
///
/// Examples of a [Vmap] that share the weight are one larger batch; those with weights of their own
/// are groups of channels of one convolution.
final class ConvolutionGradients {

  private ConvolutionGradients() {}

  static Variable conv(
      String op, Variable x, Variable weight, @Nullable Variable bias, Window window, int groups) {
    Primitive conv = conv(op, weight.shape().rank() - 2, window, groups);
    return bias == null ? Variable.apply(conv, x, weight) : Variable.apply(conv, x, weight, bias);
  }

  private static Primitive conv(String op, int axes, Window window, int groups) {
    return Primitive.partials(
            op,
            in -> forward(op, in[0], in[1], in.length > 2 ? in[2] : null, window, groups),
            (g, in, y) -> g.convInputGradient(in[1], window, groups, spatial(in[0], axes)),
            (g, in, y) -> in[0].convWeightGradient(g, window, groups),
            (g, in, y) -> g.sum(false, allBut(g.shape().rank(), g.shape().rank() - 1 - axes)))
        .withTangent((t, in, y) -> {
          Variable byInput = t[0] == null ? null : t[0].conv(in[1], null, window, groups);
          Variable byWeight = t[1] == null ? null : in[0].conv(t[1], null, window, groups);
          Variable byBias =
              t.length < 3 || t[2] == null
                  ? null
                  : t[2].reshape(perChannel(in[2].shape().dim(0), axes)).expand(y.shape());
          return MatrixGradients.sum(MatrixGradients.sum(byInput, byWeight), byBias);
        })
        .batched((self, in, mapped, size) -> {
          if (!mapped[1] && (in.length == 2 || !mapped[2])) {
            return merged(
                in[0], axes, x -> conv(op, x, in[1], in.length > 2 ? in[2] : null, window, groups));
          }
          Variable[] all = Batching.allMapped(in, mapped, size);
          Variable y =
              split(grouped(all[0], axes).conv(joined(all[1]), null, window, groups * size), size);
          if (in.length > 2) {
            int[] shape = perChannel(all[2].shape().dim(1), axes);
            y = y.add(all[2].reshape(Batching.prepend(size, Batching.prepend(1, shape))));
          }
          boolean single = all[0].shape().rank() == axes + 2;
          return single ? y.squeeze(1) : y;
        });
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

  static Primitive inputGradient(Window window, int groups, int... inputSize) {
    int[] sizes = inputSize.clone();
    int axes = sizes.length;
    return Primitive.bilinear(
            "convInputGradient",
            (g, w) -> Convolution.convInputGradient(g, w, window, groups, sizes),
            (v, g, w, x) -> v.conv(w, null, window, groups),
            (v, g, w, x) -> v.convWeightGradient(g, window, groups))
        .batched((op, in, mapped, size) -> {
          if (!mapped[1]) {
            return merged(in[0], axes, g -> g.convInputGradient(in[1], window, groups, sizes));
          }
          Variable[] all = Batching.allMapped(in, mapped, size);
          Variable x =
              split(
                  grouped(all[0], axes)
                      .convInputGradient(joined(all[1]), window, groups * size, sizes),
                  size);
          boolean single = all[0].shape().rank() == axes + 2;
          return single ? x.squeeze(1) : x;
        });
  }

  static Primitive weightGradient(Window window, int groups) {
    return Primitive.bilinear(
            "convWeightGradient",
            (x, g) -> Convolution.convWeightGradient(x, g, window, groups),
            (v, x, g, w) ->
                g.convInputGradient(v, window, groups, spatial(x, v.shape().rank() - 2)),
            (v, x, g, w) -> x.conv(v, null, window, groups))
        .batched((op, in, mapped, size) -> {
          Variable[] all = Batching.allMapped(in, mapped, size);
          int axes = window.axes();
          Variable weights =
              grouped(all[0], axes)
                  .convWeightGradient(grouped(all[1], axes), window, groups * size);
          int[] dims = weights.shape().dims();
          dims[0] /= size;
          return weights.reshape(Batching.prepend(size, dims));
        });
  }

  // ---- Transposed

  static Variable convTranspose(
      String op,
      Variable x,
      Variable weight,
      @Nullable Variable bias,
      Window window,
      int groups,
      int... outputPadding) {
    Primitive transposed =
        transposed(op, weight.shape().rank() - 2, window, groups, outputPadding.clone());
    return bias == null
        ? Variable.apply(transposed, x, weight)
        : Variable.apply(transposed, x, weight, bias);
  }

  /// The form `sum(conv(y, w) * x)` read the other way: its derivatives are convolutions. Output
  /// padding of a stride or more makes room for places of which `x` has none.
  private static Primitive transposed(
      String op, int axes, Window window, int groups, int... outputPadding) {
    return Primitive.partials(
            op,
            in ->
                backward(
                    op, in[0], in[1], in.length > 2 ? in[2] : null, window, groups, outputPadding),
            (g, in, y) -> within(g.conv(in[1], null, window, groups), in[0], axes),
            (g, in, y) ->
                g.convWeightGradient(extended(in[0], window, outputPadding), window, groups),
            (g, in, y) -> g.sum(false, allBut(g.shape().rank(), g.shape().rank() - 1 - axes)))
        .withTangent((t, in, y) -> {
          Variable byInput =
              t[0] == null ? null : t[0].convTranspose(in[1], null, window, groups, outputPadding);
          Variable byWeight =
              t[1] == null ? null : in[0].convTranspose(t[1], null, window, groups, outputPadding);
          Variable byBias =
              t.length < 3 || t[2] == null
                  ? null
                  : t[2].reshape(perChannel(in[2].shape().dim(0), axes)).expand(y.shape());
          return MatrixGradients.sum(MatrixGradients.sum(byInput, byWeight), byBias);
        })
        .batched((self, in, mapped, size) -> {
          if (!mapped[1] && (in.length == 2 || !mapped[2])) {
            Variable bias = in.length > 2 ? in[2] : null;
            return merged(
                in[0], axes, x -> convTranspose(op, x, in[1], bias, window, groups, outputPadding));
          }
          Variable[] all = Batching.allMapped(in, mapped, size);
          Variable y =
              grouped(all[0], axes)
                  .convTranspose(joined(all[1]), null, window, groups * size, outputPadding);
          Variable apart = split(y, size);
          if (in.length > 2) {
            int[] shape = perChannel(all[2].shape().dim(1), axes);
            apart = apart.add(all[2].reshape(Batching.prepend(size, Batching.prepend(1, shape))));
          }
          boolean single = all[0].shape().rank() == axes + 2;
          return single ? apart.squeeze(1) : apart;
        });
  }

  private static Tensor backward(
      String op,
      Tensor x,
      Tensor weight,
      @Nullable Tensor bias,
      Window window,
      int groups,
      int... outputPadding) {
    return switch (op) {
      case "convTranspose1d" ->
          Convolution.convTranspose1d(x, weight, bias, window, groups, outputPadding);
      case "convTranspose2d" ->
          Convolution.convTranspose2d(x, weight, bias, window, groups, outputPadding);
      case "convTranspose3d" ->
          Convolution.convTranspose3d(x, weight, bias, window, groups, outputPadding);
      default -> Convolution.convTranspose(x, weight, bias, window, groups, outputPadding);
    };
  }

  /// The first places, as many as `like` has.
  private static Variable within(Variable x, Variable like, int axes) {
    Variable part = x;
    for (int axis = -axes; axis < 0; axis++) {
      int places = like.shape().dim(axis);
      part = part.shape().dim(axis) == places ? part : part.narrow(axis, 0, places);
    }
    return part;
  }

  /// With zeros at the places that output padding has made room for.
  private static Variable extended(Variable x, Window window, int... outputPadding) {
    int[] strides = window.strides();
    Variable whole = x;
    for (int i = 0; i < strides.length && outputPadding.length > 0; i++) {
      int more = outputPadding[outputPadding.length == 1 ? 0 : i] / strides[i];
      whole = more == 0 ? whole : whole.pad(i - strides.length, 0, more);
    }
    return whole;
  }

  // ---- Patches

  static Primitive im2col(Window window) {
    return Primitive.linear(
            "im2col",
            x -> Convolution.im2col(x, window),
            (g, x, y) -> g.col2im(window, spatial(x, window.axes())))
        .batched(x -> merged(x, window.axes(), one -> one.im2col(window)));
  }

  static Primitive col2im(Window window, int... imageSize) {
    int[] sizes = imageSize.clone();
    return Primitive.linear(
            "col2im",
            columns -> Convolution.col2im(columns, window, sizes),
            (g, columns, y) -> g.im2col(window))
        .batched(columns -> merged(columns, 1, one -> one.col2im(window, sizes)));
  }

  // ---- Examples

  /// `f` on all leading axes but channels as one, those of examples and of the batch, and apart
  /// again.
  static Variable merged(Variable x, int axes, UnaryOperator<Variable> f) {
    int[] dims = x.shape().dims();
    int lead = dims.length - axes - 1;
    if (lead < 1) {
      return f.apply(x);
    }
    int[] one = Arrays.copyOfRange(dims, lead - 1, dims.length);
    one[0] = product(Arrays.copyOf(dims, lead));
    Variable y = f.apply(x.reshape(one));
    int rest = y.shape().rank() - 1;
    int[] result = Arrays.copyOf(dims, lead + rest);
    System.arraycopy(y.shape().dims(), 1, result, lead, rest);
    return y.reshape(result);
  }

  /// `[examples, batch, channels, ...]` as `[batch, examples * channels, ...]`.
  private static Variable grouped(Variable x, int axes) {
    Variable batch = x.shape().rank() == axes + 2 ? x.unsqueeze(1) : x;
    return batch.swapAxes(0, 1).flatten(1, 2);
  }

  /// `[batch, examples * channels, ...]` as `[examples, batch, channels, ...]`.
  private static Variable split(Variable y, int size) {
    int[] dims = y.shape().dims();
    int[] apart = Batching.prepend(dims[0], dims);
    apart[1] = size;
    apart[2] = dims[1] / size;
    return y.reshape(apart).swapAxes(0, 1);
  }

  /// `[examples, out, ...]` as `[examples * out, ...]`.
  private static Variable joined(Variable weight) {
    return weight.flatten(0, 1);
  }

  private static int product(int... dims) {
    return Arrays.stream(dims).reduce(1, (a, b) -> a * b);
  }

  private static int[] perChannel(int channels, int axes) {
    int[] shape = new int[axes + 1];
    Arrays.fill(shape, 1);
    shape[0] = channels;
    return shape;
  }

  private static int[] spatial(Variable x, int axes) {
    int[] dims = x.shape().dims();
    return Arrays.copyOfRange(dims, dims.length - axes, dims.length);
  }

  static int[] allBut(int rank, int axis) {
    return IntStream.range(0, rank).filter(i -> i != axis).toArray();
  }
}
