package cerulean.autograd;

import cerulean.tensor.Activations;
import cerulean.tensor.DType;
import cerulean.tensor.Shape;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import cerulean.tensor.Workspace;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A tensor that remembers how it was computed, so that gradients can flow back through it.
///
/// Operations have the names and meanings of [Tensor]'s. A result is recorded when one of its
/// inputs needs a gradient and the thread is not inside [NoGrad]. Values must not be changed in
/// place between an operation and the backward pass through it.
public sealed class Variable permits Parameter {

  /// The last number given; numbers rise over all threads, whose variables may meet in one graph.
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final Tensor value;
  private final @Nullable Node node;
  private final boolean requiresGrad;
  private final long number;
  private @Nullable Tensor grad;

  Variable(Tensor value, @Nullable Node node, boolean requiresGrad) {
    this.value = value;
    this.node = node;
    this.requiresGrad = requiresGrad;
    this.number = requiresGrad ? NUMBERS.incrementAndGet() : 0;
  }

  /// A variable without gradient: data, targets, constants.
  public static Variable constant(Tensor value) {
    return new Variable(value, null, false);
  }

  /// A leaf that collects a gradient.
  public static Variable leaf(Tensor value) {
    return new Variable(value, null, true);
  }

  /// The result of an operation: recorded if a gradient may flow through it.
  static Variable result(Rule rule, Tensor value, Variable... inputs) {
    return isRecorded(inputs)
        ? new Variable(value, new Node(rule, List.of(inputs)), true)
        : constant(value);
  }

  /// Whether an operation on `inputs` is recorded now.
  static boolean isRecorded(Variable... inputs) {
    boolean needed = false;
    for (Variable input : inputs) {
      needed |= input.requiresGrad;
    }
    return needed && !NoGrad.active();
  }

  /// Another variable of the same value, computed from this one.
  Variable alias() {
    return result(Gradients.SHIFT, value, this);
  }

  // ---- Facts

  /// The tensor.
  public Tensor value() {
    return value;
  }

  /// The sizes of the tensor.
  public Shape shape() {
    return value.shape();
  }

  /// Whether a gradient flows to or through this variable.
  public boolean requiresGrad() {
    return requiresGrad;
  }

  /// What backward passes have added up since [#clearGrad]; null before the first. The tensor is
  /// contiguous and this variable's own: changing it in place, as clipping does, changes no other.
  /// It outlives the [Workspace] of the backward pass, but not [#clearGrad].
  public @Nullable Tensor grad() {
    return grad;
  }

  /// Forgets the gradient. If a backward pass in a [Workspace] has made it, its memory goes back to
  /// be used again, and whoever still holds the tensor can not use it any more.
  public void clearGrad() {
    if (grad != null) {
      Workspace.release(grad);
      grad = null;
    }
  }

  /// The same value, cut off from what it was computed from.
  public Variable detach() {
    return constant(value);
  }

  @Nullable Node node() {
    return node;
  }

  /// Higher than that of everything this was computed from.
  long number() {
    return number;
  }

  // ---- Backward

  /// Adds the gradients of this scalar to the leaves it depends on, and releases the graph.
  public void backward() {
    backward(false);
  }

  /// As [#backward()]; with `keepGraph` the graph can be walked again.
  public void backward(boolean keepGraph) {
    backward(Backward.seed(this), keepGraph);
  }

  /// Adds the gradients of `sum(this * seed)`, for a `seed` of this variable's shape.
  public void backward(Variable seed, boolean keepGraph) {
    Backward.requireSeed(this, seed);
    NoGrad.run(() -> {
      for (Backward.Arrival arrival : Backward.run(this, seed, List.of(), keepGraph)) {
        arrival.variable().accumulate(arrival.gradient().value, arrival.isOwn());
      }
    });
  }

  /// Adds to the gradient, or takes one over that is `own`: that nobody else holds.
  private void accumulate(Tensor gradient, boolean own) {
    Tensor before = grad;
    if (before == null) {
      grad = Workspace.takeOut(own ? gradient : gradient.copy());
    } else if (before.dtype() == gradient.dtype()) {
      before.addInPlace(gradient);
      if (own) {
        Workspace.release(gradient);
      }
    } else {
      grad = Workspace.takeOut(before.add(gradient));
    }
  }

