package cerulean.onnx.run;

import cerulean.tensor.Activations;
import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Recurrent layers over sequences `[time, batch, features]`, or `[batch, time, features]` with
/// `layout` 1, in one direction or both.
///
/// | input | shape | |
/// |---|---|---|
/// | 0, 1, 2 | | sequences, input weights and recurrent weights |
/// | 3 | `[directions, 2 gates size]` | biases of both |
/// | 4 | `[batch]` | the length of each sequence |
/// | 5, 6 | `[directions, batch, size]` | the state before the first step, `h` and of LSTM `c` |
/// | 7 | `[directions, 3 size]` | LSTM: weights from `c` to the gates |
///
/// The outputs are `h` after each step, `[time, directions, batch, size]`, and the last state. A
/// sequence that has ended keeps its state and gives zeros.
final class RecurrentOperators {

  private RecurrentOperators() {}

  static void register(Map<String, Operator> table) {
    table.put("RNN", c -> run(c, 1, RecurrentOperators::elman, "Tanh"));
    table.put("GRU", c -> run(c, 1, RecurrentOperators::gated, "Sigmoid", "Tanh"));
    table.put("LSTM", c -> run(c, 2, RecurrentOperators::lstm, "Sigmoid", "Tanh", "Tanh"));
  }

  /// One step of one direction.
  @FunctionalInterface
  private interface Cell {
    /// The state after the step, for the input's share in the gates and the state before.
    List<Tensor> step(Layer layer, Tensor input, List<Tensor> state);
  }

  /// The weights of one direction, and its functions in the order of the operator's definition.
  ///
  /// - `recurrent`: `[gates size, size]`
  /// - `bias`: `[gates size]`, zeros if there is none
  /// - `peepholes`: `[3 size]`, zeros if there are none
  private record Layer(
      Call call,
      Tensor recurrent,
      Tensor bias,
      Tensor peepholes,
      List<UnaryOperator<Tensor>> functions) {

    int size() {
      return recurrent.dim(1);
    }

    /// The `i`-th block of `size` columns.
    Tensor gate(Tensor all, int i) {
      return all.narrow(-1, i * size(), size());
    }

    /// What the state adds to gates `from .. to`.
    Tensor from(Tensor h, int from, int to) {
      Tensor weights = recurrent.narrow(0, from * size(), (to - from) * size());
      return h.matmul(weights.transpose()).add(bias.narrow(0, from * size(), (to - from) * size()));
    }

    /// Function `i` of what is first cut to the bounds of the attribute `clip`.
    Tensor apply(int i, Tensor x) {
      float clip = call.node().floatOr("clip", Float.POSITIVE_INFINITY);
      return functions.get(i).apply(Float.isFinite(clip) ? x.clamp(-clip, clip) : x);
    }
  }

  private static List<@Nullable Tensor> run(Call call, int states, Cell cell, String... defaults) {
    boolean batchFirst = call.node().flagOr("layout", false);
    Tensor x = batchFirst ? call.input(0).permute(1, 0, 2) : call.input(0);
    Tensor weights = call.input(1);
    int directions = weights.dim(0);
    if (directions < 1 || directions > 2) {
      throw call.unsupported(
          "input 1 has shape %s; must begin with 1 or 2 directions".formatted(weights.shape()));
    }
    int size = call.input(2).dim(2);
    String direction = call.node().textOr("direction", "forward");
    List<UnaryOperator<Tensor>> functions = functions(call, directions, defaults);
    List<Tensor> steps = new ArrayList<>();
    List<List<Tensor>> last = new ArrayList<>();
    for (int d = 0; d < directions; d++) {
      Tensor both = orZeros(call, 3, 0, d, x.dtype(), 2 * weights.dim(1));
      Layer layer =
          new Layer(
              call,
              call.input(2).select(0, d),
              both.narrow(0, weights.dim(1), weights.dim(1)),
              orZeros(call, 7, 0, d, x.dtype(), 3 * size),
              functions.subList(d * defaults.length, (d + 1) * defaults.length));
      Tensor shares =
          x.matmul(weights.select(0, d).transpose()).add(both.narrow(0, 0, weights.dim(1)));
      List<Tensor> state = new ArrayList<>();
      for (int i = 0; i < states; i++) {
        state.add(orZeros(call, 5 + i, batchFirst ? 1 : 0, d, x.dtype(), x.dim(1), size));
      }
      boolean backwards = d == 1 || direction.equals("reverse");
      steps.add(walk(call, layer, cell, shares, state, backwards));
      last.add(state);
    }
    List<@Nullable Tensor> outputs = new ArrayList<>();
    Tensor all = Tensor.stack(1, steps.toArray(Tensor[]::new));
    outputs.add(batchFirst ? all.permute(2, 0, 1, 3).contiguous() : all);
    for (int i = 0; i < states; i++) {
      int which = i;
      Tensor[] ofDirections = last.stream().map(state -> state.get(which)).toArray(Tensor[]::new);
      outputs.add(Tensor.stack(batchFirst ? 1 : 0, ofDirections));
    }
    return outputs;
  }

  /// The outputs of all steps, `[time, batch, size]`; `state` is left as it is after the last.
  private static Tensor walk(
      Call call, Layer layer, Cell cell, Tensor shares, List<Tensor> state, boolean backwards) {
    int times = shares.dim(0);
    Tensor[] outputs = new Tensor[times];
    Tensor nothing = Tensor.zeros(shares.dtype());
    for (int i = 0; i < times; i++) {
      int time = backwards ? times - 1 - i : i;
      List<Tensor> next = cell.step(layer, shares.select(0, time), state);
      if (call.has(4)) {
        Tensor running = call.input(4).gt(time).unsqueeze(1);
        outputs[time] = Tensor.where(running, next.getFirst(), nothing);
        for (int k = 0; k < state.size(); k++) {
          state.set(k, Tensor.where(running, next.get(k), state.get(k)));
        }
      } else {
        outputs[time] = next.getFirst();
        for (int k = 0; k < state.size(); k++) {
          state.set(k, next.get(k));
        }
      }
    }
    return times == 0
        ? Tensor.zeros(shares.dtype(), 0, shares.dim(1), layer.size())
        : Tensor.stack(0, outputs);
  }

