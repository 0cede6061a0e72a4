package cerulean.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.autograd.Variable;
import cerulean.nn.AvgPool2d;
import cerulean.nn.BasicBlock;
import cerulean.nn.BatchNorm2d;
import cerulean.nn.Conv1d;
import cerulean.nn.Conv2d;
import cerulean.nn.Embedding;
import cerulean.nn.Flatten;
import cerulean.nn.Gelu;
import cerulean.nn.Gru;
import cerulean.nn.Layer;
import cerulean.nn.LayerNorm;
import cerulean.nn.Linear;
import cerulean.nn.Lstm;
import cerulean.nn.MaxPool2d;
import cerulean.nn.MultiheadAttention;
import cerulean.nn.Relu;
import cerulean.nn.Sequential;
import cerulean.nn.StateDict;
import cerulean.nn.TransformerEncoderLayer;
import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import cerulean.tensor.io.Npy;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Layers with PyTorch's weights, loaded by PyTorch's names, give PyTorch's outputs, gradients and
/// running statistics. In F32, the type of layers: each number is compared with the largest of its
/// array.
class TorchLayersTest {

  /// Some tens of roundings of 2^-24 on the way through a block.
  private static final double TOLERANCE = 2e-5;

  private static final Philox ANY = Philox.of(1);

  private static final ObjectMapper JSON = new ObjectMapper();

  private record Built(Layer layer, Run run) {}

  private interface Run {
    List<Variable> outputs(Map<String, Variable> in);
  }

  private static Built plain(Layer layer, String input) {
    return new Built(layer, in -> List.of(layer.forward(in.get(input))));
  }

  /// The layer of a case, or null if there is none with these arguments.
  private static Built build(VectorCase one, Arguments in) {
    return switch (one.op()) {
      case "nn.Conv1d", "nn.Conv2d" -> convolution(one, in);
      case "nn.Linear" ->
          in.flag("bias")
              ? plain(Linear.of(in.integer("in_features"), in.integer("out_features"), ANY), "x")
              : null;
      case "nn.BatchNorm2d" ->
          in.flag("affine") && in.flag("track_running_stats")
              ? plain(
                  BatchNorm2d.of(
                      in.integer("num_features"), in.number("eps"), in.number("momentum")),
                  "x")
              : null;
      case "nn.LayerNorm" ->
          in.flag("elementwise_affine")
              ? plain(LayerNorm.withEpsilon(in.number("eps"), in.integers("normalized_shape")), "x")
              : null;
      case "nn.LSTM" -> lstm(in);
      case "nn.GRU" -> gru(in);
      case "nn.MultiheadAttention" -> attention(one, in);
      case "nn.TransformerEncoderLayer" -> encoder(in);
      case "nn.Sequential" -> one.name().endsWith("lenet") ? lenet() : null;
      case "model.ResBlock" ->
          plain(
              BasicBlock.of(in.integer("cin"), in.integer("cout"), in.integer("stride"), ANY), "x");
      case "model.LstmClassifier" -> classifier(in);
      default -> null;
    };
  }

  private static Built convolution(VectorCase one, Arguments in) {
    if (!in.text("padding_mode").equals("zeros")) {
      return null;
    }
    int ins = in.integer("in_channels");
    int outs = in.integer("out_channels");
    int groups = in.integer("groups");
    Window window = TorchConvolutions.window(in);
    return one.op().equals("nn.Conv1d")
        ? plain(Conv1d.of(ins, outs, window, groups, in.flag("bias"), ANY), "x")
        : plain(Conv2d.of(ins, outs, window, groups, in.flag("bias"), ANY), "x");
  }

  private static boolean isPlainSequence(Arguments in) {
    return !in.flag("bidirectional")
        && in.x().rank() == 3
        && in.optional("h0").isPresent()
        && in.optional("weight_hr_l0").isEmpty()
        && in.flag("bias");
  }

  private static Built lstm(Arguments in) {
    if (!isPlainSequence(in)) {
      return null;
    }
    int layers = in.integer("num_layers");
    Lstm lstm = Lstm.of(in.integer("input_size"), in.integer("hidden_size"), layers, ANY);
    return new Built(
        lstm,
        v -> {
          Lstm.Run run = lstm.run(timeFirst(in, v.get("x")), v.get("h0"), v.get("c0"));
          return List.of(timeFirst(in, run.states()), run.hidden(), run.cell());
        });
  }

