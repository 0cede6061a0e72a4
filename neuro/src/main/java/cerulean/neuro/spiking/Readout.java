package cerulean.neuro.spiking;

import cerulean.autograd.Variable;
import cerulean.tensor.SpikingCells.Model;
import cerulean.tensor.Tensor;
import java.util.List;

/// [Neuron#readout].
final class Readout extends Neuron {

  private final double tauMs;

  Readout(double tauMs) {
    this.tauMs = tauMs;
  }

  @Override
  String name() {
    return "readout";
  }

  @Override
  Model model() {
    return Model.LIF;
  }

  @Override
  List<Trait> traits() {
    return List.of(Trait.above0("tauMs", tauMs), Trait.finite("gain", 1));
  }

  @Override
  List<String> states() {
    return List.of("v");
  }

  @Override
  boolean fires() {
    return false;
  }

  @Override
  Variable reset(Traits traits) {
    return Traits.number(0);
  }

  @Override
  Variable threshold(Traits traits) {
    return Traits.number(0);
  }

  @Override
  List<Variable> coefficients(Traits traits) {
    return List.of(Traits.number(0), traits.get("gain"), traits.decay("tauMs"), Traits.number(0));
  }

  @Override
  List<Tensor> start(Traits traits) {
    return List.of(Traits.number(0).value());
  }

  @Override
  Free advance(Variable[] c, Variable[] x, List<Variable> states) {
    return new Free(Lif.leak(c, x[0], states.getFirst()), c[5], List.of());
  }
}
