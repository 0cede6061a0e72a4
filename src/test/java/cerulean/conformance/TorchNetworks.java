package cerulean.conformance;

import static cerulean.conformance.VariableMethods.call;

import cerulean.autograd.Variable;
import cerulean.tensor.Normalization;
import cerulean.tensor.PadMode;
import cerulean.tensor.Pooling;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Operations and layers of the vectors as functions of variables, with gradients.
final class TorchNetworks {

  /// Outputs in order, of inputs by name.
  interface Network {
    List<Variable> outputs(Arguments in, Map<String, Variable> v);
  }

  /// Of an operation with one result.
  interface Single {
    Variable output(Arguments in, Map<String, Variable> v);
  }

  private final Map<String, Network> table = new TreeMap<>();

  TorchNetworks() {
    single("erf", (in, v) -> v.get("x").erf());
    single(
        "gelu",
        (in, v) ->
            in.text("approximate").equals("tanh") ? v.get("x").geluTanh() : v.get("x").gelu());
    single("silu", (in, v) -> v.get("x").silu());
    single("softplus", (in, v) -> v.get("x").softplus(in.number("beta"), in.number("threshold")));
    single("matmul", (in, v) -> v.get("x").matmul(v.get("y")));
    single("bmm", (in, v) -> v.get("x").matmul(v.get("y")));
    single("nn.Linear", (in, v) -> v.get("x").linear(v.get("weight"), v.get("bias")));
    single("swiglu", TorchNetworks::swiglu);
    for (int axes = 1; axes <= 3; axes++) {
      int n = axes;
      single("nn.Conv" + n + "d", TorchNetworks::convolution);
      table.put("max_pool" + n + "d", TorchNetworks::maxima);
      single("nn.BatchNorm" + n + "d", TorchNetworks::batchNorm);
    }
    single("conv2d", TorchNetworks::convolution);
    single("avg_pool1d", (in, v) -> mean(in, v, 1));
    single("avg_pool2d", (in, v) -> mean(in, v, 2));
    for (int axes = 1; axes <= 2; axes++) {
      single(
          "adaptive_avg_pool" + axes + "d",
          (in, v) -> v.get("x").adaptiveAveragePool(in.integers("output_size")));
    }
    single(
        "nn.LayerNorm",
        (in, v) -> {
          int last = in.integers("normalized_shape").length;
          return v.get("x").layerNorm(last, v.get("weight"), v.get("bias"), in.number("eps"));
        });
    single("softmax", (in, v) -> v.get("x").softmax(in.integer("dim")));
    single("log_softmax", (in, v) -> v.get("x").logSoftmax(in.integer("dim")));
    single("sdpa", TorchNetworks::attention);
    table.put("nn.LSTM", TorchNetworks::lstm);
    table.put("nn.GRU", TorchNetworks::gru);
    TorchElementwiseGradients.addTo(this);
    TorchReductionGradients.addTo(this);
    TorchShapeGradients.addTo(this);
    TorchMatrixGradients.addTo(this);
    TorchLayerGradients.addTo(this);
    TorchLosses.addTo(this);
  }

  /// Those that are no functions of tensors, of constants.
  static void addTo(Adapters to) {
    TorchNetworks networks = new TorchNetworks();
    List<String> layers = List.of("sdpa", "nn.LSTM", "nn.GRU");
    for (String op : Stream.concat(layers.stream(), TorchLosses.NAMES.stream()).toList()) {
      Network network = networks.find(op).orElseThrow();
      to.add(
          op,
          in -> {
            Map<String, Variable> constants = new LinkedHashMap<>();
            in.named().forEach((name, x) -> constants.put(name, Variable.constant(x)));
            return network.outputs(in, constants).stream().map(Variable::value).toList();
          });
    }
  }

  void single(String op, Single function) {
    add(op, (in, v) -> List.of(function.output(in, v)));
  }

  void add(String op, Network network) {
    if (table.put(op, network) != null) {
      throw new IllegalStateException(op + " has two networks");
    }
  }

  Optional<Network> find(String op) {
    return Optional.ofNullable(table.get(op));
  }

  private static Variable swiglu(Arguments in, Map<String, Variable> v) {
    Variable gate = v.get("x").linear(v.get("Wg"), null).silu();
    return gate.mul(v.get("x").linear(v.get("Wu"), null)).linear(v.get("Wd"), null);
  }

  private static Variable convolution(Arguments in, Map<String, Variable> v) {
    Variable x = v.get("x");
    Window window = TorchConvolutions.window(in);
    if (!in.isNull("padding_mode") && in.text("padding_mode").equals("circular")) {
      int[] padding = TorchConvolutions.padding(in);
      int[] around = new int[in.x().rank()];
      System.arraycopy(padding, 0, around, around.length - padding.length, padding.length);
      x = call("pad", x, around, around, PadMode.CIRCULAR, 0.0);
      window = window.pad(new int[padding.length]);
    }
    return x.conv(v.get("weight"), v.get("bias"), window, in.integer("groups"));
  }

