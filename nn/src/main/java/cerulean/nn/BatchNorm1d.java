package cerulean.nn;

/// Normalisation of each channel over the examples and places of a batch (Ioffe & Szegedy 2015):
///
///     y = (x - mean) / sqrt(variance + epsilon) * weight + bias
///
/// - input: `[batch, channels]` or `[batch, channels, length]`
/// - result: the same shape
///
/// While it trains, mean and variance are the batch's (the variance divided by the number of
/// elements), and `running_mean` (zeros at first) and `running_var` (ones) move towards them by
/// `momentum`, the variance divided by one less; `num_batches_tracked` counts. In evaluation the
/// running ones are used, or the batch's where none are tracked. `weight` is ones at first, `bias`
/// zeros.
public final class BatchNorm1d extends BatchNormLayer {

  private BatchNorm1d(
      int channels, double epsilon, double momentum, boolean affine, boolean tracked) {
    super(channels, epsilon, momentum, affine, tracked);
  }

  /// A layer with an epsilon of 1e-5 and a momentum of 0.1.
  public static BatchNorm1d of(int channels) {
    return of(channels, EPSILON, MOMENTUM);
  }

  /// A layer with its numbers: `epsilon` above 0, `momentum` in `[0, 1]`.
  public static BatchNorm1d of(int channels, double epsilon, double momentum) {
    return of(channels, epsilon, momentum, true, true);
  }

  /// A layer that is affine, or without `weight` and `bias`; that tracks running statistics, or
  /// uses those of the batch in evaluation too.
  public static BatchNorm1d of(
      int channels, double epsilon, double momentum, boolean affine, boolean tracked) {
    Hyperparameters.requireShare("BatchNorm1d", "momentum", momentum);
    return new BatchNorm1d(channels, epsilon, momentum, affine, tracked);
  }

  /// A layer whose running statistics are the mean of all batches so far: PyTorch's
  /// `momentum=None`.
  public static BatchNorm1d cumulative(int channels) {
    return new BatchNorm1d(channels, EPSILON, CUMULATIVE, true, true);
  }

  @Override
  boolean takesRank(int rank) {
    return rank == 2 || rank == 3;
  }

  @Override
  String axes() {
    return "] or [batch, channels, length]";
  }
}
