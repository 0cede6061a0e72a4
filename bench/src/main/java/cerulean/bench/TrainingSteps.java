package cerulean.bench;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.bench.task.Block;
import cerulean.bench.task.Network;
import cerulean.bench.task.Training;
import cerulean.bench.task.Work;
import cerulean.nn.Layer;
import cerulean.nn.loss.Losses;
import cerulean.optim.Adam;
import cerulean.optim.Optimizer;
import cerulean.optim.Sgd;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.List;
import java.util.Map;

/// Training steps of a task by Cerulean: forward, backward, update, and reading the loss.
final class TrainingSteps implements Work {
  private final Layer layer;
  private final Optimizer<?> updates;
  private final Variable inputs;
  private final boolean classifies;
  private final Tensor targets;
  private final Variable outputs;

  TrainingSteps(Training task) {
    Network network = task.network();
    layer = Networks.of(network);
    start(layer, task.parameters());
    updates = optimizer(task.update(), layer.parameters());
    inputs = Variable.constant(Tensor.wrap(task.inputs(), task.inputShape()));
    classifies = network.classes() > 0;
    targets = classifies ? Tensor.wrap(task.classes(), task.batch()) : Tensor.zeros(0);
    outputs =
        Variable.constant(
            classifies ? Tensor.zeros(0) : Tensor.wrap(task.outputs(), task.inputShape()));
  }

  private static void start(Layer layer, Map<Block, float[]> values) {
    List<Parameter> parameters = layer.parameters();
    int at = 0;
    for (Map.Entry<Block, float[]> entry : values.entrySet()) {
      Parameter parameter = parameters.get(at++);
      parameter.value().copyFromInPlace(Tensor.wrap(entry.getValue(), entry.getKey().shape()));
    }
    if (at != parameters.size()) {
      throw new IllegalStateException(
          "training: the network has " + parameters.size() + " parameters, not " + at);
    }
  }

  private static Optimizer<?> optimizer(Training.Update update, List<Parameter> parameters) {
    return switch (update) {
      case SGD -> Sgd.of(parameters, Sgd.Config.plain(update.rate()));
      case MOMENTUM -> Sgd.of(parameters, Sgd.Config.momentum(update.rate(), 0.9));
      case ADAM -> Adam.of(parameters, Adam.Config.withLr(update.rate()));
    };
  }

  @Override
  public Object run() {
    return step();
  }

  /// As a training loop is written: the tensors of a step give their memory to the next.
  private float step() {
    try (Workspace _ = Workspace.open()) {
      Variable result = layer.forward(inputs);
      Variable loss =
          classifies
              ? Losses.crossEntropy(result, targets)
              : Losses.meanSquaredError(result, outputs);
      updates.zeroGrad();
      loss.backward();
      updates.step();
      return loss.value().item();
    }
  }

  @Override
  public float[] numbers() {
    float[] losses = new float[Training.CHECKED_STEPS];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = step();
    }
    return losses;
  }
}