  private static List<Variable> maxima(Arguments in, Map<String, Variable> v) {
    int axes = in.integers("kernel_size").length;
    Window window = TorchConvolutions.pool(in, axes).dilation(in.integers("dilation", axes));
    List<Variable> outputs = new ArrayList<>(List.of(v.get("x").maxPool(window)));
    if (!in.isNull("return_indices") && in.flag("return_indices")) {
      outputs.add(Variable.constant(Pooling.maxPoolWithIndices(in.x(), window).indices()));
    }
    return outputs;
  }

  private static Variable mean(Arguments in, Map<String, Variable> v, int axes) {
    Window window = TorchConvolutions.pool(in, axes);
    return in.isNull("divisor_override")
        ? v.get("x").averagePool(window, in.flag("count_include_pad"))
        : call("sumPool", v.get("x"), window).div(in.number("divisor_override"));
  }

  private static Variable batchNorm(Arguments in, Map<String, Variable> v) {
    double epsilon = in.number("eps");
    Variable x = v.get("x");
    if (in.flag("track_running_stats") && !in.training()) {
      return x.batchNorm(
          v.get("running_mean"), v.get("running_var"), v.get("weight"), v.get("bias"), epsilon);
    }
    Normalization.Moments own = Normalization.batchMoments(in.x());
    return x.batchNormTraining(own.mean(), own.variance(), v.get("weight"), v.get("bias"), epsilon);
  }

  private static Variable attention(Arguments in, Map<String, Variable> v) {
    Variable q = v.get("q");
    double scale = in.isNull("scale") ? 1 / Math.sqrt(q.value().dim(-1)) : in.number("scale");
    return q.attention(v.get("k"), v.get("v"), v.get("mask"), in.flag("causal"), scale);
  }

  private static List<Variable> lstm(Arguments in, Map<String, Variable> v) {
    if (in.integer("num_layers") > 0 && v.containsKey("weight_hr_l0")) {
      throw new Adapter.NotOurs("no projections");
    }
    Variable x = sequence(in, v);
    int steps = x.value().dim(0);
    List<Variable> hidden = new ArrayList<>();
    List<Variable> cells = new ArrayList<>();
    for (int i = 0; i < in.integer("num_layers"); i++) {
      Variable bias = v.get("bias_ih_l" + i).add(v.get("bias_hh_l" + i));
      Variable gates = x.linear(v.get("weight_ih_l" + i), bias);
      Variable run =
          gates.lstm(state(in, v, "h0", i), state(in, v, "c0", i), v.get("weight_hh_l" + i));
      x = run.narrow(0, 0, steps);
      hidden.add(run.select(0, steps - 1));
      cells.add(run.select(0, steps));
    }
    return List.of(result(in, x), states(in, hidden), states(in, cells));
  }

  private static List<Variable> gru(Arguments in, Map<String, Variable> v) {
    Variable x = sequence(in, v);
    List<Variable> hidden = new ArrayList<>();
    for (int i = 0; i < in.integer("num_layers"); i++) {
      Variable weight = v.get("weight_hh_l" + i);
      Variable bias = v.get("bias_hh_l" + i);
      Variable start = state(in, v, "h0", i);
      if (bias == null || start == null) {
        int n = weight.value().dim(1);
        bias = Variable.constant(Tensor.zeros(in.x().dtype(), 3 * n));
        start = Variable.constant(Tensor.zeros(in.x().dtype(), x.value().dim(1), n));
      }
      x = x.linear(v.get("weight_ih_l" + i), v.get("bias_ih_l" + i)).gru(start, weight, bias);
      hidden.add(x.select(0, x.value().dim(0) - 1));
    }
    return List.of(result(in, x), states(in, hidden));
  }

  /// The input as `[steps, batch, features]`.
  private static Variable sequence(Arguments in, Map<String, Variable> v) {
    if (in.flag("bidirectional")) {
      throw new Adapter.NotOurs("no second direction");
    }
    Variable x = v.get("x");
    Variable batched = in.x().rank() == 2 ? x.unsqueeze(1) : x;
    return in.flag("batch_first") ? batched.swapAxes(0, 1) : batched;
  }

  private static Variable result(Arguments in, Variable x) {
    Variable ordered = in.flag("batch_first") ? x.swapAxes(0, 1) : x;
    return in.x().rank() == 2 ? ordered.squeeze(1) : ordered;
  }

  private static @Nullable Variable state(
      Arguments in, Map<String, Variable> v, String name, int layer) {
    Variable all = v.get(name);
    if (all == null) {
      return null;
    }
    Variable one = all.select(0, layer);
    return in.x().rank() == 2 ? one.unsqueeze(0) : one;
  }

  private static Variable states(Arguments in, List<Variable> states) {
    Variable all = Variable.stack(0, states.toArray(Variable[]::new));
    return in.x().rank() == 2 ? all.squeeze(1) : all;
  }
}
