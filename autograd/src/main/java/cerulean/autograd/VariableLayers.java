package cerulean.autograd;

import static cerulean.autograd.Variable.apply;

import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import org.jspecify.annotations.Nullable;

/// Operations on variables that layers are made of: activations, convolutions, poolings, norms,
/// recurrent cells.
///
/// A part of [Variable], which is where users find it; the primitives of each family are in its
/// `...Gradients`.
abstract sealed class VariableLayers extends VariableViews permits VariableSums {

  // ---- Activations

  /// `x` above 0, `slope x` below; the gradient at 0 is `slope`.
  public Variable leakyRelu(double slope) {
    return apply(ActivationGradients.leakyRelu(slope), self());
  }

  /// `x` above 0, `alpha (e^x - 1)` below; the gradient at 0 is `alpha`.
  public Variable elu(double alpha) {
    return apply(ActivationGradients.elu(alpha), self());
  }

  /// `x` above 0, `alpha (e^(x / alpha) - 1)` below.
  public Variable celu(double alpha) {
    return apply(ActivationGradients.celu(alpha), self());
  }

  /// Scaled [#elu], see [cerulean.tensor.Activations#selu]; the gradient at 0 is that from below.
  public Variable selu() {
    return apply(ActivationGradients.SELU, self());
  }

  /// `x tanh(ln(1 + e^x))`.
  public Variable mish() {
    return apply(ActivationGradients.MISH, self());
  }

  /// `x / (1 + |x|)`.
  public Variable softsign() {
    return apply(ActivationGradients.SOFTSIGN, self());
  }

  /// `x - tanh(x)`.
  public Variable tanhShrink() {
    return apply(ActivationGradients.TANH_SHRINK, self());
  }

  /// `x` where `|x|` is above the bound, else 0; the gradient on the bound is 0.
  public Variable hardShrink(double bound) {
    return apply(ActivationGradients.hardShrink(bound), self());
  }

  /// `x` moved towards 0 by the bound, 0 within it; the gradient on the bound is 0.
  public Variable softShrink(double bound) {
    return apply(ActivationGradients.softShrink(bound), self());
  }

  /// `x` above the bound, else the value; the gradient on the bound is 0.
  public Variable threshold(double bound, double value) {
    return apply(ActivationGradients.threshold(bound, value), self());
  }

  /// `clamp(slope x + shift, 0, 1)`; the gradient is 0 where this is 0 or 1.
  public Variable hardSigmoid(double slope, double shift) {
    return apply(ActivationGradients.hardSigmoid(slope, shift), self());
  }

  /// `x clamp(x / 6 + 1/2, 0, 1)`; the gradient at -3 is 0, at 3 it is 1.
  public Variable hardSwish() {
    return apply(ActivationGradients.HARD_SWISH, self());
  }

  /// `clamp(x, low, high)`; the gradient on the bounds is 0, other than that of [Variable#clamp].
  public Variable hardTanh(double low, double high) {
    return apply(ActivationGradients.hardTanh(low, high), self());
  }

  /// `clamp(x, 0, 6)`; the gradient at 0 and 6 is 0.
  public Variable relu6() {
    return apply(ActivationGradients.RELU6, self());
  }

  /// `ln(1 / (1 + e^-x))` without overflow on the way.
  public Variable logSigmoid() {
    return apply(ActivationGradients.LOG_SIGMOID, self());
  }

  /// `x` above 0, `slope x` below, with one slope or one for each channel, see
  /// [cerulean.tensor.Activations#prelu]; the gradient at 0 is the slope.
  public Variable prelu(Variable slope) {
    return apply(ActivationGradients.PRELU, self(), slope);
  }

  // ---- Convolution, pooling, normalisation

  /// See [cerulean.tensor.Convolution#conv].
  public Variable conv(Variable weight, @Nullable Variable bias, Window window, int groups) {
    return ConvolutionGradients.conv("conv", self(), weight, bias, window, groups);
  }

  /// [#conv] over one axis.
  public Variable conv1d(Variable weight, @Nullable Variable bias, Window window, int groups) {
    return ConvolutionGradients.conv("conv1d", self(), weight, bias, window, groups);
  }

  /// [#conv] over one axis, without padding, stride and groups.
  public Variable conv1d(Variable weight, @Nullable Variable bias) {
    return conv1d(weight, bias, Window.over(weight.form()), 1);
  }