  private static Built gru(Arguments in) {
    if (!isPlainSequence(in)) {
      return null;
    }
    int layers = in.integer("num_layers");
    Gru gru = Gru.of(in.integer("input_size"), in.integer("hidden_size"), layers, ANY);
    return new Built(
        gru,
        v -> {
          Gru.Run run = gru.run(timeFirst(in, v.get("x")), v.get("h0"));
          return List.of(timeFirst(in, run.states()), run.hidden());
        });
  }

  private static Variable timeFirst(Arguments in, Variable x) {
    return in.flag("batch_first") ? x.swapAxes(0, 1) : x;
  }

  private static Built attention(VectorCase one, Arguments in) {
    MultiheadAttention layer =
        MultiheadAttention.of(in.integer("embed_dim"), in.integer("num_heads"), ANY);
    boolean batchFirst = in.flag("batch_first");
    Tensor mask = in.optional("mask").map(TorchLayersTest::single).orElse(null);
    Tensor padding = in.optional("pad").orElse(null);
    boolean average = !one.name().endsWith("per_head_weights");
    boolean self = in.optional("key").isEmpty();
    return new Built(
        layer,
        v -> {
          Variable q = batchFirst ? v.get("query") : v.get("query").swapAxes(0, 1);
          Variable k = self ? q : v.get("key");
          Variable y =
              self
                  ? layer.forward(q, mask, padding, false)
                  : layer.forward(q, k, v.get("value"), mask, padding, false);
          List<Variable> outputs = new ArrayList<>(List.of(batchFirst ? y : y.swapAxes(0, 1)));
          if (one.outputs().size() > 1) {
            Variable weights = layer.weights(q, k, mask, padding, false);
            outputs.add(average ? weights.mean(false, 1) : weights);
          }
          return outputs;
        });
  }

  private static Built encoder(Arguments in) {
    int size = in.integer("d_model");
    int heads = in.integer("nhead");
    int inner = in.integer("dim_feedforward");
    Layer activation = in.text("activation").equals("gelu") ? new Gelu() : new Relu();
    TransformerEncoderLayer layer =
        in.flag("norm_first")
            ? TransformerEncoderLayer.preNorm(size, heads, inner, activation, ANY)
            : TransformerEncoderLayer.postNorm(size, heads, inner, activation, ANY);
    boolean batchFirst = in.flag("batch_first");
    Tensor mask = in.optional("mask").map(TorchLayersTest::single).orElse(null);
    Tensor padding = in.optional("pad").orElse(null);
    return new Built(
        layer,
        v -> {
          Variable x = batchFirst ? v.get("src") : v.get("src").swapAxes(0, 1);
          Variable y = layer.forward(x, mask, padding, false);
          return List.of(batchFirst ? y : y.swapAxes(0, 1));
        });
  }

  private static Built lenet() {
    return plain(
        Sequential.of(
            Conv2d.of(1, 3, Window.of(3, 3).pad(1), ANY),
            new Relu(),
            MaxPool2d.of(2),
            Conv2d.of(3, 4, Window.of(3, 3), ANY),
            new Relu(),
            AvgPool2d.of(2),
            new Flatten(),
            Linear.of(16, 5, ANY)),
        "x");
  }

  private static Built classifier(Arguments in) {
    int size = in.integer("emb");
    int hidden = in.integer("hid");
    Embedding table = Embedding.of(in.integer("vocab"), size, ANY);
    Lstm lstm = Lstm.of(size, hidden, ANY);
    Linear last = Linear.of(hidden, in.integer("classes"), ANY);
    Map<String, Layer> children = new LinkedHashMap<>();
    children.put("emb", table);
    children.put("lstm", lstm);
    children.put("fc", last);
    Layer all =
        new Layer() {
          @Override
          public Variable forward(Variable input) {
            Variable states = lstm.forward(table.forward(input).swapAxes(0, 1));
            return last.forward(states.select(0, -1));
          }

          @Override
          public Map<String, Layer> children() {
            return children;
          }
        };
    return new Built(
        all,
        v -> {
          Variable z = all.forward(v.get("idx"));
          return List.of(z, z.crossEntropy(v.get("target").value()));
        });
  }

