package cerulean.neuro.spiking;

import cerulean.autograd.Primitive;
import cerulean.autograd.Variable;
import cerulean.tensor.SpikingCells;
import cerulean.tensor.SpikingCells.Firing;
import cerulean.tensor.SpikingCells.Gradient;
import cerulean.tensor.SpikingCells.Run;
import cerulean.tensor.SpikingCells.Timer;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Cells over a sequence as one operation: by the kernel, and as what that computes in operations
/// of variables. Inputs, states, coefficients and, if spikes go back into the cells, the last
/// spikes and the weights become the spikes of all steps and, behind them, the last states.
final class SpikingSequence implements Primitive.Kernels<Run> {

  private final Neuron neuron;
  private final Firing firing;
  private final Surrogate surrogate;
  private final int steps;

  SpikingSequence(Neuron neuron, Firing firing, Surrogate surrogate, int steps) {
    this.neuron = neuron;
    this.firing = firing;
    this.surrogate = surrogate;
    this.steps = steps;
  }

  Variable apply(
      Variable input, SpikingState state, Variable coefficients, @Nullable Variable weight) {
    Primitive op = Primitive.fused("spikingLayer", Run.class, this, this::formula);
    return weight == null
        ? op.apply(input, state.values(), coefficients)
        : op.apply(input, state.values(), coefficients, state.output(), weight);
  }

  // ---- By the kernel

  @Override
  public Run run(boolean recorded, Tensor... in) {
    boolean recurrent = in.length > 3;
    Tensor spikes = recurrent ? in[3] : Tensor.zeros(in[1].dtype(), in[1].dim(1), in[1].dim(2));
    return SpikingCells.run(
        neuron.model(),
        firing,
        in[0],
        steps,
        in[1],
        in[2],
        spikes,
        recurrent ? in[4] : null,
        recorded);
  }

  @Override
  public Tensor value(Run run) {
    return run.output().narrow(0, 1, run.output().dim(0) - 1);
  }

  @Override
  public @Nullable Tensor[] gradients(Tensor g, Run run, boolean[] wanted, Tensor... in) {
    boolean recurrent = in.length > 3;
    Gradient d =
        SpikingCells.gradient(
            neuron.model(),
            firing,
            surrogate.kernel(),
            run,
            in[2],
            recurrent ? in[4] : null,
            g,
            wanted[2]);
    if (!recurrent) {
      return new @Nullable Tensor[] {d.inputs(), d.states(), d.coefficients()};
    }
    // One input for all steps, which spikes have made different.
    boolean held = in[0].dim(0) != d.inputs().dim(0);
    Tensor inputs = held ? d.inputs().sum(true, 0) : d.inputs();
    return new @Nullable Tensor[] {inputs, d.states(), d.coefficients(), d.spikes(), d.weight()};
  }

  // ---- In operations of variables

  /// The same step by step.
  Variable formula(Variable... in) {
    Variable input = in[0];
    boolean same = input.shape().dim(0) == 1 && steps != 1;
    Variable[] c = in[2].unbind(0);
    List<Variable> states = List.of(in[1].unbind(0));
    Variable spikes = in.length > 3 ? in[3] : null;
    List<Variable> outputs = new ArrayList<>();
    for (int t = 0; t < steps; t++) {
      Variable x = input.select(0, same ? 0 : t);
      Variable driven = spikes == null ? x : x.add(spikes.linear(in[4], null));
      Step step = step(c, driven, states);
      outputs.add(step.output);
      states = step.states;
      spikes = spikes == null ? null : step.output;
    }
    outputs.addAll(states);
    return Variable.stack(0, outputs.toArray(Variable[]::new));
  }

  private record Step(Variable output, List<Variable> states) {}

  private Step step(Variable[] c, Variable x, List<Variable> states) {
    int n = c[0].shape().dim(0);
    Variable[] channels = new Variable[neuron.model().channels()];
    for (int k = 0; k < channels.length; k++) {
      channels[k] = x.narrow(1, k * n, n);
    }
    Neuron.Free free = neuron.advance(c, channels, states);
    if (!firing.fires()) {
      return new Step(free.voltage(), List.of(free.voltage()));
    }
    Variable running = firing.timer() == Timer.HOLDS ? states.getLast().gt(0) : null;
    Variable distance = free.voltage().sub(free.threshold());
    Variable fired = firing.strict() ? surrogate.strictSpike(distance) : surrogate.spike(distance);
    Variable voltage = free.voltage();
    if (running != null) {
      voltage = Variable.where(running, states.getFirst(), voltage);
      fired = Variable.where(running, fired.mul(0), fired);
    }
    Variable spikes = fired;
    Variable lost = firing.through() ? spikes : spikes.stopGradient();
    List<Variable> after = new ArrayList<>();
    Variable kept = firing.adds() ? voltage : voltage.sub(voltage.mul(lost));
    after.add(kept.add(c[0].mul(lost)));
    for (int k = 0; k < free.others().size(); k++) {
      int row = neuron.jump(k + 1);
      Variable state = free.others().get(k);
      after.add(row == 0 ? state : state.add(c[row].mul(lost)));
    }
    if (firing.timer() != Timer.NONE) {
      Variable left = states.getLast().sub(1).relu();
      Variable timer = Variable.where(spikes.gt(0), c[1].expand(left.shape()), left);
      after.add(timer.stopGradient());
    }
    return new Step(spikes, after);
  }
}
