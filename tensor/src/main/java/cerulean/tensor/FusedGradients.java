package cerulean.tensor;

import static cerulean.tensor.DType.F32;
import static cerulean.tensor.DType.F64;
import static cerulean.tensor.kernel.Kernels.ACTIVATIONS;
import static cerulean.tensor.kernel.Kernels.DOUBLE_ACTIVATIONS;
import static cerulean.tensor.kernel.Kernels.DOUBLE_SOFTMAX;
import static cerulean.tensor.kernel.Kernels.SOFTMAX;

/// Gradients of operations, each in one pass over memory where the formula written in operations
/// takes several. Gradient rules use them while nothing is recorded; those of normalisations are in
/// [Normalization].
///
/// In every method `gradient` is that of the loss with respect to the result. F32 or F64, any view.
public final class FusedGradients {

  private static final Operation TANH =
      Operation.named("tanh gradient")
          .on(F32, ACTIVATIONS::tanhGradient)
          .on(F64, DOUBLE_ACTIVATIONS::tanhGradient);

  private static final Operation SIGMOID =
      Operation.named("sigmoid gradient")
          .on(F32, ACTIVATIONS::sigmoidGradient)
          .on(F64, DOUBLE_ACTIVATIONS::sigmoidGradient);

  private static final Operation GELU =
      Operation.named("gelu gradient")
          .on(F32, ACTIVATIONS::geluGradient)
          .on(F64, DOUBLE_ACTIVATIONS::geluGradient);

  private static final Operation GELU_TANH =
      Operation.named("geluTanh gradient")
          .on(F32, ACTIVATIONS::geluTanhGradient)
          .on(F64, DOUBLE_ACTIVATIONS::geluTanhGradient);

  private static final Operation SILU =
      Operation.named("silu gradient")
          .on(F32, ACTIVATIONS::siluGradient)
          .on(F64, DOUBLE_ACTIVATIONS::siluGradient);

  private FusedGradients() {}

  /// That of `a.indexSelect(axis, index)`, where `a` has `size` elements along the axis: at each
  /// index the sum of the slices of `gradient` taken from there, in order. An embedding's.
  public static Tensor indexSelect(Tensor gradient, int axis, Tensor index, int size) {
    return ScatterOps.indexSelectGradient(gradient, axis, index, size);
  }

  /// `p (g - sum(g p))` along an axis, for `p` the result of [Tensor#softmax].
  public static Tensor softmax(Tensor gradient, Tensor probabilities, int axis) {
    return SoftmaxOps.alongAxis(
        "softmax gradient",
        gradient,
        probabilities,
        axis,
        SOFTMAX::softmaxGradient,
        DOUBLE_SOFTMAX::softmaxGradient);
  }

  /// `g - e^y sum(g)` along an axis, for `y` the result of [Tensor#logSoftmax].
  public static Tensor logSoftmax(Tensor gradient, Tensor logProbabilities, int axis) {
    return SoftmaxOps.alongAxis(
        "logSoftmax gradient",
        gradient,
        logProbabilities,
        axis,
        SOFTMAX::logSoftmaxGradient,
        DOUBLE_SOFTMAX::logSoftmaxGradient);
  }

  /// `scale (softmax(logits) - oneHot(targets))`: the gradient of [Tensor#crossEntropy] with
  /// `scale` the gradient of the loss divided by the number of rows.
  ///
  /// - `logits`: `[rows, classes]`
  /// - `targets`: `[rows]`, integers
  public static Tensor crossEntropy(Tensor logits, Tensor targets, double scale) {
    return SoftmaxOps.crossEntropyGradient("crossEntropy gradient", logits, targets, scale);
  }

  /// `g (1 - y^2)` for `y` the result of [Tensor#tanh].
  public static Tensor tanh(Tensor gradient, Tensor y) {
    return ElementwiseOps.apply(TANH, gradient, y);
  }

  /// `g y (1 - y)` for `y` the result of [Tensor#sigmoid].
  public static Tensor sigmoid(Tensor gradient, Tensor y) {
    return ElementwiseOps.apply(SIGMOID, gradient, y);
  }

  /// `g (Phi(x) + x phi(x))` for the argument `x` of [Activations#gelu].
  public static Tensor gelu(Tensor gradient, Tensor x) {
    return ElementwiseOps.apply(GELU, gradient, x);
  }

  /// The gradient of [Activations#geluTanh] at `x`.
  public static Tensor geluTanh(Tensor gradient, Tensor x) {
    return ElementwiseOps.apply(GELU_TANH, gradient, x);
  }

  /// `g (s + x s (1 - s))` with `s` the logistic function of the argument `x` of
  /// [Activations#silu].
  public static Tensor silu(Tensor gradient, Tensor x) {
    return ElementwiseOps.apply(SILU, gradient, x);
  }
}