  @TestFactory
  Stream<DynamicTest> layersAreThoseOfTheVectors() {
    Archive archive = Archive.open(TorchVectors.ARCHIVE);
    return VectorCase.all(archive).stream()
        .filter(one -> one.attributes().has("args"))
        .filter(one -> build(one, new Arguments(one, Arrangement.CONTIGUOUS)) != null)
        .map(one -> DynamicTest.dynamicTest(one.name(), () -> check(archive, one)));
  }

  @Test
  void layersOfManyCasesAreBuilt() {
    Archive archive = Archive.open(TorchVectors.ARCHIVE);
    long built =
        VectorCase.all(archive).stream()
            .filter(one -> one.attributes().has("args"))
            .filter(one -> build(one, new Arguments(one, Arrangement.CONTIGUOUS)) != null)
            .count();
    assertEquals(42, built);
  }

  private static void check(Archive archive, VectorCase one) throws IOException {
    JsonNode json = JSON.readTree(archive.file(one.name() + "/case.json"));
    Arguments arguments = new Arguments(one, Arrangement.CONTIGUOUS);
    Built built = build(one, arguments);
    Map<String, Tensor> state = new LinkedHashMap<>();
    Map<String, Variable> inputs = new LinkedHashMap<>();
    for (JsonNode input : json.get("inputs")) {
      String name = input.get("name").asText();
      Tensor value = single(arguments.in(name));
      if (input.get("kind").asText().equals("input")) {
        // A layer's masks are data.
        boolean leaf = json.get("grads").has(name) && !name.equals("mask");
        inputs.put(name, leaf ? Variable.leaf(value) : Variable.constant(value));
      } else {
        state.put(name, value);
      }
    }
    StateDict.load(built.layer(), state);
    built.layer().train(json.get("attrs").get("training").asBoolean());
    List<Variable> outputs = built.run().outputs(inputs);
    Variable loss = Variable.constant(Tensor.scalar(0f));
    for (int i = 0; i < one.outputs().size(); i++) {
      VectorCase.Output want = one.outputs().get(i);
      if (want.name().startsWith("after.")) {
        String name = want.name().substring("after.".length());
        Tensor buffer = built.layer().namedBuffers().get(name);
        compare(want.name(), want.tensor(), buffer);
        continue;
      }
      compare(want.name(), want.tensor(), outputs.get(i).value());
      if (!json.get("outputs").get(i).get("cotangent").isNull()) {
        Tensor weights = single(array(archive, one, "cot_" + want.name()));
        loss = loss.add(outputs.get(i).mul(Variable.constant(weights)).sum());
      }
    }
    if (!loss.requiresGrad()) {
      return;
    }
    loss.backward();
    built.layer().namedParameters().forEach(inputs::put);
    for (Map.Entry<String, Variable> input : inputs.entrySet()) {
      if (input.getValue().requiresGrad()) {
        Tensor want = array(archive, one, "grad_" + input.getKey());
        Tensor grad = input.getValue().grad();
        Tensor zeros = Tensor.zeros(want.shape().dims());
        compare("gradient of " + input.getKey(), want, grad == null ? zeros : grad);
      }
    }
  }

  private static Tensor single(Tensor value) {
    return value.dtype() == DType.F64 ? value.to(DType.F32) : value;
  }

  private static Tensor array(Archive archive, VectorCase one, String name) throws IOException {
    return Npy.read(archive.file(one.name() + "/" + name + ".npy"));
  }

  private static void compare(String what, Tensor want, Tensor got) {
    assertEquals(want.shape(), got.shape(), what);
    double[] x = want.toDoubleArray();
    double[] y = got.toDoubleArray();
    double largest = 1e-3;
    for (double number : x) {
      largest = Math.max(largest, Math.abs(number));
    }
    for (int i = 0; i < x.length; i++) {
      int at = i;
      assertTrue(
          Math.abs(x[i] - y[i]) <= TOLERANCE * largest,
          () -> what + " element " + at + ": " + y[at] + " is not " + x[at]);
    }
  }
}
