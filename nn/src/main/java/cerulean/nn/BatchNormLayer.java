package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.Normalization;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What batch normalisations over inputs of all ranks have in common.
abstract sealed class BatchNormLayer implements Layer
    permits BatchNorm1d, BatchNorm2d, BatchNorm3d {

  static final double EPSILON = 1e-5;

  static final double MOMENTUM = 0.1;

  /// Stands for the mean of all batches so far.
  static final double CUMULATIVE = -1;

  private final String name = getClass().getSimpleName();
  private final int channels;
  private final Affine affine;
  private final @Nullable RunningMoments running;
  private final double epsilon;
  private final double momentum;
  private boolean training = true;

  BatchNormLayer(int channels, double epsilon, double momentum, boolean affine, boolean tracked) {
    Hyperparameters.requireAtLeast(name, "channels", channels, 1);
    Hyperparameters.requireAbove(name, "epsilon", epsilon, 0);
    if (momentum != CUMULATIVE) {
      Hyperparameters.requireShare(name, "momentum", momentum);
    }
    this.channels = channels;
    this.affine = affine ? Affine.of(channels) : Affine.none();
    this.running = tracked ? new RunningMoments(channels) : null;
    this.epsilon = epsilon;
    this.momentum = momentum;
  }

  /// Whether an input of this rank is one of this layer's.
  abstract boolean takesRank(int rank);

  /// The axes behind the channels, for messages.
  abstract String axes();

  @Override
  public Variable forward(Variable input) {
    if (!takesRank(input.shape().rank()) || input.shape().dim(1) != channels) {
      throw otherAxes(input);
    }
    if (running != null && !training) {
      return input.batchNorm(
          Variable.constant(running.mean()),
          Variable.constant(running.variance()),
          affine.weight(),
          affine.bias(),
          epsilon);
    }
    int count = input.shape().size() / channels;
    if (count < (training ? 2 : 1)) {
      throw tooFew(input);
    }
    Normalization.Moments moments = Normalization.batchMoments(input.value());
    if (running != null) {
      running.count();
      Tensor ofSample = moments.variance().mul((double) count / (count - 1));
      double share = momentum == CUMULATIVE ? 1.0 / running.batches() : momentum;
      running.move(moments.mean(), ofSample, share);
    }
    return input.batchNormTraining(
        moments.mean(), moments.variance(), affine.weight(), affine.bias(), epsilon);
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
    return name + "(" + channels + affine.text() + (running == null ? ", not tracked)" : ")");
  }

  private ShapeException otherAxes(Variable input) {
    return new ShapeException(
        name,
        "input must be [batch, " + channels + axes() + "; got " + input.shape(),
        input.shape());
  }

  private ShapeException tooFew(Variable input) {
    String remedy =
        running == null
            ? "; make the batch larger"
            : "; call train(false) to use the running statistics";
    return new ShapeException(
        name,
        "a batch to learn from needs two values per channel; got " + input.shape() + remedy,
        input.shape());
  }
}
