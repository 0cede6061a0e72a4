package cerulean.bench;

import cerulean.autograd.NoGrad;
import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.bench.task.Spiking;
import cerulean.bench.task.Work;
import cerulean.neuro.spiking.Neuron;
import cerulean.neuro.spiking.Reset;
import cerulean.neuro.spiking.SpikeLinear;
import cerulean.neuro.spiking.SpikingLayer;
import cerulean.neuro.spiking.Surrogate;
import cerulean.nn.Linear;
import cerulean.nn.loss.Losses;
import cerulean.optim.Adam;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.ArrayList;
import java.util.List;

/// The spiking network of a task by Cerulean: a training step or a part of it.
final class SpikingSteps implements Work {

  private static final double DECAY = 0.95;

  private final Spiking task;
  private final Linear first;
  private final SpikingLayer cells;
  private final SpikeLinear second;
  private final SpikingLayer readout;
  private final Adam adam;
  private final Variable images;
  private final Tensor targets;
  private final Variable currents;
  private final Variable spikes;

  SpikingSteps(Spiking task) {
    this.task = task;
    Philox random = Philox.of(1);
    first = Linear.of(Spiking.PIXELS, Spiking.CELLS, random);
    cells =
        SpikingLayer.of(Spiking.CELLS, Neuron.leaky(DECAY), 1)
            .with(Reset.BY_SUBTRACTION.detached())
            .with(Surrogate.arctan(2));
    second = SpikeLinear.of(Spiking.CELLS, Spiking.CLASSES, random);
    readout = SpikingLayer.of(Spiking.CLASSES, Neuron.readout(-1 / Math.log(DECAY)), 1);
    List<Parameter> parameters = new ArrayList<>(first.parameters());
    parameters.addAll(second.parameters());
    adam = Adam.of(parameters, Adam.Config.withLr(5e-4));
    images = Variable.constant(Tensor.wrap(task.images(), Spiking.BATCH, Spiking.PIXELS));
    Tensor classes = Tensor.wrap(task.classes(), Spiking.BATCH);
    targets = classes.unsqueeze(0).expand(Spiking.STEPS, Spiking.BATCH).copy().flatten();
    // What the parts begin with, and gradients for the update.
    currents = Variable.constant(first.forward(images).value());
    spikes = Variable.constant(spikes(currents).value());
    loss().backward();
  }

  private Variable spikes(Variable input) {
    return cells.hold(input, Spiking.STEPS, cells.start(Spiking.BATCH)).output();
  }

  private Variable loss() {
    Variable output = second.forward(spikes(first.forward(images)));
    Variable voltages = readout.forward(output, readout.start(Spiking.BATCH)).output();
    Variable rows = voltages.reshape(Spiking.STEPS * Spiking.BATCH, Spiking.CLASSES);
    return Losses.crossEntropy(rows, targets);
  }

  private float step() {
    try (Workspace _ = Workspace.open()) {
      Variable loss = loss();
      adam.zeroGrad();
      loss.backward();
      adam.step();
      return loss.value().item();
    }
  }

  @Override
  public Object run() {
    return switch (task.part()) {
      case STEP -> step();
      case ADAM -> {
        adam.step();
        yield adam;
      }
      case BACKWARD -> {
        try (Workspace _ = Workspace.open()) {
          adam.zeroGrad();
          loss().backward();
          yield adam;
        }
      }
      case FC1, LIF, FC2, FORWARD -> forward();
    };
  }

  private Object forward() {
    try (Workspace _ = Workspace.open()) {
      return NoGrad.call(() ->
          switch (task.part()) {
            case FC1 -> first.forward(images);
            case LIF -> spikes(currents);
            case FC2 -> second.forward(spikes);
            default -> loss();
          });
    }
  }

  @Override
  public float[] numbers() {
    float[] losses = new float[Spiking.CHECKED_STEPS];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = step();
    }
    return losses;
  }
}
