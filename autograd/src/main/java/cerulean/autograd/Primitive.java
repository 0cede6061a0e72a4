package cerulean.autograd;

import cerulean.tensor.Tensor;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One operation that the engine can compute, differentiate backwards and forwards, and run on many
/// examples at once. What is not a primitive is composed of primitives.
///
///     static final Primitive SIN = Primitive.elementwise("sin", Tensor::sin, (g, x, y) -> g.mul(x.cos()));
///
///     Variable y = SIN.apply(x);
///
/// Derivatives are written in [Variable] operations, so that they can be differentiated again. Their
/// letters: `x` or `a`, `b`, `c` are the inputs (`in` all of them), `y` the result, `g` the gradient
/// of the loss with respect to the result, `t` tangents of the inputs. A rule must
///
/// - use the value of an input by operations alone, never by [Variable#value]: there may be many
///   values at once (see [Vmap]). Shape and type may be asked for;
/// - give back `g` itself, views of it, or new tensors that nobody else holds, and never a value
///   of the graph: [Backward] tells them apart by their storage, leaves keep new ones without a copy,
///   and the memory of gradients that have served goes back.
///
/// Choose the factory by what is known of the operation:
///
/// | factory | the author writes | follows by itself |
/// |---|---|---|
/// | [#elementwise] | value, a partial derivative for each input | tangent, broadcasting, batching |
/// | [#linear] | value, its transpose | tangent |
/// | [#bilinear] | value, both transposes | tangent |
/// | [#symmetric] | value, product with the Jacobian | tangent |
/// | [#unary] | value, gradient, tangent | |
/// | [#composed] | value, what it is composed of | the rest |
/// | [#fused] | kernels for value and gradients, what it is composed of | the rest |
/// | [#constant] | value | no derivative |
/// | [#of] | value and all gradients; tangent by [#withTangent] | |
///
/// Batching that does not follow by itself is given by one of the methods `batched`; without, the
/// examples are computed one after the other.
public final class Primitive {

  private final String name;
  private final Value value;
  private final @Nullable Pullback pullback;
  private final @Nullable Pushforward pushforward;
  private final Batching batching;

  private Primitive(
      String name,
      Value value,
      @Nullable Pullback pullback,
      @Nullable Pushforward pushforward,
      Batching batching) {
    this.name = name;
    this.value = value;
    this.pullback = pullback;
    this.pushforward = pushforward;
    this.batching = batching;
  }

  /// The operation's name, for messages and pictures.
  public String name() {
    return name;
  }

  /// Computes the result for `in`, and records it if a gradient may flow through it.
  public Variable apply(Variable... in) {
    return Variable.apply(this, in.clone());
  }

  // ---- What the author writes

  /// The value for one input.
  @FunctionalInterface
  public interface Value1 {
    /// A new tensor or a view.
    Tensor of(Tensor x);
  }

  /// The value for two inputs.
  @FunctionalInterface
  public interface Value2 {
    /// A new tensor or a view.
    Tensor of(Tensor a, Tensor b);
  }

  /// The value for three inputs.
  @FunctionalInterface
  public interface Value3 {
    /// A new tensor or a view.
    Tensor of(Tensor a, Tensor b, Tensor c);
  }

  /// The value for any number of inputs.
  @FunctionalInterface
  public interface Values {
    /// A new tensor or a view.
    Tensor of(Tensor... in);
  }

  /// The value, with a place to keep what the gradient will need.
  @FunctionalInterface
  interface Value {
    /// The value; `node` is null where nothing is recorded.
    Tensor of(Variable[] in, @Nullable Node node);
  }

  /// A derivative with respect to the input `x`, applied to a gradient or a tangent `g`.
  @FunctionalInterface
  public interface Partial1 {
    /// The product.
    Variable of(Variable g, Variable x, Variable y);
  }

