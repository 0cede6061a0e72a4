package cerulean.conformance;

import static cerulean.conformance.VariableMethods.call;

import cerulean.autograd.Variable;
import cerulean.tensor.Pooling;
import cerulean.tensor.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
    single("swiglu", TorchNetworks::swiglu);
    for (int axes = 1; axes <= 3; axes++) {
      table.put("max_pool" + axes + "d", TorchNetworks::maxima);
    }
    single("conv2d", TorchNetworks::convolution);
    single("avg_pool1d", (in, v) -> mean(in, v, 1));
    single("avg_pool2d", (in, v) -> mean(in, v, 2));
    for (int axes = 1; axes <= 2; axes++) {
      single(
          "adaptive_avg_pool" + axes + "d",
          (in, v) -> v.get("x").adaptiveAveragePool(in.integers("output_size")));
    }
    single("softmax", (in, v) -> v.get("x").softmax(in.integer("dim")));
    single("log_softmax", (in, v) -> v.get("x").logSoftmax(in.integer("dim")));
    single("sdpa", TorchNetworks::attention);
    TorchElementwiseGradients.addTo(this);
    TorchReductionGradients.addTo(this);
    TorchShapeGradients.addTo(this);
    TorchMatrixGradients.addTo(this);
    TorchLayerGradients.addTo(this);
    TorchLayers.addTo(this);
    TorchLosses.addTo(this);
  }

  /// Those that are no functions of tensors, of constants.
  static void addTo(Adapters to) {
    TorchNetworks networks = new TorchNetworks();
    List<String> variables = new ArrayList<>(List.of("sdpa", "rope"));
    variables.addAll(TorchLayers.names());
    variables.addAll(TorchLosses.NAMES);
    for (String op : variables) {
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
    Window window = TorchConvolutions.window(in);
    return v.get("x").conv(v.get("weight"), v.get("bias"), window, in.integer("groups"));
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

  private static Variable attention(Arguments in, Map<String, Variable> v) {
    Variable q = v.get("q");
    double scale = in.isNull("scale") ? 1 / Math.sqrt(q.value().dim(-1)) : in.number("scale");
    return q.attention(v.get("k"), v.get("v"), v.get("mask"), in.flag("causal"), scale);
  }
}
