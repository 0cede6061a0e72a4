package cerulean.bench.peers;

import cerulean.bench.task.Block;
import cerulean.bench.task.Training;
import cerulean.bench.task.Work;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AbstractTensor;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// A training step in PyTorch: forward, backward, fused update, and reading the loss.
final class TorchTraining implements Work {

  private final TorchNetwork network;
  private final Tensor[] parameters;
  private final Tensor[] gradients;
  private final Tensor inputs;
  private final Tensor targets;
  private final boolean classifies;
  private final TorchUpdates updates;
  private final Tensor nothing = new Tensor();

  TorchTraining(Training task) {
    boolean images = task.inputShape().length == 4;
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (Map.Entry<Block, float[]> entry : task.parameters().entrySet()) {
      Tensor value = PyTorch.tensor(entry.getValue(), longs(entry.getKey().shape()));
      boolean kernel = entry.getKey().shape().length == 4;
      named.put(
          entry.getKey().name(),
          (kernel ? TorchOperations.channelsLast(value) : value).requires_grad_(true));
    }
    parameters = named.values().toArray(Tensor[]::new);
    gradients = new Tensor[parameters.length];
    Tensor batch = PyTorch.tensor(task.inputs(), longs(task.inputShape()));
    inputs = images ? TorchOperations.channelsLast(batch) : batch;
    classifies = task.network().classes() > 0;
    targets =
        classifies
            ? AbstractTensor.create(task.classes(), (long) task.batch())
            : PyTorch.tensor(task.outputs(), longs(task.inputShape()));
    network = TorchNetwork.of(task.network(), named, task.batch());
    updates = updates(task.update());
  }

  private TorchUpdates updates(Training.Update update) {
    return switch (update) {
      case SGD -> TorchUpdates.sgd(parameters, new Tensor[0], update.rate(), 0);
      case MOMENTUM -> TorchUpdates.sgd(parameters, zeros(), update.rate(), 0.9);
      case ADAM -> TorchUpdates.adam(parameters, zeros(), zeros(), update.rate(), 0.9, 0.999, 1e-8);
    };
  }

  private Tensor[] zeros() {
    Tensor[] result = new Tensor[parameters.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = torch.zeros_like(parameters[i]).detach();
    }
    return result;
  }

  static long[] longs(int[] shape) {
    long[] result = new long[shape.length];
    for (int i = 0; i < shape.length; i++) {
      result[i] = shape[i];
    }
    return result;
  }

  @Override
  public Object run() {
    return step();
  }

  private float step() {
    // Everything made inside is given back at its end.
    try (PointerScope _ = new PointerScope()) {
      Tensor output = network.forward(inputs);
      Tensor loss =
          classifies ? torch.cross_entropy_loss(output, targets) : torch.mse_loss(output, targets);
      loss.backward();
      for (int i = 0; i < parameters.length; i++) {
        gradients[i] = parameters[i].mutable_grad();
      }
      updates.step(gradients);
      // As zero_grad() does by default: gradients are dropped, not filled with zeros.
      for (Tensor gradient : gradients) {
        gradient.put(nothing);
      }
      return loss.item_float();
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