  /// A derivative with respect to one of two inputs.
  @FunctionalInterface
  public interface Partial2 {
    /// The product.
    Variable of(Variable g, Variable a, Variable b, Variable y);
  }

  /// A derivative with respect to one of three inputs.
  @FunctionalInterface
  public interface Partial3 {
    /// The product.
    Variable of(Variable g, Variable a, Variable b, Variable c, Variable y);
  }

  /// A derivative with respect to one of any number of inputs.
  @FunctionalInterface
  public interface Partial {
    /// The product.
    Variable of(Variable g, Variable[] in, Variable y);
  }

  /// The gradients with respect to all inputs at once.
  @FunctionalInterface
  public interface Joint {
    /// A gradient for each input, in order and in its shape; null where there is none.
    @Nullable Variable[] of(Variable g, Variable[] in, Variable y);
  }

  /// The tangent of the result.
  @FunctionalInterface
  public interface Tangent {
    /// The tangent, in the shape of `y`; null for zero, as in `t` for inputs that do not change.
    @Nullable Variable of(@Nullable Variable[] t, Variable[] in, Variable y);
  }

  /// A gradient by a kernel, in one pass over memory, where nothing is to be differentiated again.
  @FunctionalInterface
  interface Kernel1 {
    /// A new tensor.
    Tensor of(Tensor g, Tensor x, Tensor y);
  }

  /// All gradients by a kernel.
  @FunctionalInterface
  interface Kernel {
    /// New tensors: the gradient with respect to each input that needs one, anything for the others
    /// and for optional inputs that are missing.
    @Nullable Tensor[] of(Tensor g, Variable[] in, Variable y);
  }

  /// Kernels for a value and for its gradients, of which the first keeps what the second needs.
  ///
  /// @param <S> what is kept: the value, and intermediate results beside it
  public interface Kernels<S> {
    /// Runs forwards.
    ///
    /// - `recorded`: whether a gradient may be asked for
    S run(boolean recorded, Tensor... in);

    /// The value of a run: a new tensor, or a view of one.
    Tensor value(S run);

    /// The gradients, new tensors, with respect to the inputs that want one; anything for the
    /// others.
    @Nullable Tensor[] gradients(Tensor g, S run, boolean[] wanted, Tensor... in);
  }

  /// An operation written with others.
  @FunctionalInterface
  public interface Composition {
    /// The result.
    Variable of(Variable... in);
  }

  @FunctionalInterface
  private interface Pullback {
    @Nullable Variable[] of(Variable g, Variable[] in, Variable y, long since);
  }

  @FunctionalInterface
  private interface Pushforward {
    @Nullable Variable of(Primitive op, @Nullable Variable[] t, Variable[] in, Variable y);
  }

  // ---- Factories

  /// A function of each element.
  public static Primitive elementwise(String name, Value1 value, Partial1 partial) {
    return new Primitive(
        name,
        unary(name, value),
        (g, in, y, since) -> new Variable[] {partial.of(g, in[0], y).to(in[0].dtype())},
        (op, t, in, y) -> t[0] == null ? null : partial.of(t[0].to(y.dtype()), in[0], y),
        Batching.ELEMENTWISE);
  }

  /// A function of pairs of elements, which broadcasts; null for a partial that is zero.
  public static Primitive elementwise(
      String name, Value2 value, @Nullable Partial2 da, @Nullable Partial2 db) {
    return diagonal(
        name,
        binary(name, value),
        da == null ? null : (g, in, y) -> da.of(g, in[0], in[1], y),
        db == null ? null : (g, in, y) -> db.of(g, in[0], in[1], y));
  }

  /// A function of triples of elements, which broadcasts; null for a partial that is zero.
  public static Primitive elementwise(
      String name,
      Value3 value,
      @Nullable Partial3 da,
      @Nullable Partial3 db,
      @Nullable Partial3 dc) {
    return diagonal(
        name,
        (in, node) -> {
          requireCount(name, 3, in);
          return value.of(in[0].value(), in[1].value(), in[2].value());
        },
        da == null ? null : (g, in, y) -> da.of(g, in[0], in[1], in[2], y),
        db == null ? null : (g, in, y) -> db.of(g, in[0], in[1], in[2], y),
        dc == null ? null : (g, in, y) -> dc.of(g, in[0], in[1], in[2], y));
  }

