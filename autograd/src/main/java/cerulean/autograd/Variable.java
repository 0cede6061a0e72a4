package cerulean.autograd;

import cerulean.tensor.DType;
import cerulean.tensor.Shape;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import cerulean.tensor.Workspace;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A tensor that remembers how it was computed, so that gradients can flow back through it.
///
/// Operations have the names and meanings of [Tensor]'s. A result is recorded when one of its
/// inputs needs a gradient and the thread is not inside [NoGrad]. A value that an operation needs
/// for its gradient must not be changed in place between the operation and the backward pass
/// through it, which says so if it has been.
///
/// Each operation is a [Primitive], or composed of some; the primitives of a family are in its
/// `...Gradients`. Derivatives as functions of functions are in [Grad], many examples at once in
/// [Vmap].
public sealed class Variable permits Parameter {

  /// The last number given; numbers rise over all threads, whose variables may meet in one graph.
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final Tensor value;
  private final @Nullable Node node;

  /// 0 where no gradient flows.
  private final long number;

  private final @Nullable Trace trace;
  private @Nullable Tensor grad;
  private @Nullable Hooks hooks;

  Variable(Tensor value, @Nullable Node node, boolean requiresGrad) {
    this(value, node, requiresGrad ? NUMBERS.incrementAndGet() : 0, null);
  }

  private Variable(Tensor value, @Nullable Node node, long number, @Nullable Trace trace) {
    this.value = value;
    this.node = node;
    this.number = number;
    this.trace = trace;
  }

  /// A variable without gradient: data, targets, constants.
  public static Variable constant(Tensor value) {
    return new Variable(value, null, 0, null);
  }

  /// A leaf that collects a gradient.
  public static Variable leaf(Tensor value) {
    return new Variable(value, null, NUMBERS.incrementAndGet(), null);
  }

  /// The result of an operation: recorded if a gradient may flow through it.
  static Variable apply(Primitive op, Variable... in) {
    boolean needed = false;
    long level = 0;
    for (Variable input : in) {
      needed |= input.number != 0;
      level = input.trace == null ? level : Math.max(level, input.trace.level());
    }
    boolean recorded = needed && op.isDifferentiable() && NoGrad.isRecording();
    Node node = recorded ? new Node(op, in) : null;
    Trace trace = level == 0 ? null : Trace.apply(op, in, level);
    Tensor value = trace == null ? op.value(in, node) : trace.form();
    if (Anomaly.isOn() && trace == null) {
      Anomaly.checkResult(op, in, value, node);
    }
    if (node != null) {
      node.remember(value);
    }
    return new Variable(value, node, recorded ? NUMBERS.incrementAndGet() : 0, trace);
  }

  // ---- For transformations

  /// A variable that only a transformation knows of.
  static Variable traced(Trace trace) {
    return new Variable(trace.form(), null, 0, trace);
  }

  /// `variable` with a value that is not to be used any more.
  static Variable changed(Variable variable, Changed trace) {
    return new Variable(variable.value, variable.node, variable.number, trace);
  }

  /// Another variable of the same value, for which gradients can be asked: computed from this one
  /// if that is recorded, else a leaf.
  Variable tracked() {
    return number != 0 && NoGrad.isRecording()
        ? apply(Gradients.ALIAS, this)
        : new Variable(value, null, NUMBERS.incrementAndGet(), trace);
  }

  /// The same value without what it was computed from; traces stay.
  Variable unrecorded() {
    return number == 0 ? this : new Variable(value, null, 0, trace);
  }

  /// Whether a gradient flows here, made after variable number `since`.
  boolean isWanted(long since) {
    return number > since;
  }

  /// Whether a gradient flows here, or to what a trace holds.
  boolean isRecordedAnywhere() {
    return number != 0 || (trace != null && trace.isRecorded());
  }

  @Nullable Trace trace() {
    return trace;
  }

  /// A tensor of this variable's shape, type and layout; not its value, which may be many.
  Tensor form() {
    return value;
  }

  /// What the primitive has saved beside this result.
  <T> T saved(Class<T> type) {
    return type.cast(Objects.requireNonNull(Objects.requireNonNull(node).saved()));
  }

  /// This gradient summed to the shape of an input that was broadcast, and converted to the type of
  /// one that was promoted.
  Variable sumLike(Variable input) {
    return (shape().equals(input.shape()) ? this : sumTo(input.shape())).to(input.dtype());
  }

  /// This tangent in the shape and the type of a result.
  Variable expandLike(Variable y) {
    return (shape().equals(y.shape()) ? this : expand(y.shape())).to(y.dtype());
  }

