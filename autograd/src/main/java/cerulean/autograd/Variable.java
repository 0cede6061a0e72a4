package cerulean.autograd;

import cerulean.tensor.DType;
import cerulean.tensor.FusedProducts;
import cerulean.tensor.Interpolation.Outside;
import cerulean.tensor.MatrixNorm;
import cerulean.tensor.PadMode;
import cerulean.tensor.Resampling;
import cerulean.tensor.ScatterReduction;
import cerulean.tensor.Shape;
import cerulean.tensor.Slice;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import cerulean.tensor.Workspace;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
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
      if (SavedTensors.isOn()) {
        SavedTensors.pack(node);
      }
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

  /// A stand-in for this variable on the tape.
  Variable packed(Packed trace) {
    return new Variable(trace.form(), node, number, trace);
  }

  /// The variable that a stand-in stands for.
  Variable withValue(Tensor unpacked) {
    return new Variable(unpacked, node, number, null);
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
    return node == null ? hooks : node.hooks();
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
    Hooks own = hooks();
    if (own == null) {
      own = new Hooks();
      if (node == null) {
        hooks = own;
      } else {
        node.hooks(own);
      }
    }
    return own;
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
    TreeMap<Variable, Variable> gradients = new TreeMap<>(Backward.LATEST_FIRST);
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

  /// An activation of [#linear(Variable, Variable)], computed in the same pass.
  public Variable linear(
      Variable weight, @Nullable Variable bias, FusedProducts.Activation activation) {
    return MatrixGradients.linear(this, weight, bias, activation);
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

  /// See [cerulean.tensor.Attention#selfAttentionGradient]; this is the gradient.
  public Variable selfAttentionGradient(
      Variable packed, int heads, @Nullable Variable mask, boolean causal, double scale) {
    return AttentionGradients.selfAttentionGradient(this, packed, heads, mask, causal, scale);
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

  /// `this - number`.
  public Variable sub(double number) {
    return apply(Gradients.unshift(number), this);
  }

  /// The larger of an element and `number`; of a tie the element gets half the gradient.
  public Variable maximum(double number) {
    return apply(Gradients.maximum(number), this);
  }

  /// The smaller of an element and `number`; of a tie the element gets half the gradient.
  public Variable minimum(double number) {
    return apply(Gradients.minimum(number), this);
  }

  /// The larger of two elements, or the one that is not NaN; a tie gives the gradient to this.
  public Variable fmax(Variable other) {
    return apply(Gradients.FMAX, this, other);
  }

  /// The smaller of two elements, or the one that is not NaN; a tie gives the gradient to this.
  public Variable fmin(Variable other) {
    return apply(Gradients.FMIN, this, other);
  }

  /// `a` where `condition` (BOOL) is true, else `b`; the three broadcast. Each gets the gradient
  /// where it was taken, 0 elsewhere whatever came.
  public static Variable where(Variable condition, Variable a, Variable b) {
    return apply(Gradients.WHERE, condition, a, b);
  }

  /// As [#where(Variable, Variable, Variable)].
  public static Variable where(Tensor condition, Variable a, Variable b) {
    return where(constant(condition), a, b);
  }

  /// `this^exponent`. The gradient of `0^0` is 0, and that of the exponent is 0 at `this = 0` where
  /// the exponent is not negative; for `this < 0` it is NaN.
  public Variable pow(Variable exponent) {
    return apply(Gradients.POW, this, exponent);
  }

  /// `this^exponent`; the gradient for exponent 0 is 0.
  public Variable pow(double exponent) {
    return apply(FunctionGradients.pow(exponent), this);
  }

  /// `floor(this / other)`; no gradient flows through it.
  public Variable floorDivide(Variable other) {
    return apply(Gradients.FLOOR_DIVIDE, this, other);
  }

  /// `this - floor(this / other) * other`; the gradient at a jump is that of the formula with the
  /// rounded quotient held still.
  public Variable remainder(Variable other) {
    return apply(Gradients.REMAINDER, this, other);
  }

  /// `this - trunc(this / other) * other`; its gradient as that of [#remainder].
  public Variable fmod(Variable other) {
    return apply(Gradients.FMOD, this, other);
  }

  /// The angle of the point `(x, this)`; the gradient at `(0, 0)` is NaN.
  public Variable atan2(Variable x) {
    return apply(Gradients.ATAN2, this, x);
  }

  /// `sqrt(this^2 + other^2)`; the gradient at `(0, 0)` is NaN.
  public Variable hypot(Variable other) {
    return apply(Gradients.HYPOT, this, other);
  }

  /// The magnitude of this with the sign of `other`; the gradient at 0 is 0, and none flows to
  /// `other`.
  public Variable copySign(Variable other) {
    return apply(Gradients.COPY_SIGN, this, other);
  }

  /// `min(max(this, low), high)`; on the bounds the gradient is 1.
  public Variable clamp(double low, double high) {
    return apply(Gradients.clamp(low, high), this);
  }

  /// `min(max(this, low), high)`, element by element. On the bounds the gradient goes to this;
  /// where `high < low` it goes to `high`.
  public Variable clamp(Variable low, Variable high) {
    return apply(Gradients.CLAMP, this, low, high);
  }

  /// `this + weight * (end - this)`.
  public Variable lerp(Variable end, Variable weight) {
    return apply(Gradients.LERP, this, end, weight);
  }

  // ---- Functions

  /// `e^this - 1`.
  public Variable expm1() {
    return apply(FunctionGradients.EXPM1, this);
  }

  /// `2^this`.
  public Variable exp2() {
    return apply(FunctionGradients.EXP2, this);
  }

  /// `ln(1 + this)`.
  public Variable log1p() {
    return apply(FunctionGradients.LOG1P, this);
  }

  /// Binary logarithm.
  public Variable log2() {
    return apply(FunctionGradients.LOG2, this);
  }

  /// Decimal logarithm.
  public Variable log10() {
    return apply(FunctionGradients.LOG10, this);
  }

  /// `1 / sqrt(this)`.
  public Variable rsqrt() {
    return apply(FunctionGradients.RSQRT, this);
  }

  /// Cube root; the gradient at 0 is infinite.
  public Variable cbrt() {
    return apply(FunctionGradients.CBRT, this);
  }

  /// `1 / this`.
  public Variable reciprocal() {
    return apply(FunctionGradients.RECIPROCAL, this);
  }

  /// `this^2`.
  public Variable square() {
    return apply(FunctionGradients.SQUARE, this);
  }

  /// Sine of an angle in radians.
  public Variable sin() {
    return apply(FunctionGradients.SIN, this);
  }

  /// Cosine of an angle in radians.
  public Variable cos() {
    return apply(FunctionGradients.COS, this);
  }

  /// Tangent of an angle in radians.
  public Variable tan() {
    return apply(FunctionGradients.TAN, this);
  }

  /// Inverse sine; the gradient at -1 and 1 is infinite.
  public Variable asin() {
    return apply(FunctionGradients.ASIN, this);
  }

  /// Inverse cosine; the gradient at -1 and 1 is infinite.
  public Variable acos() {
    return apply(FunctionGradients.ACOS, this);
  }

  /// Inverse tangent.
  public Variable atan() {
    return apply(FunctionGradients.ATAN, this);
  }

  /// Hyperbolic sine.
  public Variable sinh() {
    return apply(FunctionGradients.SINH, this);
  }

  /// Hyperbolic cosine.
  public Variable cosh() {
    return apply(FunctionGradients.COSH, this);
  }

  /// Inverse hyperbolic sine.
  public Variable asinh() {
    return apply(FunctionGradients.ASINH, this);
  }

  /// Inverse hyperbolic cosine; the gradient at 1 is infinite.
  public Variable acosh() {
    return apply(FunctionGradients.ACOSH, this);
  }

  /// Inverse hyperbolic tangent; the gradient at -1 and 1 is infinite.
  public Variable atanh() {
    return apply(FunctionGradients.ATANH, this);
  }

  /// The next whole number below; its gradient is 0 everywhere.
  public Variable floor() {
    return apply(FunctionGradients.FLOOR, this);
  }

  /// The next whole number above; its gradient is 0 everywhere.
  public Variable ceil() {
    return apply(FunctionGradients.CEIL, this);
  }

  /// The nearest whole number; its gradient is 0 everywhere.
  public Variable round() {
    return apply(FunctionGradients.ROUND, this);
  }

  /// The whole number towards 0; its gradient is 0 everywhere.
  public Variable trunc() {
    return apply(FunctionGradients.TRUNC, this);
  }

  /// `1 - erf(this)`, accurate in the tail.
  public Variable erfc() {
    return apply(SpecialGradients.ERFC, this);
  }

  /// Inverse error function.
  public Variable erfinv() {
    return apply(SpecialGradients.ERFINV, this);
  }

  /// `ln |Gamma(this)|`.
  public Variable lgamma() {
    return apply(SpecialGradients.LGAMMA, this);
  }

  /// Digamma function, the derivative of `ln Gamma`.
  public Variable digamma() {
    return apply(SpecialGradients.DIGAMMA, this);
  }

  /// `sin(pi this) / (pi this)`, 1 at 0, where the gradient is 0.
  public Variable sinc() {
    return apply(SpecialGradients.SINC, this);
  }

  /// `ln(this / (1 - this))`; value and gradient are NaN outside 0 to 1.
  public Variable logit() {
    return apply(SpecialGradients.LOGIT, this);
  }

  /// As [#logit()], of elements moved to `epsilon .. 1 - epsilon`; those that are moved get no
  /// gradient.
  public Variable logit(double epsilon) {
    return apply(SpecialGradients.logit(epsilon), this);
  }

  /// `this ln(y)`, 0 where this is 0 and `y` is not NaN; the gradient of this is 0 where it is 0
  /// and `y` is not above 0.
  public Variable xlogy(Variable y) {
    return apply(SpecialGradients.XLOGY, this, y);
  }

  /// `ln(e^this + e^other)` without overflow on the way; the gradient is NaN where both are the
  /// same infinity.
  public Variable logAddExp(Variable other) {
    return apply(SpecialGradients.LOG_ADD_EXP, this, other);
  }

  /// NaN replaced by `nan`, plus infinity by `high` and minus infinity by `low`; what is replaced
  /// gets no gradient.
  public Variable nanToNum(double nan, double high, double low) {
    return apply(SpecialGradients.nanToNum(nan, high, low), this);
  }

  // ---- Activations

  /// `x` above 0, `slope x` below; the gradient at 0 is `slope`.
  public Variable leakyRelu(double slope) {
    return apply(ActivationGradients.leakyRelu(slope), this);
  }

  /// `x` above 0, `alpha (e^x - 1)` below; the gradient at 0 is `alpha`.
  public Variable elu(double alpha) {
    return apply(ActivationGradients.elu(alpha), this);
  }

  /// `x` above 0, `alpha (e^(x / alpha) - 1)` below.
  public Variable celu(double alpha) {
    return apply(ActivationGradients.celu(alpha), this);
  }

  /// Scaled [#elu], see [cerulean.tensor.Activations#selu]; the gradient at 0 is that from below.
  public Variable selu() {
    return apply(ActivationGradients.SELU, this);
  }

  /// `x tanh(ln(1 + e^x))`.
  public Variable mish() {
    return apply(ActivationGradients.MISH, this);
  }

  /// `x / (1 + |x|)`.
  public Variable softsign() {
    return apply(ActivationGradients.SOFTSIGN, this);
  }

  /// `x - tanh(x)`.
  public Variable tanhShrink() {
    return apply(ActivationGradients.TANH_SHRINK, this);
  }

  /// `x` where `|x|` is above the bound, else 0; the gradient on the bound is 0.
  public Variable hardShrink(double bound) {
    return apply(ActivationGradients.hardShrink(bound), this);
  }

  /// `x` moved towards 0 by the bound, 0 within it; the gradient on the bound is 0.
  public Variable softShrink(double bound) {
    return apply(ActivationGradients.softShrink(bound), this);
  }

  /// `x` above the bound, else the value; the gradient on the bound is 0.
  public Variable threshold(double bound, double value) {
    return apply(ActivationGradients.threshold(bound, value), this);
  }

  /// `clamp(slope x + shift, 0, 1)`; the gradient is 0 where this is 0 or 1.
  public Variable hardSigmoid(double slope, double shift) {
    return apply(ActivationGradients.hardSigmoid(slope, shift), this);
  }

  /// `x clamp(x / 6 + 1/2, 0, 1)`; the gradient at -3 is 0, at 3 it is 1.
  public Variable hardSwish() {
    return apply(ActivationGradients.HARD_SWISH, this);
  }

  /// `clamp(x, low, high)`; the gradient on the bounds is 0, other than that of [#clamp].
  public Variable hardTanh(double low, double high) {
    return apply(ActivationGradients.hardTanh(low, high), this);
  }

  /// `clamp(x, 0, 6)`; the gradient at 0 and 6 is 0.
  public Variable relu6() {
    return apply(ActivationGradients.RELU6, this);
  }

  /// `ln(1 / (1 + e^-x))` without overflow on the way.
  public Variable logSigmoid() {
    return apply(ActivationGradients.LOG_SIGMOID, this);
  }

  /// `x` above 0, `slope x` below, with one slope or one for each channel, see
  /// [cerulean.tensor.Activations#prelu]; the gradient at 0 is the slope.
  public Variable prelu(Variable slope) {
    return apply(ActivationGradients.PRELU, this, slope);
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

  /// Product over `axes`, all if none is given. The gradient of an element is the product of the
  /// others, zeros or not.
  public Variable prod(boolean keepDims, int... axes) {
    return apply(MomentGradients.prod(keepDims, axes), this);
  }

  /// Product of all elements.
  public Variable prod() {
    return prod(false);
  }

  /// Variance over `axes`, all if none is given, see [Tensor#var].
  public Variable var(int correction, boolean keepDims, int... axes) {
    return apply(MomentGradients.var(correction, keepDims, axes), this);
  }

  /// Standard deviation, the square root of [#var]; the gradient at 0 is 0.
  public Variable std(int correction, boolean keepDims, int... axes) {
    return apply(MomentGradients.std(correction, keepDims, axes), this);
  }

  /// The `order`-norm over `axes`, all if none is given, see [Tensor#norm]. The gradient is 0 where
  /// the norm is, and at elements that are; for infinite orders the elements of that size share it,
  /// and order 0 has none.
  public Variable norm(double order, boolean keepDims, int... axes) {
    return apply(MomentGradients.norm(order, keepDims, axes), this);
  }

  /// `ln sum e^x` over `axes`, all if none is given; the gradient is NaN where all elements are
  /// minus infinity.
  public Variable logSumExp(boolean keepDims, int... axes) {
    return apply(MomentGradients.logSumExp(keepDims, axes), this);
  }

  /// The middle element over `axes`, all if none is given; the mean of the two middle ones if their
  /// number is even, which get half the gradient each. Of equal elements the one that a stable sort
  /// puts there gets it.
  public Variable median(boolean keepDims, int... axes) {
    return apply(MomentGradients.median(keepDims, axes), this);
  }

  /// The middle element over `axes`, the lower of two. Over given axes the gradient goes to one of
  /// equal elements, as from [#lowerMedian(int, boolean)]; over all, with none given, they share
  /// it.
  public Variable lowerMedian(boolean keepDims, int... axes) {
    return apply(
        axes.length == 0
            ? ReductionGradients.lowerMedianOfAll(keepDims)
            : MomentGradients.lowerMedian(keepDims, axes),
        this);
  }

  // ---- Running reductions

  /// Running sum along an axis.
  public Variable cumsum(int axis) {
    return apply(ScanGradients.cumsum(axis), this);
  }

  /// Running product along an axis; zeros have a gradient as other elements have.
  public Variable cumprod(int axis) {
    return apply(ScanGradients.cumprod(axis), this);
  }

  /// Largest element so far along an axis; of equal ones the last so far gets the gradient.
  public Variable cummax(int axis) {
    return apply(ScanGradients.cummax(axis), this);
  }

  /// Smallest element so far along an axis; of equal ones the last so far gets the gradient.
  public Variable cummin(int axis) {
    return apply(ScanGradients.cummin(axis), this);
  }

  /// Running `ln sum e^x` along an axis.
  public Variable logCumSumExp(int axis) {
    return apply(ScanGradients.logCumSumExp(axis), this);
  }

  /// Differences of neighbours along an axis, taken `n` times.
  public Variable diff(int n, int axis) {
    return apply(ScanGradients.diff(n, axis), this);
  }

  // ---- Sorting

  /// The elements in ascending order along an axis, see [cerulean.tensor.Sorting#sort]: equal ones,
  /// and their gradients, stay in the order in which they come.
  public Selection sort(int axis) {
    return SortingGradients.sort(this, axis, false);
  }

  /// The elements in ascending or descending order along an axis.
  public Selection sort(int axis, boolean descending) {
    return SortingGradients.sort(this, axis, descending);
  }

  /// The indices that sort along an axis; they have no gradient.
  public Variable argsort(int axis, boolean descending) {
    return apply(SortingGradients.argsort(axis, descending), this);
  }

  /// The `k` largest elements along an axis, largest first, or the `k` smallest, smallest first,
  /// see [cerulean.tensor.Sorting#topK].
  public Selection topK(int k, int axis, boolean largest) {
    return SortingGradients.topK(this, k, axis, largest);
  }

  /// The `k`-th smallest element along an axis, counted from 1; of equal ones that which a stable
  /// sort puts there.
  public Selection kthValue(int k, int axis, boolean keepDims) {
    return SortingGradients.kthValue(this, k, axis, keepDims);
  }

  /// The middle element along an axis, the lower of two, and its index; the first NaN if there is
  /// one.
  public Selection lowerMedian(int axis, boolean keepDims) {
    return SortingGradients.lowerMedian(this, axis, keepDims);
  }

  // ---- Masks and triangles

  /// This with `value` where `mask` (BOOL) is true, where the gradient is 0; the two broadcast.
  public Variable maskedFill(Variable mask, double value) {
    return apply(MaskGradients.maskedFill(value), this, mask);
  }

  /// As [#maskedFill(Variable, double)].
  public Variable maskedFill(Tensor mask, double value) {
    return maskedFill(constant(mask), value);
  }

  /// The elements where `mask` (BOOL) is true, in one axis; the two broadcast.
  public Variable maskedSelect(Tensor mask) {
    return apply(MaskGradients.maskedSelect(mask), this);
  }

  /// This with the elements of `source`, one after the other, where `mask` (BOOL) is true; this and
  /// the mask broadcast.
  public Variable maskedScatter(Tensor mask, Variable source) {
    return apply(MaskGradients.maskedScatter(mask), this, source);
  }

  /// The entries along an axis for which the BOOL vector `mask` is true.
  public Variable compress(int axis, Tensor mask) {
    return apply(MaskGradients.compress(axis, mask), this);
  }

  /// The matrices of the last two axes with zeros above diagonal `k`.
  public Variable tril(int k) {
    return apply(MaskGradients.tril(k), this);
  }

  /// The matrices of the last two axes with zeros below diagonal `k`.
  public Variable triu(int k) {
    return apply(MaskGradients.triu(k), this);
  }

  /// The matrix of zeros with this vector on diagonal `k`.
  public Variable diag(int k) {
    return apply(MaskGradients.diag(k), this);
  }

  // ---- Products

  /// Sum over the last axis of this and the last but one (the only one of a vector) of `other`. A
  /// scalar multiplies.
  public Variable dot(Variable other) {
    return EinsumGradients.dot(this, other);
  }

  /// Sum over the last axes of both. A scalar multiplies.
  public Variable inner(Variable other) {
    return EinsumGradients.inner(this, other);
  }

  /// Scalar product of all elements of both, in row-major order.
  public Variable vdot(Variable other) {
    return EinsumGradients.vdot(this, other);
  }

  /// Every element times every one of `other`: `[size, other.size]`.
  public Variable outer(Variable other) {
    return EinsumGradients.outer(this, other);
  }

  /// Sum over the last `axes` axes of this and the first `axes` of `other`, see
  /// [Tensor#tensordot(Tensor, int)].
  public Variable tensordot(Variable other, int axes) {
    return EinsumGradients.tensordot(this, other, axes);
  }

  /// As [#tensordot(Variable, int)] over `axes[i]` of this and `otherAxes[i]` of `other`.
  public Variable tensordot(Variable other, int[] axes, int[] otherAxes) {
    return EinsumGradients.tensordot(this, other, axes, otherAxes);
  }

  /// The sum of products that an equation in Einstein's notation describes, see
  /// [cerulean.tensor.Einsum#of].
  public static Variable einsum(String equation, Variable... operands) {
    return EinsumGradients.einsum(equation, operands);
  }

  // ---- Fourier transforms, interpolation

  /// Transforms pairs of real and imaginary parts, see [cerulean.tensor.Fourier#fft(Tensor, int,
  /// int)].
  public Variable fft(int n, int axis) {
    return apply(FourierGradients.fft(n, axis), this);
  }

  /// As [#fft(int, int)] with the length of the axis.
  public Variable fft(int axis) {
    return apply(FourierGradients.fft(axis), this);
  }

  /// The inverse of [#fft(int, int)].
  public Variable ifft(int n, int axis) {
    return apply(FourierGradients.ifft(n, axis), this);
  }

  /// As [#ifft(int, int)] with the length of the axis.
  public Variable ifft(int axis) {
    return apply(FourierGradients.ifft(axis), this);
  }

  /// Transforms real numbers to the first half of their spectrum, see
  /// [cerulean.tensor.Fourier#rfft(Tensor, int, int)].
  public Variable rfft(int n, int axis) {
    return apply(FourierGradients.rfft(n, axis), this);
  }

  /// As [#rfft(int, int)] with the length of the axis.
  public Variable rfft(int axis) {
    return apply(FourierGradients.rfft(axis), this);
  }

  /// The `n` real numbers that have this first half of a spectrum, see
  /// [cerulean.tensor.Fourier#irfft]. No gradient goes to the imaginary parts that are taken as 0.
  public Variable irfft(int n, int axis) {
    return apply(FourierGradients.irfft(n, axis), this);
  }

  /// Axes resized to given sizes, see [cerulean.tensor.Interpolation#resize].
  public Variable resize(int[] axes, int[] sizes, Resampling how, boolean alignCorners) {
    return apply(InterpolationGradients.resize(axes, sizes, how, alignCorners), this);
  }

  /// Axes resized by given factors, see [cerulean.tensor.Interpolation#resizeBy].
  public Variable resizeBy(int[] axes, double[] factors, Resampling how, boolean alignCorners) {
    return apply(InterpolationGradients.resizeBy(axes, factors, how, alignCorners), this);
  }

  /// Axes resized by means, see [cerulean.tensor.Interpolation#resizeArea].
  public Variable resizeArea(int[] axes, int... sizes) {
    return apply(InterpolationGradients.resizeArea(axes, sizes), this);
  }

  /// One axis read at fractional positions, see [cerulean.tensor.Interpolation#resample].
  public Variable resample(int axis, double[] positions, Resampling how) {
    return apply(InterpolationGradients.resample(axis, positions, how), this);
  }

  /// Images or volumes read at the points of a grid, see
  /// [cerulean.tensor.Interpolation#gridSample]. Linear weights have a kink at every element: there
  /// the derivative along the grid is that on the right. Points beyond an edge that is continued
  /// move nothing, and the nearest element does not depend on the grid.
  public Variable gridSample(Variable grid, Resampling how, Outside outside, boolean alignCorners) {
    return apply(GridSampleGradients.gridSample(how, outside, alignCorners), this, grid);
  }

  /// The grid of an affine map, see [cerulean.tensor.Interpolation#affineGrid].
  public Variable affineGrid(boolean alignCorners, int... sizes) {
    return apply(InterpolationGradients.affineGrid(alignCorners, sizes), this);
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

  /// See [cerulean.tensor.Convolution#convTranspose].
  public Variable convTranspose(
      Variable weight, @Nullable Variable bias, Window window, int groups, int... outputPadding) {
    return ConvolutionGradients.convTranspose(
        "convTranspose", this, weight, bias, window, groups, outputPadding);
  }

  /// [#convTranspose] over one axis.
  public Variable convTranspose1d(
      Variable weight, @Nullable Variable bias, Window window, int groups, int... outputPadding) {
    return ConvolutionGradients.convTranspose(
        "convTranspose1d", this, weight, bias, window, groups, outputPadding);
  }

  /// [#convTranspose] over two axes.
  public Variable convTranspose2d(
      Variable weight, @Nullable Variable bias, Window window, int groups, int... outputPadding) {
    return ConvolutionGradients.convTranspose(
        "convTranspose2d", this, weight, bias, window, groups, outputPadding);
  }

  /// [#convTranspose] over three axes.
  public Variable convTranspose3d(
      Variable weight, @Nullable Variable bias, Window window, int groups, int... outputPadding) {
    return ConvolutionGradients.convTranspose(
        "convTranspose3d", this, weight, bias, window, groups, outputPadding);
  }

  /// See [cerulean.tensor.Convolution#im2col].
  public Variable im2col(Window window) {
    return apply(ConvolutionGradients.im2col(window), this);
  }

  /// See [cerulean.tensor.Convolution#col2im]; this is the columns.
  public Variable col2im(Window window, int... imageSize) {
    return apply(ConvolutionGradients.col2im(window, imageSize), this);
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

  /// See [cerulean.tensor.Pooling#maxPoolWithIndices]; of equal largest elements the first gets the
  /// gradient.
  public Maxima maxPoolWithIndices(Window window) {
    return PoolingGradients.maxPoolWithIndices(this, window);
  }

  /// See [cerulean.tensor.Pooling#maxUnpool]; this is the values. Where indices are equal, all
  /// their values get the gradient of the one that is there, as in PyTorch.
  public Variable maxUnpool(Variable indices, int... outputSize) {
    return PoolingGradients.maxUnpool(this, indices, outputSize);
  }

  /// See [cerulean.tensor.Pooling#sumPool].
  public Variable sumPool(Window window) {
    return apply(PoolingGradients.sumPool(window), this);
  }

  /// See [cerulean.tensor.Pooling#lpPool]. The gradient of a window of zeros is 0, where PyTorch
  /// has NaN.
  public Variable lpPool(double p, Window window) {
    return apply(PoolingGradients.lpPool(p, window), this);
  }

  /// See [cerulean.tensor.Pooling#adaptiveMaxPool]; of equal largest elements the first gets the
  /// gradient.
  public Variable adaptiveMaxPool(int... outputSize) {
    return apply(PoolingGradients.adaptiveMaxPool(outputSize), this);
  }

  /// See [cerulean.tensor.Pooling#adaptiveMaxPoolWithIndices].
  public Maxima adaptiveMaxPoolWithIndices(int... outputSize) {
    return PoolingGradients.adaptiveMaxPoolWithIndices(this, outputSize);
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

  /// See [cerulean.tensor.Normalization#rmsNorm].
  public Variable rmsNorm(int axes, @Nullable Variable weight, double epsilon) {
    return NormalizationGradients.rmsNorm(this, axes, weight, epsilon);
  }

  /// See [cerulean.tensor.Normalization#groupNorm].
  public Variable groupNorm(
      int groups, @Nullable Variable weight, @Nullable Variable bias, double epsilon) {
    return NormalizationGradients.groupNorm(this, groups, weight, bias, epsilon);
  }

  /// See [cerulean.tensor.Normalization#instanceNorm].
  public Variable instanceNorm(@Nullable Variable weight, @Nullable Variable bias, double epsilon) {
    return NormalizationGradients.instanceNorm(this, weight, bias, epsilon);
  }

  /// See [cerulean.tensor.Normalization#localResponseNorm].
  public Variable localResponseNorm(int size, double alpha, double beta, double k) {
    return NormalizationGradients.localResponseNorm(this, size, alpha, beta, k);
  }

  // ---- Linear algebra

  /// See [cerulean.tensor.LinearAlgebra#inverse].
  public Variable inverse() {
    return apply(LinearAlgebraGradients.INVERSE, this);
  }

  /// The solution `X` of `A X = B`, see [cerulean.tensor.LinearAlgebra#solve]; this is `A`.
  public Variable solve(Variable b) {
    return LinearAlgebraGradients.solve(this, b);
  }

  /// See [cerulean.tensor.LinearAlgebra#solveTriangular]; this is `A`. What is not read gets
  /// gradient 0.
  public Variable solveTriangular(Variable b, boolean upper, boolean unit) {
    return LinearAlgebraGradients.solveTriangular(this, b, upper, unit);
  }

  /// See [cerulean.tensor.LinearAlgebra#choleskySolve]; this is the factor `L`, whose gradient is
  /// lower triangular.
  public Variable choleskySolve(Variable b) {
    return LinearAlgebraGradients.choleskySolve(this, b);
  }

  /// The solution of [cerulean.tensor.LinearAlgebra#lstsq(Tensor, Tensor)]; this is `A`. Its
  /// derivative is that at constant rank, as of [#pinv()].
  public Variable lstsq(Variable b) {
    return DecompositionGradients.lstsq(this, b);
  }

  /// The solution of [cerulean.tensor.LinearAlgebra#lstsq(Tensor, Tensor, double)].
  public Variable lstsq(Variable b, double relativeTolerance) {
    return DecompositionGradients.lstsq(this, b, relativeTolerance);
  }

  /// See [cerulean.tensor.LinearAlgebra#pinv(Tensor)]. The derivative is that at constant rank:
  /// where the rank changes, the pseudo-inverse is not continuous.
  public Variable pinv() {
    return apply(DecompositionGradients.PINV, this);
  }

  /// See [cerulean.tensor.LinearAlgebra#pinv(Tensor, double)].
  public Variable pinv(double relativeTolerance) {
    return apply(DecompositionGradients.pinv(relativeTolerance), this);
  }

  /// See [cerulean.tensor.LinearAlgebra#cholesky]. The gradient is symmetric: that for symmetric
  /// changes, though only the lower triangle is read.
  public Variable cholesky() {
    return apply(DecompositionGradients.CHOLESKY, this);
  }

  /// See [cerulean.tensor.LinearAlgebra#lu]. Defined where no pivot is 0; the permutation has no
  /// gradient.
  public Decompositions.Lu lu() {
    return DecompositionGradients.lu(this);
  }

  /// See [cerulean.tensor.LinearAlgebra#qr]. Defined where the first `k` columns are linearly
  /// independent; elsewhere the gradient is refused as that of a singular system.
  public Decompositions.Qr qr() {
    return DecompositionGradients.qr(this);
  }

  /// See [cerulean.tensor.LinearAlgebra#eigh]. The gradient is symmetric: that for symmetric
  /// changes, though only the lower triangle is read.
  ///
  /// Vectors of equal eigenvalues have no derivative: gradients that flow through them are infinite
  /// or NaN, as in PyTorch, unless the function does not depend on which of them are taken so that
  /// nothing has to flow. First derivatives of the values are always right.
  public Decompositions.Eigh eigh() {
    return DecompositionGradients.eigh(this);
  }

  /// See [cerulean.tensor.LinearAlgebra#eigvalsh]. Equal eigenvalues have the derivative that their
  /// vectors give, as in PyTorch; sums over equal ones are differentiable.
  public Variable eigvalsh() {
    return apply(DecompositionGradients.EIGVALSH, this);
  }

  /// See [cerulean.tensor.LinearAlgebra#svd]. As for [#eigh], gradients that flow through vectors
  /// of equal singular values, or of singular value 0 where the matrix is not square, are infinite
  /// or NaN.
  public Decompositions.Svd svd() {
    return DecompositionGradients.svd(this);
  }

  /// See [cerulean.tensor.LinearAlgebra#svdvals]. At equal values, and at 0, the derivative is that
  /// of the vectors which the decomposition happens to give, as in PyTorch.
  public Variable svdvals() {
    return apply(DecompositionGradients.SVDVALS, this);
  }

  /// See [cerulean.tensor.LinearAlgebra#det]. Singular matrices have a first derivative, the second
  /// needs the inverse.
  public Variable det() {
    return apply(LinearAlgebraGradients.DET, this);
  }

  /// See [cerulean.tensor.LinearAlgebra#slogDet]. The gradient of singular matrices is refused.
  public Decompositions.SlogDet slogDet() {
    return LinearAlgebraGradients.slogDet(this);
  }

  /// See [cerulean.tensor.LinearAlgebra#logDet]. The gradient of singular matrices is refused; that
  /// of a negative determinant is the one of the logarithm of its absolute value, as in PyTorch.
  public Variable logDet() {
    return apply(LinearAlgebraGradients.LOG_DET, this);
  }

  /// See [cerulean.tensor.LinearAlgebra#cond].
  public Variable cond() {
    return apply(LinearAlgebraGradients.COND, this);
  }

  /// See [cerulean.tensor.LinearAlgebra#matrixNorm]. Equal largest sums or singular values share
  /// the gradient; that of the Frobenius norm of zeros is 0.
  public Variable matrixNorm(MatrixNorm norm) {
    return apply(LinearAlgebraGradients.norm(norm), this);
  }

  /// See [cerulean.tensor.LinearAlgebra#matrixPower].
  public Variable matrixPower(int exponent) {
    return apply(LinearAlgebraGradients.power(exponent), this);
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

  /// As [#expand(Shape)]; -1 keeps the size of an axis.
  public Variable expand(int... shape) {
    return expand(value.expand(shape).shape());
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
    return JoinGradients.concat(axis, variables);
  }

  /// The variables as entries of a new axis.
  public static Variable stack(int axis, Variable... variables) {
    return JoinGradients.stack(axis, variables);
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
    return apply(ScatterGradients.indexAdd(axis), this, index, source);
  }

  /// As [#gather(int, Variable)].
  public Variable gather(int axis, Tensor index) {
    return gather(axis, constant(index));
  }

  /// For each index the element of its own line along `axis`, see [Tensor#gather].
  public Variable gather(int axis, Variable index) {
    return apply(IndexGradients.gather(axis), this, index);
  }

  /// The elements with the row-major numbers in `index`, see [cerulean.tensor.Indexing#takeFlat].
  public Variable takeFlat(Tensor index) {
    return takeFlat(constant(index));
  }

  /// As [#takeFlat(Tensor)], with an index that may differ from example to example.
  public Variable takeFlat(Variable index) {
    return apply(IndexGradients.TAKE_FLAT, this, index);
  }

  /// The entries whose leading indices are the rows of `index`, see
  /// [cerulean.tensor.Indexing#gatherNd].
  public Variable gatherNd(Tensor index, int batchDims) {
    return gatherNd(constant(index), batchDims);
  }

  /// As [#gatherNd(Tensor, int)], with an index that may differ from example to example.
  public Variable gatherNd(Variable index, int batchDims) {
    return apply(IndexGradients.gatherNd(batchDims), this, index);
  }

  /// NumPy's `x[i, j, ...]` for index tensors, null for a whole axis, see
  /// [cerulean.tensor.Indexing#index].
  public Variable index(@Nullable Tensor... indices) {
    return index(IndexGradients.constants(indices));
  }

  /// As [#index(Tensor...)], with indices that may differ from example to example.
  public Variable index(@Nullable Variable... indices) {
    return IndexGradients.index(this, indices);
  }

  /// This with `source` in place of the entries along `axis` that `index` names; of several the
  /// last stays and gets the gradient.
  public Variable indexCopy(int axis, Tensor index, Variable source) {
    return indexCopy(axis, constant(index), source);
  }

  /// As [#indexCopy(int, Tensor, Variable)], with an index that may differ from example to example.
  public Variable indexCopy(int axis, Variable index, Variable source) {
    return ScatterGradients.indexCopy(this, axis, index, source);
  }

  /// As [#scatter(int, Variable, Variable, ScatterReduction)], replacing what is there.
  public Variable scatter(int axis, Tensor index, Variable source) {
    return scatter(axis, index, source, ScatterReduction.NONE);
  }

  /// As [#scatter(int, Variable, Variable, ScatterReduction)].
  public Variable scatter(int axis, Tensor index, Variable source, ScatterReduction reduction) {
    return scatter(axis, constant(index), source, reduction);
  }

  /// This with each element of `source` at the place in its line along `axis` that `index` names,
  /// combined with what is there, see [Tensor#scatter(int, Tensor, Tensor, ScatterReduction)].
  ///
  /// - replaced elements have no gradient, nor have those of the source that others replaced
  /// - a product passes on the product of the other factors, zeros among them; its second
  ///   derivative leaves out the pairs of factors of which one is 0
  /// - of a minimum or maximum all equal elements share the gradient, that which was there with
  ///   them
  public Variable scatter(int axis, Variable index, Variable source, ScatterReduction reduction) {
    return ScatterGradients.scatter(this, axis, index, source, reduction);
  }

  /// This with `source` added at the places in its lines along `axis` that `index` names.
  public Variable scatterAdd(int axis, Tensor index, Variable source) {
    return scatterAdd(axis, constant(index), source);
  }

  /// As [#scatterAdd(int, Tensor, Variable)], with an index that may differ from example to
  /// example.
  public Variable scatterAdd(int axis, Variable index, Variable source) {
    return apply(ScatterGradients.scatterAdd("scatterAdd", axis), this, index, source);
  }

  /// This with the entries of `source` put where the rows of `index` say, see
  /// [cerulean.tensor.Indexing#scatterNd]; gradients as of [#scatter(int, Variable, Variable,
  /// ScatterReduction)].
  public Variable scatterNd(Tensor index, Variable source, ScatterReduction reduction) {
    return scatterNd(constant(index), source, reduction);
  }

  /// As [#scatterNd(Tensor, Variable, ScatterReduction)], with an index that may differ from
  /// example to example.
  public Variable scatterNd(Variable index, Variable source, ScatterReduction reduction) {
    return ScatterGradients.scatterNd(this, index, source, reduction);
  }

  /// NumPy's `x[i, j, ...] = source`, see [cerulean.tensor.Indexing#indexPut]; gradients as of
  /// [#scatter(int, Variable, Variable, ScatterReduction)].
  public Variable indexPut(
      Variable source, ScatterReduction reduction, @Nullable Tensor... indices) {
    return indexPut(source, reduction, IndexGradients.constants(indices));
  }

  /// As [#indexPut(Variable, ScatterReduction, Tensor...)], with indices that may differ from
  /// example to example.
  public Variable indexPut(
      Variable source, ScatterReduction reduction, @Nullable Variable... indices) {
    return ScatterGradients.indexPut(this, source, reduction, indices);
  }

  // ---- More views, joining, repeating, padding

  /// Without all axes of size 1.
  public Variable squeeze() {
    return reshape(value.squeeze().shape().dims());
  }

  /// As [#expand(int...)], under NumPy's name.
  public Variable broadcastTo(int... shape) {
    return expand(value.broadcastTo(shape).shape());
  }

  /// Entries `start`, `start + step`, ... before `stop` along an axis, see [Tensor#slice(int, int,
  /// int, int)].
  public Variable slice(int axis, int start, int stop, int step) {
    return apply(ViewGradients.slice(axis, start, stop, step), this);
  }

  /// What each of `slices` takes of its axis.
  public Variable slice(Slice... slices) {
    return apply(ViewGradients.slice(slices), this);
  }

  /// The entries along `axes`, all if none is given, from last to first.
  public Variable flip(int... axes) {
    return apply(ViewGradients.flip(axes), this);
  }

  /// Turned by `times` quarter turns from axis `from` towards axis `to`.
  public Variable rot90(int times, int from, int to) {
    return apply(ViewGradients.rot90(times, from, to), this);
  }

  /// The diagonal of the first two axes as a new last axis.
  public Variable diagonal() {
    return diagonal(0, 0, 1);
  }

  /// Elements `(i, i + offset)` of two axes as a new last axis.
  public Variable diagonal(int offset, int axis1, int axis2) {
    return apply(ViewGradients.diagonal(offset, axis1, axis2), this);
  }

  /// Axis `from` moved to the place `to`, the others in their order.
  public Variable moveAxis(int from, int to) {
    return moveAxis(new int[] {from}, new int[] {to});
  }

  /// Axes `from[i]` moved to the places `to[i]`, the others in their order.
  public Variable moveAxis(int[] from, int[] to) {
    return apply(ViewGradients.moveAxis(from, to), this);
  }

  /// All axes as one; a scalar becomes `[1]`.
  public Variable flatten() {
    return flatten(0, -1);
  }

  /// One axis cut into several of `sizes`, of which one may be -1.
  public Variable unflatten(int axis, int... sizes) {
    return reshape(value.unflatten(axis, sizes).shape().dims());
  }

  /// All windows of `size` entries along an axis, `step` apart, the entries of each along a new
  /// last axis.
  public Variable unfold(int axis, int size, int step) {
    return apply(ViewGradients.unfold(axis, size, step), this);
  }

  /// At most `count` parts along an axis, of one size but for a shorter last one.
  public Variable[] chunk(int axis, int count) {
    Tensor[] forms = value.chunk(axis, count);
    int[] sizes = new int[forms.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = forms[i].dim(axis);
    }
    return split(axis, sizes);
  }

  /// All entries along an axis, without it.
  public Variable[] unbind(int axis) {
    Variable[] entries = new Variable[value.unbind(axis).length];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = select(axis, i);
    }
    return entries;
  }

  /// For each of several vectors the grid `[n1, n2, ...]` with its elements along its own axis.
  public static Variable[] meshgrid(Variable... vectors) {
    return JoinGradients.meshgrid(vectors);
  }

  /// This `times[i]` times along axis `i`, see [Tensor#tile].
  public Variable tile(int... times) {
    return apply(JoinGradients.tile(times), this);
  }

  /// Each entry along an axis `times` times in a row.
  public Variable repeat(int axis, int times) {
    return apply(JoinGradients.repeat(axis, times), this);
  }

  /// Each entry along an axis as many times in a row as the I64 vector `counts` says for it.
  public Variable repeat(int axis, Tensor counts) {
    return apply(JoinGradients.repeat(axis, counts), this);
  }

  /// The entries along an axis moved by `shift`; what leaves at the end comes in at the front.
  public Variable roll(int shift, int axis) {
    return roll(new int[] {shift}, new int[] {axis});
  }

  /// The entries along `axes[i]` moved by `shifts[i]`.
  public Variable roll(int[] shifts, int[] axes) {
    return apply(JoinGradients.roll(shifts, axes), this);
  }

  /// `before[i]` entries before and `after[i]` behind those along axis `i`, as `mode` says, see
  /// [Tensor#pad(int\[\], int\[\], PadMode, double)].
  public Variable pad(int[] before, int[] after, PadMode mode, double value) {
    return apply(JoinGradients.pad(before, after, mode, value), this);
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

  /// Where `this != other`; broadcasts.
  public Variable ne(Variable other) {
    return apply(Gradients.NE, this, other);
  }

  /// Where `this < other`; broadcasts.
  public Variable lt(Variable other) {
    return apply(Gradients.LT, this, other);
  }

  /// Where `this <= other`; broadcasts.
  public Variable le(Variable other) {
    return apply(Gradients.LE, this, other);
  }

  /// Where `this >= other`; broadcasts.
  public Variable ge(Variable other) {
    return apply(Gradients.GE, this, other);
  }

  /// Where `this == number`.
  public Variable eq(double number) {
    return apply(Gradients.eq(number), this);
  }

  /// Where `this != number`.
  public Variable ne(double number) {
    return apply(Gradients.ne(number), this);
  }

  /// Where `this < number`.
  public Variable lt(double number) {
    return apply(Gradients.lt(number), this);
  }

  /// Where `this > number`.
  public Variable gt(double number) {
    return apply(Gradients.gt(number), this);
  }

  /// Where `this >= number`.
  public Variable ge(double number) {
    return apply(Gradients.ge(number), this);
  }

  /// Where this is NaN.
  public Variable isNaN() {
    return apply(Gradients.IS_NAN, this);
  }

  /// Where this is plus or minus infinity.
  public Variable isInfinite() {
    return apply(Gradients.IS_INFINITE, this);
  }

  /// Where this is neither NaN nor infinite.
  public Variable isFinite() {
    return apply(Gradients.IS_FINITE, this);
  }

  /// Whether both are true; numbers are true where they are not 0. Broadcasts.
  public Variable logicalAnd(Variable other) {
    return apply(Gradients.AND, this, other);
  }

  /// Whether one of both is true; broadcasts.
  public Variable logicalOr(Variable other) {
    return apply(Gradients.OR, this, other);
  }

  /// Whether one of both is true, and not the other; broadcasts.
  public Variable logicalXor(Variable other) {
    return apply(Gradients.XOR, this, other);
  }

  /// Whether this is not true.
  public Variable logicalNot() {
    return apply(Gradients.NOT, this);
  }

  @Override
  public String toString() {
    return trace == null ? value.toString() : trace.toString();
  }
}