  /// The Jacobian is diagonal, so that the partial serves gradients and tangents; a gradient is
  /// summed to the shape of an input that was broadcast.
  private static Primitive diagonal(String name, Value value, @Nullable Partial... partials) {
    Pullback pullback =
        (g, in, y, since) -> {
          @Nullable Variable[] gradients = partials(partials, g, in, y, since);
          for (int i = 0; i < gradients.length; i++) {
            Variable gradient = gradients[i];
            gradients[i] = gradient == null ? null : gradient.sumLike(in[i]);
          }
          return gradients;
        };
    Pushforward pushforward =
        (op, t, in, y) -> {
          Variable sum = null;
          for (int i = 0; i < in.length; i++) {
            Variable tangent = t[i];
            Partial partial = partials[i];
            if (tangent != null && partial != null) {
              Variable term = partial.of(tangent.expandLike(y), in, y);
              sum = sum == null ? term : sum.add(term);
            }
          }
          return sum;
        };
    return new Primitive(name, value, pullback, pushforward, Batching.ELEMENTWISE);
  }

  /// An operation linear in its only input; `transpose` maps `g` to the gradient.
  public static Primitive linear(String name, Value1 value, Partial1 transpose) {
    return new Primitive(
        name,
        unary(name, value),
        (g, in, y, since) -> new Variable[] {transpose.of(g, in[0], y)},
        (op, t, in, y) -> t[0] == null ? null : Variable.apply(op, t[0]),
        Batching.LOOP);
  }

  /// An operation linear in all its inputs together, as a sum or a concatenation; its transpose,
  /// one part for each input.
  public static Primitive linearInAll(String name, Values value, Partial... transposes) {
    Partial[] own = transposes.clone();
    return new Primitive(
        name,
        (in, node) -> {
          requireCount(name, own.length, in);
          return value.of(values(in));
        },
        (g, in, y, since) -> partials(own, g, in, y, since),
        (op, t, in, y) -> {
          Variable[] tangents = new Variable[in.length];
          for (int i = 0; i < in.length; i++) {
            Variable tangent = t[i];
            tangents[i] = tangent == null ? in[i].zerosLike() : tangent;
          }
          return Variable.apply(op, tangents);
        },
        Batching.LOOP);
  }

  /// An operation linear in each of two inputs while the other is fixed, as a product.
  public static Primitive bilinear(String name, Value2 value, Partial2 da, Partial2 db) {
    Partial[] partials = {
      (g, in, y) -> da.of(g, in[0], in[1], y), (g, in, y) -> db.of(g, in[0], in[1], y)
    };
    return new Primitive(
        name,
        binary(name, value),
        (g, in, y, since) -> partials(partials, g, in, y, since),
        (op, t, in, y) -> {
          Variable left = t[0] == null ? null : Variable.apply(op, t[0], in[1]);
          Variable right = t[1] == null ? null : Variable.apply(op, in[0], t[1]);
          return left == null ? right : right == null ? left : left.add(right);
        },
        Batching.LOOP);
  }

  /// An operation of one input whose Jacobian is symmetric: what takes gradients back takes
  /// tangents forward.
  public static Primitive symmetric(String name, Value1 value, Partial1 product) {
    return unary(name, value, product, product);
  }

  /// An operation of one input with its gradient (given `g`) and its tangent (given the tangent of
  /// `x`).
  public static Primitive unary(String name, Value1 value, Partial1 gradient, Partial1 tangent) {
    return new Primitive(
        name,
        unary(name, value),
        (g, in, y, since) -> new Variable[] {gradient.of(g, in[0], y)},
        (op, t, in, y) -> t[0] == null ? null : tangent.of(t[0], in[0], y),
        Batching.LOOP);
  }