  /// The gradients of this scalar with respect to `inputs`, as variables that are themselves
  /// recorded: they can be differentiated again. Inputs that do not matter get zeros. The graph
  /// stays.
  public List<Variable> gradients(List<? extends Variable> inputs) {
    Variable seed = Backward.seed(this);
    Backward.requireSeed(this, seed);
    IdentityHashMap<Variable, Variable> gradients = new IdentityHashMap<>();
    for (Backward.Arrival arrival : Backward.run(this, seed, inputs, true)) {
      gradients.put(arrival.variable(), arrival.gradient());
    }
    return inputs.stream()
        .map(input -> {
          Variable gradient = gradients.get(input);
          return gradient != null ? gradient : constant(Tensor.zeros(input.shape().dims()));
        })
        .toList();
  }

  // ---- Elementwise

  /// `this + other`; broadcasts.
  public Variable add(Variable other) {
    return result(Gradients.ADD, value.add(other.value), this, other);
  }

  /// `this - other`; broadcasts.
  public Variable sub(Variable other) {
    return result(Gradients.SUB, value.sub(other.value), this, other);
  }

  /// `this * other`, element by element; broadcasts.
  public Variable mul(Variable other) {
    return result(Gradients.MUL, value.mul(other.value), this, other);
  }

  /// `this / other`, element by element; broadcasts.
  public Variable div(Variable other) {
    return result(Gradients.DIV, value.div(other.value), this, other);
  }

  /// The larger of two elements; a tie shares the gradient.
  public Variable maximum(Variable other) {
    return result(Gradients.MAXIMUM, value.maximum(other.value), this, other);
  }

  /// The smaller of two elements; a tie shares the gradient.
  public Variable minimum(Variable other) {
    return result(Gradients.MINIMUM, value.minimum(other.value), this, other);
  }

  /// Matrix product of `[..., m, k]` and `[..., k, n]`, with the rules of [Tensor#matmul] for
  /// vectors and leading axes.
  public Variable matmul(Variable other) {
    return result(
        MatrixGradients.matmul(value, other.value), value.matmul(other.value), this, other);
  }

  /// `this weight^T + bias` with `weight` `[out, in]`, on the last axis.
  public Variable linear(Variable weight, @Nullable Variable bias) {
    return MatrixGradients.linear(this, weight, bias);
  }

  /// Scaled dot-product attention `softmax(scale this key^T + mask) value` (Vaswani et al. 2017)
  /// over the last two axes.
  ///
  /// - `this`: queries `[..., targets, size]`; `key` `[..., sources, size]`; `value` `[...,
  ///   sources, width]`
  /// - `mask`: numbers added to the scores, or truth values that are true where a query may look;
  ///   broadcasts to `[..., targets, sources]`; null for none
  /// - `causal`: query `i` sees sources up to `i` alone
  /// - `scale`: usually `1 / sqrt(size)`
  public Variable attention(
      Variable key, Variable value, @Nullable Variable mask, boolean causal, double scale) {
    return AttentionGradients.attention(this, key, value, mask, causal, scale);
  }

  /// Attention of the tokens of a sequence to each other, see
  /// [cerulean.tensor.Attention#selfAttention]; this is `[batch, tokens, 3 size]`.
  public Variable selfAttention(int heads, @Nullable Variable mask, boolean causal, double scale) {
    return AttentionGradients.selfAttention(this, heads, mask, causal, scale);
  }

  /// The weights with which [#attention] sums up its values, `softmax(scale this key^T + mask)`.
  public Variable attentionWeights(
      Variable key, @Nullable Variable mask, boolean causal, double scale) {
    return AttentionGradients.weights(this, key, mask, causal, scale);
  }

  /// `this + number`.
  public Variable add(double number) {
    return result(Gradients.SHIFT, value.add(number), this);
  }

  /// `this * number`.
  public Variable mul(double number) {
    return result(Gradients.scale(number), value.mul(number), this);
  }

  /// `this / number`.
  public Variable div(double number) {
    return result(Gradients.unscale(number), value.div(number), this);
  }

