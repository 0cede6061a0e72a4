package cerulean.neuro.spiking;

import cerulean.autograd.Variable;
import cerulean.neuro.AdaptiveLifParameters;
import cerulean.tensor.SpikingCells.Model;
import cerulean.tensor.Tensor;
import java.util.List;

/// [Neuron#adaptiveLif].
final class AdaptiveLif extends Neuron {

  private final AdaptiveLifParameters cell;

  AdaptiveLif(AdaptiveLifParameters cell) {
    this.cell = cell;
  }

  @Override
  String name() {
    return "adaptive LIF";
  }

  @Override
  Model model() {
    return Model.ADAPTIVE_LIF;
  }

  @Override
  List<Trait> traits() {
    return Lif.with(
        Lif.traits(cell.membrane()),
        Trait.finite("jumpPa", cell.jumpPa()),
        Trait.above0("adaptationMs", cell.adaptationMs()),
        Trait.finite("thresholdJumpMv", cell.thresholdJumpMv()),
        Trait.above0("thresholdMs", cell.thresholdMs()),
        Trait.finite("gain", cell.gain()));
  }

  @Override
  List<String> states() {
    return List.of("v", "w", "theta");
  }

  @Override
  Variable reset(Traits traits) {
    return traits.get("resetMv");
  }

  @Override
  Variable threshold(Traits traits) {
    return traits.get("thresholdMv");
  }

  @Override
  double[] timer(Traits traits) {
    return traits.steps("refractoryMs");
  }

  @Override
  List<Variable> coefficients(Traits traits) {
    List<Variable> membrane = Lif.membrane(traits);
    return List.of(
        membrane.get(0),
        membrane.get(1),
        membrane.get(2),
        membrane.get(3),
        traits.get("gain"),
        traits.held("tauMs", "adaptationMs"),
        traits.decay("adaptationMs"),
        traits.decay("thresholdMs"),
        traits.get("jumpPa"),
        traits.get("thresholdJumpMv"));
  }

  @Override
  int jump(int state) {
    return state == 0 ? 0 : 9 + state;
  }

  @Override
  List<Tensor> start(Traits traits) {
    Tensor zero = Traits.number(0).value();
    return List.of(traits.value("restMv"), zero, zero);
  }

  @Override
  Free advance(Variable[] c, Variable[] x, List<Variable> states) {
    Variable w = states.get(1);
    Variable theta = states.get(2).mul(c[9]);
    Variable current = c[6].mul(x[0]).sub(c[7].mul(w));
    Variable voltage = Lif.leak(c, current, states.getFirst());
    return new Free(voltage, c[5].add(theta), List.of(w.mul(c[8]), theta));
  }
}
