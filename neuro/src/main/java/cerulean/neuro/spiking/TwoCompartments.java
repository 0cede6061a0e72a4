package cerulean.neuro.spiking;

import cerulean.autograd.Variable;
import cerulean.neuro.NaudSprekelerParameters;
import cerulean.tensor.SpikingCells.Model;
import cerulean.tensor.Tensor;
import java.util.List;

/// [Neuron#twoCompartments].
final class TwoCompartments extends Neuron {

  private final NaudSprekelerParameters cell;

  TwoCompartments(NaudSprekelerParameters cell) {
    this.cell = cell;
  }

  @Override
  String name() {
    return "two compartments";
  }

  @Override
  Model model() {
    return Model.TWO_COMPARTMENTS;
  }

  @Override
  List<Trait> traits() {
    return List.of(
        Trait.above0("somaTauMs", cell.somaTauMs()),
        Trait.above0("somaPf", cell.somaPf()),
        Trait.finite("somaRegenerativePa", cell.somaRegenerativePa()),
        Trait.finite("adaptationPa", cell.adaptationPa()),
        Trait.above0("adaptationMs", cell.adaptationMs()),
        Trait.above0("dendriteTauMs", cell.dendriteTauMs()),
        Trait.above0("dendritePf", cell.dendritePf()),
        Trait.finite("dendriteRegenerativePa", cell.dendriteRegenerativePa()),
        Trait.finite("slowNs", cell.slowNs()),
        Trait.above0("slowMs", cell.slowMs()),
        Trait.finite("restMv", cell.restMv()),
        Trait.finite("thresholdMv", cell.thresholdMv()),
        Trait.finite("thresholdJumpMv", cell.thresholdJumpMv()),
        Trait.above0("thresholdMs", cell.thresholdMs()),
        Trait.finite("backPropagatedPa", cell.backPropagatedPa()),
        Trait.atLeast0("backPropagatedMs", cell.backPropagatedMs()),
        Trait.finite("halfMv", cell.halfMv()),
        Trait.above0("widthMv", cell.widthMv()));
  }

  @Override
  List<String> states() {
    return List.of("soma.v", "dendrite.v", "soma.w", "dendrite.w", "threshold");
  }

  @Override
  boolean isStrict() {
    return true;
  }

  @Override
  Variable reset(Traits traits) {
    return traits.get("restMv");
  }

  @Override
  Variable threshold(Traits traits) {
    return traits.get("thresholdMv");
  }

  @Override
  double[] timer(Traits traits) {
    double[] steps = traits.value("backPropagatedMs").toDoubleArray();
    for (int i = 0; i < steps.length; i++) {
      steps[i] = Math.round(steps[i] / traits.dtMs());
    }
    return steps;
  }

  @Override
  boolean readsTimer() {
    return true;
  }

  @Override
  List<Variable> coefficients(Traits traits) {
    return List.of(
        traits.step(),
        traits.get("restMv"),
        traits.get("somaTauMs"),
        traits.get("somaPf"),
        traits.get("somaRegenerativePa"),
        traits.get("adaptationPa"),
        traits.decay("adaptationMs"),
        traits.get("dendriteTauMs"),
        traits.get("dendritePf"),
        traits.get("dendriteRegenerativePa"),
        traits.get("slowNs"),
        traits.get("slowMs"),
        traits.get("thresholdMv"),
        traits.get("thresholdMs"),
        traits.get("backPropagatedPa"),
        traits.get("halfMv"),
        traits.get("widthMv"),
        Traits.number(1),
        traits.get("thresholdJumpMv"));
  }

  @Override
  int jump(int state) {
    return state == 2 ? 19 : state == 4 ? 20 : 0;
  }

  @Override
  List<Tensor> start(Traits traits) {
    Tensor rest = traits.value("restMv");
    Tensor zero = Traits.number(0).value();
    return List.of(rest, rest, zero, zero, traits.value("thresholdMv"));
  }

  @Override
  Free advance(Variable[] c, Variable[] x, List<Variable> states) {
    Variable soma = states.get(0);
    Variable dendrite = states.get(1);
    Variable w = states.get(2);
    Variable slow = states.get(3);
    Variable theta = states.get(4);
    Variable flows = states.get(5).stopGradient().clamp(0, 1).mul(c[16]);
    Variable open = dendrite.sub(c[17]).div(c[18]).sigmoid();
    Variable somaCurrent = c[7].mul(w).add(c[6].mul(open)).add(x[0]);
    Variable somaRate = c[3].sub(soma).div(c[4]).add(somaCurrent.div(c[5]));
    Variable dendriteCurrent = c[12].mul(slow).add(c[11].mul(open)).add(x[1]).add(flows);
    Variable dendriteRate = c[3].sub(dendrite).div(c[9]).add(dendriteCurrent.div(c[10]));
    Variable slowRate = dendrite.sub(c[3]).sub(slow).div(c[13]);
    Variable risen = theta.add(c[2].mul(c[14].sub(theta).div(c[15])));
    return new Free(
        soma.add(c[2].mul(somaRate)),
        risen,
        List.of(
            dendrite.add(c[2].mul(dendriteRate)),
            w.mul(c[8]),
            slow.add(c[2].mul(slowRate)),
            risen));
  }
}