  /// `-this`.
  public Variable neg() {
    return result(Gradients.NEG, value.neg(), this);
  }

  /// Absolute value; the gradient at 0 is 0.
  public Variable abs() {
    return result(Gradients.ABS, value.abs(), this);
  }

  /// Square root.
  public Variable sqrt() {
    return result(Gradients.SQRT, value.sqrt(), this);
  }

  /// `e^this`.
  public Variable exp() {
    return result(Gradients.EXP, value.exp(), this);
  }

  /// Natural logarithm.
  public Variable log() {
    return result(Gradients.LOG, value.log(), this);
  }

  /// Hyperbolic tangent.
  public Variable tanh() {
    return result(Gradients.TANH, value.tanh(), this);
  }

  /// Logistic function.
  public Variable sigmoid() {
    return result(Gradients.SIGMOID, value.sigmoid(), this);
  }

  /// `max(this, 0)`; the gradient at 0 is 0.
  public Variable relu() {
    return result(Gradients.RELU, value.relu(), this);
  }

  /// Error function.
  public Variable erf() {
    return result(ActivationGradients.ERF, value.erf(), this);
  }

  /// `x Phi(x)`, see [Activations#gelu].
  public Variable gelu() {
    return result(ActivationGradients.GELU, Activations.gelu(value), this);
  }

  /// The approximation of [#gelu] by a hyperbolic tangent.
  public Variable geluTanh() {
    return result(ActivationGradients.GELU_TANH, Activations.geluTanh(value), this);
  }

  /// `x / (1 + e^-x)`.
  public Variable silu() {
    return result(ActivationGradients.SILU, Activations.silu(value), this);
  }

  /// `ln(1 + e^(beta x)) / beta`, `x` itself where `beta x` is above the threshold.
  public Variable softplus(double beta, double threshold) {
    return result(
        ActivationGradients.softplus(beta, threshold),
        Activations.softplus(value, beta, threshold),
        this);
  }

  /// This where `condition > 0`, else 0; no gradient flows to the condition.
  public Variable wherePositive(Variable condition) {
    return result(Gradients.WHERE_POSITIVE, value.wherePositive(condition.value), this, condition);
  }

  /// -1, 0 or 1 by the sign; its gradient is 0 everywhere.
  public Variable sign() {
    return constant(value.sign());
  }

  // ---- Reductions, softmax

  /// Sum over `axes`, all if none is given.
  public Variable sum(boolean keepDims, int... axes) {
    return result(Gradients.sum(axes), value.sum(keepDims, axes), this);
  }

  /// Sum of all elements.
  public Variable sum() {
    return sum(false);
  }

  /// Mean over `axes`, all if none is given.
  public Variable mean(boolean keepDims, int... axes) {
    Variable sum = sum(keepDims, axes);
    return sum.value.size() == 0 ? sum : sum.div((double) value.size() / sum.value.size());
  }

  /// Mean of all elements.
  public Variable mean() {
    return mean(false);
  }

  /// Largest element over `axes`; equal largest elements share the gradient.
  public Variable amax(boolean keepDims, int... axes) {
    return result(Gradients.extreme("amax", axes), value.amax(keepDims, axes), this);
  }

  /// Smallest element over `axes`; equal smallest elements share the gradient.
  public Variable amin(boolean keepDims, int... axes) {
    return result(Gradients.extreme("amin", axes), value.amin(keepDims, axes), this);
  }

  /// Sums away what broadcasting had added.
  public Variable sumTo(Shape target) {
    return result(Gradients.SUM_TO, value.sumTo(target), this);
  }

  /// Softmax along an axis.
  public Variable softmax(int axis) {
    return result(Gradients.softmax(axis), value.softmax(axis), this);
  }

  /// Logarithm of the softmax along an axis.
  public Variable logSoftmax(int axis) {
    return result(Gradients.logSoftmax(axis), value.logSoftmax(axis), this);
  }

  /// Mean cross-entropy of logits `[rows, classes]` against class indices `[rows]` (I64).
  public Variable crossEntropy(Tensor targets) {
    return result(Gradients.crossEntropy(targets), value.crossEntropy(targets), this);
  }