  /// [#conv] over two axes.
  public Variable conv2d(Variable weight, @Nullable Variable bias, Window window, int groups) {
    return ConvolutionGradients.conv("conv2d", self(), weight, bias, window, groups);
  }

  /// [#conv] over two axes, without padding, stride and groups.
  public Variable conv2d(Variable weight, @Nullable Variable bias) {
    return conv2d(weight, bias, Window.over(weight.form()), 1);
  }

  /// [#conv] over three axes.
  public Variable conv3d(Variable weight, @Nullable Variable bias, Window window, int groups) {
    return ConvolutionGradients.conv("conv3d", self(), weight, bias, window, groups);
  }

  /// See [cerulean.tensor.Convolution#convInputGradient]; this is the gradient.
  public Variable convInputGradient(Variable weight, Window window, int groups, int... inputSize) {
    return apply(ConvolutionGradients.inputGradient(window, groups, inputSize), self(), weight);
  }

  /// See [cerulean.tensor.Convolution#convWeightGradient]; this is the input.
  public Variable convWeightGradient(Variable gradient, Window window, int groups) {
    return apply(ConvolutionGradients.weightGradient(window, groups), self(), gradient);
  }

  /// See [cerulean.tensor.Convolution#convTranspose].
  public Variable convTranspose(
      Variable weight, @Nullable Variable bias, Window window, int groups, int... outputPadding) {
    return ConvolutionGradients.convTranspose(
        "convTranspose", self(), weight, bias, window, groups, outputPadding);
  }

  /// [#convTranspose] over one axis.
  public Variable convTranspose1d(
      Variable weight, @Nullable Variable bias, Window window, int groups, int... outputPadding) {
    return ConvolutionGradients.convTranspose(
        "convTranspose1d", self(), weight, bias, window, groups, outputPadding);
  }

  /// [#convTranspose] over two axes.
  public Variable convTranspose2d(
      Variable weight, @Nullable Variable bias, Window window, int groups, int... outputPadding) {
    return ConvolutionGradients.convTranspose(
        "convTranspose2d", self(), weight, bias, window, groups, outputPadding);
  }

  /// [#convTranspose] over three axes.
  public Variable convTranspose3d(
      Variable weight, @Nullable Variable bias, Window window, int groups, int... outputPadding) {
    return ConvolutionGradients.convTranspose(
        "convTranspose3d", self(), weight, bias, window, groups, outputPadding);
  }

  /// See [cerulean.tensor.Convolution#im2col].
  public Variable im2col(Window window) {
    return apply(ConvolutionGradients.im2col(window), self());
  }

  /// See [cerulean.tensor.Convolution#col2im]; this is the columns.
  public Variable col2im(Window window, int... imageSize) {
    return apply(ConvolutionGradients.col2im(window, imageSize), self());
  }

  /// See [cerulean.tensor.Pooling#maxPool].
  public Variable maxPool(Window window) {
    return apply(PoolingGradients.maxPool(window), self());
  }

  /// See [cerulean.tensor.Pooling#averagePool(cerulean.tensor.Tensor, Window)]: padding counts.
  public Variable averagePool(Window window) {
    return averagePool(window, true);
  }

  /// See [cerulean.tensor.Pooling#averagePool(cerulean.tensor.Tensor, Window, boolean)].
  public Variable averagePool(Window window, boolean countPadding) {
    return apply(PoolingGradients.averagePool(window, countPadding), self());
  }

  /// See [cerulean.tensor.Pooling#adaptiveAveragePool].
  public Variable adaptiveAveragePool(int... outputSize) {
    return apply(PoolingGradients.adaptiveAveragePool(outputSize), self());
  }

  /// See [cerulean.tensor.Pooling#maxPoolGradient]; this is the input, through which no gradient
  /// flows.
  public Variable maxPoolGradient(Variable gradient, Window window) {
    return apply(PoolingGradients.maxPoolGradient(window), self(), gradient);
  }

  /// See [cerulean.tensor.Pooling#averagePoolGradient]; this is the gradient.
  public Variable averagePoolGradient(Window window, boolean countPadding, int... inputSize) {
    return apply(PoolingGradients.averagePoolGradient(window, countPadding, inputSize), self());
  }

  /// See [cerulean.tensor.Pooling#adaptiveAveragePoolGradient]; this is the gradient.
  public Variable adaptiveAveragePoolGradient(int... inputSize) {
    return apply(PoolingGradients.adaptiveAveragePoolGradient(inputSize), self());
  }

