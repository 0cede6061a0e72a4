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

  /// Mean and variance of each channel, both `[channels]`.
  public record Moments(Tensor mean, Tensor variance) {}

  /// The gradients of a loss with respect to the input, the weight and the bias of a normalisation;
  /// null for a bias that it does not have.
  public record Gradients(Tensor input, Tensor weight, @Nullable Tensor bias) {}

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
    return BatchNormalizationOps.apply(x, mean, variance, weight, bias, epsilon);
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

  /// Mean and variance (divided by the number of elements) of each channel over batch and spatial
  /// axes: what [#batchNorm] takes while a network is trained.
  ///
  /// - `x`: `[batch, channels, spatial...]`, with at least one element to a channel
  public static Moments batchMoments(Tensor x) {
    return BatchNormalizationOps.moments(x);
  }

  /// The gradients of [#batchNorm] whose means and variances are those of `x` itself, that is
  /// through the statistics: with `z` the normalised elements, `n` of them to a channel, and `s = 1 /
  /// sqrt(variance + epsilon)`,
  ///
  ///     bias = sum g,  weight = sum g z,  input = weight_c s (g - bias / n - z weight / n).
  ///
  /// - `gradient`: of the loss with respect to the result; shape of `x`
  /// - `mean`, `variance`: of [#batchMoments]
  /// - `weight`: null for ones
  public static Gradients batchNormGradients(
      Tensor gradient,
      Tensor x,
      Tensor mean,
      Tensor variance,
      @Nullable Tensor weight,
      double epsilon) {
    return BatchNormalizationOps.gradients(gradient, x, mean, variance, weight, epsilon);
  }

  /// The gradients of [#layerNorm]: with `z` the normalised elements, `s` their factor and means
  /// over the `axes` last axes,
  ///
  ///     bias = sum g,  weight = sum g z,  input = s (g w - mean(g w) - z mean(g w z)).
  ///
  /// - `gradient`: of the loss with respect to the result; shape of `x`
  /// - `weight`: null for ones
  public static Gradients layerNormGradients(
      Tensor gradient, Tensor x, int axes, @Nullable Tensor weight, double epsilon) {
    return LayerGradientOps.gradients(
        "layerNormGradients", gradient, x, axes, true, weight, epsilon);
  }

  /// The gradients of [#rmsNorm]: as those of [#layerNorm] without the mean of `g w`; the bias is
  /// null.
  public static Gradients rmsNormGradients(
      Tensor gradient, Tensor x, int axes, @Nullable Tensor weight, double epsilon) {
    return LayerGradientOps.gradients(
        "rmsNormGradients", gradient, x, axes, false, weight, epsilon);
  }
}
