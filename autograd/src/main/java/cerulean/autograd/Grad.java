package cerulean.autograd;

import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// Derivatives as functions of functions.
///
/// What they take and give are functions from variables to variables, so they nest in any order,
/// with each other and with [Vmap]:
///
///     UnaryOperator<Variable> cube = x -> x.mul(x).mul(x).sum();
///     Grad.of(cube).apply(x);                          // 3 x^2
///     Grad.hessian(cube).apply(x);                     // diagonal, 6 x
///     Vmap.of(Grad.of(cube)).apply(rows);              // a gradient for each row
///
/// Functions of several variables take a list. What a function uses without taking it as an argument
/// counts as constant for the derivative that is asked for, but not for one taken around it.
///
/// Reverse mode ([#of], [#vjp], [#jacobian]) costs a few times the function for each number that it
/// gives, forward mode ([#jvp], [#jacobianForward]) for each number that it takes, and keeps
/// nothing in memory.
///
/// | here | in JAX | in torch.func |
/// |---|---|---|
/// | `of`, `withValue` | `grad`, `value_and_grad` | `grad`, `grad_and_value` |
/// | `vjp`, `jvp`, `linearize` | the same | the same |
/// | `jacobian`, `jacobianForward` | `jacrev`, `jacfwd` | `jacrev`, `jacfwd` |
/// | `hessian` | `hessian` | `hessian` |
public final class Grad {

  private Grad() {}

  /// A value and the gradient of it.
  public record ValueAndGradient(Variable value, Variable gradient) {}

  /// A value and the gradients of it.
  public record ValueAndGradients(Variable value, List<Variable> gradients) {}

  /// A value and its tangent.
  public record ValueAndTangent(Variable value, Variable tangent) {}

  /// Values and their tangents.
  public record ValuesAndTangents(List<Variable> values, List<Variable> tangents) {}

  /// A value and what its derivative does: to a gradient of the value ([#vjp]), or to a tangent of
  /// the input ([#linearize]).
  public record ValueAndMap(Variable value, UnaryOperator<Variable> map) {}

  /// Values and what their derivative does.
  public record ValuesAndMap(List<Variable> values, UnaryOperator<List<Variable>> map) {}

  // ---- Gradients of a number

  /// The gradient of `f`, which gives one number.
  public static UnaryOperator<Variable> of(UnaryOperator<Variable> f) {
    return x -> withValue(f).apply(x).gradient();
  }

  /// The value and the gradient of `f`, which gives one number.
  public static Function<Variable, ValueAndGradient> withValue(UnaryOperator<Variable> f) {
    return x -> {
      ValueAndGradients both = withValueOfAll(in -> f.apply(in.getFirst())).apply(List.of(x));
      return new ValueAndGradient(both.value, both.gradients.getFirst());
    };
  }

  /// The gradients of `f` with respect to its arguments number `which`, all if none is given.
  public static UnaryOperator<List<Variable>> ofAll(
      Function<List<Variable>, Variable> f, int... which) {
    return x -> withValueOfAll(f, which).apply(x).gradients();
  }

  /// The value and the gradients of `f` with respect to its arguments number `which`, all if none
  /// is given.
  public static Function<List<Variable>, ValueAndGradients> withValueOfAll(
      Function<List<Variable>, Variable> f, int... which) {
    return x -> {
      int[] chosen = which.length == 0 ? IntStream.range(0, x.size()).toArray() : which;
      List<Variable> in = IntStream.of(chosen).mapToObj(x::get).toList();
      Tape tape = new Tape(at -> List.of(f.apply(replaced(x, chosen, at))), in);
      Variable y = tape.outputs().getFirst();
      if (y.shape().size() != 1) {
        throw notOneNumber(y);
      }
      Variable one = Variable.constant(Tensor.full(y.dtype(), 1, y.shape().dims()));
      return new ValueAndGradients(y, tape.pullback(List.of(one)));
    };
  }

  private static List<Variable> replaced(List<Variable> x, int[] which, List<Variable> by) {
    List<Variable> all = new ArrayList<>(x);
    for (int i = 0; i < which.length; i++) {
      all.set(which[i], by.get(i));
    }
    return all;
  }

  // ---- Products with the Jacobian

  /// The value of `f` at `x`, and the product of the Jacobian's transpose with gradients of it:
  /// what backward passes do.
  public static ValueAndMap vjp(UnaryOperator<Variable> f, Variable x) {
    ValuesAndMap all = vjp(in -> List.of(f.apply(in.getFirst())), List.of(x));
    return new ValueAndMap(all.values.getFirst(), g -> all.map.apply(List.of(g)).getFirst());
  }

  /// As [#vjp(UnaryOperator, Variable)] for several arguments and results.
  public static ValuesAndMap vjp(Function<List<Variable>, List<Variable>> f, List<Variable> x) {
    Tape tape = new Tape(f, x);
    return new ValuesAndMap(tape.outputs(), tape::pullback);
  }

  /// The value of `f` at `x` and its derivative in the direction `v`, in one pass forward that
  /// keeps nothing.
  public static ValueAndTangent jvp(UnaryOperator<Variable> f, Variable x, Variable v) {
    ValuesAndTangents all = jvp(in -> List.of(f.apply(in.getFirst())), List.of(x), List.of(v));
    return new ValueAndTangent(all.values.getFirst(), all.tangents.getFirst());
  }