  /// See [cerulean.tensor.Pooling#maxPoolWithIndices]; of equal largest elements the first gets the
  /// gradient.
  public Maxima maxPoolWithIndices(Window window) {
    return PoolingGradients.maxPoolWithIndices(self(), window);
  }

  /// See [cerulean.tensor.Pooling#maxUnpool]; this is the values. Where indices are equal, all
  /// their values get the gradient of the one that is there, as in PyTorch.
  public Variable maxUnpool(Variable indices, int... outputSize) {
    return PoolingGradients.maxUnpool(self(), indices, outputSize);
  }

  /// See [cerulean.tensor.Pooling#sumPool].
  public Variable sumPool(Window window) {
    return apply(PoolingGradients.sumPool(window), self());
  }

  /// See [cerulean.tensor.Pooling#lpPool]. The gradient of a window of zeros is 0, as in PyTorch.
  public Variable lpPool(double p, Window window) {
    return apply(PoolingGradients.lpPool(p, window), self());
  }

  /// See [cerulean.tensor.Pooling#adaptiveMaxPool]; of equal largest elements the first gets the
  /// gradient.
  public Variable adaptiveMaxPool(int... outputSize) {
    return apply(PoolingGradients.adaptiveMaxPool(outputSize), self());
  }

  /// See [cerulean.tensor.Pooling#adaptiveMaxPoolWithIndices].
  public Maxima adaptiveMaxPoolWithIndices(int... outputSize) {
    return PoolingGradients.adaptiveMaxPoolWithIndices(self(), outputSize);
  }

  /// See [cerulean.tensor.Normalization#layerNorm].
  public Variable layerNorm(
      int axes, @Nullable Variable weight, @Nullable Variable bias, double epsilon) {
    return NormalizationGradients.layerNorm(self(), axes, weight, bias, epsilon);
  }

  /// See [cerulean.tensor.Normalization#batchNorm]: with given means and variances.
  public Variable batchNorm(
      Variable mean,
      Variable variance,
      @Nullable Variable weight,
      @Nullable Variable bias,
      double epsilon) {
    return NormalizationGradients.batchNorm(self(), mean, variance, weight, bias, epsilon);
  }

  /// As [#batchNorm], with the mean and the variance of this batch itself, through which the
  /// gradient flows too.
  public Variable batchNormTraining(
      Tensor mean,
      Tensor variance,
      @Nullable Variable weight,
      @Nullable Variable bias,
      double epsilon) {
    return NormalizationGradients.batchNormTraining(self(), mean, variance, weight, bias, epsilon);
  }

  /// See [cerulean.tensor.Normalization#rmsNorm].
  public Variable rmsNorm(int axes, @Nullable Variable weight, double epsilon) {
    return NormalizationGradients.rmsNorm(self(), axes, weight, epsilon);
  }

  /// See [cerulean.tensor.Normalization#groupNorm].
  public Variable groupNorm(
      int groups, @Nullable Variable weight, @Nullable Variable bias, double epsilon) {
    return NormalizationGradients.groupNorm(self(), groups, weight, bias, epsilon);
  }

  /// See [cerulean.tensor.Normalization#instanceNorm].
  public Variable instanceNorm(@Nullable Variable weight, @Nullable Variable bias, double epsilon) {
    return NormalizationGradients.instanceNorm(self(), weight, bias, epsilon);
  }

  /// See [cerulean.tensor.Normalization#localResponseNorm].
  public Variable localResponseNorm(int size, double alpha, double beta, double k) {
    return NormalizationGradients.localResponseNorm(self(), size, alpha, beta, k);
  }

  // ---- Recurrent cells

  /// Runs an LSTM over a sequence, see [cerulean.tensor.Recurrence#lstm]; this is what inputs and
  /// biases add to the gates. The result is `[steps + 1, batch, hidden]`: the hidden state after
  /// each step, then the last cell state.
  public Variable lstm(Variable hidden, Variable cell, Variable weight) {
    return apply(RecurrentGradients.LSTM, self(), hidden, cell, weight);
  }

  /// Runs a GRU over a sequence, see [cerulean.tensor.Recurrence#gru]; this is what inputs and
  /// biases add to the gates. The result is `[steps, batch, hidden]`: the hidden state after each
  /// step.
  public Variable gru(Variable hidden, Variable weight, Variable bias) {
    return apply(RecurrentGradients.GRU, self(), hidden, weight, bias);
  }
}
