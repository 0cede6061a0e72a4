package cerulean.conformance;

import static cerulean.conformance.TorchLayers.ANY;

import cerulean.autograd.Variable;
import cerulean.conformance.TorchLayers.Built;
import cerulean.nn.AttentionMask;
import cerulean.nn.BasicBlock;
import cerulean.nn.Embedding;
import cerulean.nn.Gelu;
import cerulean.nn.Layer;
import cerulean.nn.Linear;
import cerulean.nn.Lstm;
import cerulean.nn.Network;
import cerulean.nn.Recurrent;
import cerulean.nn.Relu;
import cerulean.nn.TransformerDecoderLayer;
import cerulean.nn.TransformerEncoder;
import cerulean.nn.TransformerEncoderLayer;
import cerulean.nn.TransformerSettings;
import cerulean.tensor.Philox;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Transformers, and section B9: small models made of layers.
final class TorchModels {

  private TorchModels() {}

  static void addTo(Map<String, TorchLayers.Maker> to) {
    to.put("nn.TransformerEncoderLayer", TorchModels::encoderLayer);
    to.put("nn.TransformerEncoder", TorchModels::encoder);
    to.put("nn.TransformerDecoderLayer", TorchModels::decoderLayer);
    to.put(
        "model.ResBlock",
        in ->
            Built.of(
                BasicBlock.of(in.integer("cin"), in.integer("cout"), in.integer("stride"), ANY),
                "x"));
    to.put("model.LstmClassifier", TorchModels::classifier);
    to.put("model.Vae", TorchModels::autoencoder);
  }

  private static TransformerSettings settings(Arguments in) {
    Layer activation = in.text("activation").equals("gelu") ? new Gelu() : new Relu();
    TransformerSettings settings =
        TransformerSettings.of(in.integer("d_model"), in.integer("nhead"))
            .feedForward(in.integer("dim_feedforward"))
            .dropout(in.number("dropout"))
            .activation(activation);
    return in.flag("norm_first") ? settings.withNormFirst() : settings;
  }

  private static Built encoderLayer(Arguments in) {
    TransformerEncoderLayer layer = TransformerEncoderLayer.of(settings(in), ANY);
    return new Built(
        layer,
        v -> {
          AttentionMask mask = TorchLayers.mask(in, v, "src_mask", "src_key_padding_mask");
          Variable x = TorchLayers.batchFirst(in, v.get("src"));
          return List.of(TorchLayers.batchFirst(in, layer.forward(x, mask)));
        });
  }

  private static Built encoder(Arguments in) {
    Arguments layer = new Arguments(in.attribute("layer"));
    TransformerEncoder encoder =
        TransformerEncoder.of(
            settings(layer), in.integer("num_layers"), in.flag("final_norm"), ANY);
    return Built.of(encoder, "src");
  }

  private static Built decoderLayer(Arguments in) {
    TransformerDecoderLayer layer = TransformerDecoderLayer.of(settings(in), ANY);
    return new Built(
        layer,
        v -> {
          AttentionMask own = TorchLayers.mask(in, v, "tgt_mask", "tgt_key_padding_mask");
          AttentionMask others = TorchLayers.mask(in, v, "memory_mask", "memory_key_padding_mask");
          return List.of(layer.forward(v.get("tgt"), v.get("memory"), own, others));
        });
  }

  /// `fc` of the last state of `lstm` over the rows of `emb`.
  private static final class Classifier implements Layer {
    private final Embedding table;
    private final Lstm lstm;
    private final Linear last;

    Classifier(Arguments in, Philox random) {
      int size = in.integer("emb");
      table = Embedding.of(in.integer("vocab"), size, random);
      lstm = Lstm.of(Recurrent.of(size, in.integer("hid")).withBatchFirst(), random);
      last = Linear.of(in.integer("hid"), in.integer("classes"), random);
    }

    @Override
    public Variable forward(Variable input) {
      return last.call(lstm.call(table.call(input)).select(1, -1));
    }

    @Override
    public Map<String, Layer> children() {
      Map<String, Layer> children = new LinkedHashMap<>();
      children.put("emb", table);
      children.put("lstm", lstm);
      children.put("fc", last);
      return children;
    }
  }

  private static Built classifier(Arguments in) {
    Classifier network = new Classifier(in, ANY);
    return new Built(
        network,
        v -> {
          Variable z = network.call(v.get("idx"));
          return List.of(z, z.crossEntropy(v.get("target")));
        });
  }

  /// A variational autoencoder with Bernoulli outputs, trained on its own sigmoid.
  private static final class Autoencoder implements Network {
    private final Linear encode;
    private final Linear mean;
    private final Linear logVariance;
    private final Linear decode;

    Autoencoder(Arguments in, Philox random) {
      encode = Linear.of(in.integer("d"), in.integer("h"), random);
      mean = Linear.of(in.integer("h"), in.integer("z"), random);
      logVariance = Linear.of(in.integer("h"), in.integer("z"), random);
      decode = Linear.of(in.integer("z"), in.integer("d"), random);
    }

    Variable loss(Variable x, Variable noise) {
      Variable h = encode.call(x).tanh();
      Variable mu = mean.call(h);
      Variable s = logVariance.call(h);
      Variable logits = decode.call(mu.add(noise.mul(s.div(2).exp())));
      Variable target = x.stopGradient().sigmoid();
      Variable entropy = logits.logSigmoid().neg().add(logits.mul(target.neg().add(1)));
      Variable divergence = s.add(1).sub(mu.square()).sub(s.exp()).sum().mul(-0.5);
      return entropy.sum().add(divergence).div(x.shape().dim(0));
    }

    @Override
    public Map<String, Layer> children() {
      Map<String, Layer> children = new LinkedHashMap<>();
      children.put("enc", encode);
      children.put("mu", mean);
      children.put("logvar", logVariance);
      children.put("dec", decode);
      return children;
    }
  }

  private static Built autoencoder(Arguments in) {
    Autoencoder network = new Autoencoder(in, ANY);
    return new Built(network, v -> List.of(network.loss(v.get("x"), v.get("eps"))));
  }
}