  // ---- Convolution, pooling, normalisation

  /// See [cerulean.tensor.Convolution#conv].
  public Variable conv(Variable weight, @Nullable Variable bias, Window window, int groups) {
    return ConvolutionGradients.conv("conv", this, weight, bias, window, groups);
  }

  /// [#conv] over one axis.
  public Variable conv1d(Variable weight, @Nullable Variable bias, Window window, int groups) {
    return ConvolutionGradients.conv("conv1d", this, weight, bias, window, groups);
  }

  /// [#conv] over two axes.
  public Variable conv2d(Variable weight, @Nullable Variable bias, Window window, int groups) {
    return ConvolutionGradients.conv("conv2d", this, weight, bias, window, groups);
  }

  /// [#conv] over three axes.
  public Variable conv3d(Variable weight, @Nullable Variable bias, Window window, int groups) {
    return ConvolutionGradients.conv("conv3d", this, weight, bias, window, groups);
  }

  /// See [cerulean.tensor.Convolution#convInputGradient]; this is the gradient.
  public Variable convInputGradient(Variable weight, Window window, int groups, int... inputSize) {
    return ConvolutionGradients.inputGradient(this, weight, window, groups, inputSize);
  }

  /// See [cerulean.tensor.Convolution#convWeightGradient]; this is the input.
  public Variable convWeightGradient(Variable gradient, Window window, int groups) {
    return ConvolutionGradients.weightGradient(this, gradient, window, groups);
  }

  /// See [cerulean.tensor.Pooling#maxPool].
  public Variable maxPool(Window window) {
    return PoolingGradients.maxPool(this, window);
  }

  /// See [cerulean.tensor.Pooling#averagePool(cerulean.tensor.Tensor, Window, boolean)].
  public Variable averagePool(Window window, boolean countPadding) {
    return PoolingGradients.averagePool(this, window, countPadding);
  }

  /// See [cerulean.tensor.Pooling#adaptiveAveragePool].
  public Variable adaptiveAveragePool(int... outputSize) {
    return PoolingGradients.adaptiveAveragePool(this, outputSize);
  }

  /// See [cerulean.tensor.Pooling#maxPoolGradient]; this is the input, through which no gradient
  /// flows.
  public Variable maxPoolGradient(Variable gradient, Window window) {
    return PoolingGradients.maxPoolGradient(this, gradient, window);
  }

  /// See [cerulean.tensor.Pooling#averagePoolGradient]; this is the gradient.
  public Variable averagePoolGradient(Window window, boolean countPadding, int... inputSize) {
    return PoolingGradients.averagePoolGradient(this, window, countPadding, inputSize);
  }

  /// See [cerulean.tensor.Pooling#adaptiveAveragePoolGradient]; this is the gradient.
  public Variable adaptiveAveragePoolGradient(int... inputSize) {
    return PoolingGradients.adaptiveAveragePoolGradient(this, inputSize);
  }

  /// See [cerulean.tensor.Normalization#layerNorm].
  public Variable layerNorm(
      int axes, @Nullable Variable weight, @Nullable Variable bias, double epsilon) {
    return NormalizationGradients.layerNorm(this, axes, weight, bias, epsilon);
  }

  /// See [cerulean.tensor.Normalization#batchNorm]: with given means and variances.
  public Variable batchNorm(
      Variable mean,
      Variable variance,
      @Nullable Variable weight,
      @Nullable Variable bias,
      double epsilon) {
    return NormalizationGradients.batchNorm(this, mean, variance, weight, bias, epsilon);
  }

  /// As [#batchNorm], with the mean and the variance of this batch itself, through which the
  /// gradient flows too.
  public Variable batchNormTraining(
      Tensor mean,
      Tensor variance,
      @Nullable Variable weight,
      @Nullable Variable bias,
      double epsilon) {
    return NormalizationGradients.batchNormTraining(this, mean, variance, weight, bias, epsilon);
  }

  // ---- Recurrent cells

