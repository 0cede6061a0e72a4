package cerulean.tensor;

import org.jspecify.annotations.Nullable;

/// Normalisations: values brought to mean 0 and variance 1 (the variance divided by the number of
/// elements, plus `epsilon`), then scaled by a weight and moved by a bias where they are not null.
///
/// They differ in what a mean and a variance are taken over. Inputs are `[batch, channels,
/// spatial...]` unless it says otherwise, F32 or F64. Sums are in double precision and about the
/// mean, so that a mean far above the spread costs no digits.
public final class Normalization {

  private Normalization() {}

  /// Over the last `axes` axes, of which weight and bias have the shape (Ba, Kiros & Hinton 2016).
  public static Tensor layerNorm(
      Tensor x, int axes, @Nullable Tensor weight, @Nullable Tensor bias, double epsilon) {
    return NormalizationOps.layers("layerNorm", x, axes, true, weight, bias, epsilon);
  }

  /// `x / sqrt(mean x^2 + epsilon)` over the last `axes` axes, of which the weight has the shape
  /// (Zhang & Sennrich 2019).
  public static Tensor rmsNorm(Tensor x, int axes, @Nullable Tensor weight, double epsilon) {
    return NormalizationOps.layers("rmsNorm", x, axes, false, weight, null, epsilon);
  }

  /// With given means and variances of the channels, as a trained network uses them (Ioffe &
  /// Szegedy 2015); weight and bias have one number per channel too. `[batch, channels]` is
  /// possible.
  public static Tensor batchNorm(
      Tensor x,
      Tensor mean,
      Tensor variance,
      @Nullable Tensor weight,
      @Nullable Tensor bias,
      double epsilon) {
    return NormalizationOps.batch(x, mean, variance, weight, bias, epsilon);
  }

  /// Over each of `groups` equal groups of channels of each example (Wu & He 2018); weight and bias
  /// have one number per channel.
  public static Tensor groupNorm(
      Tensor x, int groups, @Nullable Tensor weight, @Nullable Tensor bias, double epsilon) {
    return NormalizationOps.groups("groupNorm", x, groups, weight, bias, epsilon);
  }

  /// Over each channel of each example (Ulyanov, Vedaldi & Lempitsky 2016).
  public static Tensor instanceNorm(
      Tensor x, @Nullable Tensor weight, @Nullable Tensor bias, double epsilon) {
    return NormalizationOps.groups("instanceNorm", x, NormalizationOps.EACH, weight, bias, epsilon);
  }

  /// `x / (k + alpha m)^beta`, where `m` is the sum of squares over the `size` channels round a
  /// channel, `size / 2` of them before it, divided by `size` (Krizhevsky, Sutskever & Hinton 2012,
  /// with PyTorch's `alpha`).
  public static Tensor localResponseNorm(Tensor x, int size, double alpha, double beta, double k) {
    return NormalizationOps.acrossChannels(x, size, alpha, beta, k);
  }
}
