package cerulean.neuro.spiking;

import cerulean.autograd.Variable;
import cerulean.neuro.LifParameters;
import cerulean.tensor.SpikingCells.Model;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// [Neuron#lif].
final class Lif extends Neuron {

  private final LifParameters cell;

  Lif(LifParameters cell) {
    this.cell = cell;
  }

  /// The parameters that all models of this kind have.
  static List<Trait> traits(LifParameters cell) {
    return List.of(
        Trait.above0("tauMs", cell.tauMs()),
        Trait.above0("capacitancePf", cell.capacitancePf()),
        Trait.finite("restMv", cell.restMv()),
        Trait.finite("thresholdMv", cell.thresholdMv()),
        Trait.finite("resetMv", cell.resetMv()),
        Trait.atLeast0("refractoryMs", cell.refractoryMs()));
  }

  static List<Trait> with(List<Trait> first, Trait... more) {
    List<Trait> all = new ArrayList<>(first);
    all.addAll(List.of(more));
    return all;
  }

  /// Rest, resistance, decay and threshold.
  static List<Variable> membrane(Traits traits) {
    return List.of(
        traits.get("restMv"),
        traits.get("tauMs").div(traits.get("capacitancePf")),
        traits.decay("tauMs"),
        traits.get("thresholdMv"));
  }

  /// `e + (v - e) d` with `e = rest + r x`.
  static Variable leak(Variable[] c, Variable x, Variable v) {
    Variable end = c[2].add(c[3].mul(x));
    return end.add(v.sub(end).mul(c[4]));
  }

  @Override
  String name() {
    return "LIF";
  }

  @Override
  Model model() {
    return Model.LIF;
  }

  @Override
  List<Trait> traits() {
    return traits(cell);
  }

  @Override
  List<String> states() {
    return List.of("v");
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
    return membrane(traits);
  }

  @Override
  List<Tensor> start(Traits traits) {
    return List.of(traits.value("restMv"));
  }

  @Override
  Free advance(Variable[] c, Variable[] x, List<Variable> states) {
    return new Free(leak(c, x[0], states.getFirst()), c[5], List.of());
  }
}
