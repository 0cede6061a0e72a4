package cerulean.nn;

/// Normalisation of each channel of each example by itself (Ulyanov, Vedaldi & Lempitsky 2016):
///
///     y = (x - mean) / sqrt(variance + epsilon) * weight + bias
///
/// - input: `[batch, channels, length]`, or without the batch
/// - result: the same shape
///
/// Without `weight` and `bias` and without running statistics if nothing else is said, as in
/// PyTorch. Where they are tracked, `running_mean` and `running_var` move by `momentum` towards the
/// means over the batch of what its examples have, the variance divided by the number of elements
/// less one, and are used in evaluation; `num_batches_tracked` stays 0.
public final class InstanceNorm1d extends InstanceNormLayer {

  private InstanceNorm1d(
      int channels, double epsilon, double momentum, boolean affine, boolean tracked) {
    super(1, channels, epsilon, momentum, affine, tracked);
  }

  /// A layer with an epsilon of 1e-5 that learns and remembers nothing.
  public static InstanceNorm1d of(int channels) {
    return of(channels, EPSILON, MOMENTUM, false, false);
  }

  /// A layer with its numbers, `epsilon` above 0, `momentum` in `[0, 1]`; that has `weight` and
  /// `bias` if it is affine, and running statistics if they are tracked.
  public static InstanceNorm1d of(
      int channels, double epsilon, double momentum, boolean affine, boolean tracked) {
    return new InstanceNorm1d(channels, epsilon, momentum, affine, tracked);
  }
}