  /// An operation with a partial derivative for each input, null for zero; inputs at the end may be
  /// missing. Only those are computed that are asked for. Its tangent is to be given.
  public static Primitive partials(String name, Values value, @Nullable Partial... partials) {
    @Nullable Partial[] own = partials.clone();
    return new Primitive(
        name,
        (in, node) -> {
          if (in.length > own.length) {
            throw wrongCount(name, "at most " + own.length, in.length);
          }
          return value.of(values(in));
        },
        (g, in, y, since) -> partials(own, g, in, y, since),
        null,
        Batching.LOOP);
  }

  /// An operation with all its gradients at once. Its tangent is to be given.
  public static Primitive of(String name, Values value, Joint gradients) {
    return new Primitive(
        name,
        (in, node) -> value.of(values(in)),
        (g, in, y, since) -> gradients.of(g, in, y),
        null,
        Batching.LOOP);
  }

  /// An operation that computes the same as `composition`, which is differentiated in its place:
  /// its own value is faster, more exact, or needs less memory.
  public static Primitive composed(String name, Values value, Composition composition) {
    return composed(name, (in, node) -> value.of(values(in)), null, composition);
  }

  /// As [#composed], with a kernel for the gradients, which leaves nothing that could be
  /// differentiated again and serves where that is not wanted.
  static Primitive composed(
      String name, Value value, @Nullable Kernel kernel, Composition composition) {
    return new Primitive(
        name,
        value,
        (g, in, y, since) ->
            kernel != null && mayRunKernel(g, in)
                ? constants(in.length, kernel.of(g.value(), in, y))
                : Backward.through(composition, g, in, since),
        (op, t, in, y) -> Dual.through(composition, t, in),
        (op, in, mapped, size) -> Batch.through(composition, in, mapped, size));
  }

  /// As [#composed(String, Values, Composition)], with kernels for the value and the gradients:
  /// those for the gradients serve where they are not to be differentiated again.
  ///
  /// - `type`: that of what is kept from the value to the gradients
  public static <S> Primitive fused(
      String name, Class<S> type, Kernels<S> kernels, Composition composition) {
    return composed(
        name,
        (in, node) -> {
          S run = kernels.run(node != null, values(in));
          if (node != null) {
            node.save(run);
          }
          return kernels.value(run);
        },
        (g, in, y) -> {
          boolean[] wanted = new boolean[in.length];
          for (int i = 0; i < in.length; i++) {
            wanted[i] = in[i].requiresGrad();
          }
          return kernels.gradients(g, y.saved(type), wanted, values(in));
        },
        composition);
  }

  /// An operation whose result is an index, a truth value, or constant in pieces: no gradient and
  /// no tangent. Its value is computed element by element, or it gives its batching.
  public static Primitive constant(String name, Values value) {
    return new Primitive(
        name,
        (in, node) -> value.of(values(in)),
        null,
        (op, t, in, y) -> null,
        Batching.ELEMENTWISE);
  }

  /// A partial that a kernel computes in one pass over memory where nothing is to be differentiated
  /// again; `formula` says what it computes, and serves elsewhere.
  static Partial1 inOnePass(Kernel1 kernel, Partial1 formula) {
    return (g, x, y) ->
        mayRunKernel(g, x)
            ? Variable.constant(kernel.of(g.value(), x.value(), y.value()))
            : formula.of(g, x, y);
  }

  // ---- What is added to a primitive

  /// With the tangent of the result.
  public Primitive withTangent(Tangent tangent) {
    return new Primitive(name, value, pullback, (op, t, in, y) -> tangent.of(t, in, y), batching);
  }

