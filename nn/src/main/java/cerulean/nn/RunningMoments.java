package cerulean.nn;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.LinkedHashMap;
import java.util.Map;

/// Running means and variances of channels: `running_mean` (zeros at first), `running_var` (ones)
/// and `num_batches_tracked`.
final class RunningMoments {

  private Tensor mean;
  private Tensor variance;
  private final Tensor batches = Workspace.outside(() -> Tensor.zeros(DType.I64));

  RunningMoments(int channels) {
    this.mean = Workspace.outside(() -> Tensor.zeros(channels));
    this.variance = Workspace.outside(() -> Tensor.ones(channels));
  }

  Tensor mean() {
    return mean;
  }

  Tensor variance() {
    return variance;
  }

  void count() {
    batches.addInPlace(1);
  }

  /// How many batches were counted.
  long batches() {
    return batches.itemLong();
  }

  /// Moves both by the share `momentum` towards new ones.
  void move(Tensor newMean, Tensor newVariance, double momentum) {
    mean.mulInPlace(1 - momentum);
    mean.addScaledInPlace(newMean.to(mean.dtype()), momentum);
    variance.mulInPlace(1 - momentum);
    variance.addScaledInPlace(newVariance.to(variance.dtype()), momentum);
  }

  Map<String, Tensor> named() {
    Map<String, Tensor> own = new LinkedHashMap<>();
    own.put("running_mean", mean);
    own.put("running_var", variance);
    own.put("num_batches_tracked", batches);
    return own;
  }

  void convert(DType type) {
    mean = Workspace.outside(() -> mean.to(type));
    variance = Workspace.outside(() -> variance.to(type));
  }
}