  /// Runs an LSTM over a sequence, see [cerulean.tensor.Recurrence#lstm]; this is what inputs and
  /// biases add to the gates. The result is `[steps + 1, batch, hidden]`: the hidden state after
  /// each step, then the last cell state.
  public Variable lstm(Variable hidden, Variable cell, Variable weight) {
    return RecurrentGradients.lstm(this, hidden, cell, weight);
  }

  /// Runs a GRU over a sequence, see [cerulean.tensor.Recurrence#gru]; this is what inputs and
  /// biases add to the gates. The result is `[steps, batch, hidden]`: the hidden state after each
  /// step.
  public Variable gru(Variable hidden, Variable weight, Variable bias) {
    return RecurrentGradients.gru(this, hidden, weight, bias);
  }

  // ---- Views and indexing

  /// The same numbers in another floating-point type; this variable if it has the type.
  public Variable to(DType type) {
    return type == value.dtype() ? this : result(Gradients.CONVERT, value.to(type), this);
  }

  /// The same elements in another shape.
  public Variable reshape(int... shape) {
    return result(Gradients.RESHAPE, value.reshape(shape), this);
  }

  /// The matrix with rows and columns exchanged.
  public Variable transpose() {
    return result(Gradients.TRANSPOSE, value.transpose(), this);
  }

  /// The axes in another order.
  public Variable permute(int... axes) {
    Tensor permuted = value.permute(axes);
    return result(Gradients.permute(axes), permuted, this);
  }

  /// Axes of size 1, and new axes in front, repeated.
  public Variable expand(Shape shape) {
    return result(Gradients.EXPAND, value.expand(shape), this);
  }

  /// Entries `start .. start + length` along an axis.
  public Variable narrow(int axis, int start, int length) {
    return result(Gradients.narrow(axis, start), value.narrow(axis, start, length), this);
  }

  /// Zeros before and behind along an axis.
  public Variable pad(int axis, int before, int after) {
    return result(Gradients.pad(axis, before), value.pad(axis, before, after), this);
  }

  /// One entry along an axis, which disappears.
  public Variable select(int axis, int index) {
    Tensor selected = value.select(axis, index);
    int entry = index < 0 ? index + value.dim(axis) : index;
    return narrow(axis, entry, 1).reshape(selected.shape().dims());
  }

  /// Without an axis of size 1.
  public Variable squeeze(int axis) {
    return reshape(value.squeeze(axis).shape().dims());
  }

  /// With a new axis of size 1.
  public Variable unsqueeze(int axis) {
    return reshape(value.unsqueeze(axis).shape().dims());
  }

  /// Two axes exchanged.
  public Variable swapAxes(int axis1, int axis2) {
    return permute(Gradients.swapped(shape().rank(), axis1, axis2));
  }

  /// Axes `start` to `end`, both included, as one.
  public Variable flatten(int start, int end) {
    return reshape(value.flatten(start, end).shape().dims());
  }

  /// Parts of the given sizes along an axis; their sum is the size of the axis.
  public Variable[] split(int axis, int... sizes) {
    int count = value.split(axis, sizes).length;
    Variable[] parts = new Variable[count];
    int start = 0;
    for (int i = 0; i < count; i++) {
      parts[i] = narrow(axis, start, sizes[i]);
      start += sizes[i];
    }
    return parts;
  }

  /// The variables one behind the other along an axis.
  public static Variable concat(int axis, Variable... variables) {
    return JoinGradients.concat(axis, variables);
  }

  /// The variables as entries of a new axis.
  public static Variable stack(int axis, Variable... variables) {
    return JoinGradients.stack(axis, variables);
  }

  /// Axis `axis` replaced by all axes of `index` (I64): the rows of an embedding.
  public Variable take(int axis, Tensor index) {
    return JoinGradients.take(this, axis, index);
  }

  /// The entries along `axis` that `index` (I64) names.
  public Variable indexSelect(int axis, Tensor index) {
    return result(Gradients.indexSelect(axis, index), value.indexSelect(axis, index), this);
  }

  /// This with `source` added to the entries along `axis` that `index` (I64) names.
  public Variable indexAdd(int axis, Tensor index, Variable source) {
    return result(
        Gradients.indexAdd(axis, index), value.indexAdd(axis, index, source.value), this, source);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
