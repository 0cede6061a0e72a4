package cerulean.nn;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.tensor.DType;
import cerulean.tensor.Normalization;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.LinkedHashMap;
import java.util.Map;

/// Normalisation of each channel over the examples and places of a batch (Ioffe & Szegedy 2015):
///
///     y = (x - mean) / sqrt(variance + epsilon) * weight + bias
///
/// - input: `[batch, channels, height, width]`
/// - result: the same shape
///
/// While it trains, mean and variance are the batch's (the variance divided by the number of
/// elements), and `running_mean` and `running_var` move towards them by `momentum`, the variance
/// divided by one less; `num_batches_tracked` counts. In evaluation the running ones are used.
/// `weight` is ones at first, `bias` zeros.
public final class BatchNorm2d implements Layer {

  private static final double EPSILON = 1e-5;

  private static final double MOMENTUM = 0.1;

  private final Parameter weight;
  private final Parameter bias;
  private final Tensor runningMean;
  private final Tensor runningVariance;
  private final Tensor batches = Workspace.outside(() -> Tensor.zeros(DType.I64));
  private final double epsilon;
  private final double momentum;
  private boolean training = true;

  private BatchNorm2d(int channels, double epsilon, double momentum) {
    this.weight = Parameter.of(Tensor.ones(channels));
    this.bias = Parameter.of(Tensor.zeros(channels));
    this.runningMean = Workspace.outside(() -> Tensor.zeros(channels));
    this.runningVariance = Workspace.outside(() -> Tensor.ones(channels));
    this.epsilon = epsilon;
    this.momentum = momentum;
  }

  /// A layer with an epsilon of 1e-5 and a momentum of 0.1.
  public static BatchNorm2d of(int channels) {
    return of(channels, EPSILON, MOMENTUM);
  }

  /// A layer with its numbers.
  public static BatchNorm2d of(int channels, double epsilon, double momentum) {
    if (channels < 1 || !(epsilon > 0) || !(momentum >= 0 && momentum <= 1)) {
      throw new IllegalArgumentException(
          "BatchNorm2d: needs a channel, an epsilon above 0 and a momentum in [0, 1]; got "
              + channels
              + ", "
              + epsilon
              + " and "
              + momentum);
    }
    return new BatchNorm2d(channels, epsilon, momentum);
  }

  @Override
  public Variable forward(Variable input) {
    if (input.shape().rank() != 4) {
      throw axes(input);
    }
    if (!training) {
      Variable mean = Variable.constant(runningMean);
      return input.batchNorm(mean, Variable.constant(runningVariance), weight, bias, epsilon);
    }
    Tensor x = input.value();
    int count = x.size() / Math.max(1, x.dim(1));
    if (count < 2) {
      throw tooFew(input);
    }
    Normalization.Moments moments = Normalization.batchMoments(x);
    track(moments.mean(), moments.variance().mul((double) count / (count - 1)));
    return input.batchNormTraining(moments.mean(), moments.variance(), weight, bias, epsilon);
  }

  private void track(Tensor mean, Tensor variance) {
    runningMean.mulInPlace(1 - momentum);
    runningMean.addScaledInPlace(mean, momentum);
    runningVariance.mulInPlace(1 - momentum);
    runningVariance.addScaledInPlace(variance, momentum);
    batches.addInPlace(1);
  }

  @Override
  public void train(boolean on) {
    training = on;
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    Map<String, Parameter> own = new LinkedHashMap<>();
    own.put("weight", weight);
    own.put("bias", bias);
    return own;
  }

  @Override
  public Map<String, Tensor> ownBuffers() {
    Map<String, Tensor> own = new LinkedHashMap<>();
    own.put("running_mean", runningMean);
    own.put("running_var", runningVariance);
    own.put("num_batches_tracked", batches);
    return own;
  }

  @Override
  public String toString() {
    return "BatchNorm2d(" + weight.value().size() + ")";
  }

  private static ShapeException axes(Variable input) {
    return new ShapeException(
        "BatchNorm2d",
        "input must be [batch, channels, height, width]; got " + input.shape(),
        input.shape());
  }

  private static ShapeException tooFew(Variable input) {
    return new ShapeException(
        "BatchNorm2d",
        "a batch to learn from needs two values per channel; got "
            + input.shape()
            + "; call train(false) to use the running statistics",
        input.shape());
  }
}
