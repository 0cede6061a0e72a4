package cerulean.nn.gain;

import cerulean.autograd.Variable;
import cerulean.nn.Layer;
import cerulean.nn.Network;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A network whose gains follow their drives while it trains. With [Gain#ofPaper] this is
/// noradrenergic gain modulation (NGM, arXiv:2507.14056, Algorithm 1).
///
/// - input: what the body takes, a batch per row
/// - result: what the body gives; for the drive by entropy logits `[rows, classes]`
///
/// Each forward pass in training first moves the gains of all modulated layers by what their drives
/// know of the pass before, then computes the output with the new gains and shows it to the drives.
/// In evaluation, and while gains are held, they stand still and are used. Nothing is told about
/// tasks, and nothing is reset between them. What drives remember are buffers of the network
/// (`entropy`), gains of their layers.
public final class GainNetwork implements Layer {

  private final Layer body;
  private final List<GainModulated> modulated;
  private final List<Drive> drives;
  private boolean training = true;
  private boolean held;

  private GainNetwork(Layer body, Collection<GainModulated> modulated) {
    this.body = body;
    this.modulated = List.copyOf(modulated);
    Set<Drive> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
    this.drives =
        modulated.stream().map(layer -> layer.how().drive()).filter(distinct::add).toList();
  }

  /// Moves the gains of all [GainModulated] layers that `body` is made of.
  public static GainNetwork of(Layer body) {
    Set<GainModulated> found = Collections.newSetFromMap(new IdentityHashMap<>());
    List<GainModulated> inOrder = new ArrayList<>();
    collect(body, found, inOrder);
    if (inOrder.isEmpty()) {
      throw new IllegalArgumentException(
          "GainNetwork: no layer has a gain; put one on with GainModulated.of");
    }
    return new GainNetwork(body, inOrder);
  }

  private static void collect(Network part, Set<GainModulated> found, List<GainModulated> inOrder) {
    if (part instanceof GainModulated one && found.add(one)) {
      inOrder.add(one);
    }
    part.children().values().forEach(child -> collect(child, found, inOrder));
  }

  @Override
  public Variable forward(Variable input) {
    if (!training || held) {
      return body.forward(input);
    }
    modulated.forEach(GainModulated::advance);
    Variable output = body.forward(input);
    drives.forEach(drive -> drive.observeOutput(output.value()));
    return output;
  }

  /// Tells the drives the loss of the latest training pass: those by loss and by surprise need it.
  public void observeLoss(double loss) {
    if (!Double.isFinite(loss)) {
      throw new IllegalArgumentException("gain: a loss must be finite, got " + loss);
    }
    drives.forEach(drive -> drive.observeLoss(loss));
  }

  /// Holds all gains where they are, in training too, or lets them go again. For the ablation with
  /// frozen gains, and for passes that are no training step of their own, such as those of a
  /// curvature or of a gradient on other data.
  public void hold(boolean hold) {
    held = hold;
  }

  /// The mean of all gains.
  public double meanGain() {
    double sum = 0;
    int n = 0;
    for (GainModulated layer : modulated) {
      sum += layer.gain().sum().itemDouble();
      n += layer.gain().size();
    }
    return sum / n;
  }

  /// The network without what moves its gains; the weights of one without gains load into it by
  /// their names.
  public Layer body() {
    return body;
  }

  /// The layers with gains, in the order of the network.
  public List<GainModulated> modulated() {
    return modulated;
  }

  @Override
  public void train(boolean training) {
    this.training = training;
    body.train(training);
  }

  @Override
  public boolean isTraining() {
    return training;
  }

  @Override
  public Map<String, Layer> children() {
    return Map.of("body", body);
  }

  /// What the drives remember. If there are several, their places are put in front (`1.loss`).
  @Override
  public Map<String, Tensor> ownBuffers() {
    Map<String, Tensor> own = new LinkedHashMap<>();
    for (int i = 0; i < drives.size(); i++) {
      String front = drives.size() == 1 ? "" : i + ".";
      drives.get(i).buffers().forEach((name, buffer) -> own.put(front + name, buffer));
    }
    return own;
  }

  @Override
  public String toString() {
    return "GainNetwork(" + body + ")";
  }
}
