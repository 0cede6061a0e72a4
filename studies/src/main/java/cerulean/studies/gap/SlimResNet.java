package cerulean.studies.gap;

import cerulean.autograd.Parameter;
import cerulean.nn.Layer;
import cerulean.nn.Linear;
import cerulean.nn.ResNet;
import cerulean.nn.Sequential;
import cerulean.nn.Unflatten;
import cerulean.nn.gain.Gain;
import cerulean.nn.gain.GainModulated;
import cerulean.nn.init.Initializer;
import cerulean.optim.ParameterGroup;
import cerulean.optim.Sgd;
import cerulean.tensor.Philox;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The slim ResNet-18 of the paper for CIFAR: four stages of two blocks, from `filters` filters on
/// doubled by each, the mean over all places, and a linear head without bias, which alone has a
/// gain. Convolutions are drawn as their framework draws them, the head is normal with `outputSd`.
///
/// - `filters`: in the first stage; 20 in the paper, which gives the head 160 features
/// - `side`: height and width of the images, which have three colours
/// - `bodyMomentum`: of everything but the head where gains are trained; the head's is 0, because
///   its gain does what momentum would
public record SlimResNet(int filters, int side, int classes, double outputSd, double bodyMomentum)
    implements NetworkPlan {

  private static final int COLOURS = 3;

  private static final int STAGES = 4;

  /// The paper's network for images of 32 by 32 pixels.
  public static SlimResNet ofPaper(int classes) {
    return new SlimResNet(20, 32, classes, 0.05, Method.MOMENTUM);
  }

  @Override
  public Layer plain(Philox random) {
    return chain(body(random).withHead(linear -> head(random)));
  }

  @Override
  public Layer withGains(Philox random, Gain gain, boolean headOnly) {
    return chain(body(random).withHead(linear -> GainModulated.of(head(random), gain)));
  }

  private ResNet body(Philox random) {
    return ResNet.of(COLOURS, filters, classes, random, 2, 2, 2, 2);
  }

  private Layer head(Philox random) {
    int features = filters << (STAGES - 1);
    return Linear.withoutBias(features, classes, Initializer.normal(outputSd), random);
  }

  private Layer chain(ResNet network) {
    return Sequential.of(Unflatten.of(1, COLOURS, side, side), network);
  }

  @Override
  public Sgd modulatedDescent(Layer network, double lr) {
    Set<Parameter> head = Collections.newSetFromMap(new IdentityHashMap<>());
    network
        .namedParameters()
        .forEach((name, parameter) -> {
          if (name.contains("linear.")) {
            head.add(parameter);
          }
        });
    List<Parameter> body =
        network.parameters().stream().filter(parameter -> !head.contains(parameter)).toList();
    return new Sgd(
        List.of(
            new ParameterGroup<>(body, Sgd.Config.momentum(lr, bodyMomentum)),
            new ParameterGroup<>(List.copyOf(head), Sgd.Config.plain(lr))));
  }

  /// As many as a batch of training: what is kept of more does not fit into the cache.
  @Override
  public int rowsAtOnce() {
    return 250;
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("network", "slim ResNet-18");
    settings.put("filters", filters);
    settings.put("classes", classes);
    settings.put("outputSd", outputSd);
    settings.put("bodyMomentum", bodyMomentum);
    return settings;
  }

  @Override
  public String sentence() {
    return "A slim ResNet-18 ("
        + filters
        + " filters in its first stage, no biases in convolutions and head; training images are"
        + " shifted by up to 4 pixels and mirrored at random)";
  }

  @Override
  public String gainSentence() {
    return "a network whose head is multiplied by a gain; all but the head has momentum "
        + bodyMomentum
        + ", the head none";
  }
}
