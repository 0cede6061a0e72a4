package cerulean.autograd;

import cerulean.tensor.DType;
import cerulean.tensor.Shape;
import cerulean.tensor.Tensor;
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
/// The operations are written in the classes that this one extends. Each is a [Primitive], or
/// composed of some; the primitives of a family are in its `...Gradients`. Derivatives as functions
/// of functions are in [Grad], many examples at once in [Vmap].
public sealed class Variable extends VariableElements permits Parameter {

  /// The last number given; numbers rise over all threads, whose variables may meet in one graph.
  private static final AtomicLong NUMBERS = new AtomicLong();

  private Tensor value;
  private final @Nullable Node node;

  /// 0 where no gradient flows.
  private long number;

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

  /// A leaf that collects a gradient, of a floating-point type.
  public static Variable leaf(Tensor value) {
    requireFloating("leaf", value);
    return new Variable(value, null, NUMBERS.incrementAndGet(), null);
  }

  /// Refuses numbers that can not move a little.
  static void requireFloating(String op, Tensor value) {
    if (!value.dtype().isFloating()) {
      throw new IllegalArgumentException(
          op
              + ": only floating-point numbers have a gradient; got "
              + value.dtype()
              + "; convert with to, or make a constant");
    }
  }

  /// The result of an operation: recorded if a gradient may flow through it.
  static Variable apply(Primitive op, Variable... given) {
    Variable[] in = Parameter.standIns(given);
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

  // ---- For parameters, which alone change

  /// Has another value, and another number, 0 for no gradient; what there was of one is forgotten.
  void become(Tensor value, long number) {
    clearGrad();
    this.value = value;
    this.number = number;
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

  /// Whether a backward pass would find nothing here: an earlier one has been through, and has let
  /// go of what this, or what this is a view or a function of alone, was computed from.
  public boolean isReleased() {
    Variable at = this;
    while (at.node != null) {
      if (at.node.isReleased()) {
        return true;
      }
      Variable[] inputs = at.node.inputs();
      if (inputs.length != 1) {
        return false;
      }
      at = inputs[0];
    }
    return false;
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
      Variable start = seed.to(dtype());
      for (Backward.Arrival arrival : Backward.run(this, start, List.of(), keepGraph)) {
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

  // ---- Operations without a first operand

  /// `a` where `condition` (BOOL) is true, else `b`; the three broadcast. Each gets the gradient
  /// where it was taken, 0 elsewhere whatever came.
  public static Variable where(Variable condition, Variable a, Variable b) {
    return apply(Gradients.WHERE, condition, a, b);
  }

  /// As [#where(Variable, Variable, Variable)].
  public static Variable where(Tensor condition, Variable a, Variable b) {
    return where(constant(condition), a, b);
  }

  /// The sum of products that an equation in Einstein's notation describes, see
  /// [cerulean.tensor.Einsum#of].
  public static Variable einsum(String equation, Variable... operands) {
    return EinsumGradients.einsum(equation, operands);
  }

  /// The variables one behind the other along an axis.
  public static Variable concat(int axis, Variable... variables) {
    return JoinGradients.concat(axis, variables);
  }

  /// The variables as entries of a new axis.
  public static Variable stack(int axis, Variable... variables) {
    return JoinGradients.stack(axis, variables);
  }

  /// For each of several vectors the grid `[n1, n2, ...]` with its elements along its own axis.
  public static Variable[] meshgrid(Variable... vectors) {
    return JoinGradients.meshgrid(vectors);
  }

  @Override
  public String toString() {
    return trace == null ? value.toString() : trace.toString();
  }
}
