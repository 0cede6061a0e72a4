package cerulean.neuro.spiking;

import cerulean.autograd.Variable;
import cerulean.neuro.LifParameters;
import cerulean.tensor.SpikingCells.Model;
import cerulean.tensor.Tensor;
import java.util.List;

/// [Neuron#conductanceLif].
final class ConductanceLif extends Neuron {

  private final LifParameters cell;
  private final double excitatoryMs;
  private final double excitatoryMv;
  private final double inhibitoryMs;
  private final double inhibitoryMv;

  ConductanceLif(
      LifParameters cell,
      double excitatoryMs,
      double excitatoryMv,
      double inhibitoryMs,
      double inhibitoryMv) {
    this.cell = cell;
    this.excitatoryMs = excitatoryMs;
    this.excitatoryMv = excitatoryMv;
    this.inhibitoryMs = inhibitoryMs;
    this.inhibitoryMv = inhibitoryMv;
  }

  @Override
  String name() {
    return "conductance LIF";
  }

  @Override
  Model model() {
    return Model.CONDUCTANCE_LIF;
  }

  @Override
  List<Trait> traits() {
    return Lif.with(
        Lif.traits(cell),
        Trait.above0("excitatoryMs", excitatoryMs),
        Trait.finite("excitatoryMv", excitatoryMv),
        Trait.above0("inhibitoryMs", inhibitoryMs),
        Trait.finite("inhibitoryMv", inhibitoryMv));
  }

  @Override
  List<String> states() {
    return List.of("v", "excitatory", "inhibitory");
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
    Variable leak = traits.get("capacitancePf").div(traits.get("tauMs"));
    return List.of(
        leak,
        leak.mul(traits.get("restMv")),
        traits.step().div(traits.get("capacitancePf")),
        traits.get("thresholdMv"),
        traits.mean("excitatoryMs"),
        traits.mean("inhibitoryMs"),
        traits.decay("excitatoryMs"),
        traits.decay("inhibitoryMs"),
        traits.get("excitatoryMv"),
        traits.get("inhibitoryMv"));
  }

  @Override
  List<Tensor> start(Traits traits) {
    Tensor zero = Traits.number(0).value();
    return List.of(traits.value("restMv"), zero, zero);
  }

  @Override
  Free advance(Variable[] c, Variable[] x, List<Variable> states) {
    Variable excited = states.get(1).add(x[0]);
    Variable inhibited = states.get(2).add(x[1]);
    Variable ge = c[6].mul(excited);
    Variable gi = c[7].mul(inhibited);
    Variable z = c[2].add(ge.add(gi)).mul(c[4]);
    Variable even = z.square().div(12).add(1);
    Variable odd = z.mul(0.5);
    Variable drive = c[3].add(ge.mul(c[10]).add(gi.mul(c[11])));
    Variable top = states.getFirst().mul(even.sub(odd)).add(c[4].mul(drive));
    Variable voltage = top.div(even.add(odd));
    return new Free(voltage, c[5], List.of(excited.mul(c[8]), inhibited.mul(c[9])));
  }
}