  /// As [#jvp(UnaryOperator, Variable, Variable)] for several arguments and results.
  public static ValuesAndTangents jvp(
      Function<List<Variable>, List<Variable>> f, List<Variable> x, List<Variable> v) {
    requireDirections("jvp", x, v);
    long level = Trace.nextLevel();
    List<Variable> moving = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      moving.add(Dual.of(level, x.get(i), v.get(i).to(x.get(i).dtype())));
    }
    List<Variable> y = f.apply(moving);
    return new ValuesAndTangents(
        y.stream().map(each -> Dual.primalOf(each, level)).toList(),
        y.stream().map(each -> tangentOrZeros(each, level)).toList());
  }

  private static Variable tangentOrZeros(Variable y, long level) {
    Variable tangent = Dual.tangentOf(y, level);
    return tangent == null ? y.zerosLike() : tangent;
  }

  /// The value of `f` at `x`, and its derivative there as a linear function of the direction: as
  /// [#jvp], but `f` runs once for all directions, and what it computes stays in memory.
  public static ValueAndMap linearize(UnaryOperator<Variable> f, Variable x) {
    ValuesAndMap all = linearize(in -> List.of(f.apply(in.getFirst())), List.of(x));
    return new ValueAndMap(all.values.getFirst(), v -> all.map.apply(List.of(v)).getFirst());
  }

  /// As [#linearize(UnaryOperator, Variable)] for several arguments and results.
  public static ValuesAndMap linearize(
      Function<List<Variable>, List<Variable>> f, List<Variable> x) {
    Tape tape = new Tape(f, x);
    return new ValuesAndMap(
        tape.outputs(),
        v -> {
          requireDirections("linearize", x, v);
          List<Variable> directions = new ArrayList<>();
          for (int i = 0; i < x.size(); i++) {
            directions.add(v.get(i).to(x.get(i).dtype()));
          }
          return tape.pushforward(directions);
        });
  }

  // ---- Whole matrices

  /// The Jacobian of `f` by reverse mode, a row at a time: its shape is that of the result, then
  /// that of `x`. For functions that give fewer numbers than they take.
  public static UnaryOperator<Variable> jacobian(UnaryOperator<Variable> f) {
    return x -> {
      ValueAndMap at = vjp(f, x);
      Variable rows = Vmap.of(at.map).apply(basis(at.value));
      return rows.reshape(joined(at.value, x));
    };
  }

  /// The Jacobian of `f` by forward mode, a column at a time. For functions that give more numbers
  /// than they take.
  public static UnaryOperator<Variable> jacobianForward(UnaryOperator<Variable> f) {
    return x -> {
      Variable columns = Vmap.of(v -> jvp(f, x, v).tangent).apply(basis(x));
      int[] dims = columns.shape().dims();
      int[] result = java.util.Arrays.copyOfRange(dims, 1, dims.length);
      int size = java.util.Arrays.stream(result).reduce(1, (a, b) -> a * b);
      int[] shape = java.util.Arrays.copyOf(result, result.length + x.shape().rank());
      System.arraycopy(x.shape().dims(), 0, shape, result.length, x.shape().rank());
      return columns.reshape(dims[0], size).transpose().reshape(shape);
    };
  }

  /// The second derivatives of `f`, which gives one number: forward mode over reverse mode. Their
  /// shape is that of `x` twice.
  public static UnaryOperator<Variable> hessian(UnaryOperator<Variable> f) {
    return jacobianForward(of(f));
  }

  /// The product of the Hessian of `f` at `x` with `v`, without the matrix: forward mode over
  /// reverse mode (Pearlmutter 1994).
  public static Variable hessianProduct(UnaryOperator<Variable> f, Variable x, Variable v) {
    return jvp(of(f), x, v).tangent;
  }

  /// All directions that change one element of `x`.
  private static Variable basis(Variable x) {
    int n = x.shape().size();
    Tensor directions = Tensor.eye(x.dtype(), n, n, 0);
    return Variable.constant(directions.reshape(Batching.prepend(n, x.shape().dims())));
  }

  private static int[] joined(Variable y, Variable x) {
    return IntStream.concat(IntStream.of(y.shape().dims()), IntStream.of(x.shape().dims()))
        .toArray();
  }

  private static void requireDirections(String op, List<Variable> x, List<Variable> v) {
    if (v.size() != x.size()) {
      throw new IllegalArgumentException(
          op + ": there must be a direction for each of " + x.size() + " inputs; got " + v.size());
    }
    for (int i = 0; i < x.size(); i++) {
      if (!v.get(i).shape().equals(x.get(i).shape())) {
        throw new IllegalArgumentException(
            op
                + ": a direction must have the shape of its input, "
                + x.get(i).shape()
                + "; got "
                + v.get(i).shape());
      }
    }
  }

  private static IllegalArgumentException notOneNumber(Variable y) {
    return new IllegalArgumentException(
        "grad: the function must give one number; got shape "
            + y.shape()
            + "; sum it, or use vjp or jacobian");
  }
}
