package cerulean.bench.task;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One training step on a fixed batch: forward, backward, update.
public record Training(Network network, int batch, Update update) implements Task {

  /// The name of the group.
  public static final String GROUP = "training";

  /// Steps whose losses are compared.
  public static final int CHECKED_STEPS = 5;

  private static final Pattern WORK = Pattern.compile("(\\w+) batch (\\d+) (sgd|momentum|adam)");

  /// The optimizers, with learning rates of 0.01 and, for Adam, 0.001.
  public enum Update {
    SGD(0.01),
    /// Momentum of 0.9.
    MOMENTUM(0.01),
    ADAM(0.001);

    private final double rate;

    Update(double rate) {
      this.rate = rate;
    }

    /// The learning rate.
    public double rate() {
      return rate;
    }
  }

  /// The task with that name, as in `mlp batch 64 adam`.
  public static Training of(String work) {
    Matcher parts = WORK.matcher(work);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "training: a step is named as in mlp batch 64 adam; got " + work);
    }
    return new Training(
        Network.valueOf(parts.group(1).toUpperCase(Locale.ROOT)),
        Integer.parseInt(parts.group(2)),
        Update.valueOf(parts.group(3).toUpperCase(Locale.ROOT)));
  }

  @Override
  public String group() {
    return GROUP;
  }

  @Override
  public String work() {
    return network.name().toLowerCase(Locale.ROOT)
        + " batch "
        + batch
        + " "
        + update.name().toLowerCase(Locale.ROOT);
  }

  /// The shape of the batch.
  public int[] inputShape() {
    return network.input(batch);
  }

  /// The batch.
  public float[] inputs() {
    return Inputs.uniform(1, size(inputShape()), 1);
  }

  /// The class of each example, if the network tells classes.
  public long[] classes() {
    return Inputs.classes(2, batch, network.classes());
  }

  /// The outputs to train towards, if it does not.
  public float[] outputs() {
    return Inputs.uniform(3, size(inputShape()), 1);
  }

  /// The values of the parameters at the start, in the order of [Network#blocks].
  public Map<Block, float[]> parameters() {
    Map<Block, float[]> values = new LinkedHashMap<>();
    for (Block block : network.blocks()) {
      values.put(block, block.values(10 + values.size()));
    }
    return values;
  }

  private static int size(int[] shape) {
    int size = 1;
    for (int n : shape) {
      size *= n;
    }
    return size;
  }

  @Override
  public Unit unit() {
    return Unit.MICROSECONDS;
  }

  /// Forward, and twice as much backward, but for the gradient of the batch.
  @Override
  public double flops() {
    return batch * (3 * network.forwardFlops() - network.firstLayerFlops());
  }

  @Override
  public double limitNanos(Limits limits) {
    return limits.nanos(flops());
  }

  /// Of losses: errors of single precision grow with every step.
  @Override
  public double tolerance() {
    return 1e-3;
  }

  /// The numbers are the losses of the first steps.
  @Override
  public void check(float[] numbers) {
    if (!(numbers[numbers.length - 1] < numbers[0])) {
      throw new WrongResultException(
          this, "the loss does not fall: " + numbers[0] + " became " + numbers[numbers.length - 1]);
    }
  }
}