  /// The share of one direction in an input that may be left out, which then is zeros.
  private static Tensor orZeros(
      Call call, int input, int axis, int direction, DType type, int... shape) {
    return call.optional(input)
        .map(all -> all.select(axis, direction))
        .orElseGet(() -> Tensor.zeros(type, shape));
  }

  /// `h' = f(x W + h R + b)` (Elman 1990).
  private static List<Tensor> elman(Layer layer, Tensor input, List<Tensor> state) {
    return List.of(layer.apply(0, input.add(layer.from(state.getFirst(), 0, 1))));
  }

  /// Gates `z`, `r` and the candidate: `h' = (1 - z) g(x W + (r h) R + b) + z h` (Cho et al. 2014);
  /// with `linear_before_reset` the candidate is `g(x W + r (h R + b))`.
  private static List<Tensor> gated(Layer layer, Tensor input, List<Tensor> state) {
    Tensor h = state.getFirst();
    Tensor gates = layer.apply(0, input.narrow(-1, 0, 2 * layer.size()).add(layer.from(h, 0, 2)));
    Tensor update = layer.gate(gates, 0);
    Tensor reset = layer.gate(gates, 1);
    Tensor past =
        layer.call().node().flagOr("linear_before_reset", false)
            ? reset.mul(layer.from(h, 2, 3))
            : layer.from(reset.mul(h), 2, 3);
    Tensor candidate = layer.apply(1, layer.gate(input, 2).add(past));
    return List.of(candidate.add(update.mul(h.sub(candidate))));
  }

  /// Gates `i`, `o`, `f` and the candidate: `c' = f c + i g(x W + h R + b)`, `h' = o h(c')`
  /// (Hochreiter and Schmidhuber 1997; Gers, Schmidhuber and Cummins 2000).
  private static List<Tensor> lstm(Layer layer, Tensor input, List<Tensor> state) {
    Tensor c = state.get(1);
    Tensor sums = input.add(layer.from(state.getFirst(), 0, 4));
    Tensor in = layer.apply(0, layer.gate(sums, 0).add(peep(layer, 0, c)));
    Tensor keep =
        layer.call().node().flagOr("input_forget", false)
            ? in.neg().add(1)
            : layer.apply(0, layer.gate(sums, 2).add(peep(layer, 2, c)));
    Tensor candidate = layer.apply(1, layer.gate(sums, 3));
    Tensor next = keep.mul(c).add(in.mul(candidate));
    Tensor out = layer.apply(0, layer.gate(sums, 1).add(peep(layer, 1, next)));
    return List.of(out.mul(layer.functions().get(2).apply(next)), next);
  }

  private static Tensor peep(Layer layer, int gate, Tensor c) {
    return layer.gate(layer.peepholes(), gate).mul(c);
  }

  /// The functions of all directions. Those that have parameters take the next of each list.
  private static List<UnaryOperator<Tensor>> functions(
      Call call, int directions, String... defaults) {
    List<String> names = new ArrayList<>(call.node().textsOr("activations"));
    while (names.size() < directions * defaults.length) {
      names.addAll(Arrays.asList(defaults));
    }
    Parameters alpha = new Parameters(call.node().floatsOr("activation_alpha"));
    Parameters beta = new Parameters(call.node().floatsOr("activation_beta"));
    List<UnaryOperator<Tensor>> functions = new ArrayList<>();
    for (String name : names) {
      functions.add(function(call, name, alpha, beta));
    }
    return functions;
  }

  /// Numbers that are used up one by one.
  private static final class Parameters {
    private final float[] values;
    private int used;

    Parameters(float... values) {
      this.values = values;
    }

    float nextOr(float otherwise) {
      return used < values.length ? values[used++] : otherwise;
    }
  }

  private static UnaryOperator<Tensor> function(
      Call call, String name, Parameters alphas, Parameters betas) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "tanh" -> Tensor::tanh;
      case "sigmoid" -> Tensor::sigmoid;
      case "relu" -> Tensor::relu;
      case "softsign" -> Activations::softsign;
      case "softplus" -> x -> Activations.softplus(x, 1, Double.POSITIVE_INFINITY);
      case "leakyrelu" -> {
        float alpha = alphas.nextOr(0.01f);
        yield x -> Activations.leakyRelu(x, alpha);
      }
      case "elu" -> {
        float alpha = alphas.nextOr(1);
        yield x -> Activations.elu(x, alpha);
      }
      case "thresholdedrelu" -> {
        float alpha = alphas.nextOr(1);
        yield x -> Activations.threshold(x, alpha, 0);
      }
      case "affine" -> {
        float alpha = alphas.nextOr(1);
        float beta = betas.nextOr(0);
        yield x -> x.mul(alpha).add(beta);
      }
      case "scaledtanh" -> {
        float alpha = alphas.nextOr(1);
        float beta = betas.nextOr(1);
        yield x -> x.mul(beta).tanh().mul(alpha);
      }
      case "hardsigmoid" -> {
        float alpha = alphas.nextOr(0.2f);
        float beta = betas.nextOr(0.5f);
        yield x -> Activations.hardSigmoid(x, alpha, beta);
      }
      default -> throw call.unsupported("activation " + name + " is unknown");
    };
  }
}