  /// Zeros of this shape and type.
  Variable zerosLike() {
    return constant(Tensor.zeros(dtype(), shape().dims()));
  }

  // ---- Facts

  /// The tensor.
  public Tensor value() {
    return trace == null ? value : trace.value();
  }

  /// The sizes of the tensor.
  public Shape shape() {
    return value.shape();
  }

  /// The type of the elements.
  public DType dtype() {
    return value.dtype();
  }

  /// Whether a gradient flows to or through this variable.
  public boolean requiresGrad() {
    return number != 0;
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

  /// The same value, cut off from what it was computed from: it has neither gradient nor tangent.
  public Variable detach() {
    return new Variable(value, null, 0, trace == null ? null : trace.detached());
  }

  /// [#detach] by the name it has in JAX.
  public Variable stopGradient() {
    return detach();
  }

  @Nullable Node node() {
    return node;
  }

  /// Higher than that of everything this was computed from.
  long number() {
    return number;
  }

  // ---- Hooks

  @Nullable Hooks hooks() {
    return hooks;
  }

  /// Calls `hook` with the gradient of this variable as soon as it is complete, and goes on with
  /// what it returns: the gradient, or another of its shape. Running the result removes the hook.
  public Runnable onGradient(UnaryOperator<Variable> hook) {
    return requireHooks("onGradient").add(hook);
  }

  /// Calls `hook` when the operation that computed this variable has handed its gradient on.
  /// Running the result removes the hook.
  public Runnable onBackward(NodeHook hook) {
    return requireHooks("onBackward").add(hook);
  }

  private Hooks requireHooks(String op) {
    if (number == 0) {
      throw new IllegalStateException(
          op + ": no gradient flows through this variable; make it from a leaf, outside NoGrad");
    }
    hooks = hooks == null ? new Hooks() : hooks;
    return hooks;
  }

  // ---- Backward

  /// Adds the gradients of this scalar to the leaves it depends on, and releases the graph.
  public void backward() {
    backward(false);
  }

  /// As [#backward()]; with `keepGraph` the graph can be walked again.
  public void backward(boolean keepGraph) {
    backward(Seed.ofOne(this), keepGraph);
  }

  /// Adds the gradients of `sum(this * seed)`, for a `seed` of this variable's shape.
  public void backward(Variable seed, boolean keepGraph) {
    Seed.require(this, seed);
    NoGrad.run(() -> {
      for (Backward.Arrival arrival : Backward.run(this, seed, List.of(), keepGraph)) {
        arrival.variable().accumulate(arrival.gradient().value(), arrival.isOwn());
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
    Variable seed = Seed.ofOne(this);
    Seed.require(this, seed);
    IdentityHashMap<Variable, Variable> gradients = new IdentityHashMap<>();
    for (Backward.Arrival arrival : Backward.run(this, seed, inputs, true)) {
      gradients.put(arrival.variable(), arrival.gradient());
    }
    return inputs.stream()
        .map(input -> {
          Variable gradient = gradients.get(input);
          return gradient != null ? gradient : input.zerosLike();
        })
        .toList();
  }

  // ---- Elementwise

  /// `this + other`; broadcasts.
  public Variable add(Variable other) {
    return apply(Gradients.ADD, this, other);
  }

  /// `this - other`; broadcasts.
  public Variable sub(Variable other) {
    return apply(Gradients.SUB, this, other);
  }

  /// `this * other`, element by element; broadcasts.
  public Variable mul(Variable other) {
    return apply(Gradients.MUL, this, other);
  }

  /// `this / other`, element by element; broadcasts.
  public Variable div(Variable other) {
    return apply(Gradients.DIV, this, other);
  }

  /// The larger of two elements; a tie shares the gradient.
  public Variable maximum(Variable other) {
    return apply(Gradients.MAXIMUM, this, other);
  }

  /// The smaller of two elements; a tie shares the gradient.
  public Variable minimum(Variable other) {
    return apply(Gradients.MINIMUM, this, other);
  }

  /// Matrix product of `[..., m, k]` and `[..., k, n]`, with the rules of [Tensor#matmul] for
  /// vectors and leading axes.
  public Variable matmul(Variable other) {
    return MatrixGradients.matmul(this, other);
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
    return apply(Gradients.shift(number), this);
  }

  /// `this * number`.
  public Variable mul(double number) {
    return apply(Gradients.scale(number), this);
  }

  /// `this / number`.
  public Variable div(double number) {
    return apply(Gradients.unscale(number), this);
  }

  /// `-this`.
  public Variable neg() {
    return apply(Gradients.NEG, this);
  }

  /// Absolute value; the gradient at 0 is 0.
  public Variable abs() {
    return apply(Gradients.ABS, this);
  }

  /// Square root.
  public Variable sqrt() {
    return apply(Gradients.SQRT, this);
  }

  /// `e^this`.
  public Variable exp() {
    return apply(Gradients.EXP, this);
  }

  /// Natural logarithm.
  public Variable log() {
    return apply(Gradients.LOG, this);
  }

  /// Hyperbolic tangent.
  public Variable tanh() {
    return apply(Gradients.TANH, this);
  }

  /// Logistic function.
  public Variable sigmoid() {
    return apply(Gradients.SIGMOID, this);
  }

  /// `max(this, 0)`; the gradient at 0 is 0.
  public Variable relu() {
    return apply(Gradients.RELU, this);
  }

  /// Error function.
  public Variable erf() {
    return apply(ActivationGradients.ERF, this);
  }

  /// `x Phi(x)`, see [cerulean.tensor.Activations#gelu].
  public Variable gelu() {
    return apply(ActivationGradients.GELU, this);
  }

  /// The approximation of [#gelu] by a hyperbolic tangent.
  public Variable geluTanh() {
    return apply(ActivationGradients.GELU_TANH, this);
  }

  /// `x / (1 + e^-x)`.
  public Variable silu() {
    return apply(ActivationGradients.SILU, this);
  }

  /// `ln(1 + e^(beta x)) / beta`, `x` itself where `beta x` is above the threshold.
  public Variable softplus(double beta, double threshold) {
    return apply(ActivationGradients.softplus(beta, threshold), this);
  }

  /// This where `condition > 0`, else 0; no gradient flows to the condition.
  public Variable wherePositive(Variable condition) {
    return apply(Gradients.WHERE_POSITIVE, this, condition);
  }

  /// -1, 0 or 1 by the sign; its gradient is 0 everywhere.
  public Variable sign() {
    return apply(Gradients.SIGN, this);
  }

  // ---- Reductions, softmax

  /// Sum over `axes`, all if none is given.
  public Variable sum(boolean keepDims, int... axes) {
    return apply(ReductionGradients.sum(keepDims, axes), this);
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
    return apply(ReductionGradients.amax(keepDims, axes), this);
  }

  /// Smallest element over `axes`; equal smallest elements share the gradient.
  public Variable amin(boolean keepDims, int... axes) {
    return apply(ReductionGradients.amin(keepDims, axes), this);
  }

  /// Sums away what broadcasting had added.
  public Variable sumTo(Shape target) {
    return apply(ReductionGradients.sumTo(target), this);
  }

  /// Softmax along an axis.
  public Variable softmax(int axis) {
    return apply(ReductionGradients.softmax(axis), this);
  }

  /// Logarithm of the softmax along an axis.
  public Variable logSoftmax(int axis) {
    return apply(ReductionGradients.logSoftmax(axis), this);
  }

  /// Mean cross-entropy of logits `[rows, classes]` against class indices `[rows]` (I64).
  public Variable crossEntropy(Tensor targets) {
    return crossEntropy(constant(targets));
  }

  /// As [#crossEntropy(Tensor)], with targets that may differ from example to example of a [Vmap].
  public Variable crossEntropy(Variable targets) {
    return apply(ReductionGradients.CROSS_ENTROPY, this, targets);
  }

  /// Truth values as numbers: axis of `classes` at the end, 1 at the class and 0 elsewhere, in a
  /// floating-point type.
  public Variable oneHot(int classes, DType type) {
    return apply(ReductionGradients.oneHot(classes, type), this);
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
    return apply(ConvolutionGradients.inputGradient(window, groups, inputSize), this, weight);
  }

  /// See [cerulean.tensor.Convolution#convWeightGradient]; this is the input.
  public Variable convWeightGradient(Variable gradient, Window window, int groups) {
    return apply(ConvolutionGradients.weightGradient(window, groups), this, gradient);
  }

  /// See [cerulean.tensor.Pooling#maxPool].
  public Variable maxPool(Window window) {
    return apply(PoolingGradients.maxPool(window), this);
  }

  /// See [cerulean.tensor.Pooling#averagePool(cerulean.tensor.Tensor, Window, boolean)].
  public Variable averagePool(Window window, boolean countPadding) {
    return apply(PoolingGradients.averagePool(window, countPadding), this);
  }

  /// See [cerulean.tensor.Pooling#adaptiveAveragePool].
  public Variable adaptiveAveragePool(int... outputSize) {
    return apply(PoolingGradients.adaptiveAveragePool(outputSize), this);
  }

  /// See [cerulean.tensor.Pooling#maxPoolGradient]; this is the input, through which no gradient
  /// flows.
  public Variable maxPoolGradient(Variable gradient, Window window) {
    return apply(PoolingGradients.maxPoolGradient(window), this, gradient);
  }

  /// See [cerulean.tensor.Pooling#averagePoolGradient]; this is the gradient.
  public Variable averagePoolGradient(Window window, boolean countPadding, int... inputSize) {
    return apply(PoolingGradients.averagePoolGradient(window, countPadding, inputSize), this);
  }

  /// See [cerulean.tensor.Pooling#adaptiveAveragePoolGradient]; this is the gradient.
  public Variable adaptiveAveragePoolGradient(int... inputSize) {
    return apply(PoolingGradients.adaptiveAveragePoolGradient(inputSize), this);
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
    return apply(RecurrentGradients.LSTM, this, hidden, cell, weight);
  }

  /// Runs a GRU over a sequence, see [cerulean.tensor.Recurrence#gru]; this is what inputs and
  /// biases add to the gates. The result is `[steps, batch, hidden]`: the hidden state after each
  /// step.
  public Variable gru(Variable hidden, Variable weight, Variable bias) {
    return apply(RecurrentGradients.GRU, this, hidden, weight, bias);
  }

  // ---- Views and indexing

  /// The same numbers in another floating-point type; this variable if it has the type.
  public Variable to(DType type) {
    return type == value.dtype() ? this : apply(Gradients.convert(type), this);
  }

  /// The same elements in another shape.
  public Variable reshape(int... shape) {
    return apply(ViewGradients.reshape(shape), this);
  }

  /// The matrix with rows and columns exchanged.
  public Variable transpose() {
    return apply(ViewGradients.TRANSPOSE, this);
  }

  /// The axes in another order.
  public Variable permute(int... axes) {
    return apply(ViewGradients.permute(axes), this);
  }

  /// Axes of size 1, and new axes in front, repeated.
  public Variable expand(Shape shape) {
    return apply(ViewGradients.expand(shape), this);
  }

  /// As [#expand(Shape)].
  public Variable expand(int... shape) {
    return expand(Shape.of(shape));
  }

  /// Entries `start .. start + length` along an axis.
  public Variable narrow(int axis, int start, int length) {
    return apply(ViewGradients.narrow(axis, start, length), this);
  }

  /// Zeros before and behind along an axis.
  public Variable pad(int axis, int before, int after) {
    return apply(ViewGradients.pad(axis, before, after), this);
  }

  /// One entry along an axis, which disappears.
  public Variable select(int axis, int index) {
    return apply(ViewGradients.select(axis, index), this);
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
    return apply(ViewGradients.swapAxes(axis1, axis2), this);
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
    return IndexGradients.concat(axis, variables);
  }

  /// The variables as entries of a new axis.
  public static Variable stack(int axis, Variable... variables) {
    return IndexGradients.stack(axis, variables);
  }

  /// Axis `axis` replaced by all axes of `index` (I64): the rows of an embedding.
  public Variable take(int axis, Tensor index) {
    return take(axis, constant(index));
  }

  /// As [#take(int, Tensor)], with an index that may differ from example to example of a [Vmap].
  public Variable take(int axis, Variable index) {
    return apply(IndexGradients.take(axis), this, index);
  }

  /// The entries along `axis` that `index` (I64) names.
  public Variable indexSelect(int axis, Tensor index) {
    return indexSelect(axis, constant(index));
  }

  /// As [#indexSelect(int, Tensor)], with an index that may differ from example to example.
  public Variable indexSelect(int axis, Variable index) {
    return apply(IndexGradients.indexSelect(axis), this, index);
  }

  /// This with `source` added to the entries along `axis` that `index` (I64) names.
  public Variable indexAdd(int axis, Tensor index, Variable source) {
    return indexAdd(axis, constant(index), source);
  }

  /// As [#indexAdd(int, Tensor, Variable)], with an index that may differ from example to example.
  public Variable indexAdd(int axis, Variable index, Variable source) {
    return apply(IndexGradients.indexAdd(axis), this, index, source);
  }

  // ---- Comparisons, which have no gradient

  /// Where `this == other`; broadcasts.
  public Variable eq(Variable other) {
    return apply(Gradients.EQ, this, other);
  }

  /// Where `this > other`; broadcasts.
  public Variable gt(Variable other) {
    return apply(Gradients.GT, this, other);
  }

  /// Where `this <= number`.
  public Variable le(double number) {
    return apply(Gradients.le(number), this);
  }

  @Override
  public String toString() {
    return trace == null ? value.toString() : trace.toString();
  }
}
