package cerulean.studies.heterogeneity;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.neuro.spiking.DalesLaw;
import cerulean.neuro.spiking.Neuron;
import cerulean.neuro.spiking.SpikeLinear;
import cerulean.neuro.spiking.SpikingLayer;
import cerulean.neuro.spiking.coding.SynapticOperations;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Input fibres, the recurrent cells of a [CellPlan], and a leaky cell for each class that does not
/// fire.
final class SpikingNetwork {

  /// Time constant of the readout.
  static final double READOUT_MS = 10;

  /// Factor of the readout's input: its voltage is a mean of spikes, which are rare.
  static final double READOUT_GAIN = 50;

  /// Factor of the input weights, which are drawn small: a volley then moves a cell by about its
  /// distance to the threshold, and networks are not silent at the start.
  static final double INPUT_GAIN = 3;

  private final CellPlan plan;
  private final Condition condition;
  private final SpikeLinear in;
  private final SpikingLayer cells;
  private final DalesLaw law;
  private final SpikeLinear out;
  private final SpikingLayer readout;

  /// What a network answers.
  ///
  /// - `spikes`: of the hidden cells, `[steps, batch, cells]`
  /// - `voltages`: of the readout, `[steps, batch, classes]`
  record Response(Variable spikes, Variable voltages) {

    /// The mean voltages in the last `steps`: `[batch, classes]`.
    Variable last(int steps) {
      return voltages.narrow(0, voltages.shape().dim(0) - steps, steps).mean(false, 0);
    }
  }

  /// - `seed`: of the weights and of what differs between cells
  SpikingNetwork(CellPlan plan, Condition condition, int fibres, int classes, long seed) {
    Philox random = Philox.of(seed).split(0);
    this.plan = plan;
    this.condition = condition;
    in = SpikeLinear.of(fibres, plan.cells(), random);
    cells = plan.layer(condition, seed, random);
    law = plan.classes().law();
    out = SpikeLinear.of(plan.cells(), classes, random);
    readout =
        SpikingLayer.of(classes, Neuron.readout(READOUT_MS), CellPlan.DT)
            .with("gain", READOUT_GAIN);
  }

  List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(in.parameters());
    all.addAll(cells.parameters());
    all.addAll(out.parameters());
    return all;
  }

  /// The answer to spikes `[steps, batch, fibres]` at a level of noradrenaline.
  Response forward(Tensor input, double level) {
    return forward(input, condition.modulation(), level);
  }

  /// The same with another reach of noradrenaline than that of the condition.
  Response forward(Tensor input, Modulation modulation, double level) {
    SpikingLayer acting = plan.modulated(cells, modulation, level);
    Variable currents = in.forward(Variable.constant(input)).mul(INPUT_GAIN);
    Variable spikes =
        law.in(acting, () -> acting.forward(currents, acting.start(input.dim(1)))).output();
    return new Response(spikes, readout.forward(out.forward(spikes)));
  }

  /// What an example costs: an addition for each synapse that a spike reaches.
  SynapticOperations cost(Tensor input, Tensor spikes) {
    Tensor recurrent = law.weights(recurrent()).value();
    return SynapticOperations.ofSpikes(input, in.parameters().getFirst().value())
        .plus(SynapticOperations.ofSpikes(spikes, recurrent))
        .plus(SynapticOperations.ofSpikes(spikes, out.parameters().getFirst().value()))
        .per(input.dim(1));
  }

  private Parameter recurrent() {
    Parameter weight = cells.recurrentWeight();
    if (weight == null) {
      throw new IllegalStateException("the cells of a plan are recurrent");
    }
    return weight;
  }

  /// The cells as they are now.
  SpikingLayer cells() {
    return cells;
  }
}
