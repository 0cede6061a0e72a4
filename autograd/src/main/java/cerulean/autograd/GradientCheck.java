package cerulean.autograd;

import cerulean.tensor.DType;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Compares gradients with differences of the function itself.
///
/// Along a random direction `v` (one for every input, of unit length together) the derivative
/// `sum(gradient * v)` must equal `(f(x + h v) - f(x - h v)) / 2h`. The function is weighted to a
/// scalar with random numbers, summed in double precision. `h` balances the rounding of `f` against
/// its third derivative: in F64 the difference is good to nine digits, in F32 to three. Inputs must
/// lie away from kinks by more than `h`.
public final class GradientCheck {

  /// The largest relative error that [#require] lets pass, of F64 inputs: a thousand times what the
  /// differences of smooth functions have.
  private static final double MOST = 1e-6;

  private GradientCheck() {}

  /// Checks the first and the second derivatives of `f` in reverse mode against differences, and
  /// forward mode against both, at inputs of F64. An [IllegalStateException] says which of them is
  /// wrong, and by how much.
  public static void require(Function<List<Variable>, Variable> f, Tensor... inputs) {
    List<Tensor> at = List.of(inputs);
    for (Tensor input : inputs) {
      if (input.dtype() != DType.F64) {
        throw new IllegalArgumentException(
            "gradient check: inputs must be F64; got " + input.dtype() + "; convert with to");
      }
    }
    Philox random = Philox.of(1);
    requireSmall("the gradient", relativeError(f, at, 3, random));
    requireSmall("the tangent of forward mode", forwardError(f, at, random));
    requireSmall("the gradient of the gradient", relativeError(squaredSlope(f), at, 3, random));
    requireSmall("the tangent of the gradient", forwardError(squaredSlope(f), at, random));
  }

  /// The squared length of the gradient of the squared length of `f`: squared, so that it depends
  /// on the inputs of linear functions too.
  private static Function<List<Variable>, Variable> squaredSlope(
      Function<List<Variable>, Variable> f) {
    return in -> {
      List<Variable> slopes =
          Grad.ofAll(
                  x -> {
                    Variable y = f.apply(x);
                    return y.mul(y).sum();
                  })
              .apply(in);
      return slopes.stream().map(s -> s.mul(s).sum()).reduce(Variable::add).orElseThrow();
    };
  }

  private static void requireSmall(String what, double error) {
    if (!(error <= MOST)) {
      throw new IllegalStateException(
          "gradient check: "
              + what
              + " is not the derivative of the function; the relative error is "
              + (float) error);
    }
  }

  /// How far the tangent is from the difference along one random direction.
  private static double forwardError(
      Function<List<Variable>, Variable> f, List<Tensor> inputs, Philox random) {
    List<Tensor> direction = direction(inputs, random);
    Variable tangent =
        Grad.jvp(in -> List.of(f.apply(in)), constants(inputs), constants(direction))
            .tangents()
            .getFirst();
    Tensor weights = normal(tangent.value(), random);
    double analytic = dot(tangent.value(), weights);
    double numeric = difference(f, inputs, direction, weights);
    double size = Math.max(Math.abs(analytic), Math.abs(numeric));
    return size < Double.MIN_NORMAL ? 0 : Math.abs(analytic - numeric) / Math.max(size, 1e-3);
  }

  /// The largest relative error over `directions` random directions.
  ///
  /// - `f`: maps its inputs to one variable of any shape
  /// - result: `|analytic - numeric| / max(|analytic|, |numeric|, scale)`, where `scale` is the
  ///   length of the gradient divided by the square root of the number of inputs' elements
  public static double relativeError(
      Function<List<Variable>, Variable> f, List<Tensor> inputs, int directions, Philox random) {
    List<Variable> leaves = inputs.stream().map(Variable::leaf).toList();
    Variable out = f.apply(leaves);
    Tensor weights = normal(out.value(), random);
    List<Variable> gradients = out.mul(Variable.constant(weights)).sum().gradients(leaves);
    double squares = 0;
    int elements = 0;
    for (Variable gradient : gradients) {
      squares += dot(gradient.value(), gradient.value());
      elements += gradient.value().size();
    }
    double scale = Math.sqrt(squares / Math.max(1, elements));
    double worst = 0;
    for (int d = 0; d < directions; d++) {
      List<Tensor> direction = direction(inputs, random);
      double analytic = 0;
      for (int i = 0; i < inputs.size(); i++) {
        analytic += dot(gradients.get(i).value(), direction.get(i));
      }
      double numeric = difference(f, inputs, direction, weights);
      double size = Math.max(Math.max(Math.abs(analytic), Math.abs(numeric)), scale);
      worst = Math.max(worst, size == 0 ? 0 : Math.abs(analytic - numeric) / size);
    }
    return worst;
  }

  private static List<Variable> constants(List<Tensor> tensors) {
    return tensors.stream().map(Variable::constant).toList();
  }

  /// Random numbers in the shape and the type of a tensor.
  private static Tensor normal(Tensor like, Philox random) {
    return Tensor.normal(random, 0f, 1f, like.shape().dims()).to(like.dtype());
  }

  private static List<Tensor> direction(List<Tensor> inputs, Philox random) {
    List<Tensor> drawn = new ArrayList<>();
    double squares = 0;
    for (Tensor input : inputs) {
      Tensor v = normal(input, random);
      squares += dot(v, v);
      drawn.add(v);
    }
    double length = Math.sqrt(Math.max(squares, Double.MIN_NORMAL));
    drawn.replaceAll(v -> v.div(length));
    return drawn;
  }

  private static double difference(
      Function<List<Variable>, Variable> f,
      List<Tensor> inputs,
      List<Tensor> direction,
      Tensor weights) {
    boolean exact = inputs.stream().allMatch(input -> input.dtype() == DType.F64);
    double step = exact ? 0x1p-17 : 0x1p-7;
    double up = value(f, inputs, direction, step, weights);
    double down = value(f, inputs, direction, -step, weights);
    return (up - down) / (2 * step);
  }

  private static double value(
      Function<List<Variable>, Variable> f,
      List<Tensor> inputs,
      List<Tensor> direction,
      double step,
      Tensor weights) {
    List<Variable> moved = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      moved.add(Variable.leaf(inputs.get(i).add(direction.get(i).mul(step))));
    }
    return dot(f.apply(moved).value(), weights);
  }

  private static double dot(Tensor a, Tensor b) {
    double[] x = a.toDoubleArray();
    double[] y = b.toDoubleArray();
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }
}
