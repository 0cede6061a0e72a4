package cerulean.neuro.spiking;

import cerulean.autograd.Variable;
import cerulean.neuro.IzhikevichParameters;
import cerulean.neuro.IzhikevichScheme;
import cerulean.tensor.SpikingCells.Model;
import cerulean.tensor.Tensor;
import java.util.List;

/// [Neuron#izhikevich].
final class Izhikevich extends Neuron {

  private final IzhikevichParameters cell;
  private final IzhikevichScheme scheme;

  Izhikevich(IzhikevichParameters cell, IzhikevichScheme scheme) {
    if (scheme == IzhikevichScheme.RUNGE_KUTTA_4) {
      throw notEuler(scheme);
    }
    this.cell = cell;
    this.scheme = scheme;
  }

  @Override
  String name() {
    return "Izhikevich, " + scheme;
  }

  @Override
  Model model() {
    return switch (scheme) {
      case EULER -> Model.IZHIKEVICH_EULER;
      case HALF_STEPS_2003 -> Model.IZHIKEVICH_2003;
      default -> Model.IZHIKEVICH_2004;
    };
  }

  @Override
  List<Trait> traits() {
    return List.of(
        Trait.finite("a", cell.a()),
        Trait.finite("b", cell.b()),
        Trait.finite("c", cell.cMv()),
        Trait.finite("d", cell.d()),
        Trait.finite("quadratic", cell.quadratic()),
        Trait.finite("linear", cell.linear()),
        Trait.finite("constant", cell.constant()),
        Trait.finite("shift", cell.shiftMv()),
        Trait.finite("leak", cell.leak()),
        Trait.finite("peakMv", IzhikevichParameters.PEAK_MV));
  }

  @Override
  List<String> states() {
    return List.of("v", "u");
  }

  @Override
  boolean isStrict() {
    return true;
  }

  @Override
  Variable reset(Traits traits) {
    return traits.get("c");
  }

  @Override
  Variable threshold(Traits traits) {
    return traits.get("peakMv");
  }

  @Override
  List<Variable> coefficients(Traits traits) {
    return List.of(
        traits.step(),
        traits.get("quadratic"),
        traits.get("linear"),
        traits.get("constant"),
        traits.get("shift"),
        traits.get("leak"),
        traits.get("a"),
        traits.get("b"),
        traits.get("peakMv"),
        traits.get("d"));
  }

  @Override
  int jump(int state) {
    return state == 1 ? 11 : 0;
  }

  @Override
  List<Tensor> start(Traits traits) {
    Tensor v = traits.value("c");
    return List.of(v, traits.value("b").mul(v.sub(traits.value("shift"))));
  }

  @Override
  Free advance(Variable[] c, Variable[] x, List<Variable> states) {
    Variable before = states.get(0);
    Variable u = states.get(1);
    boolean halves = scheme == IzhikevichScheme.HALF_STEPS_2003;
    Variable h = halves ? c[2].mul(0.5) : c[2];
    Variable v = before;
    for (int part = 0; part < (halves ? 2 : 1); part++) {
      Variable rate = c[3].mul(v.square()).add(c[4].mul(v)).add(c[5]).sub(u).add(x[0]);
      v = v.add(h.mul(rate));
    }
    Variable seen = (scheme == IzhikevichScheme.EULER ? before : v).sub(c[6]);
    Variable recovery = c[2].mul(c[8]).mul(c[9].mul(seen).sub(c[7].mul(u)));
    return new Free(v, c[10], List.of(u.add(recovery)));
  }

  private static IllegalArgumentException notEuler(IzhikevichScheme scheme) {
    return new IllegalArgumentException(
        "Neuron.izhikevich: layers take one of the Euler schemes; got " + scheme);
  }
}