  /// With its computation for many examples at once: `f` gets the first input with a leading axis
  /// of examples and gives the result with one. Other inputs must not be mapped.
  public Primitive batched(UnaryOperator<Variable> f) {
    return batched((op, in, mapped, size) -> f.apply(in[0]));
  }

  /// As [#batched(UnaryOperator)] for two inputs, both with the leading axis.
  public Primitive batched(BinaryOperator<Variable> f) {
    return batched((op, in, mapped, size) -> {
      Variable[] all = Batching.allMapped(in, mapped, size);
      return f.apply(all[0], all[1]);
    });
  }

  /// With its computation for many examples at once.
  public Primitive batched(Batching how) {
    return new Primitive(name, value, pullback, pushforward, how);
  }

  // ---- For the engine

  boolean isDifferentiable() {
    return pullback != null;
  }

  Tensor value(Variable[] in, @Nullable Node node) {
    return value.of(in, node);
  }

  /// The gradient with respect to each input that is [wanted][Variable#isWanted], anything for the
  /// others.
  @Nullable Variable[] gradients(Variable g, Variable[] in, Variable y, long since) {
    if (pullback == null) {
      throw new IllegalStateException(name + ": has no gradient");
    }
    return pullback.of(g, in, y, since);
  }

  @Nullable Variable tangent(@Nullable Variable[] t, Variable[] in, Variable y) {
    if (pushforward == null) {
      throw withoutTangent();
    }
    return pushforward.of(this, t, in, y);
  }

  Variable batch(Variable[] in, boolean[] mapped, int size) {
    return batching.of(this, in, mapped, size);
  }

  // ---- What the factories share

  private static Value unary(String name, Value1 value) {
    return (in, node) -> {
      requireCount(name, 1, in);
      return value.of(in[0].value());
    };
  }

  private static Value binary(String name, Value2 value) {
    return (in, node) -> {
      requireCount(name, 2, in);
      return value.of(in[0].value(), in[1].value());
    };
  }

  private static void requireCount(String name, int count, Variable... in) {
    if (in.length != count) {
      throw wrongCount(name, Integer.toString(count), in.length);
    }
  }

  private static IllegalArgumentException wrongCount(String name, String inputs, int given) {
    return new IllegalArgumentException(
        name
            + ": takes "
            + inputs
            + (inputs.endsWith("1") ? " input" : " inputs")
            + "; got "
            + given);
  }

  private static Tensor[] values(Variable... in) {
    Tensor[] values = new Tensor[in.length];
    for (int i = 0; i < in.length; i++) {
      values[i] = in[i].value();
    }
    return values;
  }

  private static @Nullable Variable[] partials(
      @Nullable Partial[] partials, Variable g, Variable[] in, Variable y, long since) {
    @Nullable Variable[] gradients = new Variable[in.length];
    for (int i = 0; i < in.length; i++) {
      Partial partial = partials[i];
      if (partial != null && in[i].isWanted(since)) {
        gradients[i] = partial.of(g, in, y);
      }
    }
    return gradients;
  }

  /// Whether a kernel may stand for a rule: nothing is recorded, and there is one value only, which
  /// carries no tangent.
  static boolean mayRunKernel(Variable g, Variable... in) {
    boolean traced = g.trace() != null;
    boolean needed = g.requiresGrad();
    for (Variable input : in) {
      traced |= input.trace() != null;
      needed |= input.requiresGrad();
    }
    return !traced && !(needed && NoGrad.isRecording());
  }

  private static @Nullable Variable[] constants(int count, @Nullable Tensor... tensors) {
    @Nullable Variable[] constants = new Variable[count];
    for (int i = 0; i < count; i++) {
      Tensor tensor = tensors[i];
      constants[i] = tensor == null ? null : Variable.constant(tensor);
    }
    return constants;
  }

  private UnsupportedOperationException withoutTangent() {
    return new UnsupportedOperationException(
        name + ": has no forward-mode derivative; give the primitive one with withTangent");
  }

  @Override
  public String toString() {
    return name;
  }
}
