package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What instance normalisations over inputs of all ranks have in common.
abstract sealed class InstanceNormLayer implements Layer
    permits InstanceNorm1d, InstanceNorm2d, InstanceNorm3d {

  static final double EPSILON = 1e-5;

  static final double MOMENTUM = 0.1;

  private final String name = getClass().getSimpleName();
  private final int axes;
  private final int channels;
  private final Affine affine;
  private final @Nullable RunningMoments running;
  private final double epsilon;
  private final double momentum;
  private boolean training = true;

  InstanceNormLayer(
      int axes, int channels, double epsilon, double momentum, boolean affine, boolean tracked) {
    Hyperparameters.requireAtLeast(name, "channels", channels, 1);
    Hyperparameters.requireAbove(name, "epsilon", epsilon, 0);
    Hyperparameters.requireShare(name, "momentum", momentum);
    this.axes = axes;
    this.channels = channels;
    this.affine = affine ? Affine.of(channels) : Affine.none();
    this.running = tracked ? new RunningMoments(channels) : null;
    this.epsilon = epsilon;
    this.momentum = momentum;
  }

  @Override
  public Variable forward(Variable input) {
    int rank = input.shape().rank();
    boolean batched = rank == axes + 2;
    if ((!batched && rank != axes + 1) || input.shape().dim(batched ? 1 : 0) != channels) {
      throw otherAxes(input);
    }
    Variable x = batched ? input : input.unsqueeze(0);
    Variable y = ofBatch(x);
    return batched ? y : y.squeeze(0);
  }

  private Variable ofBatch(Variable x) {
    if (running != null && !training) {
      return x.batchNorm(
          Variable.constant(running.mean()),
          Variable.constant(running.variance()),
          affine.weight(),
          affine.bias(),
          epsilon);
    }
    int[] places = IntStream.range(2, axes + 2).toArray();
    int count = IntStream.of(places).map(x.shape()::dim).reduce(1, (a, b) -> a * b);
    if (count < 2) {
      throw tooFew(x);
    }
    if (running != null && x.shape().dim(0) > 0) {
      Tensor mean = x.value().mean(false, places).mean(false, 0);
      Tensor variance = x.value().var(1, false, places).mean(false, 0);
      running.move(mean, variance, momentum);
    }
    return x.instanceNorm(affine.weight(), affine.bias(), epsilon);
  }

  @Override
  public void train(boolean on) {
    training = on;
  }

  @Override
  public boolean isTraining() {
    return training;
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    return affine.named();
  }

  @Override
  public Map<String, Tensor> ownBuffers() {
    return running == null ? Map.of() : running.named();
  }

  @Override
  public void convertBuffers(DType type) {
    if (running != null) {
      running.convert(type);
    }
  }

  @Override
  public String toString() {
    boolean scaled = affine.weight() != null;
    return name
        + "("
        + channels
        + (scaled ? ", affine" : "")
        + (running == null ? ")" : ", tracked)");
  }

  private ShapeException otherAxes(Variable input) {
    return new ShapeException(
        name,
        "input must be [batch, "
            + channels
            + ", ...] with "
            + (axes == 1 ? "1 axis" : axes + " axes")
            + " behind the channels, or without the batch; got "
            + input.shape(),
        input.shape());
  }

  private ShapeException tooFew(Variable input) {
    return new ShapeException(
        name, "a channel of an example needs two values; got " + input.shape(), input.shape());
  }
}
