package cerulean.nn;

import cerulean.autograd.Variable;
import cerulean.nn.loss.Uncertainty;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.List;
import java.util.Map;

/// A classifier whose gains follow its own uncertainty: noradrenergic gain modulation (NGM,
/// arXiv:2507.14056, Algorithm 1).
///
/// - input: what the body takes, a batch per row
/// - result: logits `[rows, classes]`
///
/// Each forward pass in training first moves the gains of all modulated layers by [GainDynamics],
/// driven by the uncertainty `H` of the previous training batch (0 before the first), then computes
/// the logits with the new gains and keeps their mean softmax entropy as the next drive. In
/// evaluation the gains stand still and are used. Nothing is told about tasks, and nothing is reset
/// between them. The drive is saved as buffer `entropy`, the gains with their layers.
public final class EntropyGainNetwork implements Layer {

  private final Layer body;
  private final List<GainModulated> modulated;
  private final GainDynamics dynamics;
  private final Tensor entropy = Workspace.outside(() -> Tensor.zeros(1));
  private boolean training = true;

  private EntropyGainNetwork(Layer body, List<GainModulated> modulated, GainDynamics dynamics) {
    this.body = body;
    this.modulated = modulated;
    this.dynamics = dynamics;
  }

  /// Modulates the layers `modulated` of `body`.
  public static EntropyGainNetwork of(
      Layer body, List<? extends GainModulated> modulated, GainDynamics dynamics) {
    return new EntropyGainNetwork(body, List.copyOf(modulated), dynamics);
  }

  @Override
  public Variable forward(Variable input) {
    if (!training) {
      return body.forward(input);
    }
    double drive = entropy();
    modulated.forEach(layer -> dynamics.advance(layer.gain(), drive));
    Variable logits = body.forward(input);
    entropy.copyFromInPlace(Tensor.scalar((float) Uncertainty.entropy(logits.value())));
    return logits;
  }

  /// The mean entropy of the latest training batch, in nats; drives the next step.
  public double entropy() {
    return entropy.item();
  }

  /// The mean of all gains.
  public double meanGain() {
    double sum = 0;
    int n = 0;
    for (GainModulated layer : modulated) {
      sum += layer.gain().sum().item();
      n += layer.gain().size();
    }
    return n == 0 ? dynamics.g0() : sum / n;
  }

  @Override
  public void train(boolean training) {
    this.training = training;
    body.train(training);
  }

  @Override
  public Map<String, Layer> children() {
    return Map.of("body", body);
  }

  @Override
  public Map<String, Tensor> ownBuffers() {
    return Map.of("entropy", entropy);
  }
}
