package cerulean.conformance;

import cerulean.autograd.Variable;
import cerulean.nn.AttentionMask;
import cerulean.nn.Bilinear;
import cerulean.nn.Dropout;
import cerulean.nn.Embedding;
import cerulean.nn.EmbeddingBag;
import cerulean.nn.Functional;
import cerulean.nn.Layer;
import cerulean.nn.MultiheadAttention;
import cerulean.nn.Network;
import cerulean.nn.PRelu;
import cerulean.nn.RotaryPositions;
import cerulean.nn.StateDict;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The layers of the vectors: made with PyTorch's arguments, loaded by PyTorch's names, and called
/// as functions of their parameters.
final class TorchLayers {

  /// Weights are loaded.
  static final Philox ANY = Philox.of(1);

  private static final String BATCH_FIRST = "batch_first";

  /// A network, and what it is called with.
  record Built(Network network, Call call) {

    static Built of(Layer layer, String input) {
      return new Built(layer, v -> List.of(layer.forward(v.get(input))));
    }
  }

  /// A call with inputs by name.
  interface Call {
    List<Variable> outputs(Map<String, Variable> in);
  }

  /// Makes the network of a case.
  interface Maker {
    Built make(Arguments in);
  }

  private static final Map<String, Maker> MAKERS = makers();

  private TorchLayers() {}

  /// The operations that are layers.
  static Set<String> names() {
    return MAKERS.keySet();
  }

  static void addTo(TorchNetworks to) {
    MAKERS.keySet().forEach(op -> to.add(op, (in, v) -> outputs(op, in, v)));
    to.single(
        "rope",
        (in, v) -> RotaryPositions.of(in.x().dim(-1), in.number("base")).forward(v.get("x")));
  }

  /// A network of a case with its state, in F32 or F64, as its numbers are.
  static Built loaded(String op, Arguments in) {
    Built built = MAKERS.get(op).make(in);
    boolean single = in.named().values().stream().anyMatch(x -> x.dtype() == DType.F32);
    built.network.to(single ? DType.F32 : DType.F64);
    Map<String, Tensor> state = new LinkedHashMap<>(in.named());
    state.keySet().removeAll(in.called());
    StateDict.load(built.network, state);
    built.network.train(in.training());
    return built;
  }

  /// The outputs, and buffers after the call where the case has them.
  private static List<Variable> outputs(String op, Arguments in, Map<String, Variable> v) {
    Built built = loaded(op, in);
    Map<String, Variable> parameters = new LinkedHashMap<>(v);
    parameters.keySet().retainAll(built.network.namedParameters().keySet());
    List<Variable> outputs =
        new ArrayList<>(Functional.call(built.network, parameters, () -> built.call.outputs(v)));
    for (String name : in.outputs()) {
      if (name.startsWith("after.")) {
        Tensor buffer = built.network.namedBuffers().get(name.substring("after.".length()));
        outputs.add(Variable.constant(buffer));
      }
    }
    return outputs;
  }

  private static Map<String, Maker> makers() {
    Map<String, Maker> to = new TreeMap<>();
    for (String plain : TorchPlainLayers.NAMES) {
      to.put("nn." + plain, in -> Built.of(TorchPlainLayers.of(plain, in), "x"));
    }
    to.put(
        "nn.Bilinear",
        in -> {
          int first = in.integer("in1_features");
          int second = in.integer("in2_features");
          int out = in.integer("out_features");
          Bilinear layer = Bilinear.of(first, second, out, in.flag("bias"), ANY);
          return new Built(layer, v -> List.of(layer.forward(v.get("x"), v.get("y"))));
        });
    to.put("nn.PReLU", in -> Built.of(PRelu.of(in.integer("num_parameters"), 0.25), "x"));
    to.put("nn.Dropout", in -> Built.of(Dropout.of(in.number("p"), ANY), "x"));
    to.put(
        "nn.Embedding",
        in ->
            Built.of(
                Embedding.withPadding(
                    in.integer("num_embeddings"),
                    in.integer("embedding_dim"),
                    in.integer("padding_idx"),
                    ANY),
                "idx"));
    to.put("nn.EmbeddingBag", TorchLayers::bags);
    to.put("nn.MultiheadAttention", TorchLayers::attention);
    TorchRecurrentLayers.addTo(to);
    TorchModels.addTo(to);
    return to;
  }

  private static Built bags(Arguments in) {
    EmbeddingBag layer =
        EmbeddingBag.of(
            in.integer("num_embeddings"),
            in.integer("embedding_dim"),
            EmbeddingBag.Mode.valueOf(in.text("mode").toUpperCase(Locale.ROOT)),
            ANY);
    return new Built(
        layer, v -> List.of(layer.forward(v.get("idx").value(), v.get("offsets").value())));
  }

  /// What the keywords `mask` and `padding` say.
  static AttentionMask mask(Arguments in, Map<String, Variable> v, String mask, String padding) {
    return new AttentionMask(
        in.keyword(mask).map(v::get).orElse(null),
        in.keyword(padding).map(name -> v.get(name).value()).orElse(null),
        false);
  }

  private static Built attention(Arguments in) {
    MultiheadAttention layer =
        MultiheadAttention.of(in.integer("embed_dim"), in.integer("num_heads"), ANY);
    return new Built(
        layer,
        v -> {
          AttentionMask mask = mask(in, v, "attn_mask", "key_padding_mask");
          Variable q = batchFirst(in, v.get("query"));
          boolean itself = !v.containsKey("key");
          Variable k = itself ? q : batchFirst(in, v.get("key"));
          Variable value = itself ? q : batchFirst(in, v.get("value"));
          if (!in.keyword("need_weights", true)) {
            return List.of(batchFirst(in, layer.forward(q, k, value, mask)));
          }
          MultiheadAttention.Attended y = layer.attend(q, k, value, mask);
          boolean average = in.keyword("average_attn_weights", true);
          Variable weights = average ? y.weights().mean(false, 1) : y.weights();
          return List.of(batchFirst(in, y.output()), weights);
        });
  }

  /// The batch as first axis; and back.
  static Variable batchFirst(Arguments in, Variable x) {
    return in.flag(BATCH_FIRST) ? x : x.swapAxes(0, 1);
  }
}
